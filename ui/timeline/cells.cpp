// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/cells.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "theme/labels.h"
#include "timeline/hover.h"
#include "timeline/sums.h"

namespace lockstep::ui {

namespace {

/// Neighbouring columns as one cell each stretch.
std::vector<LaneCell> stretches(const std::vector<Column>& columns) {
  std::vector<LaneCell> cells;
  for (const Column& column : columns) {
    const bool next =
        !cells.empty() && column.x - (cells.back().x + cells.back().width) < kColumnPixels / 2;
    if (next)
      cells.back().width = column.x + kColumnPixels - cells.back().x;
    else
      cells.push_back({column.x, kColumnPixels, std::nullopt});
  }
  return cells;
}

QString barText(const TimelineFrame& frame, const Viewpoint& view, TaskId task, std::size_t bar) {
  const Interval interval = view.trace().lane(task).interval(bar);
  return QCoreApplication::translate("Timeline", "%1, from %2, for %3")
      .arg(intervalWords(view, interval), sinceStart(frame, view, interval.start),
           spanLabel(interval.end - interval.start));
}

QString stretchText(const TimelineFrame& frame, const Viewpoint& view, TaskId task,
                    const LaneCell& cell) {
  const TimeScale& scale = frame.layout.scale;
  const std::int64_t from = scale.toTime(cell.x);
  const std::int64_t to = std::max(from + 1, scale.toTime(cell.x + cell.width));
  QStringList shares;
  for (const SumRow& row : stateSums(view, task, from, to))
    shares << QStringLiteral("%1 %2").arg(label(row.state), percentLabel(row.share));
  return QCoreApplication::translate("Timeline", "%1, from %2, for %3")
      .arg(shares.join(QStringLiteral(", ")), sinceStart(frame, view, from), spanLabel(to - from));
}

}  // namespace

std::vector<LaneCell> cellsOf(const LaneFrame& lane, double width) {
  std::vector<LaneCell> cells = stretches(lane.detail.columns);
  for (const Bar& bar : lane.detail.bars)
    if (bar.state != State::unborn) cells.push_back({bar.x, bar.width, bar.index});
  std::erase_if(cells,
                [&](const LaneCell& cell) { return cell.x + cell.width <= 0 || cell.x >= width; });
  std::ranges::sort(cells, {}, &LaneCell::x);
  return cells;
}

QRectF cellPlace(const TimelineFrame& frame, const LaneFrame& lane, const LaneCell& cell) {
  const QRectF track = frame.layout.stateTrack(lane.row);
  return QRectF(track.left() + cell.x, track.top(), cell.width, track.height())
      .intersected(frame.layout.tracks);
}

QString cellText(const TimelineFrame& frame, const Viewpoint& view, const LaneFrame& lane,
                 const LaneCell& cell) {
  const TaskId task = frame.layout.rows[lane.row].task;
  return cell.bar ? barText(frame, view, task, *cell.bar) : stretchText(frame, view, task, cell);
}

QString rowText(const Viewpoint& view, TaskId task) {
  const Words text = words();
  return QCoreApplication::translate("Timeline", "%1 %2, %3")
      .arg(task.value)
      .arg(QString::fromStdString(text.taskName(view.trace(), task)),
           QString::fromStdString(text.state(view.trace(), view.moment(), task)));
}

}  // namespace lockstep::ui
