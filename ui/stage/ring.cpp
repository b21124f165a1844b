// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/ring.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

constexpr int kPieces = 720;

/// Clockwise from the left end of the unit circle, closed.
const std::array<QPointF, kPieces + 1>& circle() {
  static const auto kCircle = [] {
    std::array<QPointF, kPieces + 1> points;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double angle =
          std::numbers::pi + 2 * std::numbers::pi * static_cast<double>(i) / kPieces;
      points[i] = {std::cos(angle), std::sin(angle)};
    }
    return points;
  }();
  return kCircle;
}

/// Points at equal distances along an ellipse, clockwise from its left end.
std::vector<QPointF> pointsOn(const QRectF& ellipse, int count) {
  const auto at = [&](int piece) {
    const QPointF& unit = circle()[static_cast<std::size_t>(piece)];
    return QPointF(ellipse.center().x() + ellipse.width() / 2 * unit.x(),
                   ellipse.center().y() + ellipse.height() / 2 * unit.y());
  };
  std::vector<double> length(kPieces + 1, 0.0);
  for (int i = 1; i <= kPieces; ++i) {
    const QPointF step = at(i) - at(i - 1);
    length[static_cast<std::size_t>(i)] =
        length[static_cast<std::size_t>(i - 1)] + std::sqrt(QPointF::dotProduct(step, step));
  }
  std::vector<QPointF> points;
  for (int i = 0; i < count; ++i) {
    const auto found = std::lower_bound(length.begin(), length.end(), length.back() * i / count);
    points.push_back(at(static_cast<int>(found - length.begin())));
  }
  return points;
}

/// Which side of the ring a point is on, and so where its texts go.
struct Side {
  bool left = false, right = false, top = false;
};

Side sideOf(const QPointF& point, const QRectF& ellipse) {
  const double x = (point.x() - ellipse.center().x()) / (ellipse.width() / 2);
  const double y = (point.y() - ellipse.center().y()) / (ellipse.height() / 2);
  Side side;
  side.top = y < 0;
  if (std::abs(y) < .42) (x < 0 ? side.left : side.right) = true;
  return side;
}

/// A two-line label of `size` outside of a node of half size `half` at `point`.
QRectF labelAt(const QPointF& point, const Side& side, const QSizeF& half, const QSizeF& size,
               double lean, Qt::Alignment* align) {
  if (side.left || side.right) {
    *align = side.left ? Qt::AlignRight : Qt::AlignLeft;
    const double x =
        side.left ? point.x() - half.width() - 6 - size.width() : point.x() + half.width() + 6;
    return {QPointF(x, point.y() - size.height() / 2), size};
  }
  *align = Qt::AlignHCenter;
  const double y =
      side.top ? point.y() - half.height() - 3 - size.height() : point.y() + half.height() + 3;
  return {QPointF(point.x() - size.width() / 2 + lean * size.width() * .35, y), size};
}

struct Ring {
  const Structure& structure;
  const RingMembers& members;
  QRectF ellipse;
  bool inward = false;  ///< seats inside the ring instead of along it
  double label = 0;     ///< width of the texts beside a task
  double lean = 0;      ///< 1: texts above and below reach outwards; 0: they are centred
  int lines = 1;        ///< of a task's status
};

double leanOf(const QPointF& point, const QRectF& ellipse) {
  const double x = (point.x() - ellipse.center().x()) / (ellipse.width() / 2);
  return std::abs(x) < .3 ? 0 : (x < 0 ? -1 : 1);
}

void placeRingTask(TaskId id, const QPointF& point, const Ring& ring, bool boxed, Layout& layout) {
  const Scale& scale = layout.scale;
  const auto found = std::find_if(layout.tasks.begin(), layout.tasks.end(),
                                  [&](const TaskPlace& task) { return task.id == id; });
  if (found == layout.tasks.end()) return;
  TaskPlace& place = *found;
  place.shown = true;
  place.disc = point;
  const double pad = boxed ? (scale.brief ? 5 : 8) : 0;
  const double reach = scale.disc * 1.22 + 3 + pad;
  const QRectF node(point.x() - scale.disc - 4 - pad, point.y() - scale.disc - 4 - pad,
                    scale.disc * 2.22 + 7 + 2 * pad, scale.disc * 2.22 + 7 + 2 * pad);
  if (boxed) layout.processes.push_back({id, node, {}, false});
  place.whole = node;
  if (!scale.names) return;
  const Side side = sideOf(point, ring.ellipse);
  const double status = ring.lines * scale.statusLine();
  const QSizeF size(ring.label, scale.nameLine() + status);
  const QRectF label = labelAt(point, side, QSizeF(reach, reach), size,
                               ring.lean * leanOf(point, ring.ellipse), &place.align);
  place.name = QRectF(label.topLeft(), QSizeF(label.width(), scale.nameLine()));
  place.status = QRectF(place.name.bottomLeft(), QSizeF(label.width(), status));
}

