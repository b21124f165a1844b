// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/hover.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "theme/labels.h"
#include "timeline/sums.h"

namespace lockstep::ui {

namespace {

constexpr double kEdgeGrip = 6;

QString capitalised(QString text) {
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  return text;
}

QString taskLine(const Viewpoint& view, TaskId task) {
  return QStringLiteral("%1  %2")
      .arg(task.value)
      .arg(QString::fromStdString(words().taskName(view.trace(), task)));
}

const LaneFrame* laneAt(const TimelineFrame& frame, const QPointF& at) {
  const auto row = frame.layout.rowAt(at.y());
  if (!row) return nullptr;
  const auto found = std::find_if(frame.lanes.begin(), frame.lanes.end(),
                                  [&](const LaneFrame& lane) { return lane.row == *row; });
  return found == frame.lanes.end() ? nullptr : &*found;
}

const Bar* findBar(const LaneFrame& lane, double x) {
  const std::vector<Bar>& bars = lane.detail.bars;
  auto after = std::upper_bound(bars.begin(), bars.end(), x,
                                [](double place, const Bar& bar) { return place < bar.x; });
  if (after == bars.begin()) return nullptr;
  --after;
  return x < after->x + after->width ? &*after : nullptr;
}

const Column* findColumn(const LaneFrame& lane, double x) {
  const std::vector<Column>& columns = lane.detail.columns;
  auto after =
      std::upper_bound(columns.begin(), columns.end(), x,
                       [](double place, const Column& column) { return place < column.x; });
  if (after == columns.begin()) return nullptr;
  --after;
  return x < after->x + kColumnPixels ? &*after : nullptr;
}

QString intervalText(const TimelineFrame& frame, const Viewpoint& view, TaskId task,
                     const Interval& interval) {
  QStringList lines;
  lines << intervalWords(view, interval) << taskLine(view, task);
  lines << QCoreApplication::translate("Timeline", "from %1, for %2")
               .arg(sinceStart(frame, view, interval.start),
                    spanLabel(interval.end - interval.start));
  lines << QCoreApplication::translate("Timeline", "evidence: %1 (%2)")
               .arg(label(interval.evidence), badge(interval.evidence));
  return lines.join(QLatin1Char('\n'));
}

QString columnText(const TimelineFrame& frame, const Viewpoint& view, TaskId task,
                   const Column& column) {
  const TimeScale& scale = frame.layout.scale;
  const std::int64_t from = scale.toTime(column.x);
  const std::int64_t to = std::max(from + 1, scale.toTime(column.x + kColumnPixels));
  QStringList lines;
  lines << taskLine(view, task);
  for (const SumRow& row : stateSums(view, task, from, to)) {
    lines << QStringLiteral("%1  %2  %3")
                 .arg(label(row.state), percentLabel(row.share), spanLabel(row.ns));
  }
  const Lane& lane = view.trace().lane(task);
  const auto first = lane.find(from);
  const auto last = lane.find(to - 1);
  if (last) {
    const std::size_t count = *last - first.value_or(0) + 1;
    const QString span = spanLabel(to - from), start = sinceStart(frame, view, from);
    lines << (count == 1 ? QCoreApplication::translate("Timeline", "1 interval in %1 from %2")
                               .arg(span, start)
                         : QCoreApplication::translate("Timeline", "%1 intervals in %2 from %3")
                               .arg(QString::number(count), span, start));
  }
  return lines.join(QLatin1Char('\n'));
}

const PlacedHold* holdAt(const TimelineFrame& frame, const LaneFrame& lane, const QPointF& at) {
  for (const PlacedHold& hold : lane.holds) {
    const QRectF row = frame.layout.holdTrack(lane.row, hold.row);
    if (at.y() < row.top() || at.y() >= row.bottom()) continue;
    if (at.x() >= frame.layout.x(hold.span.start) &&
        at.x() < std::max(frame.layout.x(hold.span.end), frame.layout.x(hold.span.start) + 1)) {
      return &hold;
    }
  }
  return nullptr;
}

QString holdText(const TimelineFrame& frame, const Viewpoint& view, const HoldSpan& span) {
  QStringList lines;
  const QString name = QString::fromStdString(words().resourceName(view.trace(), span.resource));
  lines << QCoreApplication::translate("Timeline", "Holds %1").arg(name)
        << taskLine(view, span.task);
  lines << QCoreApplication::translate("Timeline", "from %1, for %2")
               .arg(sinceStart(frame, view, span.start), spanLabel(span.end - span.start));
  if (span.abandoned) lines << QCoreApplication::translate("Timeline", "its holder died with it");
  return lines.join(QLatin1Char('\n'));
}

QString headerText(const Viewpoint& view, const LaneRow& row) {
  QStringList lines;
  lines << taskLine(view, row.task);
  const auto tasks = view.trace().tasks();
  if (row.task.value < tasks.size()) {
    const TaskInfo& info = tasks[row.task.value];
    lines << (info.kind == TaskKind::thread
                  ? QCoreApplication::translate("Timeline", "thread, TID %1 in PID %2")
                        .arg(info.tid)
                        .arg(info.pid)
                  : QCoreApplication::translate("Timeline", "process, PID %1").arg(info.pid));
  }
  lines << capitalised(
      QString::fromStdString(words().state(view.trace(), view.moment(), row.task)));
  if (row.folds)
    lines << (row.folded ? QCoreApplication::translate("Timeline", "click the arrow to unfold")
                         : QCoreApplication::translate("Timeline", "click the arrow to fold"));
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

QString sinceStart(const TimelineFrame& frame, const Viewpoint& view, std::int64_t time) {
  const TimeUnit unit = frame.axis.unit;
  return timeLabel(time, view.trace().startTime(), unit,
                   std::max<std::int64_t>(1, unit.ns / 1000)) +
         QLatin1Char(' ') + QString::fromUtf8(unit.symbol);
}

QString intervalWords(const Viewpoint& view, const Interval& interval) {
  const QString what = QString::fromStdString(words().interval(view.trace(), interval));
  return what.isEmpty() ? label(interval.state) : capitalised(what);
}

QRectF minimapWindow(const TimelineFrame& frame, const Viewpoint& view) {
  const QRectF map = frame.layout.minimap;
  if (map.isEmpty() || frame.wholeTo <= frame.wholeFrom) return {};
  const TimelineLayout& layout = frame.layout;
  const std::int64_t first = layout.steps ? layout.time(layout.tracks.left()) : view.from();
  const std::int64_t last = layout.steps ? layout.time(layout.tracks.right()) : view.to();
  const double from = std::clamp(frame.wholeX(first), map.left(), map.right());
  const double to = std::clamp(frame.wholeX(last), map.left(), map.right());
  QRectF window(from, map.top() - 2, to - from, map.height() + 4);
  constexpr double kLeast = 10;
  if (window.width() < kLeast) {
    const double left = std::clamp(window.center().x() - kLeast / 2, map.left(),
                                   std::max(map.left(), map.right() - kLeast));
    window = QRectF(left, window.top(), kLeast, window.height());
  }
  return window;
}

Zone zoneAt(const TimelineFrame& frame, const Viewpoint& view, const QPointF& at) {
  const TimelineLayout& layout = frame.layout;
  if (layout.axis.contains(at)) return Zone::axis;
  if (layout.minimap.adjusted(-kEdgeGrip, -2, kEdgeGrip, 2).contains(at)) {
    const QRectF window = minimapWindow(frame, view);
    // A window too narrow for grips inside has them outside.
    const double inside = window.width() >= 3 * kEdgeGrip ? kEdgeGrip / 2 : 0;
    if (at.x() >= window.left() - kEdgeGrip && at.x() <= window.left() + inside) {
      return Zone::minimapLeft;
    }
    if (at.x() >= window.right() - inside && at.x() <= window.right() + kEdgeGrip) {
      return Zone::minimapRight;
    }
    return Zone::minimap;
  }
  const auto row = layout.rowAt(at.y());
  if (!row) return Zone::nothing;
  if (layout.tracks.contains(at)) return Zone::track;
  if (layout.chevron(*row).contains(at)) return Zone::chevron;
  return layout.headers.contains(at) ? Zone::header : Zone::nothing;
}

std::optional<Interval> barAt(const TimelineFrame& frame, const Viewpoint& view,
                              const QPointF& at) {
  const LaneFrame* lane = laneAt(frame, at);
  if (lane == nullptr || !frame.layout.tracks.contains(at)) return std::nullopt;
  const Bar* bar = findBar(*lane, at.x() - frame.layout.tracks.left());
  if (bar == nullptr) return std::nullopt;
  return view.trace().lane(frame.layout.rows[lane->row].task).interval(bar->index);
}

QString hoverText(const TimelineFrame& frame, const Viewpoint& view, const QPointF& at) {
  const LaneFrame* lane = laneAt(frame, at);
  if (lane == nullptr) return {};
  const LaneRow& row = frame.layout.rows[lane->row];
  if (frame.layout.headers.contains(at)) return headerText(view, row);
  if (!frame.layout.tracks.contains(at)) return {};
  if (const PlacedHold* hold = holdAt(frame, *lane, at)) return holdText(frame, view, hold->span);
  const double x = at.x() - frame.layout.tracks.left();
  if (const Bar* bar = findBar(*lane, x)) {
    return intervalText(frame, view, row.task, view.trace().lane(row.task).interval(bar->index));
  }
  if (const Column* column = findColumn(*lane, x)) {
    return columnText(frame, view, row.task, *column);
  }
  return {};
}

}  // namespace lockstep::ui
