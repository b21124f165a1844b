// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/frame_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <cstring>

#include "theme/geometry.h"
#include "theme/labels.h"
#include "timeline/header_layer.h"
#include "timeline/header_painter.h"
#include "timeline/hover.h"

namespace lockstep::ui {

namespace {

struct Pen {
  QPainter& painter;
  const TimelineFrame& frame;
  const Viewpoint& view;
  const Theme& theme;
  bool vector;
  double ratio;
  FramePicture* picture;
};

double ratioOf(const QPainter& painter) {
  const double ratio = std::abs(painter.deviceTransform().m11());
  return std::clamp(ratio > 0 ? ratio : 1, .25, 8.0);
}

QRectF snapped(const QRectF& area, double ratio) {
  const auto snap = [ratio](double value) { return std::round(value * ratio) / ratio; };
  return QRectF(QPointF(snap(area.left()), snap(area.top())),
                QPointF(snap(area.right()), snap(area.bottom())));
}

void paintTitle(const Pen& pen) {
  QPainter& painter = pen.painter;
  const TimelineLayout& layout = pen.frame.layout;
  const QRectF line = layout.title.adjusted(24, 0, -20, 0);
  painter.setFont(uiFont(14, 600));
  if (line.height() < QFontMetricsF(painter.font()).height()) return;
  painter.setPen(pen.theme.text);
  const QString title = QCoreApplication::translate("Timeline", "Timeline");
  painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, title);
  if (pen.view.trace().empty()) return;

  const double taken = QFontMetricsF(painter.font()).horizontalAdvance(title) + 16;
  painter.setFont(uiFont(13));
  painter.setPen(pen.theme.text3);
  const std::int64_t length = pen.view.trace().endTime() - pen.view.trace().startTime();
  const bool everything = pen.view.from() <= pen.view.trace().startTime() &&
                          pen.view.to() >= pen.view.trace().endTime();
  QString right =
      everything ? QCoreApplication::translate("Timeline", "whole run, %1").arg(spanLabel(length))
                 : QCoreApplication::translate("Timeline", "%1 shown of %2")
                       .arg(spanLabel(pen.view.to() - pen.view.from()), spanLabel(length));
  if (layout.steps)
    right = layout.steps->steps() == 1
                ? QCoreApplication::translate("Timeline", "1 step, %1 of real time")
                      .arg(spanLabel(length))
                : QCoreApplication::translate("Timeline", "%1 steps, %2 of real time")
                      .arg(layout.steps->steps())
                      .arg(spanLabel(length));
  QString hint;
  if (pen.frame.arrows.none) {
    hint =
        pen.view.task().valid()
            ? QCoreApplication::translate("Timeline", "too many arrows: zoom in")
            : QCoreApplication::translate("Timeline", "too many arrows: zoom in or select a task");
  } else if (pen.frame.arrows.onlySelected) {
    hint = QCoreApplication::translate("Timeline", "arrows of task %1 only")
               .arg(pen.view.task().value);
  }
  if (layout.leftOut > 0) {
    const QString more =
        layout.leftOut == 1
            ? QCoreApplication::translate("Timeline", "1 task without room")
            : QCoreApplication::translate("Timeline", "%1 tasks without room").arg(layout.leftOut);
    hint = hint.isEmpty() ? more : more + QStringLiteral(", ") + hint;
  }
  const QFontMetricsF metrics(painter.font());
  const QString both = hint + QStringLiteral("   ") + right;
  if (!hint.isEmpty() && metrics.horizontalAdvance(both) < line.width() - taken) right = both;
  if (metrics.horizontalAdvance(right) > line.width() - taken) return;
  painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, right);
}

