// SPDX-License-Identifier: GPL-3.0-or-later
// lockstep-window: the window, and pictures of recordings without one.
#include <QApplication>
#include <QFontMetrics>
#include <QSettings>
#include <QStringList>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "end_signals.h"
#include "options.h"
#include "picture.h"
#include "window/main_window.h"

namespace lockstep::ui {

namespace {

constexpr int kBadInput = 2;

int refuse(const std::string& sentence) {
  std::fprintf(stderr, "lockstep: %s\n", sentence.c_str());
  return kBadInput;
}

bool isSet(const char* variable) { return !qEnvironmentVariableIsEmpty(variable); }

bool hasDisplay() {
  return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
}

std::unique_ptr<QSettings> settingsOf(const Options& options) {
  QString file = options.settings;
  if (file.isEmpty()) file = qEnvironmentVariable("LOCKSTEP_SETTINGS");
  return file.isEmpty() ? nullptr : std::make_unique<QSettings>(file, QSettings::IniFormat);
}

int showWindow(QApplication& application, const Options& options) {
  WindowParts parts;
  parts.settings = settingsOf(options);
  parts.lessons = ownLessons();
  if (!options.lessons.empty()) parts.lessons.add(lessonsIn(options.lessons));
  for (const std::string& fault : parts.lessons.faults) refuse(fault);
  if (!parts.lessons.faults.empty()) return kBadInput;
  MainWindow window(std::move(parts));
  if (options.theme)
    window.chooseTheme(*options.theme == ThemeKind::dark ? MainWindow::ThemeChoice::dark
                                                         : MainWindow::ThemeChoice::light);
  if (!options.language.isEmpty()) window.chooseLanguage(options.language);
  if (options.size.isValid()) window.resize(options.size);
  const EndSignals end([&] {
    window.endRun();
    application.quit();
  });
  window.show();
  if (!options.file.isEmpty()) window.openFile(options.file);
  if (options.run) window.run(*options.run);
  if (!options.lesson.empty() && !window.openLesson(options.lesson))
    return refuse("there is no lesson \"" + options.lesson + "\"; see: lockstep lessons");
  if (options.file.isEmpty() && options.lesson.empty() && !options.run) window.offerTour();
  return QApplication::exec();
}

/// What Qt has said while it opened its platform; nothing once that is done.
std::optional<QStringList> startRemarks = QStringList();

/// Standard error belongs to the user: what Qt remarks about the desktop's set-up stays out of it.
/// When Qt cannot open its platform it tells why in several remarks and then aborts.
void quietRemark(QtMsgType type, const QMessageLogContext& context, const QString& message) {
  if (message.startsWith(QLatin1String("QStandardPaths: "))) return;
  if (startRemarks && type == QtFatalMsg) {
    const QString why = startRemarks->isEmpty() ? message.section(QLatin1Char('\n'), 0, 0)
                                                : startRemarks->first().trimmed();
    std::_Exit(refuse("cannot open a window: " + why.toStdString()));
  }
  if (startRemarks) {
    startRemarks->append(message);
    return;
  }
  std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, message)));
}

int run(int argc, char** argv) {
  qInstallMessageHandler(quietRemark);
  auto options = readOptions({argv + 1, argv + argc});
  if (!options) return refuse(options.error().message);
  const bool picture = !options->picture.isEmpty();
  if (!picture && !hasDisplay())
    return refuse("there is no display to open a window on (DISPLAY is not set)");
  // Pictures never need a display, so they never open one.
  if (picture) ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
  // Qt must not read what is ours.
  int qtArguments = 1;
  QApplication application(qtArguments, argv);
  const auto remarks = std::exchange(startRemarks, std::nullopt);
  for (const QString& remark : *remarks) std::fprintf(stderr, "%s\n", qPrintable(remark));
  if (!QFontMetrics(QApplication::font()).inFont(QLatin1Char('A')))
    return refuse("no font is installed; Lockstep is drawn for Inter and JetBrains Mono");
  QApplication::setApplicationName(QStringLiteral("lockstep"));
  QApplication::setApplicationDisplayName(QStringLiteral("Lockstep"));
  QApplication::setDesktopFileName(QStringLiteral("org.lockstep.Lockstep"));
  if (!picture) return showWindow(application, *options);
  const auto drawn = drawPicture(*options);
  return drawn ? EXIT_SUCCESS : refuse(drawn.error().message);
}

}  // namespace

}  // namespace lockstep::ui

int main(int argc, char** argv) { return lockstep::ui::run(argc, argv); }
