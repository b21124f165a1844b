// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/step_frame.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "timeline/timeline.h"

namespace lockstep::ui {

namespace {

constexpr double kLeastBar = 0.75;
constexpr double kNumberGap = 40;
constexpr double kWholeColumn = 3;
constexpr double kPennant = 10;
constexpr double kFlagHeight = 22;
constexpr double kGhostWidth = 28;  // px, where the axis has times

void paintFlag(QPainter& painter, const TimelineFrame& frame, const Theme& theme, std::int64_t time,
               const QString& words, double titleRight) {
  const TimelineLayout& layout = frame.layout;
  const double x = layout.x(time);
  if (x < layout.tracks.left() - 1 || x > layout.tracks.right() + 1) return;
  painter.setPen(QPen(theme.danger, 1.5, Qt::DashLine));
  painter.drawLine(QPointF(x, layout.axis.top()), QPointF(x, layout.lanes.bottom()));
  const QFont font = uiFont(12, 700);
  const double width = QFontMetricsF(font).horizontalAdvance(words) + 16;
  const double right = std::clamp(x, layout.tracks.left() + width,
                                  std::max(layout.tracks.left() + width, titleRight));
  const QRectF tab(right - width, layout.axis.top() - kFlagHeight - 2, width, kFlagHeight);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.danger);
  painter.drawRoundedRect(tab, 4, 4);
  painter.setFont(font);
  painter.setPen(theme.surface);
  painter.drawText(tab, Qt::AlignCenter, words);
}

/// A pennant of ink on the axis, as many as there is room for.
void paintBreakpoints(QPainter& painter, const TimelineFrame& frame, const Theme& theme,
                      const StepMarks& marks) {
  const TimelineLayout& layout = frame.layout;
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.ink);
  double before = -kPennant;
  for (const std::size_t step : marks.breakpoints) {
    if (step == 0 || step > marks.axis->steps()) continue;
    const double x = layout.x(marks.axis->granted(step));
    if (x < layout.tracks.left() || x > layout.tracks.right() || x - before < kPennant) continue;
    before = x;
    const double top = layout.axis.bottom() - kPennant;
    painter.drawPolygon(QPolygonF({{x - kPennant / 2, top},
                                   {x + kPennant / 2, top},
                                   {x + kPennant / 2, top + kPennant / 2},
                                   {x, top + kPennant},
                                   {x - kPennant / 2, top + kPennant / 2}}));
  }
}

void paintGhost(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                const Theme& theme, const StepMarks& marks) {
  const TimelineLayout& layout = frame.layout;
  const auto row = layout.rowOf(marks.next);
  if (!row || !layout.visible(*row)) return;
  const QRectF lane = layout.stateTrack(*row);
  const double left = layout.x(view.playhead()) + 3;
  const double width = (layout.steps ? layout.stepWidth : kGhostWidth) - 4;
  if (left + width > layout.tracks.right()) return;
  painter.setPen(QPen(theme.text, 1.5, Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(left, lane.top() + 1, width, lane.height() - 2), 3, 3);
  if (marks.nextWords.isEmpty()) return;
  const QFont font = uiFont(12, 600);
  const QRectF place(left + width + 6, lane.top(), layout.tracks.right() - left - width - 8,
                     lane.height());
  if (place.width() < 24) return;
  painter.setFont(font);
  painter.setPen(theme.text);
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                   QFontMetricsF(font).elidedText(marks.nextWords, Qt::ElideRight, place.width()));
}

}  // namespace

LaneDetail stepDetail(const Lane& lane, const TimelineLayout& layout) {
  LaneDetail detail;
  if (lane.size() == 0) return detail;
  const double left = layout.tracks.left();
  const std::int64_t from = layout.time(left);
  for (std::size_t i = lane.find(from).value_or(0); i < lane.size(); ++i) {
    const Interval interval = lane.interval(i);
    const double x = layout.x(interval.start) - left;
    if (x > layout.tracks.width()) break;
    const double width = layout.x(interval.end) - left - x;
    if (width >= kLeastBar) detail.bars.push_back({x, width, i, interval.state});
  }
  return detail;
}

