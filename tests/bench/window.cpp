// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "figures.h"
#include "framed_application.h"
#include "timeline/timeline.h"
#include "window/main_window.h"
#include "window/step_insight.h"
#include "window/step_mode.h"
#include "window/workbench.h"
#include "writers.h"

/// What the whole window takes: from an event to its pixels, from a key to the step drawn, and
/// the CPU time of a window that stands still. Baseline of each: a window of one colour in its
/// place. Offscreen unless QT_QPA_PLATFORM says otherwise.

namespace lockstep::ui {
namespace {

constexpr int kRuns = 3;
constexpr int kSteps = 120;
constexpr int kIdleMs = 3'000;
constexpr int kFrameMs = 16;

void show(QWidget& window) {
  window.resize(kWindowSize);
  window.show();
  window.activateWindow();
  CHECK(QTest::qWaitForWindowActive(&window));
}

std::unique_ptr<MainWindow> shownMainWindow(const QTemporaryDir& home) {
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(home.filePath(QStringLiteral("window.ini")),
                                               QSettings::IniFormat);
  auto window = std::make_unique<MainWindow>(std::move(parts));
  show(*window);
  return window;
}

// From an event to its pixels.

RunRequest producers() {
  RunRequest request;
  request.scenario = "producer-consumer";
  request.parameters = {{"items", 100}, {"pause", 7}};
  return request;
}

/// ms from the stamp of each event to the end of the frame that is the first to show it.
class Lateness {
 public:
  void beginRun() { m_shown = 0; }
  void framed(const Trace& trace, std::int64_t now) {
    for (; m_shown < trace.logSize(); ++m_shown)
      m_ms.push_back(msBetween(trace.event(m_shown).time, now));
  }
  Figures figures() const { return lockstep::figures(m_ms); }
  std::size_t count() const { return m_ms.size(); }