QPointF seatsOffset(const QPointF& point, const Ring& ring, const QSizeF& pill, const Scale& scale,
                    double* direction) {
  const QPointF radial = point - ring.ellipse.center();
  const Side side = sideOf(point, ring.ellipse);
  const double beside = 23 * scale.icon + 5 + pill.width() / 2;
  const double above = 31 * scale.icon + 4 + pill.height() / 2;
  *direction = 1;
  if (ring.inward) {
    if (side.left || side.right) {
      *direction = side.left ? 1 : -1;
      return {side.left ? beside : -beside, 8 * scale.icon};
    }
    return {0, radial.y() < 0 ? above : -above};
  }
  // Along the ring, towards the neighbour before: a left hand takes the fork of its own side first.
  if (side.left) return {0, above};
  if (side.right) return {0, -above};
  *direction = radial.y() < 0 ? -1 : 1;
  return {radial.y() < 0 ? -beside : beside, 8 * scale.icon};
}

void placeRingLock(ResourceId id, const QPointF& point, const Ring& ring, Layout& layout) {
  const Scale& scale = layout.scale;
  for (std::size_t i = 0; i < layout.resources.size(); ++i) {
    const StageResource& resource = ring.structure.resources()[i];
    if (resource.id != id) continue;
    ResourcePlace place = resourceShape(resource, scale);
    const QSizeF body = place.body.size();
    place.body = QRectF(point - QPointF(body.width() / 2, body.height() / 2), body);
    const QSizeF pill(scale.pillWidth(std::min(scale.seats, 2)), scale.pillHeight());
    double direction = 1;
    const QPointF middle = point + seatsOffset(point, ring, pill, scale, &direction);
    place.direction = static_cast<int>(direction);
    place.seats = QRectF(middle - QPointF(pill.width() / 2, pill.height() / 2), pill);
    const Side side = sideOf(point, ring.ellipse);
    const QSizeF half(body.width() / 2, body.height() / 2);
    const QSizeF size(scale.brief ? 46 : std::max(70.0, scale.cardWidth * .5),
                      place.label.height());
    place.label = labelAt(point, side, half, size, 0, &place.align);
    place.whole = place.body;
    layout.resources[i] = place;
  }
}

/// Tasks that are not members, in a row from the top left corner.
void placeOthers(const Ring& ring, const QRectF& area, Layout& layout) {
  QPointF at = area.topLeft();
  for (const TaskId process : ring.structure.processes()) {
    std::vector<TaskId> others;
    for (const StageTask& task : ring.structure.tasks()) {
      const auto& members = ring.members.tasks;
      if (task.process == process &&
          std::find(members.begin(), members.end(), task.id) == members.end())
        others.push_back(task.id);
    }
    if (others.empty()) continue;
    const bool boxed = ring.structure.processes().size() > 1;
    const Card card = makeCard(boxed ? process : TaskId{}, others, layout.scale);
    placeCard(card, at, ring.structure, layout);
    at.rx() += card.size.width() + 12;
  }
}

bool alone(const QRectF& rect, const std::vector<QRectF>& others) {
  return std::none_of(others.begin(), others.end(),
                      [&](const QRectF& other) { return rect.intersects(other); });
}

/// A barrier's arm says as much when it is small; the others are small already.
ResourcePlace innerShape(const StageResource& resource, Scale scale) {
  constexpr double kSmall = .7;
  if (resource.kind != ResourceKind::barrier) return resourceShape(resource, scale);
  scale.icon *= kSmall;
  scale.chip -= 1.5;
  ResourcePlace place = resourceShape(resource, scale);
  place.shrink = kSmall;
  return place;
}

/// The rest of the resources: in corners, since the middle is the sentence's, or else beside it;
/// false if they do not fit.
bool placeInner(const Ring& ring, const QRectF& area, Layout& layout) {
  for (std::size_t i = 0; i < layout.resources.size(); ++i) {
    if (layout.resources[i].shown) continue;
    const ResourcePlace shape = innerShape(ring.structure.resources()[i], layout.scale);
    const QSizeF size = shape.whole.size();
    const QPointF middle = ring.ellipse.center() - QPointF(size.width() / 2, size.height() / 2);
    const double right = area.right() - size.width(), bottom = area.bottom() - size.height();
    const double spare = std::max(0.0, ring.ellipse.height() - size.height()) / 2;
    const QPointF spots[] = {{right, bottom},
                             {area.left(), bottom},
                             {right, area.top()},
                             {area.left(), area.top()},
                             middle - QPointF(0, spare * .5),
                             middle - QPointF(0, spare * .75),
                             middle + QPointF(0, spare * .5),
                             middle};
    const std::vector<QRectF> taken = obstacles(layout);
    const auto* spot = std::find_if(std::begin(spots), std::end(spots), [&](const QPointF& at) {
      return alone(QRectF(at, size).adjusted(-2, -2, 2, 2), taken);
    });
    if (spot == std::end(spots)) return false;
    layout.resources[i] = moved(shape, *spot);
  }
  return true;
}