// Neighbouring columns with the same heights become one rectangle per state.
void paintColumnsAsRectangles(const Pen& pen, const LaneDetail& detail, const QRectF& lane) {
  constexpr int kSteps = 256;
  std::size_t first = 0;
  const auto heightsOf = [&](std::size_t i) {
    return columnHeights(detail.columns[i].parts, kSteps);
  };
  while (first < detail.columns.size()) {
    const auto heights = heightsOf(first);
    std::size_t last = first + 1;
    while (last < detail.columns.size() && heightsOf(last) == heights &&
           detail.columns[last].x - detail.columns[last - 1].x < kColumnPixels + .01) {
      ++last;
    }
    const double left = std::max(0.0, detail.columns[first].x);
    const double right = std::min(lane.width(), detail.columns[last - 1].x + kColumnPixels);
    double bottom = lane.bottom();
    for (const State state : kStackOrder) {
      const double height = heights[static_cast<std::size_t>(state)] * lane.height() / kSteps;
      if (height <= 0 || right <= left) continue;
      pen.painter.fillRect(QRectF(lane.left() + left, bottom - height, right - left, height),
                           pen.theme.state(state).mean);
      bottom -= height;
    }
    first = last;
  }
}

void paintBarsAsShapes(const Pen& pen, const LaneDetail& detail, const QRectF& lane) {
  const QColor ground = trackGround(pen.theme);
  for (const Bar& bar : detail.bars) {
    if (bar.state == State::unborn) continue;
    const double left = std::max(bar.x, -8.0);
    const double right = std::min(bar.x + drawnWidth(bar.width), lane.width() + 8);
    QRectF place(lane.left() + left, lane.top(), right - left, lane.height());
    // SVG knows no clipping here: what lies beyond the track is cut off.
    place.setLeft(std::max(place.left(), lane.left()));
    place.setRight(std::min(place.right(), lane.right()));
    if (place.width() <= 0) continue;
    if (!detail.columns.empty()) pen.painter.fillRect(place, ground);
    drawStateBar(pen.painter, pen.theme, bar.state, place, lane.topLeft());
  }
}

std::vector<double> gridOf(const Pen& pen) {
  std::vector<double> grid;
  for (const Tick& tick : pen.frame.axis.ticks) {
    grid.push_back(pen.frame.layout.x(tick.time) - pen.frame.layout.tracks.left());
  }
  return grid;
}

QString barText(const Pen& pen, const LaneFrame& lane, const Bar& bar) {
  const TaskId task = pen.frame.layout.rows[lane.row].task;
  const Interval interval = pen.view.trace().lane(task).interval(bar.index);
  if (bar.state == State::running) {
    if (interval.detail == Interval::kNoDetail) return {};
    return QCoreApplication::translate("Timeline", "CPU %1").arg(interval.detail);
  }
  if (bar.state != State::blocked) return {};
  if (interval.resource.valid()) {
    return QString::fromStdString(words().resourceName(pen.view.trace(), interval.resource));
  }
  if (interval.reason == Operation::none) return {};
  const std::string_view name = lockstep::name(interval.reason);
  return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

void paintBarTexts(const Pen& pen, const LaneFrame& lane, const QRectF& track) {
  constexpr double kLeastWidth = 34;
  const QFont font = uiFont(11, 600);
  const QFontMetricsF metrics(font);
  pen.painter.setFont(font);
  for (const Bar& bar : lane.detail.bars) {
    const double left = std::max(0.0, bar.x);
    const double right = std::min(track.width(), bar.x + drawnWidth(bar.width));
    if (right - left < kLeastWidth) continue;
    const StateStyle& style = pen.theme.state(bar.state);
    const double height = track.height() * style.height;
    if (height < 12) continue;
    const QString text = barText(pen, lane, bar);
    if (text.isEmpty()) continue;
    const double width = metrics.horizontalAdvance(text);
    if (width + 14 > right - left) continue;
    const QRectF place(track.left() + left + 7, track.bottom() - height, width, height);
    if (bar.state == State::blocked) {
      // A plate in the bar's own tint: lines never pass under text.
      pen.painter.fillRect(place.adjusted(-3, 1.5, 3, -1.5), style.fill);
      pen.painter.setPen(pen.theme.text);
    } else {
      pen.painter.setPen(pen.theme.surface);
    }
    pen.painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, text);
  }
}

