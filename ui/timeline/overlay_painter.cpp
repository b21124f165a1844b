// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "theme/labels.h"
#include "timeline/frame_painter.h"
#include "timeline/sums.h"

namespace lockstep::ui {

namespace {

constexpr double kTabHeight = 22;
constexpr double kTabPadding = 8;

QString tr(const char* english) { return QCoreApplication::translate("Timeline", english); }

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
               const std::vector<QRectF>& covered) {
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
  if (!hidden(unitPlace)) painter.drawText(unitPlace, Qt::AlignVCenter | Qt::AlignRight, unit);
  for (const Tick& tick : frame.axis.ticks) {
    const double x = frame.layout.x(tick.time);
    const double width = metrics.horizontalAdvance(tick.label);
    QRectF place(x - width / 2, axis.top(), width, kTabHeight);
    if (place.left() < axis.left()) place.moveLeft(axis.left());
    painter.fillRect(QRectF(x, axis.top() + kTabHeight + 2, 1, 4), theme.edge);
    if (place.right() > unitPlace.left() - 8 || hidden(place)) continue;
    painter.drawText(place, Qt::AlignCenter, tick.label);
  }
}

bool failedAt(const Moment& moment, TaskId task) {
  return task.value < moment.tasks.size() && moment.tasks[task.value].ended &&
         moment.tasks[task.value].exitCode != 0;
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

void paintHeader(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                 const Theme& theme, std::size_t index) {
  const TimelineLayout& layout = frame.layout;
  const LaneRow& row = layout.rows[index];
  const QRectF track = layout.track(index);
  const QRectF whole(layout.headers.left(), track.top(), layout.headers.width(), track.height());
  const Moment& moment = view.moment();
  const State state =
      row.task.value < moment.tasks.size() ? moment.tasks[row.task.value].state : State::unborn;
  const double middle = std::min(whole.center().y(), whole.top() + 22);
  const bool small = layout.compact;
  const bool roomy = whole.width() > 190;
  const double radius = std::clamp(whole.height() / 2 - 1, 5.0, small ? 9.0 : 12.0);

  if (view.task() == row.task) {
    painter.setPen(QPen(theme.accent, 2));
    painter.setBrush(Qt::NoBrush);
    const double grow = small ? 1 : 3;
    painter.drawRoundedRect(whole.adjusted(8, -grow, -8, grow), 8, 8);
  }
  double x = whole.left() + (roomy ? 24 + row.indent * kIndent : 20 + row.indent * kIndent / 2);
  if (row.folds) {
    paintChevron(painter, theme, QPointF(x - 7, middle), row.folded);
  }
  drawChip(painter, theme, QString::number(row.task.value), state, QPointF(x + radius, middle),
           radius);
  x += 2 * radius + 8;

  const double glyph = small ? 11 : 14;
  const double right = whole.right() - 16 - glyph;
  drawGlyph(painter, state, QPointF(right + glyph / 2, middle), glyph, theme.state(state).mark,
            trackGround(theme), failedAt(moment, row.task));
  painter.setFont(uiFont(whole.height() < 14 ? 10 : small ? 12 : 14, 500));
  painter.setPen(theme.text);
  QString name = QString::fromStdString(words().taskName(view.trace(), row.task));
  const QFontMetricsF metrics(painter.font());
  const QString more = row.hidden > 0 ? QStringLiteral(" +%1").arg(row.hidden) : QString();
  const double room = right - x - 6 - metrics.horizontalAdvance(more);
  if (room < 12) return;
  name = metrics.elidedText(name, Qt::ElideMiddle, room);
  const double baseline = middle + (metrics.ascent() - metrics.descent()) / 2;
  painter.drawText(QPointF(x, baseline), name);
  if (more.isEmpty()) return;
  painter.setPen(theme.text3);
  painter.drawText(QPointF(x + metrics.horizontalAdvance(name), baseline), more);
}

void paintHeaders(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                  const Theme& theme) {
  painter.save();
  // Selection outlines reach a little beyond the lanes.
  painter.setClipRect(frame.layout.headers.adjusted(0, -4, 0, 4), Qt::IntersectClip);
  for (const LaneFrame& lane : frame.lanes) paintHeader(painter, frame, view, theme, lane.row);
  painter.restore();
}

void paintLiveEdge(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                   const Theme& theme) {
  if (view.trace().end() != RunEnd::running || frame.lanes.empty()) return;
  const QRectF tracks = frame.layout.tracks;
  const double x = frame.layout.x(view.trace().endTime());
  if (x < tracks.left() || x > tracks.right()) return;
  QPen pen(theme.edge, 1);
  pen.setDashPattern({3, 3});
  painter.setPen(pen);
  painter.drawLine(QPointF(x, tracks.top()), QPointF(x, tracks.bottom()));
  painter.setFont(uiFont(12));
  const QString text = tr("live edge");
  if (x + 12 + QFontMetricsF(painter.font()).horizontalAdvance(text) > tracks.right()) return;
  painter.setPen(theme.text2);
  const QRectF lane = frame.layout.track(frame.lanes[frame.lanes.size() / 2].row);
  painter.drawText(QRectF(x + 12, lane.top(), tracks.right() - x, lane.height()),
                   Qt::AlignVCenter | Qt::AlignLeft, text);
}

struct SumsBox {
  QString title;
  std::vector<SumRow> rows;
  QSizeF size;
};

SumsBox sumsBox(const TimelineFrame& frame, const Viewpoint& view) {
  SumsBox box;
  const QString length = spanLabel(view.markTo() - view.markFrom());
  box.title =
      view.task().valid()
          ? tr("%1 of %2")
                .arg(length, QString::fromStdString(words().taskName(view.trace(), view.task())))
          : tr("%1, all tasks").arg(length);
  box.rows = stateSums(view, view.task(), view.markFrom(), view.markTo());
  const QFontMetricsF title(uiFont(13, 600));
  box.size = QSizeF(std::max(228.0, title.horizontalAdvance(box.title) + 24),
                    34 + 20 * static_cast<double>(box.rows.size()) + 6);
  box.size.setWidth(std::min(box.size.width(), frame.layout.tracks.width() - 8));
  return box;
}

void paintSums(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
               const Theme& theme, double left, double right) {
  const SumsBox box = sumsBox(frame, view);
  const QRectF tracks = frame.layout.tracks;
  QRectF place(QPointF(right + 8, tracks.top() + 6), box.size);
  if (place.right() > tracks.right()) place.moveRight(left - 8);
  if (place.left() < tracks.left()) place.moveLeft(std::max(tracks.left() + 4, left + 8));
  if (place.right() > tracks.right()) place.moveRight(tracks.right() - 4);
  painter.setPen(QPen(theme.edge, 1));
  painter.setBrush(theme.surface);
  painter.drawRoundedRect(place, 8, 8);
  painter.setFont(uiFont(13, 600));
  painter.setPen(theme.text);
  const QRectF head = place.adjusted(12, 6, -12, 0);
  painter.drawText(
      QRectF(head.topLeft(), QSizeF(head.width(), 22)), Qt::AlignVCenter | Qt::AlignLeft,
      QFontMetricsF(painter.font()).elidedText(box.title, Qt::ElideMiddle, head.width()));
  painter.setFont(uiFont(12));
  double y = place.top() + 32;
  for (const SumRow& row : box.rows) {
    drawGlyph(painter, row.state, QPointF(place.left() + 20, y + 10), 12,
              theme.state(row.state).mark, theme.surface);
    const QRectF line(place.left() + 34, y, place.width() - 46, 20);
    painter.setPen(theme.text);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, label(row.state));
    painter.setPen(theme.text2);
    painter.drawText(line.adjusted(0, 0, -52, 0), Qt::AlignVCenter | Qt::AlignRight,
                     spanLabel(row.ns));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, percentLabel(row.share));
    y += 20;
  }
}