/// The tallest band of free room about the middle, for the sentence about a cycle.
QRectF freeMiddle(const QRectF& ellipse, const std::vector<QRectF>& taken) {
  constexpr double kLeastWidth = 150;  // the sentence in the smallest type
  for (const double height : {88.0, 64.0, 44.0, 28.0}) {
    for (const double shift : {0.0, .12, -.12, .22, -.22, .3, -.3}) {
      const double y = ellipse.center().y() + shift * ellipse.height() - height / 2;
      for (double width = ellipse.width() * .8; width >= kLeastWidth; width -= 16) {
        const QRectF room(ellipse.center().x() - width / 2, y, width, height);
        if (alone(room, taken)) return room;
      }
    }
  }
  return {};
}

bool fits(const Layout& layout, const QRectF& area) {
  const std::vector<QRectF> taken = obstacles(layout);
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!area.adjusted(-.5, -.5, .5, .5).contains(taken[i])) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (taken[i].intersects(taken[j])) return false;
  }
  return true;
}

/// `points`: where locks and tasks stand, in turn.
std::optional<Layout> tryEllipse(const Ring& ring, const std::vector<QPointF>& points,
                                 const Layout& blank, const QRectF& area, const QRectF& strip) {
  Layout layout = blank;
  layout.kind = LayoutKind::ring;
  layout.ring = ring.ellipse;
  const std::size_t count = ring.members.locks.size();
  const bool boxed = ring.structure.processes().size() > 1;
  for (std::size_t i = 0; i < count; ++i) {
    placeRingLock(ring.members.locks[i], points[2 * i], ring, layout);
    placeRingTask(ring.members.tasks[i], points[2 * i + 1], ring, boxed, layout);
  }
  placeOthers(ring, area, layout);
  if (!placeInner(ring, area, layout) || !fits(layout, area)) return std::nullopt;
  layout.sentence = strip.isEmpty() ? freeMiddle(ring.ellipse, obstacles(layout)) : strip;
  if (layout.sentence.isEmpty()) return std::nullopt;
  return layout;
}

/// Width and number of lines of the texts beside a task.
struct Texts {
  double width;
  int lines;
};

std::optional<Layout> arrangeIn(const Structure& structure, const RingMembers& members,
                                const Layout& blank, const QRectF& area, const QRectF& strip) {
  const Scale& scale = blank.scale;
  // The wide texts hold "holds fork 1, waits for fork 2" in one line, the next ones in two.
  const double em = scale.statusText;
  const std::vector<Texts> brief{{8.4 * em, 1}, {6.8 * em, 1}, {5.4 * em, 1}};
  const std::vector<Texts> full{
      {14 * em, 1}, {9 * em, 2}, {7.4 * em, 2}, {9 * em, 1}, {7.4 * em, 1}};
  for (const auto& [width, lines] : scale.brief ? brief : full) {
    if (lines > 1 && !scale.status) continue;
    // Rather a smaller ring than texts cut short.
    const bool cut = lines == 1 && width < 10 * em;
    if (cut && scale.status && !scale.compact && scale.size > .6) continue;
    const double label = scale.names ? scale.nameLine() + lines * scale.statusLine() : 0;
    // Discs and padlocks stand on the line with their middles.
    const double vertical = std::max(scale.disc * 1.3 + 6, 31 * scale.icon + 5) + label;
    for (const bool inward : {false, true}) {
      for (const double side : {.20, .17, .23, .14, .26, .30, .11}) {
        for (const double lift : {0.0, .08, .16}) {
          const QRectF ellipse = area.adjusted(area.width() * side, vertical + area.height() * lift,
                                               -area.width() * side, -vertical);
          if (ellipse.height() < 60 || ellipse.width() < 120) continue;
          const std::vector<QPointF> points =
              pointsOn(ellipse, static_cast<int>(2 * members.locks.size()));
          for (const double lean : {1.0, 0.0}) {
            const Ring ring{structure, members, ellipse, inward, scale.names ? width : 0,
                            lean,      lines};
            if (auto layout = tryEllipse(ring, points, blank, area, strip)) return layout;
          }
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Layout> arrangeRing(const Structure& structure, const RingMembers& members,
                                  const Layout& blank, const QRectF& area) {
  if (auto layout = arrangeIn(structure, members, blank, area, {})) return layout;
  // No room in the middle: below the ring.
  const QRectF strip(area.left(), area.bottom() - 26, area.width(), 26);
  return arrangeIn(structure, members, blank, area.adjusted(0, 0, 0, -30), strip);
}

}  // namespace lockstep::ui
