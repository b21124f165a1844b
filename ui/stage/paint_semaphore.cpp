// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "stage/resource_painters.h"

namespace lockstep::ui {

namespace {

void paintPermit(QPainter& painter, const QPointF& at, double radius, const Theme& theme) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.text);
  painter.drawEllipse(at, radius, radius);
  painter.setBrush(theme.raised);
  painter.drawEllipse(at, radius * .34, radius * .34);
}

void paintHole(QPainter& painter, const QPointF& at, double radius, const QString& taker,
               const Theme& theme) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.sunken);
  painter.drawEllipse(at, radius, radius);
  paintFreePlace(painter, at, radius, theme);
  if (!taker.isEmpty()) paintTextAt(painter, at, taker, uiFont(11, 650), theme.text);
}

}  // namespace

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
  const QString figure = QCoreApplication::translate("Stage", "%1 of %2")
                             .arg(item.value)
                             .arg(std::max(item.capacity, item.value));
  paintTextAt(painter, {body.center().x(), body.top() + head / 2}, figure, uiFont(11.5, 700),
              theme.text);
  const double middle = (body.top() + head + body.bottom()) / 2;
  if (item.place.slots == 0) {
    paintTextAt(painter, {body.center().x(), middle}, QString::number(item.value), uiFont(16, 700),
                theme.text);
    return;
  }
  const int slots = item.place.slots;
  const double left = body.center().x() - (slots - 1) * item.place.slot / 2;
  const int taken = std::clamp(slots - static_cast<int>(item.value), 0, slots);
  for (int i = 0; i < slots; ++i) {
    const QPointF at(left + i * item.place.slot, middle);
    const auto taker = static_cast<std::size_t>(i);
    if (i < taken)
      paintHole(painter, at, scale.chip - 1,
                taker < item.holders.size() ? item.holders[taker] : QString(), theme);
    else
      paintPermit(painter, at, scale.chip - 1, theme);
  }
}

}  // namespace lockstep::ui
