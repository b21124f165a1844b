// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/board_ring.h"

#include <QPainterPath>
#include <algorithm>

#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

constexpr double kApart = 4;

/// How much of its height a ring has in its corners, and where on it the first one stands, as a
/// share of a distance.
struct Form {
  double round;
  double phase;
};

/// A lock and its name, without seats.
ResourcePlace lockPlace(const StageResource& resource, const Scale& scale) {
  ResourcePlace place = resourceShape(resource, scale);
  place.seats = QRectF();
  const double shift = place.body.left();
  place.body.translate(-shift, 0);
  place.label = QRectF();
  if (scale.named()) {
    constexpr double kHalf = 25;  // "fork 12"
    place.label = QRectF(place.body.center().x() - kHalf, place.body.bottom() + 1, 2 * kHalf,
                         scale.nameLine());
    place.align = Qt::AlignHCenter;
  }
  place.whole = place.body | place.label;
  return moved(place, -place.whole.topLeft());
}

/// Centres at equal distances along the upper edge to the right and back along the lower one.
std::vector<QPointF> pointsAlong(const QRectF& track, int count, const Form& form) {
  QPainterPath path;
  const double radius = std::min(track.width(), track.height()) * form.round;
  path.addRoundedRect(track, radius, radius);
  std::vector<QPointF> points;
  const double length = path.length();
  for (int i = 0; i < count; ++i) {
    const double at = (i + form.phase) / count;
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

/// All members of a ring, each alone at its place.
class Members {
 public:
  Members(const Structure& structure, const RingMembers& members, const Scale& scale)
      : m_structure(structure), m_members(members), m_scale(scale) {
    m_card = card(0).size;
    m_lock = lock(0).whole.size();
  }

  int count() const { return static_cast<int>(2 * m_members.locks.size()); }
  QSizeF largest() const { return m_card.expandedTo(m_lock); }
  double width() const { return count() / 2.0 * (m_card.width() + m_lock.width()); }
  /// From the top to where lines come in.
  double level(int member) const {
    if (member % 2 == 0) return lock(member / 2).body.center().y();
    Layout alone = blank(QRectF());
    placeCard(card(member / 2), {0, 0}, m_structure, alone);
    return alone.task(m_members.tasks[static_cast<std::size_t>(member / 2)])->disc.y();
  }
  /// The first is a lock, the next one a task, and so on.
  QSizeF size(int member) const { return member % 2 == 0 ? m_lock : m_card; }

  std::optional<Layout> at(const std::vector<QPointF>& centres, const QRectF& area) const {
    Layout layout = blank(area);
    std::vector<QRectF> taken;
    for (int i = 0; i < count(); ++i) {
      const QSizeF own = size(i);
      const QPointF corner =
          centres[static_cast<std::size_t>(i)] - QPointF(own.width() / 2, own.height() / 2);
      taken.emplace_back(corner, own);
      if (i % 2 == 0)
        layout.resources[indexOf(i / 2)] = moved(lock(i / 2), corner);
      else
        placeCard(card(i / 2), corner, m_structure, layout);
    }
    if (!apart(taken)) return std::nullopt;
    return layout;
  }

 private:
  Layout blank(const QRectF& area) const {
    Layout layout;
    layout.kind = LayoutKind::ring;
    layout.area = area;
    layout.scale = m_scale;
    layout.silent = true;
    for (const StageTask& task : m_structure.tasks()) layout.tasks.emplace_back().id = task.id;
    layout.resources.resize(m_structure.resources().size());
    return layout;
  }
  const StageResource& resource(int pair) const {
    return *m_structure.drawnAs(m_members.locks[static_cast<std::size_t>(pair)]);
  }
  std::size_t indexOf(int pair) const {
    return static_cast<std::size_t>(&resource(pair) - m_structure.resources().data());
  }
  ResourcePlace lock(int pair) const { return lockPlace(resource(pair), m_scale); }
  Card card(int pair) const {
    const TaskId task = m_members.tasks[static_cast<std::size_t>(pair)];
    return makeCard(task, {task}, m_scale);
  }

  const Structure& m_structure;
  const RingMembers& m_members;
  const Scale& m_scale;
  QSizeF m_card;
  QSizeF m_lock;
};

std::optional<Layout> tryRing(const Members& members, const QRectF& area, const Form& form) {
  const QSizeF most = members.largest();
  const QRectF track =
      area.adjusted(most.width() / 2, most.height() / 2, -most.width() / 2, -most.height() / 2);
  if (track.width() < most.width() || track.height() < most.height()) return std::nullopt;
  return members.at(pointsAlong(track, members.count(), form), area);
}

/// In a low area: each between its neighbours in a row, and the way back above them.
std::optional<Layout> tryRow(const Members& members, const QRectF& area) {
  constexpr double kAcross = 14, kAbove = 2;  // for lines
  const double gap = (area.width() - members.width()) / (members.count() - 1);
  // Of the locks and of the tasks.
  const double levels[] = {members.level(0), members.level(1)};
  const double above = std::max(levels[0], levels[1]);
  const double below =
      std::max(members.size(0).height() - levels[0], members.size(1).height() - levels[1]);
  if (gap < kAcross || kAbove + above + below > area.height()) return std::nullopt;
  std::vector<QPointF> centres;
  double left = area.left();
  for (int i = 0; i < members.count(); ++i) {
    const QSizeF size = members.size(i);
    const double top = area.bottom() - below - levels[i % 2];
    centres.emplace_back(left + size.width() / 2, top + size.height() / 2);
    left += size.width() + gap;
  }
  return members.at(centres, area);
}

}  // namespace

std::optional<Layout> arrangeBoardRing(const Structure& structure, const RingMembers& members,
                                       const QRectF& area, std::span<const Scale> tries) {
  for (const Scale& scale : tries) {
    const Members placed(structure, members, scale);
    for (const double round : {.3, .1, .5})
      for (const double phase : {.5, 0.0, .25, .75})
        if (auto layout = tryRing(placed, area, {round, phase})) return layout;
    if (auto layout = tryRow(placed, area)) return layout;
  }
  return std::nullopt;
}

}  // namespace lockstep::ui
