// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/paths.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace lockstep::ui {

namespace {

const ProcessPlace* boxAround(const Layout& layout, const TaskPlace& task) {
  const ProcessPlace* box = layout.process(task.process);
  return box && !box->frame ? box : nullptr;
}

QPointF discEdge(const QPointF& disc, double radius, const QPointF& toward) {
  const QPointF way = toward - disc;
  const double length = std::hypot(way.x(), way.y());
  if (length < 1) return disc;
  return disc + way / length * (radius + 4);
}

/// Leaves a wide rectangle at the side, at the height `y`, or above and below at `x`.
QPointF sideEdge(const QRectF& rect, const QPointF& at, const QPointF& toward) {
  if (toward.x() > rect.right()) return {rect.right() + 2, at.y()};
  if (toward.x() < rect.left()) return {rect.left() - 2, at.y()};
  const double x = std::clamp(toward.x(), rect.left() + 12, rect.right() - 12);
  return {x, toward.y() < rect.center().y() ? rect.top() - 2 : rect.bottom() + 2};
}

/// How near a point is to the ring, and the point of the ring in its direction.
bool onRing(const QRectF& ring, const QPointF& point, QPointF* nearest) {
  const double x = (point.x() - ring.center().x()) / (ring.width() / 2);
  const double y = (point.y() - ring.center().y()) / (ring.height() / 2);
  const double radius = std::hypot(x, y);
  if (radius < .01) return false;
  *nearest = ring.center() + QPointF(x / radius * ring.width() / 2, y / radius * ring.height() / 2);
  return radius > .6;
}

}  // namespace

QPointF taskEdge(const Layout& layout, const TaskPlace& task, const QPointF& toward) {
  const ProcessPlace* box = boxAround(layout, task);
  if (!box) return discEdge(task.disc, layout.scale.disc, toward);
  const bool discOnly = !task.name.isEmpty() && !task.whole.contains(task.name.center());
  if (discOnly) return rectEdge(box->box, toward, 2);
  return sideEdge(box->box, QPointF(box->box.center().x(), task.disc.y()), toward);
}

QPainterPath descent(const Layout& layout, const TaskPlace& parent, const TaskPlace& child) {
  const ProcessPlace* above = boxAround(layout, parent);
  const ProcessPlace* below = boxAround(layout, child);
  const bool stacked = above && below && above != below && above->box.bottom() < below->box.top();
  if (!stacked) {
    const QPointF from = taskEdge(layout, parent, child.disc);
    return bend(layout, from, taskEdge(layout, child, from));
  }
  // Beside the tab, which sits at the left of the upper edge.
  const QPointF from(above->box.center().x(), above->box.bottom() + 1);
  const QPointF to(below->box.left() + below->box.width() * .72, below->box.top() - 1);
  const QPointF pull(0, (to.y() - from.y()) * .6);
  QPainterPath path(from);
  path.cubicTo(from + pull, to - pull, to);
  return path;
}

QPointF rectEdge(const QRectF& rect, const QPointF& toward, double margin) {
  const QRectF outer = rect.adjusted(-margin, -margin, margin, margin);
  const QPointF way = toward - outer.center();
  if (std::abs(way.x()) < .5 && std::abs(way.y()) < .5) return outer.center();
  const double x = way.x() == 0 ? 1e9 : outer.width() / 2 / std::abs(way.x());
  const double y = way.y() == 0 ? 1e9 : outer.height() / 2 / std::abs(way.y());
  return outer.center() + way * std::min({x, y, 1.0});
}

