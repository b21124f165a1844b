// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/resource_painters.h"

namespace lockstep::ui {

void paintEventFlag(QPainter& painter, const ResourceItem& item, const Scale& scale,
                    const Theme& theme) {
  const double k = scale.icon;
  const QRectF& body = item.place.body;
  painter.save();
  painter.translate(body.left() + 14 * k, body.top());
  painter.scale(k, k);
  painter.setPen(inkPen(theme, 4));
  painter.drawLine(QPointF(0, 3), QPointF(0, 67));
  painter.drawLine(QPointF(-11, 67), QPointF(11, 67));
  const double opacity = painter.opacity();
  // Cleared: the cloth hangs. In between both are seen.
  painter.setOpacity(opacity * item.closed);
  painter.setPen(QPen(theme.edge, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(theme.raised);
  const QPointF hanging[] = {{1, 38}, {24, 44}, {21, 56}, {1, 60}};
  painter.drawPolygon(hanging, 4);
  painter.setOpacity(opacity * (1 - item.closed));
  painter.setPen(inkPen(theme, 2.2));
  painter.setBrush(theme.text);
  const QPointF up[] = {{1, 5}, {40, 10}, {31, 20}, {40, 31}, {1, 31}};
  painter.drawPolygon(up, 5);
  painter.restore();
}

}  // namespace lockstep::ui
