// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "stage/resource_painters.h"

namespace lockstep::ui {

namespace {

constexpr double kHingeHeight = 34;  ///< below the upper edge of the body

/// Degrees that an open arm is raised: a long one less, so that it stays below `rise`.
double raised(double length, double rise) {
  constexpr double kMost = 16;
  const double reach = std::asin(std::clamp(rise / length, 0.0, 1.0)) * 180 / std::numbers::pi;
  return std::min(kMost, reach);
}

void paintArm(QPainter& painter, const QPointF& hinge, double length, double closed, bool broken,
              double k, const Theme& theme) {
  painter.save();
  painter.translate(hinge);
  painter.rotate(-raised(length, (kHingeHeight - 4) * k) * (1 - closed));
  const QColor ink = broken ? theme.danger : theme.ink;
  painter.setPen(QPen(ink, 6 * k, Qt::SolidLine, Qt::RoundCap));
  if (broken) {
    painter.drawLine(QPointF(0, 0), QPointF(length * .42, 0));
    painter.drawLine(QPointF(length * .54, 7 * k), QPointF(length * .96, 13 * k));
  } else {
    painter.drawLine(QPointF(0, 0), QPointF(length, 0));
    painter.setPen(QPen(theme.surface, 2.4 * k, Qt::SolidLine, Qt::FlatCap));
    if (closed > .5)
      for (double x = 16 * k; x + 6 * k < length; x += 22 * k)
        painter.drawLine(QPointF(x, 3.5 * k), QPointF(x + 6 * k, -3.5 * k));
  }
  painter.restore();
}

}  // namespace

void paintBarrier(QPainter& painter, const ResourceItem& item, const Scale& scale,
                  const Theme& theme) {
  const double k = scale.icon;
  const QRectF& body = item.place.body;
  const QPointF hinge(body.left() + 8 * k, body.top() + kHingeHeight * k);
  painter.setPen(inkPen(theme, 5 * k));
  painter.drawLine(QPointF(hinge.x(), body.top() + 22 * k), {hinge.x(), body.bottom() - 2});
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.ink);
  painter.drawEllipse(QPointF(hinge.x(), body.top() + 18 * k), 5 * k, 5 * k);
  paintArm(painter, hinge, body.width() - 18 * k, item.broken ? 1 : item.closed, item.broken, k,
           theme);
  const int count = static_cast<int>(item.room.size());
  const double middle = body.top() + 52 * k + scale.chip;
  const auto place = [&](double n) {
    return QPointF(body.left() + 22 * k + (n + .5) * item.place.slot, middle);
  };
  const int places = std::max(1, item.place.slots);
  const int shown = count <= places ? count : places - 1;
  for (int i = shown; i < places; ++i) {
    if (i == places - 1 && count > places)
      paintTextAt(painter, place(i), QStringLiteral("+%1").arg(count - shown), uiFont(11, 650),
                  theme.text2);
    else
      paintFreePlace(painter, place(i), scale.chip - 1, theme);
  }
  const double opacity = painter.opacity();
  for (int i = 0; i < shown; ++i) {
    const ChipItem& chip = item.room[static_cast<std::size_t>(i)];
    painter.setOpacity(opacity * chip.opacity);
    paintChip(painter, chip, place(std::min(chip.seat, places - 1.0)), scale.chip - 1, theme);
  }
  painter.setOpacity(opacity);
}

}  // namespace lockstep::ui