QPainterPath bend(const Layout& layout, const QPointF& from, const QPointF& to) {
  QPainterPath path(from);
  const QPointF way = to - from;
  if (!layout.ring.isEmpty()) {
    const QPointF middle = (from + to) / 2;
    QPointF nearest, a, b;
    const bool along = onRing(layout.ring, from, &a) && onRing(layout.ring, to, &b) &&
                       onRing(layout.ring, middle, &nearest);
    if (along) {
      const QPointF lift = nearest - middle;
      const QPointF offset = ((from - a) + (to - b)) / 2;
      path.quadTo(middle + (lift + offset * .5) * 2, to);
    } else {
      path.lineTo(to);
    }
    return path;
  }
  if (std::abs(way.x()) > std::abs(way.y()) * .6) {
    const QPointF pull(way.x() * .5, 0);
    path.cubicTo(from + pull, to - pull, to);
  } else {
    const QPointF pull(0, way.y() * .5);
    path.cubicTo(from + pull, to - pull, to);
  }
  return path;
}

namespace {

/// A point of a path of one piece, at the parameter `t`: many times cheaper than by its length.
QPointF onCurve(const QPainterPath& path, double t) {
  const QPointF start = path.elementAt(0);
  if (path.elementCount() == 2) return start + (QPointF(path.elementAt(1)) - start) * t;
  if (path.elementCount() != 4) return path.pointAtPercent(t);
  const double s = 1 - t;
  return start * (s * s * s) + QPointF(path.elementAt(1)) * (3 * s * s * t) +
         QPointF(path.elementAt(2)) * (3 * s * t * t) + QPointF(path.elementAt(3)) * (t * t * t);
}

/// What lines are kept off. The texts of those at their ends are in it too.
class Hindrances {
 public:
  explicit Hindrances(const Layout& layout) : m_layout(layout) {}

  void add(const QRectF& rect) {
    constexpr double kGap = 2;
    if (!rect.isEmpty()) m_rects.push_back(rect.adjusted(-kGap, -kGap, kGap, kGap));
  }

  void addTask(const TaskPlace& task, bool atEnd) {
    if (!task.shown) return;
    const ProcessPlace* box = boxAround(m_layout, task);
    if (box) add(box->tab);
    if (box && task.whole.contains(task.name.center())) {
      if (!atEnd) add(task.whole);
      return;
    }
    add(task.name);
    add(task.status);
    const double reach = m_layout.scale.disc;
    if (!atEnd) add(QRectF(task.disc.x() - reach, task.disc.y() - reach, 2 * reach, 2 * reach));
  }

  /// `seatsAreEnd`: the line goes there.
  void addResource(const ResourcePlace& resource, bool bodyIsEnd, bool seatsAreEnd) {
    if (!resource.shown) return;
    add(resource.label);
    if (!bodyIsEnd) add(resource.body);
    if (!bodyIsEnd && !seatsAreEnd) add(resource.seats);
  }

  /// How much of a path runs over them, 0 .. kSamples + 1.
  int touched(const QPainterPath& path) const {
    constexpr int kSamples = 32;
    int count = 0;
    for (int i = 0; i <= kSamples; ++i) {
      const QPointF point = onCurve(path, static_cast<double>(i) / kSamples);
      count += std::any_of(m_rects.begin(), m_rects.end(),
                           [&](const QRectF& rect) { return rect.contains(point); });
    }
    return count;
  }

  /// The path that touches least: `straight`, or else one of those that `bowed` makes of how far
  /// they are bowed, as a share of their length.
  template <class Bowed>
  QPainterPath clearest(QPainterPath straight, const Bowed& bowed) const {
    int least = touched(straight);
    for (const double bow : {.1, .16, .22, .28, .34, .42, .55}) {
      for (const double side : {1.0, -1.0}) {
        if (least == 0) return straight;
        QPainterPath path = bowed(side * bow);
        const int count = touched(path);
        if (count >= least || !m_layout.area.contains(path.boundingRect())) continue;
        straight = std::move(path);
        least = count;
      }
    }
    return straight;
  }

 private:
  const Layout& m_layout;
  std::vector<QRectF> m_rects;
};

QPointF bowPoint(const QPointF& from, const QPointF& to, double bow) {
  const QPointF way = to - from;
  return (from + to) / 2 + QPointF(-way.y(), way.x()) * bow;
}

}  // namespace

