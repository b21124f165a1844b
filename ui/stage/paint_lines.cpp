// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPaintEngine>
#include <algorithm>
#include <cmath>
#include <vector>

#include "stage/paint.h"
#include "stage/sprites.h"

namespace lockstep::ui {

void paintArrowHead(QPainter& painter, const QPainterPath& path, double size,
                    const QColor& colour) {
  if (path.isEmpty()) return;
  const QPointF tip = path.currentPosition();
  // A curve ends in the direction of its last control point.
  const QLineF last(path.elementAt(path.elementCount() - 2), tip);
  const QRectF reach = path.controlPointRect();
  if (reach.width() + reach.height() < 2) return;
  painter.save();
  painter.translate(tip);
  painter.rotate(-(last.length() > .5 ? last.angle() : path.angleAtPercent(.995)));
  painter.scale(size / 10, size / 10);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  const QPointF head[] = {{-8.4, -4.4}, {1, 0}, {-8.4, 4.4}, {-6, 0}};
  painter.drawPolygon(head, 4);
  painter.restore();
}

namespace {

struct LineStyle {
  QColor colour;
  double width = 2;
  QList<qreal> dash;  ///< px
  bool arrow = true;
};

LineStyle styleOf(LineKind kind, const Theme& theme) {
  switch (kind) {
    case LineKind::owns:
      return {theme.text, 4, {}, false};
    case LineKind::waits:
      return {theme.state(State::blocked).mark, 2.4, {7, 5}, true};
    case LineKind::wakes:
      return {theme.state(State::ready).mark, 2.2, {}, true};
    case LineKind::handOff:
      return {theme.text, 2.4, {}, true};
    case LineKind::channel:
      return {theme.edge, 1.5, {3, 4}, true};
    case LineKind::message:
      return {theme.ink, 2.4, {}, true};
    case LineKind::touches:
      return {theme.ink, 2, {}, true};
    case LineKind::signal:
      return {theme.accent, 2.2, {2.5, 5}, true};
    case LineKind::kin:
    case LineKind::traffic:
      return {theme.edge, 1.5, {}, false};
    case LineKind::fork:
    case LineKind::join:
      return {theme.ink, 2.4, {}, false};
    case LineKind::wouldWait:
      return {theme.text, 2.4, {2, 7}, true};
    case LineKind::wouldTake:
      return {theme.text, 2.4, {2, 7}, false};
    case LineKind::wouldWake:
      return {theme.state(State::ready).mark, 2.4, {2, 7}, true};
  }
  return {};
}

void paintDot(QPainter& painter, const QPainterPath& path, double percent, bool filled,
              const QColor& colour, const Theme& theme) {
  painter.setPen(QPen(colour, 2));
  painter.setBrush(filled ? colour : theme.bg);
  painter.drawEllipse(path.pointAtPercent(percent), 4.2, 4.2);
}

/// The pieces of a path that are drawn, dash by dash; all of it where there is no pattern.
QList<QLineF> piecesToDraw(const QPainterPath& path, double width, const QList<qreal>& dash) {
  const double overlap = .5 + .06 * width;  // so that no seam shows where two meet
  QList<QLineF> pieces;
  for (const QPolygonF& polygon : path.toSubpathPolygons()) {
    qsizetype part = 0;
    double left = dash.value(0);
    for (qsizetype i = 1; i < polygon.size(); ++i) {
      const QLineF whole(polygon[i - 1], polygon[i]);
      const double length = whole.length();
      if (length <= 0) continue;
      const double past = i + 1 < polygon.size() ? overlap : 0;
      for (double at = 0; at < length;) {
        const double step = dash.isEmpty() ? length - at : std::min(left, length - at);
        const double until = at + step < length ? at + step : length + past;
        if (part % 2 == 0)
          pieces << QLineF(whole.pointAt(at / length), whole.pointAt(until / length));
        at += step;
        left -= step;
        if (dash.isEmpty() || left > 0) continue;
        part = (part + 1) % dash.size();
        left = dash[part];
      }
    }
  }
  return pieces;
}

/// Strokes a curve as straight lines where they are pixels: that engine is several times as fast
/// with these as with outlines of curves.
void strokeCurve(QPainter& painter, const QPainterPath& path, QPen pen,
                 const QList<qreal>& dash = {}) {
  if (painter.paintEngine()->type() == QPaintEngine::Raster && painter.opacity() >= 1) {
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.drawLines(piecesToDraw(path, pen.widthF(), dash));
    return;
  }
  if (!dash.isEmpty()) {
    QList<qreal> pattern;
    for (const qreal px : dash) pattern << px / pen.widthF();
    pen.setDashPattern(pattern);
  }
  painter.strokePath(path, pen);
}

QColor mixed(const QColor& ground, const QColor& colour, double share) {
  const auto channel = [&](int under, int over) {
    return static_cast<int>(std::lround(under * (1 - share) + over * share));
  };
  return {channel(ground.red(), colour.red()), channel(ground.green(), colour.green()),
          channel(ground.blue(), colour.blue())};
}

}  // namespace

/// Where two lines cross, the later one stands out. Opaque: translucent strokes cost several times
/// as much.
void paintHalo(QPainter& painter, const LineItem& line, const Theme& theme) {
  if (line.kind == LineKind::channel || line.kind == LineKind::kin ||
      line.kind == LineKind::traffic)
    return;
  const double width = styleOf(line.kind, theme).width + 4;
  strokeCurve(painter, line.path, QPen(theme.bg, width, Qt::SolidLine, Qt::FlatCap));
}

void paintLine(QPainter& painter, const LineItem& line, const Scale& scale, const Theme& theme) {
  const LineStyle style = styleOf(line.kind, theme);
  painter.save();
  painter.setOpacity(line.opacity);
  painter.setBrush(Qt::NoBrush);
  const double width = scale.compact && style.width > 3 ? 3 : style.width;
  const QPen pen(style.colour, width, Qt::SolidLine,
                 style.dash.isEmpty() ? Qt::RoundCap : Qt::FlatCap);
  strokeCurve(painter, line.path, pen, style.dash);
  if (style.arrow) paintArrowHead(painter, line.path, 7 + width * 1.6, style.colour);
  if (line.kind == LineKind::kin || line.kind == LineKind::fork)
    paintDot(painter, line.path, .22, true, style.colour, theme);
  if (line.kind == LineKind::join) paintDot(painter, line.path, .22, false, style.colour, theme);
  painter.restore();
}

namespace {

/// The curves and lines that a path is made of, each by itself.
std::vector<QPainterPath> piecesOf(const QPainterPath& path) {
  std::vector<QPainterPath> pieces;
  QPointF at;
  for (int i = 0; i < path.elementCount(); ++i) {
    const QPainterPath::Element& element = path.elementAt(i);
    if (element.isMoveTo()) {
      at = element;
      continue;
    }
    QPainterPath piece(at);
    if (element.isCurveTo()) {
      piece.cubicTo(element, path.elementAt(i + 1), path.elementAt(i + 2));
      i += 2;
    } else {
      piece.lineTo(element);
    }
    at = piece.currentPosition();
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

/// The first part of a curve.
QPainterPath beginningOf(const QPainterPath& piece, double share) {
  constexpr int kSteps = 16;
  QPainterPath part(piece.pointAtPercent(0));
  for (int i = 1; i <= kSteps; ++i) part.lineTo(piece.pointAtPercent(share * i / kSteps));
  return part;
}

/// A broad opaque line, piece by piece: as one outline that crosses itself it would cost ten times
/// as much.
void strokeBand(QPainter& painter, const QPainterPath& path, double share, const QPen& pen) {
  const std::vector<QPainterPath> pieces = piecesOf(path);
  double whole = 0;
  for (const QPainterPath& piece : pieces) whole += piece.length();
  double left = whole * share;
  for (const QPainterPath& piece : pieces) {
    const double length = piece.length();
    painter.strokePath(length <= left ? piece : beginningOf(piece, left / length), pen);
    left -= length;
    if (left <= 0) return;
  }
}

/// A band that has closed stays as it is for long.
void paintClosedBand(QPainter& painter, const QPainterPath& band, const QPen& pen) {
  const QRectF extent = band.controlPointRect();
  const QPointF centre = extent.center();
  const QPainterPath own = band.translated(-centre);
  std::size_t shape = 0;
  for (int i = 0; i < own.elementCount(); ++i) {
    const QPainterPath::Element element = own.elementAt(i);
    shape = qHashMulti(shape, static_cast<int>(element.type), element.x, element.y);
  }
  const QString key = QStringLiteral("band %1 %2 %3")
                          .arg(shape, 0, 16)
                          .arg(pen.widthF())
                          .arg(pen.color().rgba(), 0, 16);
  const QSizeF reach = extent.size() / 2 + QSizeF(pen.widthF(), pen.widthF());
  paintKept(painter, key, centre, reach,
            [&](QPainter& picture) { strokeBand(picture, own, 1, pen); });
}

}  // namespace

void paintCycle(QPainter& painter, const Scene& scene, const Theme& theme) {
  const double width = std::clamp(56 * scene.scale.size, 30.0, 64.0);
  const QPen pen(mixed(theme.bg, theme.danger, .13), width, Qt::SolidLine, Qt::RoundCap,
                 Qt::RoundJoin);
  if (!scene.openBand.isEmpty()) {
    QPen open = pen;
    open.setCapStyle(Qt::FlatCap);
    open.setDashPattern({14 / width, 9 / width});
    painter.strokePath(scene.openBand, open);
  }
  if (scene.band.isEmpty()) return;
  if (scene.bandProgress >= 1) return paintClosedBand(painter, scene.band, pen);
  // Nobody sees the edge of so faint a band while it grows, and to smooth it is most of the cost.
  painter.setRenderHint(QPainter::Antialiasing, false);
  strokeBand(painter, scene.band, scene.bandProgress, pen);
  painter.setRenderHint(QPainter::Antialiasing);
}

}  // namespace lockstep::ui