void paintHolds(const Pen& pen, const LaneFrame& lane) {
  const TimelineLayout& layout = pen.frame.layout;
  const QFont font = uiFont(10.5, 600);
  const QFontMetricsF metrics(font);
  QPainter& painter = pen.painter;
  painter.setFont(font);
  for (const PlacedHold& hold : lane.holds) {
    const QRectF row = layout.holdTrack(lane.row, hold.row);
    const double left = std::max(layout.x(hold.span.start), row.left());
    const double right = std::min(layout.x(hold.span.end), row.right());
    if (right <= left) continue;
    const double gap = right - left > 3 ? 1 : 0;
    const QRectF bar(left, row.top(), std::max(1.0, right - left - gap), row.height());
    painter.setPen(Qt::NoPen);
    painter.setBrush(hold.span.abandoned ? pen.theme.danger : pen.theme.ink);
    painter.drawRoundedRect(bar, 2, 2);
    if (bar.height() < kHoldHeight) continue;
    const QString name =
        QString::fromStdString(words().resourceName(pen.view.trace(), hold.span.resource));
    if (bar.width() < 24 || metrics.horizontalAdvance(name) + 10 > bar.width()) continue;
    painter.setPen(pen.theme.surface);
    painter.drawText(bar.adjusted(5, 0, -2, 0), Qt::AlignVCenter | Qt::AlignLeft, name);
  }
}

void paintUnborn(const Pen& pen, TaskId task, const QRectF& track) {
  const Lane& lane = pen.view.trace().lane(task);
  const double born = lane.size() == 0 ? pen.frame.layout.x(pen.view.trace().endTime())
                                       : pen.frame.layout.x(lane.interval(0).start);
  const double left = std::max(track.left(), pen.frame.layout.x(pen.view.trace().startTime()));
  const double right = std::min(track.right(), born);
  if (right - left < 3) return;
  drawStateBar(pen.painter, pen.theme, State::unborn,
               QRectF(left, track.top(), right - left, track.height()), track.topLeft());
}

QRect devicePixels(const QRectF& snappedArea, double ratio) {
  return QRectF(snappedArea.topLeft() * ratio, snappedArea.size() * ratio).toRect();
}

// The ground, the grid and the states of a lane straight into the picture's pixels: a painter costs
// more than they do. False where the lane is cut off.
bool drawTrackPixels(const Pen& pen, const LaneFrame& lane, const QRectF& ground,
                     const QRectF& states, const std::vector<double>& grid, RasterCache& cache) {
  if (pen.picture == nullptr || pen.vector || !pen.frame.layout.lanes.contains(ground))
    return false;
  QImage& image = pen.picture->image;
  const QRect track = devicePixels(ground, pen.ratio);
  QRect bars = devicePixels(states, pen.ratio);
  const QColor colour = trackGround(pen.theme);
  LaneRaster& raster = cache.raster(pen.theme, states.height(), pen.ratio, colour);
  bars.setHeight(raster.rows());
  if (!image.rect().contains(track) || !track.contains(bars)) return false;
  const PixelArea all = pixelsOf(image);
  QRgb* first = all.row(track.top());
  std::fill_n(first + track.left(), track.width(), colour.rgb());
  int left = track.left();
  int right = track.left() + track.width();
  for (const double x : grid) {
    const int at = track.left() + static_cast<int>(std::lround(x * pen.ratio));
    if (at < 0 || at >= all.width) continue;
    first[at] = pen.theme.line.rgb();
    // One at an end of the range may stand just beside the track.
    left = std::min(left, at);
    right = std::max(right, at + 1);
  }
  for (int row = track.top() + 1; row <= track.bottom(); ++row)
    std::memcpy(all.row(row) + left, first + left,
                static_cast<std::size_t>(right - left) * sizeof(QRgb));
  raster.draw(lane.detail,
              {all.row(bars.top()) + bars.left(), all.stride, bars.width(), bars.height()});
  return true;
}

void paintTrack(const Pen& pen, const LaneFrame& lane, const QRectF& ground, const QRectF& states,
                const std::vector<double>& grid, RasterCache& cache) {
  const QColor colour = trackGround(pen.theme);
  // Whole pixels need no antialiasing, which would cost more than all bars.
  pen.painter.setRenderHint(QPainter::Antialiasing, false);
  pen.painter.fillRect(ground, colour);
  for (const double x : grid) {
    const QRectF line(ground.left() + x, ground.top(), 1 / pen.ratio, ground.height());
    pen.painter.fillRect(pen.vector ? line : snapped(line, pen.ratio), pen.theme.line);
  }
  pen.painter.setRenderHint(QPainter::Antialiasing);
  if (pen.vector) {
    paintColumnsAsRectangles(pen, lane.detail, states);
    paintBarsAsShapes(pen, lane.detail, states);
  } else {
    LaneRaster& raster = cache.raster(pen.theme, states.height(), pen.ratio, colour);
    pen.painter.drawImage(states.topLeft(), raster.draw(lane.detail, states.width(), grid));
  }
}

