// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "figures.h"
#include "framed_application.h"
#include "window/main_window.h"

/// From the start of a program to a window that can be used. lockstep-window itself does not say
/// when it has painted, so this program starts itself and does the same.

namespace lockstep::ui {
namespace {

constexpr int kStarts = 9;
constexpr char kPlain[] = "plain";
constexpr char kWhole[] = "whole";

/// What a program that was started does, as lockstep-window: prints when its window had been
/// painted and the event loop had nothing left to do.
int actAsStarted(FramedApplication& application, const std::string& what) {
  std::unique_ptr<QMainWindow> window;
  if (what == kPlain) {
    window = std::make_unique<PlainWindow>();
    window->resize(kWindowSize);
    window->show();
  } else {
    WindowParts parts;
    parts.lessons = ownLessons();
    auto whole = std::make_unique<MainWindow>(std::move(parts));
    whole->show();
    whole->offerTour();
    window = std::move(whole);
  }
  application.awaitFrame(nullptr, [](std::int64_t) { return true; });
  QTimer::singleShot(0, &application, [] {
    std::printf("%lld\n", static_cast<long long>(monotonicNow()));
    QApplication::quit();
  });
  return QApplication::exec();
}

/// Of this program, started anew for a user who has not started it before.
double startMs(const char* what) {
  const QTemporaryDir home;
  QProcess program;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
  program.setProcessEnvironment(environment);
  const std::int64_t start = monotonicNow();
  program.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(what)});
  CHECK(program.waitForFinished(-1) && program.exitCode() == 0);
  return msBetween(start, program.readAllStandardOutput().trimmed().toLongLong());
}

void measureStarts() {
  std::vector<double> plain;
  std::vector<double> whole;
  for (int i = 0; i < kStarts; ++i) {
    plain.push_back(startMs(kPlain));
    whole.push_back(startMs(kWhole));
  }
  row("start to usable window, median, by exec of the bench (baseline: empty QMainWindow)",
      "%.0f ms", median(whole), median(plain), "<= 400 ms");
}

}  // namespace
}  // namespace lockstep::ui

int main(int argc, char** argv) {
  using namespace lockstep::ui;
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  FramedApplication application(argc, argv);
  const std::string what = argc == 2 ? argv[1] : "";
  if (what == kPlain || what == kWhole) return actAsStarted(application, what);
  measureStarts();
  return 0;
}
