// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "stage/resource_painters.h"
#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

void paintHole(QPainter& painter, const QPointF& at, double radius, const QString& taker,
               const Theme& theme) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.sunken);
  painter.drawEllipse(at, radius, radius);
  paintFreePlace(painter, at, radius, theme);
  if (!taker.isEmpty()) paintTextAt(painter, at, taker, uiFont(11, 650), theme.text);
}

void paintFigure(QPainter& painter, const ResourceItem& item, double head, const Theme& theme) {
  const QString figure = QCoreApplication::translate("Stage", "%1 of %2")
                             .arg(item.value)
                             .arg(std::max(item.capacity, item.value));
  paintTextAt(painter, {item.place.body.center().x(), item.place.body.top() + head / 2}, figure,
              uiFont(11.5, 700), theme.text);
}

}  // namespace

void paintPermit(QPainter& painter, const QPointF& at, double radius, const Theme& theme) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.text);
  painter.drawEllipse(at, radius, radius);
  painter.setBrush(theme.raised);
  painter.drawEllipse(at, radius * .34, radius * .34);
}

void paintSemaphore(QPainter& painter, const ResourceItem& item, const Scale& scale,
                    const Theme& theme) {
  const double k = scale.icon;
  const QRectF& body = item.place.body;
  const double head = 20 * k;
  painter.setPen(inkPen(theme, 2.2));
  painter.setBrush(theme.raised);
  painter.drawRoundedRect(body, 8, 8);
  painter.setPen(inkPen(theme, 1.6));
  painter.drawLine(QPointF(body.left(), body.top() + head), {body.right(), body.top() + head});
  if (item.heat == 0) paintFigure(painter, item, head, theme);
  if (item.place.slots == 0) {
    if (item.heat == 0)
      paintTextAt(painter, permitCentre(item.place, 0, scale), QString::number(item.value),
                  uiFont(16, 700), theme.text);
    return;
  }
  const int slots = item.place.slots;
  const int taken = std::clamp(slots - static_cast<int>(item.value) + item.flying, 0, slots);
  for (int i = 0; i < slots; ++i) {
    const QPointF at = permitCentre(item.place, i, scale);
    const auto taker = static_cast<std::size_t>(i);
    if (item.heat > 0)
      paintFreePlace(painter, at, scale.chip - 1, theme);
    else if (i < taken)
      paintHole(painter, at, scale.chip - 1,
                taker < item.holders.size() ? item.holders[taker] : QString(), theme);
    else
      paintPermit(painter, at, scale.chip - 1, theme);
  }
}

}  // namespace lockstep::ui
