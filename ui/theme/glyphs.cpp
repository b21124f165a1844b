// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "theme/geometry.h"
#include "theme/theme.h"

namespace lockstep::ui {

namespace {

QPen roundPen(const QColor& colour, double width) {
  return QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void strokeLines(QPainter& painter, const QPen& pen, std::initializer_list<QPointF> points) {
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(points.begin(), static_cast<int>(points.size()));
}

void circle(QPainter& painter, double radius) {
  painter.drawEllipse(QPointF(0, 0), radius, radius);
}

void unbornGlyph(QPainter& painter, const QColor& colour) {
  QPen pen(colour, 1.6);
  pen.setCapStyle(Qt::FlatCap);
  pen.setDashPattern({1.6 / 1.6, 2.7 / 1.6});
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  circle(painter, 5.5);
}

void createdGlyph(QPainter& painter, const QColor& colour) {
  painter.setPen(QPen(colour, 1.8));
  painter.setBrush(Qt::NoBrush);
  circle(painter, 5.6);
  strokeLines(painter, roundPen(colour, 1.8), {{0, -2.8}, {0, 2.8}});
  strokeLines(painter, roundPen(colour, 1.8), {{-2.8, 0}, {2.8, 0}});
}

void triangleGlyph(QPainter& painter, const QColor& colour, bool filled) {
  painter.setPen(roundPen(colour, 2));
  painter.setBrush(filled ? QBrush(colour) : QBrush(Qt::NoBrush));
  const QPointF points[] = {{-4.2, -5.6}, {5.6, 0}, {-4.2, 5.6}};
  painter.drawPolygon(points, 3);
}

void blockedGlyph(QPainter& painter, const QColor& colour, const QColor& ground) {
  painter.setPen(roundPen(colour, 1.6));
  painter.setBrush(colour);
  const QPointF points[] = {{-2.6, -6.2}, {2.6, -6.2}, {6.2, -2.6}, {6.2, 2.6},
                            {2.6, 6.2},   {-2.6, 6.2}, {-6.2, 2.6}, {-6.2, -2.6}};
  painter.drawPolygon(points, 8);
  strokeLines(painter, roundPen(ground, 2.4), {{-3.2, 0}, {3.2, 0}});
}

void stoppedGlyph(QPainter& painter, const QColor& colour) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawRoundedRect(QRectF(-5, -5.6, 3.6, 11.2), 1, 1);
  painter.drawRoundedRect(QRectF(1.4, -5.6, 3.6, 11.2), 1, 1);
}

void zombieGlyph(QPainter& painter, const QColor& colour) {
  painter.setPen(QPen(colour, 1.9));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(-5, -5, 10, 10), 1.5, 1.5);
  strokeLines(painter, roundPen(colour, 1.8), {{-1.9, 1.9}, {1.9, -1.9}});
}

void terminatedGlyph(QPainter& painter, const QColor& colour, const QColor& ground, bool failed) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawRoundedRect(QRectF(-5.6, -5.6, 11.2, 11.2), 2, 2);
  const QPen pen = roundPen(ground, 1.9);
  if (failed) {
    strokeLines(painter, pen, {{-2.6, -2.6}, {2.6, 2.6}});
    strokeLines(painter, pen, {{-2.6, 2.6}, {2.6, -2.6}});
  } else {
    strokeLines(painter, pen, {{-2.8, .2}, {-.8, 2.4}, {3, -2.2}});
  }
}

// A question mark as strokes, so that it looks alike in every font.
void unknownGlyph(QPainter& painter, const QColor& colour) {
  QPainterPath hook(QPointF(-2.8, -3));
  hook.cubicTo(-2.8, -7, 3.2, -7, 3.2, -2.8);
  hook.cubicTo(3.2, -.4, 0, -.4, 0, 2);
  painter.strokePath(hook, roundPen(colour, 1.8));
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(QPointF(0, 5.4), 1.2, 1.2);
}

void centredText(QPainter& painter, const QString& text, const QPointF& baselineCentre,
                 double pixels, const QColor& colour, int weight) {
  const QFont font = uiFont(pixels, weight);
  painter.setFont(font);
  painter.setPen(colour);
  const double width = QFontMetricsF(font).horizontalAdvance(text);
  painter.drawText(QPointF(baselineCentre.x() - width / 2, baselineCentre.y()), text);
}

}  // namespace

void drawGlyph(QPainter& painter, State state, const QPointF& centre, double size,
               const QColor& colour, const QColor& ground, bool failed) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(centre);
  painter.scale(size / 16, size / 16);
  switch (state) {
    case State::unborn:
      unbornGlyph(painter, colour);
      break;
    case State::created:
      createdGlyph(painter, colour);
      break;
    case State::ready:
      triangleGlyph(painter, colour, false);
      break;
    case State::running:
      triangleGlyph(painter, colour, true);
      break;
    case State::blocked:
      blockedGlyph(painter, colour, ground);
      break;
    case State::stopped:
      stoppedGlyph(painter, colour);
      break;
    case State::zombie:
      zombieGlyph(painter, colour);
      break;
    case State::terminated:
      terminatedGlyph(painter, colour, ground, failed);
      break;
    case State::unknown:
      unknownGlyph(painter, colour);
      break;
  }
  painter.restore();
}

void drawActor(QPainter& painter, const Theme& theme, const QString& number, State state,
               const QPointF& centre, double radius, bool selected, bool failed) {
  const StateStyle& style = theme.state(state);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  if (selected) {
    painter.setPen(QPen(theme.accent, 2.5));
    painter.drawEllipse(centre, radius + 9, radius + 9);
  }
  QPainterPath disc;
  disc.addEllipse(centre, radius, radius);
  // Hollow states let the surface through, not what lies under the disc.
  painter.fillPath(disc, theme.surface);
  fillWithState(painter, theme, state, disc, centre);
  QPen ring(style.mark, state == State::running ? 3.5 : 3);
  if (state == State::unborn) ring.setDashPattern({5 / 3.0, 4 / 3.0});
  painter.setPen(ring);
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(centre, radius, radius);

  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.surface);
  painter.drawEllipse(centre, radius * .64, radius * .64);
  const double size = radius * (number.size() > 2 ? .56 : .76);
  centredText(painter, number, centre + QPointF(0, size * .355), size, theme.text, 700);

  const QPointF badge = centre + QPointF(radius * .78, radius * .78);
  const double badgeRadius = radius * .44;
  painter.setPen(QPen(style.mark, 2));
  painter.setBrush(theme.surface);
  painter.drawEllipse(badge, badgeRadius, badgeRadius);
  drawGlyph(painter, state, badge, badgeRadius * 1.3, style.mark, theme.surface, failed);
  painter.restore();
}

void drawChip(QPainter& painter, const Theme& theme, const QString& number, State state,
              const QPointF& centre, double radius) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPen ring(theme.state(state).mark, 2);
  if (state == State::unborn) ring.setDashPattern({1.6, 1.4});
  painter.setPen(ring);
  painter.setBrush(theme.surface);
  painter.drawEllipse(centre, radius, radius);
  // Small discs keep a size that can be read as long as it stays inside the ring.
  const double size = number.size() > 2 ? radius * .82
                      : radius >= 6.5   ? std::max(radius * 1.09, 9.0)
                                        : radius * 1.09;
  centredText(painter, number, centre + QPointF(0, size * .355), size, theme.text, 700);
  painter.restore();
}

}  // namespace lockstep::ui