void paintLane(const Pen& pen, const LaneFrame& lane, const std::vector<double>& grid,
               RasterCache& cache) {
  const TimelineLayout& layout = pen.frame.layout;
  const QRectF ground = snapped(layout.track(lane.row), pen.ratio);
  const QRectF states = snapped(layout.stateTrack(lane.row), pen.ratio);
  if (!drawTrackPixels(pen, lane, ground, states, grid, cache))
    paintTrack(pen, lane, ground, states, grid, cache);
  paintUnborn(pen, layout.rows[lane.row].task, states);
  if (!layout.compact) paintBarTexts(pen, lane, states);
  paintHolds(pen, lane);
}

// ---- Arrows -------------------------------------------------------------------------------------

void arrowHead(QPainter& painter, const QPointF& tip, const QPointF& from, const QColor& colour) {
  const QLineF direction(from, tip);
  if (direction.length() < 1e-6) return;
  painter.save();
  painter.translate(tip);
  painter.rotate(std::atan2(direction.dy(), direction.dx()) * 180 / M_PI);
  painter.scale(.9, .9);
  const QPointF points[] = {{-8.4, -4.2}, {1, 0}, {-8.4, 4.2}, {-6, 0}};
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawPolygon(points, 4);
  painter.restore();
}

void envelope(QPainter& painter, const Theme& theme, const QPointF& centre) {
  constexpr double kWidth = 24;
  constexpr double kHeight = 16;
  const QRectF box(centre.x() - kWidth / 2, centre.y() - kHeight / 2, kWidth, kHeight);
  painter.setPen(QPen(theme.accent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(theme.surface);
  painter.drawRoundedRect(box, 3, 3);
  const QPointF flap[] = {box.topLeft() + QPointF(1.5, 1.5), centre + QPointF(0, kHeight * .1),
                          box.topRight() + QPointF(-1.5, 1.5)};
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(flap, 3);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.accent);
  painter.drawEllipse(centre + QPointF(0, 1.6), 3.4, 3.4);
}

// Where an arrow leaves its lane and enters the other.
struct ArrowPath {
  QPointF start;
  QPointF end;
  QPainterPath path;
};

std::optional<ArrowPath> pathOf(const Pen& pen, const Arrow& arrow) {
  const TimelineLayout& layout = pen.frame.layout;
  const auto from = layout.rowOf(arrow.from);
  const auto to = layout.rowOf(arrow.to);
  if (!from || !to || *from == *to) return std::nullopt;
  if (!layout.visible(*from) && !layout.visible(*to)) return std::nullopt;
  const QRectF source = layout.stateTrack(*from);
  const QRectF target = layout.stateTrack(*to);
  const bool down = *to > *from;
  ArrowPath result;
  // Between neighbours the gap is too low for a line: it starts in the middle of its lane.
  const bool neighbours = *from + 1 == *to || *to + 1 == *from;
  const double leaves = neighbours ? source.center().y() : down ? source.bottom() : source.top();
  result.start = {layout.x(arrow.sent), leaves};
  result.end = {layout.x(arrow.received), down ? target.top() : target.bottom()};
  const double far = 4 * layout.tracks.width();
  if (std::abs(result.start.x() - result.end.x()) > far) return std::nullopt;
  result.path.moveTo(result.start);
  const double bend = (result.end.y() - result.start.y()) * .35;
  result.path.cubicTo(result.start + QPointF(0, bend), result.end - QPointF(0, bend), result.end);
  return result;
}

void labelBeside(const Pen& pen, const QPointF& centre, const QString& text, const QColor& colour,
                 double offset) {
  pen.painter.setFont(uiFont(11, 600));
  const QFontMetricsF metrics(pen.painter.font());
  const double width = metrics.horizontalAdvance(text) + 6;
  const QRectF& tracks = pen.frame.layout.tracks;
  double left = centre.x() - offset - width;
  if (left < tracks.left()) left = centre.x() + offset;
  const QRectF plate(left, centre.y() - 8, width, 16);
  if (!tracks.contains(plate)) return;
  pen.painter.setPen(Qt::NoPen);
  pen.painter.setBrush(trackGround(pen.theme));
  pen.painter.drawRoundedRect(plate, 3, 3);
  pen.painter.setPen(colour);
  pen.painter.drawText(plate, Qt::AlignCenter, text);
}

void itemToken(const Pen& pen, const QPointF& centre, const Arrow& arrow) {
  const QString text = QString::fromStdString(Item{arrow.value, arrow.valueKind}.toString());
  pen.painter.setFont(monoFont(10, 600));
  const double width =
      std::max(16.0, QFontMetricsF(pen.painter.font()).horizontalAdvance(text) + 8);
  const QRectF box(centre.x() - width / 2, centre.y() - 8, width, 16);
  pen.painter.setPen(QPen(pen.theme.surface, 1));
  pen.painter.setBrush(pen.theme.text);
  pen.painter.drawRoundedRect(box, 4, 4);
  pen.painter.setPen(pen.theme.surface);
  pen.painter.drawText(box, Qt::AlignCenter, text);
}

void strokeArrow(const Pen& pen, const ArrowPath& arrow, const QColor& colour, double width,
                 const QList<qreal>& dashes) {
  // Opaque: Qt hands long translucent strokes to other threads and waits for them. Under a dotted
  // line the halo is dotted, too, so that it does not strike out what the bars say.
  QPen halo(trackGround(pen.theme), width + 2, Qt::SolidLine, Qt::FlatCap);
  if (!dashes.isEmpty()) {
    QList<qreal> wider;
    for (const qreal dash : dashes) wider << dash * width / halo.widthF();
    halo.setDashPattern(wider);
  }
  pen.painter.strokePath(arrow.path, halo);
  QPen line(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
  if (!dashes.isEmpty()) line.setDashPattern(dashes);
  pen.painter.strokePath(arrow.path, line);
}

void paintSignal(const Pen& pen, const Arrow& arrow, const ArrowPath& path) {
  strokeArrow(pen, path, pen.theme.accent, 2, {1, 2});
  // A pending one waits before its lane; a delivered one lies where it was taken.
  const double lift = path.end.y() > path.start.y() ? -6 : 6;
  const QPointF centre(path.end.x(), path.end.y() + lift);
  const std::string_view name = signalName(static_cast<int>(arrow.value));
  labelBeside(pen, centre, QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
              pen.theme.accent, 15);
  envelope(pen.painter, pen.theme, centre);
}

void paintArrow(const Pen& pen, const Arrow& arrow, bool roomy) {
  const auto path = pathOf(pen, arrow);
  if (!path) return;
  QPainter& painter = pen.painter;
  switch (arrow.kind) {
    case ArrowKind::wake:
    case ArrowKind::handOff:
      strokeArrow(pen, *path, pen.theme.text, arrow.kind == ArrowKind::wake ? 1.5 : 2.2, {});
      arrowHead(painter, path->end, path->path.pointAtPercent(.9), pen.theme.text);
      return;
    case ArrowKind::message:
      strokeArrow(pen, *path, pen.theme.edge, 1.6, {1.4, 2.4});
      arrowHead(painter, path->end, path->path.pointAtPercent(.9), pen.theme.edge);
      if (roomy) itemToken(pen, path->path.pointAtPercent(.5), arrow);
      return;
    case ArrowKind::signal:
      paintSignal(pen, arrow, *path);
      return;
    case ArrowKind::fork:
      strokeArrow(pen, *path, pen.theme.edge, 1.5, {});
      painter.setPen(Qt::NoPen);
      painter.setBrush(pen.theme.edge);
      painter.drawEllipse(path->start, 3, 3);
      return;
    case ArrowKind::join:
      strokeArrow(pen, *path, pen.theme.edge, 1.5, {});
      painter.setPen(QPen(pen.theme.edge, 1.5));
      painter.setBrush(trackGround(pen.theme));
      painter.drawEllipse(path->end, 3, 3);
      return;
  }
}

void paintArrows(const Pen& pen) {
  const std::vector<Arrow>& arrows = pen.frame.arrows.shown;
  const bool roomy = arrows.size() <= 24 && !pen.frame.layout.compact;
  // Signals last: their envelopes and names lie on top.
  for (const Arrow& arrow : arrows) {
    if (arrow.kind != ArrowKind::signal) paintArrow(pen, arrow, roomy);
  }
  for (const Arrow& arrow : arrows) {
    if (arrow.kind == ArrowKind::signal) paintArrow(pen, arrow, roomy);
  }
}

// ---- Minimap ------------------------------------------------------------------------------------

void paintShareColumns(const Pen& pen, const std::vector<Shares>& columns, const QRectF& place,
                       double most) {
  const double width =
      place.width() / static_cast<double>(std::max<std::size_t>(1, columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double left = place.left() + width * static_cast<double>(i);
    // Edges that only touch would show as hairlines in a file.
    const double wide = pen.vector ? std::min(width + .5, place.right() - left) : width;
    double bottom = place.bottom();
    for (const State state : kStackOrder) {
      if (state == State::unborn) continue;
      const auto ns = static_cast<double>(columns[i][static_cast<std::size_t>(state)]);
      if (ns <= 0) continue;
      const double height = ns / most * place.height();
      pen.painter.fillRect(QRectF(left, bottom - height, wide, height),
                           pen.theme.state(state).mean);
      bottom -= height;
    }
  }
}

// The fullest column reaches the top: the height is the number of tasks alive.
double fullest(const std::vector<Shares>& columns) {
  double most = 1;
  for (const Shares& shares : columns) {
    double sum = 0;
    for (std::size_t state = 0; state < shares.size(); ++state) {
      if (state != static_cast<std::size_t>(State::unborn))
        sum += static_cast<double>(shares[state]);
    }
    most = std::max(most, sum);
  }
  return most;
}

void paintMinimapShares(const Pen& pen) {
  const TimelineFrame& frame = pen.frame;
  const QRectF map = frame.layout.minimap;
  QPainter& painter = pen.painter;
  painter.setPen(QPen(pen.theme.line, 1));
  painter.setBrush(trackGround(pen.theme));
  painter.drawRoundedRect(map.adjusted(-.5, -.5, .5, .5), 2, 2);

  const bool shares = frame.whole.size() == 1;
  const double left = frame.layout.minimapLabel.width() > 190 ? 56 : 24;
  const QRectF label = frame.layout.minimapLabel.adjusted(left, 2, -6, -2);
  painter.setFont(uiFont(13));
  painter.setPen(pen.theme.text2);
  const QFontMetricsF big(painter.font());
  painter.drawText(label, Qt::AlignLeft | (shares ? Qt::AlignTop : Qt::AlignVCenter),
                   big.elidedText(QCoreApplication::translate("Timeline", "Whole run"),
                                  Qt::ElideRight, label.width()));
  if (shares) {
    painter.setFont(uiFont(12));
    painter.setPen(pen.theme.text3);
    const QFontMetricsF small(painter.font());
    painter.drawText(label, Qt::AlignLeft | Qt::AlignBottom,
                     small.elidedText(QCoreApplication::translate("Timeline", "share of states"),
                                      Qt::ElideRight, label.width()));
  }

  painter.setRenderHint(QPainter::Antialiasing, false);
  const auto rows = static_cast<double>(frame.whole.size());
  for (std::size_t i = 0; i < frame.whole.size(); ++i) {
    const double height = map.height() / rows;
    const double gap = rows > 1 ? 1 : 0;
    const QRectF place(map.left(), map.top() + height * static_cast<double>(i) + gap, map.width(),
                       height - 2 * gap);
    paintShareColumns(pen, frame.whole[i], place, fullest(frame.whole[i]));
  }
  painter.setRenderHint(QPainter::Antialiasing);
}

void paintMinimap(const Pen& pen) {
  const QRectF map = pen.frame.layout.minimap;
  if (map.isEmpty()) return;
  const QRectF whole = map.united(pen.frame.layout.minimapLabel).adjusted(-1, -1, 1, 1);
  if (pen.picture == nullptr || !pen.picture->shares.putBack(whole, pen.picture->image)) {
    paintMinimapShares(pen);
    if (pen.picture != nullptr) pen.picture->shares.keep(whole, pen.picture->image);
  }
  pen.painter.setPen(QPen(pen.theme.text, 2));
  pen.painter.setBrush(Qt::NoBrush);
  pen.painter.drawRoundedRect(minimapWindow(pen.frame, pen.view), 4, 4);
}

void paintNames(const Pen& pen) {
  if (pen.picture == nullptr || pen.picture->headers == nullptr) {
    paintHeaders(pen.painter, pen.frame, pen.view, pen.theme);
  } else if (!pen.picture->headers->fits(pen.frame, pen.view, pen.theme, pen.ratio)) {
    paintHeaders(pen.painter, pen.frame, pen.view, pen.theme);
    pen.picture->headers->take(pen.picture->image, pen.frame, pen.view, pen.theme);
  }
}

void paintEmpty(const Pen& pen, const QRectF& area) {
  pen.painter.setFont(uiFont(14));
  pen.painter.setPen(pen.theme.text2);
  pen.painter.drawText(
      area, Qt::AlignCenter | Qt::TextWordWrap,
      QCoreApplication::translate("Timeline", "Lanes appear here when a scenario runs."));
}

}  // namespace

QColor trackGround(const Theme& theme) {
  // The mock-ups' tracks: white paper in light, a sunken groove in dark.
  return theme.kind == ThemeKind::light ? theme.surface : theme.sunken;
}

bool KeptPart::putBack(const QRectF& part, QImage& picture) const {
  if (m_pixels.isNull() || part != m_part || picture.size() != m_of) return false;
  const PixelArea to = pixelsOf(picture);
  for (int row = 0; row < m_pixels.height(); ++row)
    std::memcpy(to.row(m_at.y() + row) + m_at.x(), m_pixels.constScanLine(row),
                static_cast<std::size_t>(m_pixels.width()) * sizeof(QRgb));
  return true;
}

void KeptPart::keep(const QRectF& part, const QImage& picture) {
  const double ratio = picture.devicePixelRatio();
  const QRect pixels = QRectF(part.topLeft() * ratio, part.size() * ratio).toAlignedRect();
  const QRect inside = pixels.intersected(picture.rect());
  m_pixels = picture.copy(inside);
  m_at = inside.topLeft();
  m_part = part;
  m_of = picture.size();
}

LaneRaster& RasterCache::raster(const Theme& theme, double height, double ratio, QColor ground) {
  constexpr std::size_t kKept = 4;
  for (const auto& raster : m_rasters) {
    if (raster->fits(theme, height, ratio)) return *raster;
  }
  if (m_rasters.size() >= kKept) m_rasters.erase(m_rasters.begin());
  m_rasters.push_back(std::make_unique<LaneRaster>(theme, height, ratio, ground));
  return *m_rasters.back();
}

void paintFrame(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                const Theme& theme, bool vector, RasterCache& cache, FramePicture* picture) {
  const Pen pen{painter,          frame,  view, theme, vector || drawsGeometry(painter),
                ratioOf(painter), picture};
  const TimelineLayout& layout = frame.layout;
  painter.save();
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  paintTitle(pen);
  if (view.trace().empty()) {
    paintEmpty(pen, QRectF(layout.title.bottomLeft(), layout.minimap.isEmpty()
                                                          ? layout.lanes.bottomRight()
                                                          : layout.minimap.bottomRight()));
    painter.restore();
    return;
  }
  painter.save();
  painter.setClipRect(layout.lanes);
  const std::vector<double> grid = gridOf(pen);
  for (const LaneFrame& lane : frame.lanes) paintLane(pen, lane, grid, cache);
  painter.setClipRect(layout.tracks);
  paintArrows(pen);
  painter.restore();
  paintMinimap(pen);
  paintNames(pen);
  paintLiveEdge(painter, frame, view, theme);
  paintMark(painter, frame, view, theme);
  painter.restore();
}

}  // namespace lockstep::ui
