// SPDX-License-Identifier: GPL-3.0-or-later
#include <time.h>
#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "figures.h"
#include "sample_trace.h"
#include "timeline/timeline.h"

/// Time of a timeline frame, 32 lanes, 1920 px, software raster, and of what the playhead and the
/// mouse repaint: from the change to pixels in the window's backing store. Baseline: filling the
/// same number of runs with QPainter::fillRect. Rows: what, measured, baseline, ratio, budget.
///
///     bench_timeline [--cpu] [--large] [millions of events ...]     default: 1 10; --large: 100
///     too

namespace {

using namespace lockstep;
using namespace lockstep::ui;

constexpr int kLanes = 32;
constexpr QSize kSize(1920, 900);

// Wall time is what a user sees; the thread's CPU time (--cpu) is what can be compared on a machine
// that does other work meanwhile.
clockid_t measuredClock = CLOCK_MONOTONIC;

// What a timeline without level of detail draws: one fillRect for each run of one colour, as many
// as there are three-pixel columns with three states each.
void fillRuns(QImage& target) {
  QPainter painter(&target);
  const QColor colours[] = {Qt::red, Qt::green, Qt::blue};
  for (int lane = 0; lane < kLanes; ++lane) {
    for (int x = 216; x < kSize.width() - 20; x += 3) {
      for (int part = 0; part < 3; ++part) {
        painter.fillRect(QRect(x, lane * 24 + part * 6, 3, 6), colours[part]);
      }
    }
  }
}

struct Bench {
  explicit Bench(int millions) : name(std::to_string(millions) + " M events") {
    view.setTrace(sample::switches(kLanes, static_cast<std::size_t>(millions) * 1'000'000));
    view.fitRun();
    timeline.setTheme(theme(ThemeKind::light));
    timeline.resize(kSize);
    timeline.show();
    QCoreApplication::processEvents();
    target = QImage(kSize, QImage::Format_RGB32);
  }

  // What the window system asks for when the next frame is due; without waiting for it.
  void paint() {
    QEvent due(QEvent::UpdateRequest);
    QCoreApplication::sendEvent(&timeline, &due);
  }

  void run(const std::string& budget) {
    paint();
    const Figures baseline = measure(measuredClock, 60, [&](int) { fillRuns(target); });
    const std::int64_t span = view.to() - view.from();
    const Figures full = measure(measuredClock, 200, [&](int round) {
      // Another range each time, so that nothing is answered from the cache.
      view.setRange(view.from() + (round % 2 == 0 ? span / 4096 : -span / 4096), view.to());
      paint();
    });
    row("timeline frame p50, full zoom-out, " + name, "%.2f ms", full.median, baseline.median, "-");
    row("timeline frame p99, full zoom-out, " + name, "%.2f ms", full.p99, baseline.p99, budget);
    std::mt19937 random(5);
    const std::int64_t start = view.trace().startTime();
    const std::int64_t length = view.trace().endTime() - start;
    const auto anywhere = [&] {
      return start + static_cast<std::int64_t>(random() % 1000) * length / 1000;
    };
    const Figures zoomed = measure(measuredClock, 200, [&](int) {
      const std::int64_t from = anywhere();
      const std::int64_t wide = 1'000'000LL << (random() % 6);
      view.setRange(from, from + wide);
      paint();
    });
    row("timeline frame p99, 1 to 32 ms in view, " + name, "%.2f ms", zoomed.p99, baseline.p99,
        "-");
    view.fitRun();
    paint();
    const Figures playhead = measure(measuredClock, 200, [&](int) {
      view.setPlayhead(anywhere());
      paint();
    });
    row("playhead p99, " + name, "%.2f ms", playhead.p99, baseline.p99, "<= 3 ms");
    const Figures hover = measure(measuredClock, 200, [&](int round) {
      QMouseEvent move(QEvent::MouseMove, QPointF(300 + round * 7, 300), QPointF(), Qt::NoButton,
                       Qt::NoButton, Qt::NoModifier);
      QCoreApplication::sendEvent(&timeline, &move);
      paint();
    });
    row("hover p99, " + name, "%.2f ms", hover.p99, baseline.p99, "<= 3 ms");
  }

  std::string name;
  Viewpoint view;
  Timeline timeline{view};
  QImage target;
};

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  std::vector<int> sizes;
  bool large = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--cpu") {
      measuredClock = CLOCK_THREAD_CPUTIME_ID;
    } else if (argument == "--large") {
      large = true;
    } else {
      sizes.push_back(std::max(1, std::atoi(argv[i])));
    }
  }
  if (sizes.empty()) sizes = {1, 10};
  if (large) sizes.push_back(100);
  for (const int millions : sizes) {
    Bench bench(millions);
    bench.run(millions <= 1 ? "<= 8 ms" : millions <= 10 ? "<= 12 ms" : "<= 16 ms");
  }
  return 0;
}
