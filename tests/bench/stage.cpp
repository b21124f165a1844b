// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

#include "runs.h"
#include "stage/stage.h"
#include "stage/stage_model.h"

using namespace lockstep;
using namespace lockstep::ui;

namespace {

/// ns that this thread has been on a CPU: what others do meanwhile is not the stage's.
std::int64_t cpuTime() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
}

/// Median and 99th percentile of many runs, in ms of a CPU.
struct Figures {
  double median;
  double worst;
};

Figures measure(int times, const std::function<void(int)>& work) {
  std::vector<double> ms;
  for (int i = 0; i < times; ++i) {
    const std::int64_t start = cpuTime();
    work(i);
    ms.push_back(static_cast<double>(cpuTime() - start) / 1e6);
  }
  std::sort(ms.begin(), ms.end());
  return {ms[ms.size() / 2], ms[ms.size() * 99 / 100]};
}

void row(const char* what, double measured, double baseline, const char* budget) {
  std::printf("%s\t%.2f ms\t%.2f ms (fill)\t%.1f\t%s\n", what, measured, baseline,
              measured / baseline, budget);
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  Recorded run = crowd(32, 32, false);
  Viewpoint view;
  view.setTrace(run.trace());
  Stage stage(view);
  stage.setTheme(theme(ThemeKind::dark));
  stage.setPlaybackRate(5000);
  stage.resize(1920, 1080);
  QImage image(1920, 1080, QImage::Format_RGB32);
  const Figures fill = measure(100, [&](int) { image.fill(Qt::black); });
  const std::int64_t start = view.trace().startTime();
  const std::int64_t span = view.trace().endTime() - start;
  stage.render(&image);
  const Figures frame = measure(200, [&](int i) {
    view.setPlayhead(start + span / 2 + span * i / 400);
    stage.render(&image);
  });
  row("stage frame, 32 tasks, 32 locks, 1080p, median", frame.median, fill.median, "<= 16 ms");
  row("stage frame, 32 tasks, 32 locks, 1080p, p99", frame.worst, fill.median, "<= 16 ms");
  stage.setMoving(true);
  const Figures busy = measure(200, [&](int i) {
    view.setPlayhead(start + span / 2 + span * i / 400);
    stage.render(&image);
  });
  row("the same while it plays, with counts, p99", busy.worst, fill.median, "<= 16 ms");
  StageModel model;
  const Figures layout =
      measure(20, [&](int i) { model.update(view, QRectF(0, 0, 1100 + i, 510)); });
  row("stage layout of 32 tasks and 32 locks", layout.median, fill.median, "once a resize");
  return 0;
}
