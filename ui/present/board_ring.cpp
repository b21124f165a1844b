// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/board_ring.h"

#include <QPainterPath>
#include <algorithm>

#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

constexpr double kApart = 4;

/// A lock and its name, without seats.
ResourcePlace lockPlace(const StageResource& resource, const Scale& scale) {
  ResourcePlace place = resourceShape(resource, scale);
  place.seats = QRectF();
  const double shift = place.body.left();
  place.body.translate(-shift, 0);
  place.label = QRectF();
  if (scale.names) {
    place.label =
        QRectF(place.body.center().x() - 30, place.body.bottom() + 1, 60, scale.nameLine());
    place.align = Qt::AlignHCenter;
  }
  place.whole = place.body | place.label;
  return moved(place, -place.whole.topLeft());
}

/// Centres at equal distances along the upper edge to the right and back along the lower one.
/// `round`: how much of its height is in the corners; `phase`: of a distance, where it begins.
std::vector<QPointF> pointsAlong(const QRectF& track, int count, double round, double phase) {
  QPainterPath path;
  const double radius = std::min(track.width(), track.height()) * round;
  path.addRoundedRect(track, radius, radius);
  std::vector<QPointF> points;
  const double length = path.length();
  for (int i = 0; i < count; ++i) {
    const double at = (i + phase) / count;
    points.push_back(path.pointAtPercent(path.percentAtLength(length * (at < 1 ? at : at - 1))));
  }
  return points;
}

bool apart(const std::vector<QRectF>& places) {
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t k = i + 1; k < places.size(); ++k)
      if (places[i].adjusted(-kApart, -kApart, kApart, kApart).intersects(places[k])) return false;
  return true;
}

struct Form {
  double round;
  double phase;
};

std::optional<Layout> tryRing(const Structure& structure, const RingMembers& members,
                              const QRectF& area, const Scale& scale, const Form& form) {
  Layout layout;
  layout.kind = LayoutKind::ring;
  layout.area = area;
  layout.scale = scale;
  layout.silent = true;
  for (const StageTask& task : structure.tasks()) layout.tasks.emplace_back().id = task.id;
  layout.resources.resize(structure.resources().size());

  const Card card = makeCard(members.tasks.front(), {members.tasks.front()}, scale);
  const StageResource* first = structure.drawnAs(members.locks.front());
  const QSizeF lock = lockPlace(*first, scale).whole.size();
  const double wide = std::max(card.size.width(), lock.width());
  const double high = std::max(card.size.height(), lock.height());
  const QRectF track = area.adjusted(wide / 2, high / 2, -wide / 2, -high / 2);
  if (track.width() < wide || track.height() < high) return std::nullopt;
  const auto points =
      pointsAlong(track, static_cast<int>(2 * members.locks.size()), form.round, form.phase);
  std::vector<QRectF> taken;
  for (std::size_t i = 0; i < members.locks.size(); ++i) {
    const auto corner = [](const QPointF& centre, const QSizeF& size) {
      return centre - QPointF(size.width() / 2, size.height() / 2);
    };
    const QPointF at = corner(points[2 * i], lock);
    const StageResource* resource = structure.drawnAs(members.locks[i]);
    const auto index = static_cast<std::size_t>(resource - structure.resources().data());
    layout.resources[index] = moved(lockPlace(*resource, scale), at);
    taken.emplace_back(at, lock);
    const TaskId task = members.tasks[i];
    const QPointF place = corner(points[2 * i + 1], card.size);
    placeCard(makeCard(task, {task}, scale), place, structure, layout);
    taken.emplace_back(place, card.size);
  }
  if (!apart(taken)) return std::nullopt;
  return layout;
}

}  // namespace

std::optional<Layout> arrangeBoardRing(const Structure& structure, const RingMembers& members,
                                       const QRectF& area, std::span<const Scale> tries) {
  for (const Scale& scale : tries)
    for (const double round : {.3, .1, .5})
      for (const double phase : {.5, 0.0, .25, .75})
        if (auto layout = tryRing(structure, members, area, scale, {round, phase})) return layout;
  return std::nullopt;
}

}  // namespace lockstep::ui