void paintMark(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
               const Theme& theme) {
  if (view.markFrom() == view.markTo()) return;
  const QRectF tracks = frame.layout.tracks;
  const double left = std::max(tracks.left(), frame.layout.x(view.markFrom()));
  const double right = std::min(tracks.right(), frame.layout.x(view.markTo()));
  if (right < tracks.left() || left > tracks.right()) return;
  QColor tint = theme.accent;
  tint.setAlphaF(.14F);
  painter.fillRect(QRectF(left, tracks.top(), right - left, tracks.height()), tint);
  painter.fillRect(QRectF(left, tracks.top(), 1, tracks.height()), theme.accent);
  painter.fillRect(QRectF(right - 1, tracks.top(), 1, tracks.height()), theme.accent);
  paintSums(painter, frame, view, theme, left, right);
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

QRectF playheadTab(const TimelineFrame& frame, const Viewpoint& view) {
  if (view.trace().empty()) return {};
  return tabAt(frame, view, view.playhead());
}

QRectF hoverTab(const TimelineFrame& frame, const Viewpoint& view, double x) {
  return tabAt(frame, view, frame.layout.time(x));
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
  paintAxis(painter, frame, theme, tabs);
  paintHeaders(painter, frame, view, theme);
  paintLiveEdge(painter, frame, view, theme);
  paintMark(painter, frame, view, theme);
  paintPlayheadOnMinimap(painter, frame, view, theme);
  if (!hover.isEmpty()) paintHover(painter, frame, view, theme, *overlay.hoverX, hover);
  paintPlayhead(painter, frame, view, theme, tab);
  painter.restore();
}

}  // namespace lockstep::ui
