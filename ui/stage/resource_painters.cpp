// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/resource_painters.h"

#include <algorithm>
#include <cmath>

#include "stage/shapes.h"
#include "stage/sprites.h"

namespace lockstep::ui {

ResourcePainter resourcePainter(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::none:
    case ResourceKind::lock:
      return paintLock;
    case ResourceKind::rlock:
      return paintRLock;
    case ResourceKind::semaphore:
    case ResourceKind::boundedSemaphore:
      return paintSemaphore;
    case ResourceKind::event:
      return paintEventFlag;
    case ResourceKind::condition:
      return paintCondition;
    case ResourceKind::barrier:
      return paintBarrier;
    case ResourceKind::queue:
      return paintQueue;
    case ResourceKind::sharedValue:
      return paintSharedValue;
  }
  return paintLock;
}

QPen inkPen(const Theme& theme, double width) {
  return QPen(theme.ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void paintFreePlace(QPainter& painter, const QPointF& centre, double radius, const Theme& theme) {
  QPen pen(theme.edge, 1.4);
  pen.setDashPattern({3 / 1.4, 3 / 1.4});
  pen.setCapStyle(Qt::FlatCap);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(centre, radius, radius);
}

void paintSeats(QPainter& painter, const QRectF& pill, int direction,
                const std::vector<ChipItem>& chips, const Scale& scale, const Theme& theme) {
  if (chips.empty() || pill.isEmpty()) return;
  const QString key = QStringLiteral("pill %1 %2 %3")
                          .arg(pill.width())
                          .arg(pill.height())
                          .arg(static_cast<int>(theme.kind));
  paintKept(painter, key, pill.center(), std::max(pill.width(), pill.height()) / 2 + 2,
            [&](QPainter& own) {
              QPen pen(theme.edge, 1.4);
              pen.setDashPattern({3 / 1.4, 3 / 1.4});
              pen.setCapStyle(Qt::FlatCap);
              own.setPen(pen);
              own.setBrush(theme.bg);
              const double round = pill.height() / 2;
              own.drawRoundedRect(pill.translated(-pill.center()), round, round);
            });
  const int places = seatCount(pill, scale);
  const int count = static_cast<int>(chips.size());
  const int shown = count <= places ? count : places - 1;
  const auto seat = [&](double place) { return seatCentre(pill, direction, place, scale); };
  for (int i = 0; i < places; ++i) {
    if (i < shown) continue;
    if (count > places && i == places - 1) {
      // One seat for all: the line is longer than the drawing.
      paintTextAt(painter, seat(i), QStringLiteral("+%1").arg(count - shown), uiFont(11, 650),
                  theme.text2);
    } else {
      painter.setPen(Qt::NoPen);
      painter.setBrush(theme.line);
      painter.drawEllipse(seat(i), 2.6, 2.6);
    }
  }
  painter.save();
  const double opacity = painter.opacity();
  for (int i = 0; i < shown; ++i) {
    const ChipItem& chip = chips[static_cast<std::size_t>(i)];
    painter.setOpacity(opacity * chip.opacity);
    const double at = std::min(chip.seat, static_cast<double>(places - 1));
    paintChip(painter, chip, seat(at), scale.chip - 1, theme);
  }
  painter.restore();
}

namespace {

/// Shackle, body, and the keyhole as far as no owner covers it.
void drawPadlock(QPainter& painter, double size, double closed, const ResourceItem& item,
                 const Theme& theme) {
  painter.scale(size, size);
  const QColor ink = item.abandoned ? theme.danger : theme.ink;
  const double open = 1 - closed;
  const double top = -14 - 6 * open, end = -6 - 11 * open;
  QPainterPath shackle(QPointF(-11, -6));
  shackle.lineTo(-11, top);
  shackle.arcTo(QRectF(-11, top - 11, 22, 22), 180, -180);
  shackle.lineTo(11, end);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ink, 4.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(shackle);
  QPen body(ink, 2.4);
  if (item.abandoned) body.setDashPattern({3, 2});
  painter.setPen(body);
  painter.setBrush(theme.raised);
  painter.drawRoundedRect(QRectF(-20, -7, 40, 32), 6, 6);
  if (closed >= 1 && !item.owner.isEmpty()) return;
  painter.setOpacity(painter.opacity() * (item.owner.isEmpty() ? 1 : open));
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  painter.drawEllipse(QPointF(0, 7), 3.4, 3.4);
  painter.setPen(QPen(ink, 3.2, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(QPointF(0, 8), QPointF(0, 14));
}

}  // namespace

void paintPadlock(QPainter& painter, const QPointF& centre, double size, const ResourceItem& item,
                  const Theme& theme) {
  constexpr double kSteps = 16;  // of the shackle's way: less than a pixel each
  const double closed = std::round(item.closed * kSteps) / kSteps;
  const QString key = QStringLiteral("padlock %1 %2 %3 %4 %5")
                          .arg(item.owner.isEmpty())
                          .arg(closed)
                          .arg(item.abandoned)
                          .arg(size)
                          .arg(static_cast<int>(theme.kind));
  paintKept(painter, key, centre, 36 * size,
            [&](QPainter& own) { drawPadlock(own, size, closed, item, theme); });
  if (!item.owner.isEmpty()) {
    const double opacity = painter.opacity();
    painter.setOpacity(opacity * item.closed);
    paintOwner(painter, centre + QPointF(0, 9 * size), 11.5 * size, item.owner, theme);
    painter.setOpacity(opacity);
  }
  if (item.abandoned) {
    painter.setPen(QPen(theme.danger, 2.4 * size, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre + QPointF(-11, 20) * size, centre + QPointF(11, -2) * size);
  }
}

namespace {

/// Around what is busy: the busier, the thicker.
void paintHeat(QPainter& painter, const ResourceItem& item, const Theme& theme) {
  QColor ink = theme.ink;
  ink.setAlphaF(.16F + .1F * static_cast<float>(item.heat));
  const double width = 1 + 2 * item.heat;
  const double out = 4 + width / 2;
  const QRectF round = item.place.body.adjusted(-out, -out, out, 0);
  // Open below, where the name stands.
  QPainterPath hood(round.bottomLeft());
  hood.lineTo(round.left(), round.top() + 12);
  hood.quadTo(round.topLeft(), round.topLeft() + QPointF(12, 0));
  hood.lineTo(round.right() - 12, round.top());
  hood.quadTo(round.topRight(), round.topRight() + QPointF(0, 12));
  hood.lineTo(round.bottomRight());
  painter.strokePath(hood, QPen(ink, width, Qt::SolidLine, Qt::RoundCap));
}

/// On the upper edge of the drawing, where no text is.
void paintCount(QPainter& painter, const ResourceItem& item, const Theme& theme) {
  const QFont font = uiFont(12, 700);
  const double width = textWidth(item.count, font) + 14;
  const QRectF pill(item.place.body.center().x() - width / 2, item.place.body.top() - 14, width,
                    20);
  painter.setPen(QPen(theme.bg, 2));
  painter.setBrush(theme.text);
  painter.drawRoundedRect(pill, 10, 10);
  paintTextAt(painter, pill.center(), item.count, font, theme.surface);
}

QRectF selectionRect(const ResourceItem& item) { return item.place.body.adjusted(-6, -6, 6, 6); }

void paintLabel(QPainter& painter, const ResourceItem& item, const Scale& scale,
                const Theme& theme) {
  if (!scale.named()) return;
  const QRectF& label = item.place.label;
  const QRectF top(label.left(), label.top(), label.width(), scale.nameLine());
  paintText(painter, top, item.place.align, item.name,
            uiFont(std::max(kLeastText, scale.nameText - 1), 600), theme.text, theme.bg);
  if (!scale.status) return;
  const QRectF below(label.left(), top.bottom(), label.width(), scale.statusLine());
  paintText(painter, below, item.place.align, item.meta, uiFont(scale.statusText), theme.text2,
            theme.bg);
}

}  // namespace

void paintResource(QPainter& painter, const ResourceItem& item, const Scale& scale,
                   const Theme& theme) {
  painter.save();
  if (!item.exists) painter.setOpacity(.4);
  if (item.selected) {
    painter.setPen(QPen(theme.accent, 2.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(selectionRect(item), 10, 10);
  }
  if (item.heat > 0) paintHeat(painter, item, theme);
  Scale own = scale;
  own.icon *= item.place.shrink;
  resourcePainter(item.place.kind)(painter, item, own, theme);
  paintSeats(painter, item.place.seats, item.place.direction, item.seats, scale, theme);
  paintSeats(painter, item.place.getters, -1, item.getters, scale, theme);
  paintLabel(painter, item, scale, theme);
  const double opacity = painter.opacity();
  for (const WalkerItem& walker : item.walkers) {
    painter.setOpacity(opacity * walker.chip.opacity);
    paintChip(painter, walker.chip, walker.at, scale.chip - 1, theme);
  }
  painter.setOpacity(opacity);
  if (item.heat > 0) paintCount(painter, item, theme);
  painter.restore();
}

}  // namespace lockstep::ui
