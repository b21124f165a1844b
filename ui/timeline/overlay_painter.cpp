// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "timeline/frame_painter.h"
#include "timeline/header_painter.h"

namespace lockstep::ui {

namespace {

constexpr double kTabHeight = 22;
constexpr double kTabPadding = 8;
// No label of the axis is wider, since ticks stand further apart.
constexpr double kMostLabel = 100;

QFont tabFont() { return uiFont(12, 700); }

// Width of the widest value of as many figures, so that the tab does not tremble while it moves.
double steadyWidth(const QFontMetricsF& metrics, const QString& text) {
  double widest = 0;
  for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
    widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
  }
  double width = 0;
  for (const QChar letter : text) {
    width += letter.isDigit() ? widest : metrics.horizontalAdvance(letter);
  }
  return width;
}

// One pixel of the screen is as exact as a value can be; three figures more than the ticks at most.
std::int64_t resolutionOf(const TimelineFrame& frame) {
  const std::int64_t unit = frame.axis.unit.ns;
  return std::max<std::int64_t>(1, std::min(frame.axis.step / 1000, unit / 1000));
}

QString valueAt(const TimelineFrame& frame, const Viewpoint& view, std::int64_t time) {
  if (const StepAxis* steps = frame.layout.steps) return QString::number(steps->stepsAt(time));
  return timeLabel(time, view.trace().startTime(), frame.axis.unit,
                   std::max(resolutionOf(frame), frame.axis.unit.ns / 1000));
}

QRectF tabAt(const TimelineFrame& frame, const Viewpoint& view, std::int64_t time) {
  const QRectF axis = frame.layout.axis;
  const double x = frame.layout.x(time);
  if (x < axis.left() - 1 || x > axis.right() + 1) return {};
  const double width =
      steadyWidth(QFontMetricsF(tabFont()), valueAt(frame, view, time)) + 2 * kTabPadding;
  const double left =
      std::clamp(x - width / 2, axis.left(), std::max(axis.left(), axis.right() - width));
  return {left, axis.top(), width, kTabHeight};
}

void paintAxis(QPainter& painter, const TimelineFrame& frame, const Theme& theme,
               const std::vector<QRectF>& covered, const Overlay& overlay) {
  const QRectF axis = frame.layout.axis;
  painter.setFont(uiFont(12));
  const QFontMetricsF metrics(painter.font());
  painter.setPen(theme.text2);
  const QString unit = QString::fromUtf8(frame.axis.unit.symbol);
  const QRectF unitPlace(axis.right() - metrics.horizontalAdvance(unit), axis.top(),
                         metrics.horizontalAdvance(unit), kTabHeight);
  const auto hidden = [&](const QRectF& place) {
    return std::any_of(covered.begin(), covered.end(), [&](const QRectF& tab) {
      return tab.adjusted(-2, 0, 2, 0).intersects(place);
    });
  };
  if (!hidden(unitPlace) && overlay.shows(unitPlace))
    painter.drawText(unitPlace, Qt::AlignVCenter | Qt::AlignRight, unit);
  for (const Tick& tick : frame.axis.ticks) {
    const double x = frame.layout.x(tick.time);
    if (!overlay.shows(QRectF(x - kMostLabel / 2, axis.top(), kMostLabel, axis.height()))) continue;
    const double width = metrics.horizontalAdvance(tick.label);
    QRectF place(x - width / 2, axis.top(), width, kTabHeight);
    if (place.left() < axis.left()) place.moveLeft(axis.left());
    painter.fillRect(QRectF(x, axis.top() + kTabHeight + 2, 1, 4), theme.edge);
    if (place.right() > unitPlace.left() - 8 || hidden(place)) continue;
    painter.drawText(place, Qt::AlignCenter, tick.label);
  }
}

void paintPlayhead(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                   const Theme& theme, const QRectF& tab) {
  if (tab.isEmpty()) return;
  const double x = frame.layout.x(view.playhead());
  painter.fillRect(
      QRectF(x - 1, tab.bottom() - 2, 2, frame.layout.lanes.bottom() + 3 - tab.bottom() + 2),
      theme.text);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.text);
  painter.drawRoundedRect(tab, 4, 4);
  painter.setFont(tabFont());
  painter.setPen(theme.surface);
  painter.drawText(tab, Qt::AlignCenter, valueAt(frame, view, view.playhead()));
}

