// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "stage/resource_painters.h"
#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

void paintRoom(QPainter& painter, const QRectF& room, double door, const Theme& theme) {
  QPainterPath walls(room.topLeft() + QPointF(door, 0));
  walls.lineTo(room.topRight());
  walls.lineTo(room.bottomRight());
  walls.lineTo(room.bottomLeft());
  walls.lineTo(room.topLeft());
  walls.lineTo(room.topLeft() + QPointF(8, 0));
  painter.fillRect(room, theme.raised);
  painter.setPen(inkPen(theme, 2.2));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(walls);
  painter.drawLine(room.topLeft() + QPointF(8, 0), room.topLeft() + QPointF(door + 2, -10));
}

}  // namespace

void paintCondition(QPainter& painter, const ResourceItem& item, const Scale& scale,
                    const Theme& theme) {
  const double k = scale.icon;
  const QRectF& body = item.place.body;
  const QRectF room = waitingRoom(item.place, scale);
  paintPadlock(painter, {body.left() + 22 * k, body.top() + 56 * k}, .92 * k, item, theme);
  QPen joint(theme.ink, 2);
  joint.setDashPattern({1, 2});
  painter.setPen(joint);
  painter.drawLine(QPointF(body.left() + 43 * k, body.top() + 62 * k),
                   {room.left(), body.top() + 62 * k});
  paintRoom(painter, room, 24 * k, theme);
  const QString words = QCoreApplication::translate("Stage", "waiting room");
  paintText(painter, QRectF(room.left() + 4, room.top() + 4, room.width() - 8, 16),
            Qt::AlignHCenter, words, uiFont(11, 500), theme.text2);
  const int places = std::max(1, item.place.slots);
  const int count = static_cast<int>(item.room.size());
  const int shown = count <= places ? count : places - 1;
  const auto chair = [&](double seat) { return chairCentre(item.place, seat, scale); };
  for (int i = 0; i < places; ++i) {
    const QPointF at = chair(i);
    painter.setPen(QPen(theme.edge, 2));
    const double seat = at.y() + scale.chip + 6;
    painter.drawLine(QPointF(at.x() - scale.chip + 1, seat), {at.x() + scale.chip - 1, seat});
    if (i == places - 1 && count > places)
      paintTextAt(painter, at, QStringLiteral("+%1").arg(count - shown), uiFont(11, 650),
                  theme.text2);
    else if (i >= shown)
      paintFreePlace(painter, at, scale.chip - 1, theme);
  }
  const double opacity = painter.opacity();
  for (int i = 0; i < shown; ++i) {
    const ChipItem& chip = item.room[static_cast<std::size_t>(i)];
    painter.setOpacity(opacity * chip.opacity);
    paintChip(painter, chip, chair(std::min(chip.seat, places - 1.0)), scale.chip - 1, theme);
  }
  painter.setOpacity(opacity);
}

}  // namespace lockstep::ui
