// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "stage/resource_painters.h"
#include "stage/scene_parts.h"

namespace lockstep::ui {

namespace {

/// "waits to put" beside the seats, where nobody waits at the other end.
void paintWaitWords(QPainter& painter, const ResourceItem& item, const Theme& theme) {
  const bool puts = !item.seats.empty(), gets = !item.getters.empty();
  if (puts == gets) return;
  const QRectF& pill = puts ? item.place.seats : item.place.getters;
  const QRectF& body = item.place.body;
  const QRectF room =
      puts ? QRectF(pill.right() + 8, pill.top(), body.right() - pill.right() - 8, pill.height())
           : QRectF(body.left(), pill.top(), pill.left() - 8 - body.left(), pill.height());
  const QString words = puts ? QCoreApplication::translate("Stage", "waits to put")
                             : QCoreApplication::translate("Stage", "waits to get");
  const QFont font = uiFont(11.5);
  if (textWidth(words, font) > room.width()) return;
  paintText(painter, room, puts ? Qt::AlignLeft : Qt::AlignRight, words, font, theme.text2,
            theme.bg);
}

}  // namespace

void paintQueue(QPainter& painter, const ResourceItem& item, const Scale&, const Theme& theme) {
  const QRectF& body = item.place.body;
  painter.setPen(inkPen(theme, 2));
  painter.setBrush(theme.raised);
  painter.drawRoundedRect(body, 8, 8);
  const double height = body.height() - 14;
  const auto slotRect = [&](double slot) {
    const QPointF centre = slotCentre(item.place, slot);
    return QRectF(centre.x() - item.place.slot / 2, centre.y() - height / 2, item.place.slot,
                  height);
  };
  QPen dashed(theme.edge, 1.2);
  dashed.setDashPattern({2.5, 2.5});
  const int taken = static_cast<int>(item.items.size());
  for (int i = taken; i < item.place.slots; ++i) {
    painter.setPen(dashed);
    painter.setBrush(theme.sunken);
    painter.drawRoundedRect(slotRect(i), 5, 5);
  }
  painter.save();
  painter.setClipRect(body);
  for (const SlotItem& slot : item.items)
    paintToken(painter, slotRect(slot.slot), slot.text, theme);
  painter.restore();
  if (item.more > 0 && static_cast<int>(item.items.size()) < item.place.slots)
    paintTextAt(painter, slotCentre(item.place, item.place.slots - 1),
                QStringLiteral("+%1").arg(item.more), uiFont(12, 650), theme.text2);
  paintWaitWords(painter, item, theme);
}

}  // namespace lockstep::ui
