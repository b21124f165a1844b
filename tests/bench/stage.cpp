// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <functional>

#include "figures.h"
#include "runs.h"
#include "stage/stage.h"
#include "stage/stage_model.h"

using namespace lockstep;
using namespace lockstep::ui;

namespace {

/// What others do meanwhile is not the stage's.
Figures cpuTimes(int times, const std::function<void(int)>& work) {
  return measure(CLOCK_THREAD_CPUTIME_ID, times, work);
}

void print(const char* what, double measured, double baseline, const char* budget) {
  row(what, number("%.2f ms", measured), number("%.2f ms (fill)", baseline), measured / baseline,
      budget);
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
  const Figures fill = cpuTimes(100, [&](int) { image.fill(Qt::black); });
  const std::int64_t start = view.trace().startTime();
  const std::int64_t span = view.trace().endTime() - start;
  stage.render(&image);
  const Figures frame = cpuTimes(200, [&](int i) {
    view.setPlayhead(start + span / 2 + span * i / 400);
    stage.render(&image);
  });
  print("stage frame, 32 tasks, 32 locks, 1080p, median", frame.median, fill.median, "<= 16 ms");
  print("stage frame, 32 tasks, 32 locks, 1080p, p99", frame.p99, fill.median, "<= 16 ms");
  stage.setMoving(true);
  const Figures busy = cpuTimes(200, [&](int i) {
    view.setPlayhead(start + span / 2 + span * i / 400);
    stage.render(&image);
  });
  print("the same while it plays, with counts, p99", busy.p99, fill.median, "<= 16 ms");
  StageModel model;
  const Figures layout =
      cpuTimes(20, [&](int i) { model.update(view, QRectF(0, 0, 1100 + i, 510)); });
  print("stage layout of 32 tasks and 32 locks", layout.median, fill.median, "once a resize");
  return 0;
}
