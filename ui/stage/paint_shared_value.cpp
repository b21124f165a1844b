// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "stage/resource_painters.h"
#include "stage/shapes.h"

namespace lockstep::ui {

void paintSharedValue(QPainter& painter, const ResourceItem& item, const Scale& scale,
                      const Theme& theme) {
  const QRectF& body = item.place.body;
  const QRectF cell = valueCell(item.place, scale);
  painter.setPen(inkPen(theme, 2));
  painter.setBrush(item.concurrent ? theme.state(State::blocked).fill : theme.raised);
  painter.drawRect(cell);
  QString text = QString::number(item.value);
  if (item.concurrent) text += QLatin1Char('?');
  paintText(painter, cell.adjusted(4, 0, -4, 0), Qt::AlignHCenter, text,
            monoFont(std::clamp(18 * scale.size, 13.0, 22.0), 700), theme.text);
  // Who has read it and is about to write stands above the cell.
  const int count = static_cast<int>(item.room.size());
  const int places = item.place.slots;
  const int shown = count <= places ? count : places - 1;
  const int drawn = std::min(count, places);
  const double left = cell.center().x() - (drawn - 1) * item.place.slot / 2;
  const double middle = body.top() + scale.chip + 1;
  for (int i = 0; i < shown; ++i) {
    const QPointF at(left + i * item.place.slot, middle);
    paintChip(painter, item.room[static_cast<std::size_t>(i)], at, scale.chip - 1, theme);
    QPainterPath down(at + QPointF(0, scale.chip + 1));
    down.lineTo(at.x() + (cell.center().x() - at.x()) * .25, cell.top() - 1);
    painter.setPen(inkPen(theme, 2));
    painter.drawPath(down);
    paintArrowHead(painter, down, 9, theme.ink);
  }
  if (count > shown)
    paintTextAt(painter, {left + shown * item.place.slot, middle},
                QStringLiteral("+%1").arg(count - shown), uiFont(11, 650), theme.text2);
}

}  // namespace lockstep::ui
