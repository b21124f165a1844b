// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/resource_painters.h"

namespace lockstep::ui {

void paintLock(QPainter& painter, const ResourceItem& item, const Scale& scale,
               const Theme& theme) {
  const double k = scale.icon;
  const QRectF& body = item.place.body;
  paintPadlock(painter, {body.center().x(), body.top() + 35 * k}, k, item, theme);
}

void paintRLock(QPainter& painter, const ResourceItem& item, const Scale& scale,
                const Theme& theme) {
  paintLock(painter, item, scale, theme);
  // One pip for each time it was taken.
  const double k = scale.icon;
  const QRectF& body = item.place.body;
  for (int i = 0; i < 3; ++i) {
    const QRectF pip(body.left() + 1 * k + i * 15 * k, body.top() + 66 * k, 13 * k, 8 * k);
    const bool taken = i < item.depth;
    painter.setPen(QPen(taken ? theme.text : theme.edge, 1.5));
    painter.setBrush(taken ? QBrush(theme.text) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(pip, 4 * k, 4 * k);
  }
  if (item.depth > 3)
    paintTextAt(painter, {body.right() + 14, body.top() + 70 * k},
                QStringLiteral("×%1").arg(item.depth), uiFont(11, 700), theme.text);
}

}  // namespace lockstep::ui