Axis stepTicks(const TimelineLayout& layout) {
  Axis axis;
  axis.unit = {1, ""};
  const StepAxis& steps = *layout.steps;
  std::size_t every = 1;
  for (const std::size_t candidate : {1u, 2u, 5u, 10u, 20u, 50u, 100u, 200u, 500u, 1000u}) {
    every = candidate;
    if (layout.stepWidth * static_cast<double>(candidate) >= kNumberGap) break;
  }
  for (std::size_t number = 1; number <= steps.steps(); ++number) {
    const double x = (steps.endOf(number) - layout.stepFrom) * layout.stepWidth;
    if (x < 0) continue;
    if (x > layout.tracks.width()) break;
    axis.ticks.push_back(
        {steps.settled(number), number % every == 0 ? QString::number(number) : QString()});
  }
  return axis;
}

void fillWholeSteps(const Viewpoint& view, TimelineFrame& frame) {
  const Trace& trace = view.trace();
  const StepAxis& steps = *frame.layout.steps;
  frame.whole.clear();
  frame.wholeFrom = trace.startTime();
  frame.wholeTo = std::max(trace.endTime(), frame.wholeFrom + 1);
  if (frame.layout.minimap.isEmpty() || trace.empty()) return;
  frame.wholeColumns = std::max(1, static_cast<int>(frame.layout.minimap.width() / kWholeColumn));
  const double span = steps.last() - steps.first();
  const double length = static_cast<double>(frame.wholeTo - frame.wholeFrom) / frame.wholeColumns;
  const auto lanes = frame.layout.rows.size() + static_cast<std::size_t>(frame.layout.leftOut);
  const bool each = lanes <= kMostMiniLanes;
  frame.whole.assign(each ? frame.layout.rows.size() : 1,
                     std::vector<Shares>(static_cast<std::size_t>(frame.wholeColumns)));
  const auto timeAt = [&](int column) {
    return steps.time(steps.first() + span * column / frame.wholeColumns);
  };
  for (std::size_t row = 0; row < frame.layout.rows.size(); ++row) {
    std::vector<Shares>& columns = frame.whole[each ? row : 0];
    const Lane& lane = trace.lane(frame.layout.rows[row].task);
    for (int column = 0; column < frame.wholeColumns; ++column) {
      // All columns are painted as if they were as long.
      const std::int64_t from = timeAt(column);
      const std::int64_t to = std::max(from + 1, timeAt(column + 1));
      const Shares shares = lane.shares(from, to);
      for (std::size_t state = 0; state < shares.size(); ++state)
        columns[static_cast<std::size_t>(column)][state] += static_cast<std::int64_t>(
            static_cast<double>(shares[state]) * length / static_cast<double>(to - from));
    }
  }
}

void paintStepMarks(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                    const Theme& theme, const StepMarks& marks, double titleRight) {
  if (!marks.inSteps || view.trace().empty()) return;
  const TimelineLayout& layout = frame.layout;
  painter.save();
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  if (marks.veil) {
    QColor veil = theme.bg;
    veil.setAlphaF(0.55F);
    const double x = std::max(layout.tracks.left(), layout.x(view.playhead()));
    painter.fillRect(QRectF(x, layout.lanes.top(), std::max(0.0, layout.tracks.right() - x),
                            layout.lanes.height()),
                     veil);
  } else {
    paintGhost(painter, frame, view, theme, marks);
  }
  const StepAxis* const steps = marks.axis;
  if (steps) paintBreakpoints(painter, frame, theme, marks);
  if (steps && marks.difference > 0 && marks.difference <= steps->steps())
    paintFlag(painter, frame, theme, steps->granted(marks.difference),
              QCoreApplication::translate("Timeline", "first difference: %1").arg(marks.difference),
              titleRight);
  if (steps && marks.lastSafe > 0 && marks.lastSafe <= steps->steps())
    paintFlag(
        painter, frame, theme, steps->settled(marks.lastSafe),
        (marks.certain ? QCoreApplication::translate("Timeline", "last safe choice: %1")
                       : QCoreApplication::translate("Timeline", "safe up to here at least: %1"))
            .arg(marks.lastSafe),
        titleRight);
  painter.restore();
}

}  // namespace lockstep::ui