 private:
  std::size_t m_shown = 0;
  std::vector<double> m_ms;
};

/// `shows` gets how many keys there were; `rest` comes before each.
Figures keyToFrame(FramedApplication& application, QWidget& window, const QWidget& painted,
                   const std::function<bool(std::size_t)>& shows,
                   const std::function<void()>& rest) {
  std::vector<double> ms;
  for (std::size_t keys = 1; keys <= kSteps; ++keys) {
    rest();
    const std::int64_t start = monotonicNow();
    QTest::keyClick(&window, Qt::Key_F10);
    ms.push_back(msBetween(
        start, application.awaitFrame(&painted, [&](std::int64_t) { return shows(keys); })));
  }
  return figures(std::move(ms));
}

/// CPU time of this process, in % of the time that passes. What was going on may first end.
double idlePercent() {
  double percent = 0;
  for (int period = 0; period < 2; ++period) {
    const double cpu = nowMs(CLOCK_PROCESS_CPUTIME_ID);
    const double start = nowMs(CLOCK_MONOTONIC);
    QEventLoop loop;
    QTimer::singleShot(kIdleMs, &loop, &QEventLoop::quit);
    loop.exec();
    percent = (nowMs(CLOCK_PROCESS_CPUTIME_ID) - cpu) * 100 / (nowMs(CLOCK_MONOTONIC) - start);
  }
  return percent;
}

Lateness plainLateness(FramedApplication& application, PlainWindow& window) {
  auto session = Session::start(producers());
  CHECK(session);
  Trace trace;
  bool more = true;
  QTimer pulls;
  QObject::connect(&pulls, &QTimer::timeout, [&] {
    more = (*session)->pull(trace);
    window.update();
  });
  pulls.start(kFrameMs);
  Lateness late;
  application.awaitFrame(&window, [&](std::int64_t now) {
    late.framed(trace, now);
    return !more;
  });
  return late;
}

struct Least {
  Figures event;
  Figures key;
  double idlePercent = 0;
};

/// What a window of one colour takes.
Least measureLeast(FramedApplication& application) {
  PlainWindow plain;
  show(plain);
  Least least;
  least.event = plainLateness(application, plain).figures();
  least.key = keyToFrame(
      application, plain, plain, [](std::size_t) { return true; }, [] {});
  least.idlePercent = idlePercent();
  return least;
}

/// Runs it to its end; `framed` is told of every frame of the timeline.
void play(FramedApplication& application, MainWindow& window, const RunRequest& request,
          const std::function<void(std::int64_t)>& framed) {
  window.run(request);
  CHECK(window.liveRun().running());
  application.awaitFrame(&window.workbench().timeline(), [&](std::int64_t now) {
    framed(now);
    return !window.liveRun().running();
  });
}

void measureEvents(FramedApplication& application, MainWindow& window, const Least& least) {
  Lateness late;
  for (int run = 0; run < kRuns; ++run) {
    late.beginRun();
    play(application, window, producers(),
         [&](std::int64_t now) { late.framed(window.viewpoint().trace(), now); });
  }
  const std::string of = " of " + std::to_string(late.count()) + " events (baseline: plain window)";
  row("event to pixel, median" + of, "%.1f ms", late.figures().median, least.event.median,
      "<= 20 ms");
  row("event to pixel, p99" + of, "%.1f ms", late.figures().p99, least.event.p99, "<= 50 ms");
}

// From a key to the step drawn.

/// Leaves a run that waits for the next choice.
Figures stepToFrame(FramedApplication& application, MainWindow& window,
                    const std::function<void()>& rest) {
  const StepMode& mode = window.stepMode();
  const auto waitsAfter = [&](std::size_t steps) {
    return mode.waiting() && mode.steps() == steps && mode.axis().steps() == steps;
  };
  RunRequest request;
  request.scenario = "counter";
  request.parameters = {{"increments", kSteps}, {"pause", 0}};
  window.stepMode().setOn(true);
  window.run(request);
  const Timeline& timeline = window.workbench().timeline();
  application.awaitFrame(&timeline, [&](std::int64_t) { return waitsAfter(0); });
  return keyToFrame(application, window, timeline, waitsAfter, rest);
}

void measureSteps(FramedApplication& application, MainWindow& window, const Least& least) {
  const auto print = [&](const std::string& how, const Figures& figures) {
    const std::string of = ", keys " + how + " (baseline: plain window)";
    row("step latency, key to drawn, median" + of, "%.1f ms", figures.median, least.key.median,
        "-");
    row("step latency, key to drawn, p99" + of, "%.1f ms", figures.p99, least.key.p99, "<= 50 ms");
  };
  print("one upon another", stepToFrame(application, window, [] {}));
  // Once it has been found out what each choice would lead to.
  print("after a rest", stepToFrame(application, window, [&] {
          while (window.insight().looksAhead())
            application.processEvents(QEventLoop::WaitForMoreEvents);
        }));
}

// All at once.

/// The budget is what the machine must bear with the window open, so the writers ask for that.
void measureCapture(FramedApplication& application, MainWindow& window) {
  ::setenv(kWork, "bursts", 1);
  RunRequest request;
  request.scenario = "counter";  // a word that the catalogue knows; the work is our own
  request.hostProgram = "/proc/self/exe";
  std::size_t frames = 0;
  play(application, window, request, [&](std::int64_t) { ++frames; });
  const Rate rate = rateOf(window.viewpoint().trace());
  row("capture, 2 M events/s asked for, window open",
      number("%.2f M events/s, ", rate.perSecond / 1e6) + std::to_string(rate.lost) +
          " lost, writers waited " +
          number("%.1f ms, ", static_cast<double>(rate.stalledNs) / 1e6) + std::to_string(frames) +
          " frames",
      number("%.2f M/s asked for", kBurstRate / 1e6), rate.perSecond / kBurstRate,
      ">= 2 M events/s, 0 lost");
}

int measureAll(FramedApplication& application) {
  const Least least = measureLeast(application);
  const QTemporaryDir home;
  const auto window = shownMainWindow(home);
  measureEvents(application, *window, least);
  row("idle CPU, a run that has ended", "%.3f %%", idlePercent(), least.idlePercent, "<= 1 %");
  measureCapture(application, *window);
  measureSteps(application, *window, least);
  row("idle CPU, a run in Step mode that waits", "%.3f %%", idlePercent(), least.idlePercent,
      "<= 1 %");
  return 0;
}

}  // namespace
}  // namespace lockstep::ui

int main(int argc, char** argv) {
  using namespace lockstep;
  if (hostedWork() != nullptr) return actAsHost([] { runWriters(kWriters, writeInBursts); });
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  becomeReaper();
  ui::FramedApplication application(argc, argv);
  return ui::measureAll(application);
}