void paintPlayheadOnMinimap(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                            const Theme& theme) {
  const QRectF map = frame.layout.minimap;
  if (map.isEmpty()) return;
  const double x = frame.wholeX(view.playhead());
  if (x < map.left() - 1 || x > map.right() + 1) return;
  painter.fillRect(QRectF(x - .5, map.top() - 2, 1, map.height() + 4), theme.text);
}

void paintHover(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                const Theme& theme, double x, const QRectF& tab) {
  const TimelineLayout& layout = frame.layout;
  painter.fillRect(QRectF(x, layout.axis.top() + kTabHeight, 1,
                          layout.lanes.bottom() - layout.axis.top() - kTabHeight),
                   theme.edge);
  painter.setPen(QPen(theme.edge, 1));
  painter.setBrush(theme.surface);
  painter.drawRoundedRect(tab.adjusted(.5, .5, -.5, -.5), 4, 4);
  painter.setFont(tabFont());
  painter.setPen(theme.text2);
  painter.drawText(tab, Qt::AlignCenter, valueAt(frame, view, layout.time(x)));
}

}  // namespace

bool Overlay::shows(const QRectF& place) const {
  return exposed == nullptr || exposed->intersects(place.toAlignedRect());
}

QRectF playheadTab(const TimelineFrame& frame, const Viewpoint& view) {
  if (view.trace().empty()) return {};
  return tabAt(frame, view, view.playhead());
}

QRectF hoverTab(const TimelineFrame& frame, const Viewpoint& view, double x) {
  return tabAt(frame, view, frame.layout.time(x));
}

QRegion playheadArea(const TimelineFrame& frame, const Viewpoint& view) {
  QRegion area;
  const QRectF tab = playheadTab(frame, view);
  const TimelineLayout& layout = frame.layout;
  if (!tab.isEmpty()) {
    const double x = layout.x(view.playhead());
    area += tab.adjusted(-kMostLabel, -1, kMostLabel, 8).toAlignedRect();
    area += QRectF(x - 2, tab.top(), 4, layout.lanes.bottom() + 4 - tab.top()).toAlignedRect();
  }
  if (!layout.minimap.isEmpty()) {
    const double x = frame.wholeX(view.playhead());
    area += QRectF(x - 2, layout.minimap.top() - 3, 4, layout.minimap.height() + 6).toAlignedRect();
  }
  return area;
}

QRegion hoverArea(const TimelineFrame& frame, const Viewpoint& view, double x) {
  const TimelineLayout& layout = frame.layout;
  const QRectF tab = hoverTab(frame, view, x);
  QRegion area = QRectF(x - 2, layout.axis.top(), 5, layout.lanes.bottom() - layout.axis.top() + 1)
                     .toAlignedRect();
  area += tab.adjusted(-kMostLabel, -1, kMostLabel, 8).toAlignedRect();
  return area;
}

void paintOverlay(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                  const Theme& theme, const Overlay& overlay) {
  if (view.trace().empty()) return;
  painter.save();
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  const QRectF tab = playheadTab(frame, view);
  std::vector<QRectF> tabs;
  if (!tab.isEmpty()) tabs.push_back(tab);
  QRectF hover;
  if (overlay.hoverX) {
    hover = hoverTab(frame, view, *overlay.hoverX);
    if (hover.intersects(tab)) hover = {};
    if (!hover.isEmpty()) tabs.push_back(hover);
  }
  if (overlay.shows(frame.layout.axis)) paintAxis(painter, frame, theme, tabs, overlay);
  if (overlay.headers) paintHeaderStates(painter, frame, view, theme, overlay);
  paintPlayheadOnMinimap(painter, frame, view, theme);
  if (!hover.isEmpty()) paintHover(painter, frame, view, theme, *overlay.hoverX, hover);
  paintPlayhead(painter, frame, view, theme, tab);
  painter.restore();
}

}  // namespace lockstep::ui