namespace {

/// Straight down or up between boxes that stand above each other, right of the lower one's tab;
/// nothing for others.
std::optional<QPainterPath> between(const Layout& layout, const TaskPlace& from,
                                    const TaskPlace& to, int lane) {
  const ProcessPlace* start = boxAround(layout, from);
  const ProcessPlace* end = boxAround(layout, to);
  if (!start || !end || start == end) return std::nullopt;
  const bool down = start->box.bottom() < end->box.top();
  if (!down && end->box.bottom() > start->box.top()) return std::nullopt;
  const ProcessPlace& upper = down ? *start : *end;
  const ProcessPlace& lower = down ? *end : *start;
  // Right of where a child hangs on its parent.
  const double x = lower.box.left() + lower.box.width() * (.83 + .11 * lane);
  const double most = std::min(upper.box.right(), lower.box.right()) - 12;
  const double least = std::max(upper.box.left(), lower.box.left()) + 12;
  if (most < least) return std::nullopt;
  const double at = std::clamp(x, least, most);
  QPainterPath path(QPointF(at, down ? upper.box.bottom() + 2 : lower.box.top() - 2));
  path.lineTo(at, down ? lower.box.top() - 2 : upper.box.bottom() + 2);
  return path;
}

}  // namespace

QPainterPath clearPath(const Layout& layout, const TaskPlace& from, const TaskPlace& to, int lane) {
  Hindrances hindrances(layout);
  for (const TaskPlace& task : layout.tasks)
    hindrances.addTask(task, &task == &from || &task == &to);
  for (const ResourcePlace& resource : layout.resources)
    hindrances.addResource(resource, false, false);
  const auto stacked = between(layout, from, to, lane);
  if (stacked && hindrances.touched(*stacked) == 0) return *stacked;
  const QPointF start = taskEdge(layout, from, to.disc);
  return hindrances.clearest(bend(layout, start, taskEdge(layout, to, start)), [&](double bow) {
    const QPointF control = bowPoint(from.disc, to.disc, bow);
    QPainterPath path(taskEdge(layout, from, control));
    path.quadTo(control, taskEdge(layout, to, control));
    return path;
  });
}

QPainterPath wayTo(const Layout& layout, const TaskPlace& task, const ResourcePlace& resource,
                   const QRectF& target, double margin) {
  const QPointF from = taskEdge(layout, task, target.center());
  QPainterPath straight = bend(layout, from, rectEdge(target, from, margin));
  // What stands on a ring has its side already.
  const bool onRing = !layout.ring.isEmpty() && !resource.whole.contains(resource.label.center());
  if (onRing) return straight;
  Hindrances hindrances(layout);
  for (const TaskPlace& other : layout.tasks) hindrances.addTask(other, &other == &task);
  for (const ResourcePlace& other : layout.resources) {
    const bool own = &other == &resource;
    hindrances.addResource(other, own && other.body.intersects(target), own);
  }
  return hindrances.clearest(std::move(straight), [&](double bow) {
    const QPointF control = bowPoint(task.disc, target.center(), bow);
    QPainterPath path(taskEdge(layout, task, control));
    path.quadTo(control, rectEdge(target, control, margin));
    return path;
  });
}

QPainterPath Ways::to(const Layout& layout, const TaskPlace& task, const ResourcePlace& resource,
                      const QRectF& target, double margin) {
  const auto [found, isNew] =
      m_kept.try_emplace({task.id, resource.id, target.x(), target.y(), target.width()});
  if (isNew) found->second = wayTo(layout, task, resource, target, margin);
  return found->second;
}

QPainterPath arc(const QPointF& from, const QPointF& to) {
  const QPointF way = to - from;
  QPainterPath path(from);
  // Bowed upwards or outwards, so that it does not run along the straight relations.
  const QPointF normal = way.x() >= 0 ? QPointF(way.y(), -way.x()) : QPointF(-way.y(), way.x());
  path.quadTo((from + to) / 2 + normal * .22, to);
  return path;
}

}  // namespace lockstep::ui
