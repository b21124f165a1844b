// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QPainter>
#include <algorithm>

#include "theme/labels.h"
#include "timeline/frame_painter.h"
#include "timeline/sums.h"

namespace lockstep::ui {

namespace {

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
          ? QCoreApplication::translate("Timeline", "%1 of %2")
                .arg(length, QString::fromStdString(words().taskName(view.trace(), view.task())))
          : QCoreApplication::translate("Timeline", "%1, all tasks").arg(length);
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

}  // namespace

void paintLiveEdge(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                   const Theme& theme) {
  if (frame.layout.steps) return;
  if (view.trace().end() != RunEnd::running || frame.lanes.empty()) return;
  const QRectF tracks = frame.layout.tracks;
  const double x = frame.layout.x(view.trace().endTime());
  if (x < tracks.left() || x > tracks.right()) return;
  QPen pen(theme.edge, 1);
  pen.setDashPattern({3, 3});
  painter.setPen(pen);
  painter.drawLine(QPointF(x, tracks.top()), QPointF(x, tracks.bottom()));
  painter.setFont(uiFont(12));
  const QString text = QCoreApplication::translate("Timeline", "live edge");
  if (x + 12 + QFontMetricsF(painter.font()).horizontalAdvance(text) > tracks.right()) return;
  painter.setPen(theme.text2);
  const QRectF lane = frame.layout.track(frame.lanes[frame.lanes.size() / 2].row);
  painter.drawText(QRectF(x + 12, lane.top(), tracks.right() - x, lane.height()),
                   Qt::AlignVCenter | Qt::AlignLeft, text);
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

}  // namespace lockstep::ui
