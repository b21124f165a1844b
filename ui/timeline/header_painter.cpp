// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/header_painter.h"

#include <QPainter>
#include <algorithm>

#include "theme/labels.h"

namespace lockstep::ui {

namespace {

struct Places {
  QRectF whole;
  bool small = false;
  double middle = 0;  ///< y of the centres of all
  double radius = 0;  ///< of the chip
  QPointF chip;
  double glyphSize = 0;
  QPointF glyph;
  double nameLeft = 0;
  double nameRight = 0;
};

Places placesOf(const TimelineLayout& layout, std::size_t row) {
  Places places;
  const QRectF track = layout.track(row);
  places.whole = QRectF(layout.headers.left(), track.top(), layout.headers.width(), track.height());
  const QRectF& whole = places.whole;
  places.small = layout.compact;
  places.middle = std::min(whole.center().y(), whole.top() + 22);
  places.radius = std::clamp(whole.height() / 2 - 1, 5.0, places.small ? 9.0 : 12.0);
  const bool roomy = whole.width() > 190;
  const int indent = layout.rows[row].indent;
  const double x = whole.left() + (roomy ? 24 + indent * kIndent : 20 + indent * kIndent / 2);
  places.chip = {x + places.radius, places.middle};
  places.nameLeft = x + 2 * places.radius + 8;
  places.glyphSize = places.small ? 11 : 14;
  const double right = whole.right() - 16 - places.glyphSize;
  places.glyph = {right + places.glyphSize / 2, places.middle};
  places.nameRight = right - 6;
  return places;
}

void paintChevron(QPainter& painter, const Theme& theme, const QPointF& centre, bool folded) {
  painter.setPen(QPen(theme.text3, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  const QPointF open[] = {{-3.5, -2}, {0, 2}, {3.5, -2}};
  const QPointF shut[] = {{-2, -3.5}, {2, 0}, {-2, 3.5}};
  QPointF points[3];
  for (int i = 0; i < 3; ++i) points[i] = centre + (folded ? shut[i] : open[i]);
  painter.drawPolyline(points, 3);
}

void paintName(QPainter& painter, const Viewpoint& view, const Theme& theme, const LaneRow& row,
               const Places& places) {
  const double height = places.whole.height();
  painter.setFont(uiFont(height < 14 ? 10 : places.small ? 12 : 14, 500));
  painter.setPen(theme.text);
  const QFontMetricsF metrics(painter.font());
  const QString more = row.hidden > 0 ? QStringLiteral(" +%1").arg(row.hidden) : QString();
  const double room = places.nameRight - places.nameLeft - metrics.horizontalAdvance(more);
  if (room < 12) return;
  const QString name = metrics.elidedText(
      QString::fromStdString(words().taskName(view.trace(), row.task)), Qt::ElideMiddle, room);
  const double baseline = places.middle + (metrics.ascent() - metrics.descent()) / 2;
  painter.drawText(QPointF(places.nameLeft, baseline), name);
  if (more.isEmpty()) return;
  painter.setPen(theme.text3);
  painter.drawText(QPointF(places.nameLeft + metrics.horizontalAdvance(name), baseline), more);
}

HeaderState stateAt(const Moment& moment, TaskId task) {
  if (task.value >= moment.tasks.size()) return {};
  const TaskMoment& now = moment.tasks[task.value];
  return {now.state, now.ended && now.exitCode != 0};
}

}  // namespace

QRectF headersArea(const TimelineFrame& frame) {
  return frame.layout.headers.adjusted(0, -4, 0, 4);
}

void paintHeaders(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                  const Theme& theme) {
  painter.save();
  painter.setClipRect(headersArea(frame), Qt::IntersectClip);
  for (const LaneFrame& lane : frame.lanes) {
    const LaneRow& row = frame.layout.rows[lane.row];
    const Places places = placesOf(frame.layout, lane.row);
    if (view.task() == row.task) {
      painter.setPen(QPen(theme.accent, 2));
      painter.setBrush(Qt::NoBrush);
      const double grow = places.small ? 1 : 3;
      painter.drawRoundedRect(places.whole.adjusted(8, -grow, -8, grow), 8, 8);
    }
    if (row.folds) {
      const QPointF left(places.chip.x() - places.radius - 7, places.middle);
      paintChevron(painter, theme, left, row.folded);
    }
    paintName(painter, view, theme, row, places);
  }
  painter.restore();
}

std::vector<HeaderState> headerStates(const TimelineFrame& frame, const Viewpoint& view) {
  std::vector<HeaderState> states;
  states.reserve(frame.lanes.size());
  for (const LaneFrame& lane : frame.lanes)
    states.push_back(stateAt(view.moment(), frame.layout.rows[lane.row].task));
  return states;
}

void paintHeaderStates(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                       const Theme& theme, const Overlay& overlay) {
  if (!overlay.shows(headersArea(frame))) return;
  painter.save();
  painter.setClipRect(headersArea(frame), Qt::IntersectClip);
  for (const LaneFrame& lane : frame.lanes) {
    const Places places = placesOf(frame.layout, lane.row);
    if (!overlay.shows(places.whole)) continue;
    const TaskId task = frame.layout.rows[lane.row].task;
    const HeaderState now = stateAt(view.moment(), task);
    drawChip(painter, theme, QString::number(task.value), now.state, places.chip, places.radius);
    drawGlyph(painter, now.state, places.glyph, places.glyphSize, theme.state(now.state).mark,
              trackGround(theme), now.failed);
  }
  painter.restore();
}

QRegion headerStateArea(const TimelineFrame& frame, std::size_t row) {
  const Places places = placesOf(frame.layout, row);
  const auto square = [](const QPointF& centre, double half) {
    return QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half).toAlignedRect();
  };
  // The chip's ring is two pixels wide; glyphs stay in their square.
  return QRegion(square(places.chip, places.radius + 2)) +
         square(places.glyph, places.glyphSize / 2 + 2);
}

}  // namespace lockstep::ui
