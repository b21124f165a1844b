// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <vector>

#include "theme/geometry.h"
#include "theme/theme.h"

/// A pattern is described once, as the strokes and dots that cover a rectangle; the texture for the
/// screen and the geometry for SVG and PDF both come from it.

namespace lockstep::ui {

namespace {

constexpr double kTile = 8;
constexpr double kStoppedTile = 10;
// Stripes at 45 degrees with a period of 8 across repeat every 8 * sqrt 2 = 11.314 along x; three
// of these are 33.94, so that a tile of 34 is off by less than 0.2 %.
constexpr double kReadyTile = 34;
constexpr double kReadyPeriod = kReadyTile / 3;
constexpr double kUnknownTile = 12;
constexpr double kOutline = 1.5;
constexpr double kCorner = 2;

double tileSize(State state) {
  switch (state) {
    case State::ready:
      return kReadyTile;
    case State::stopped:
      return kStoppedTile;
    case State::unknown:
      return kUnknownTile;
    case State::unborn:
    case State::created:
    case State::running:
    case State::blocked:
    case State::zombie:
    case State::terminated:
      return kTile;
  }
  return kTile;
}

QColor groundOf(const Theme& theme, State state) {
  const StateStyle& style = theme.state(state);
  return state == State::terminated ? style.mark : style.fill;
}

// Lines y = ±x + k * period over `area`, anchored at `origin`, each clipped to the area. `rising`:
// "/".
void addDiagonals(QPainterPath& path, const QRectF& area, const QPointF& origin, double period,
                  bool rising) {
  const double slope = rising ? -1 : 1;
  // y - slope * x is constant along a line; its extremes lie at the corners.
  const auto constant = [&](const QPointF& point) {
    return (point.y() - origin.y()) - slope * (point.x() - origin.x());
  };
  const auto [low, high] = std::minmax({constant(area.topLeft()), constant(area.topRight()),
                                        constant(area.bottomLeft()), constant(area.bottomRight())});
  for (double k = std::ceil(low / period); k * period <= high; ++k) {
    const auto y = [&](double x) { return origin.y() + slope * (x - origin.x()) + k * period; };
    const QLineF whole(area.left(), y(area.left()), area.right(), y(area.right()));
    if (const auto line = clipped(whole, area)) {
      path.moveTo(line->p1());
      path.lineTo(line->p2());
    }
  }
}

QPainterPath stroked(const QPainterPath& lines, double width, bool dashed = false) {
  QPainterPathStroker stroker;
  stroker.setWidth(width);
  stroker.setCapStyle(Qt::FlatCap);
  if (dashed) stroker.setDashPattern(QList<qreal>{2 / width, 2 / width});
  return stroker.createStroke(lines);
}

QPainterPath pairedBars(const QRectF& area, const QPointF& origin) {
  QPainterPath path;
  const double first = std::floor((area.left() - origin.x()) / kStoppedTile);
  for (double tile = first; origin.x() + tile * kStoppedTile < area.right(); ++tile) {
    for (const double offset : {1.0, 4.6}) {
      const double x = origin.x() + tile * kStoppedTile + offset;
      const QRectF visible = QRectF(x, area.top(), 2, area.height()).intersected(area);
      if (!visible.isEmpty()) path.addRect(visible);
    }
  }
  return path;
}

QPainterPath dots(const QRectF& area, const QPointF& origin) {
  constexpr double kRadius = 1.3;
  QPainterPath path;
  const double firstX = std::floor((area.left() - origin.x()) / kTile);
  const double firstY = std::floor((area.top() - origin.y()) / kTile);
  for (double row = firstY; origin.y() + row * kTile < area.bottom(); ++row) {
    for (double column = firstX; origin.x() + column * kTile < area.right(); ++column) {
      const QPointF centre = origin + QPointF((column + .5) * kTile, (row + .5) * kTile);
      const QRectF box(centre - QPointF(kRadius, kRadius), QSizeF(2 * kRadius, 2 * kRadius));
      if (area.contains(box)) path.addEllipse(box);
    }
  }
  return path;
}

// The marks of a state's pattern over `area`, to be filled; the ground is the caller's.
QPainterPath patternMarks(State state, const QRectF& area, const QPointF& origin) {
  QPainterPath lines;
  switch (state) {
    case State::created:
      return dots(area, origin);
    case State::ready:
      addDiagonals(lines, area, origin, kReadyPeriod, true);
      return stroked(lines, 1.7);
    case State::blocked:
      addDiagonals(lines, area, origin, kTile, true);
      addDiagonals(lines, area, origin, kTile, false);
      return stroked(lines, 1.15);
    case State::stopped:
      return pairedBars(area, origin);
    case State::zombie:
      addDiagonals(lines, area, origin, kTile, true);
      return stroked(lines, 1, true);
    case State::unknown:
      addDiagonals(lines, area, origin, kUnknownTile, false);
      return stroked(lines, 1);
    case State::unborn:
    case State::running:
    case State::terminated:
      break;
  }
  return {};
}

QImage texture(const Theme& theme, State state, int pixels, double scale) {
  QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
  const QColor ground = groundOf(theme, state);
  image.fill(ground.isValid() ? ground : QColor(Qt::transparent));
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(scale, scale);
  const double size = tileSize(state);
  // Strokes reach beyond the tile so that its edges match those of its neighbour.
  const double margin = state == State::stopped || state == State::zombie ? 0 : size;
  const QRectF area(-margin, -margin, size + 2 * margin, size + 2 * margin);
  painter.fillPath(patternMarks(state, area, {0, 0}), theme.state(state).mark);
  return image;
}

}  // namespace

std::optional<QLineF> clipped(const QLineF& line, const QRectF& area) {
  double first = 0;
  double last = 1;
  const auto cut = [&](double start, double delta, double low, double high) {
    if (delta == 0) return start >= low && start <= high;
    const double a = (low - start) / delta;
    const double b = (high - start) / delta;
    first = std::max(first, std::min(a, b));
    last = std::min(last, std::max(a, b));
    return first < last;
  };
  if (!cut(line.x1(), line.dx(), area.left(), area.right())) return std::nullopt;
  if (!cut(line.y1(), line.dy(), area.top(), area.bottom())) return std::nullopt;
  return QLineF(line.pointAt(first), line.pointAt(last));
}

bool drawsGeometry(const QPainter& painter) {
  const QPaintEngine* engine = painter.paintEngine();
  if (engine == nullptr) return false;
  switch (engine->type()) {
    case QPaintEngine::SVG:
    case QPaintEngine::Pdf:
    case QPaintEngine::Picture:
      return true;
    default:
      return false;
  }
}

namespace {

/// Device pixels for each unit: of the screen, and of a zoom.
double ratioOf(const QPainter& painter) { return std::abs(painter.deviceTransform().m11()); }

}  // namespace

QBrush stateBrush(const Theme& theme, State state, double ratio) {
  if (state == State::running || state == State::terminated) return groundOf(theme, state);
  if (state == State::unborn) return Qt::NoBrush;
  struct Key {
    ThemeKind kind;
    State state;
    int pixels;
    bool operator==(const Key&) const = default;
  };
  struct Entry {
    Key key;
    QBrush brush;
  };
  thread_local std::vector<Entry> cache;
  const double size = tileSize(state);
  const int pixels = std::max(1, qRound(size * std::clamp(ratio, .5, 8.0)));
  const Key key{theme.kind, state, pixels};
  const auto found = std::find_if(cache.begin(), cache.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  if (found != cache.end()) return found->brush;
  const double scale = pixels / size;
  QBrush brush(texture(theme, state, pixels, scale));
  brush.setTransform(QTransform::fromScale(1 / scale, 1 / scale));
  cache.push_back({key, brush});
  return brush;
}

void fillWithState(QPainter& painter, const Theme& theme, State state, const QPainterPath& shape,
                   const QPointF& origin) {
  if (!drawsGeometry(painter)) {
    painter.setBrushOrigin(origin);
    painter.fillPath(shape, stateBrush(theme, state, ratioOf(painter)));
    return;
  }
  const QColor ground = groundOf(theme, state);
  if (ground.isValid()) painter.fillPath(shape, ground);
  const QPainterPath marks = patternMarks(state, shape.boundingRect(), origin);
  painter.fillPath(marks.intersected(shape), theme.state(state).mark);
}

void drawStateBar(QPainter& painter, const Theme& theme, State state, const QRectF& lane,
                  const QPointF& origin) {
  if (lane.width() <= 0) return;
  const StateStyle& style = theme.state(state);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  if (state == State::unborn) {
    QPen pen(style.mark, 1.4);
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern({2 / 1.4, 4 / 1.4});
    pen.setDashOffset((lane.left() - origin.x()) / 1.4);
    painter.setPen(pen);
    painter.drawLine(QPointF(lane.left(), lane.bottom() - 1),
                     QPointF(lane.right(), lane.bottom() - 1));
    painter.restore();
    return;
  }
  const double height = lane.height() * style.height;
  const QRectF bar(lane.left(), lane.bottom() - height, lane.width(), height);
  painter.setPen(Qt::NoPen);
  if (state == State::running || state == State::terminated) {
    painter.setBrush(groundOf(theme, state));
    const double corner = state == State::running ? kCorner : 1;
    painter.drawRoundedRect(bar, corner, corner);
    painter.restore();
    return;
  }
  const double inset = state == State::unknown ? 0 : kOutline / 2;
  const QRectF body(bar.left() + inset, bar.top() + inset, std::max(.5, bar.width() - 2 * inset),
                    std::max(.5, bar.height() - 2 * inset));
  QPen outline(style.mark, kOutline);
  if (state == State::unknown) outline = Qt::NoPen;
  if (drawsGeometry(painter)) {
    painter.setBrush(style.fill.isValid() ? QBrush(style.fill) : QBrush(Qt::NoBrush));
    painter.setPen(Qt::NoPen);
    if (style.fill.isValid()) painter.drawRoundedRect(body, kCorner, kCorner);
    painter.fillPath(patternMarks(state, body, origin), style.mark);
    painter.setBrush(Qt::NoBrush);
  } else {
    painter.setBrushOrigin(origin);
    painter.setBrush(stateBrush(theme, state, ratioOf(painter)));
  }
  painter.setPen(outline);
  painter.drawRoundedRect(body, kCorner, kCorner);
  painter.restore();
}

}  // namespace lockstep::ui
