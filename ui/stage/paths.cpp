// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/paths.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lockstep::ui {

namespace {

const ProcessPlace* boxAround(const Layout& layout, const TaskPlace& task) {
  for (const ProcessPlace& process : layout.processes)
    if (!process.frame && process.box.contains(task.disc)) return &process;
  return nullptr;
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
  const QPointF to(below->box.left() + below->box.width() * .88, below->box.top() - 1);
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

QPointF bodyEdge(const ResourcePlace& resource, const QPointF& toward) {
  return rectEdge(resource.body, toward, 3);
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

/// What a line between two tasks is kept off.
std::vector<QRectF> hindrances(const Layout& layout, const TaskPlace& from, const TaskPlace& to) {
  constexpr double kGap = 2;
  std::vector<QRectF> rects;
  const auto add = [&](const QRectF& rect) {
    if (!rect.isEmpty()) rects.push_back(rect.adjusted(-kGap, -kGap, kGap, kGap));
  };
  for (const TaskPlace& task : layout.tasks) {
    if (!task.shown) continue;
    const bool boxed = boxAround(layout, task) && task.whole.contains(task.name.center());
    if (boxed) {
      if (&task != &from && &task != &to) add(task.whole);
      continue;
    }
    add(task.name);
    add(task.status);
    if (&task == &from || &task == &to) continue;
    const double reach = layout.scale.disc;
    add(QRectF(task.disc.x() - reach, task.disc.y() - reach, 2 * reach, 2 * reach));
  }
  for (const ResourcePlace& resource : layout.resources) {
    if (!resource.shown) continue;
    add(resource.body);
    add(resource.label);
    add(resource.seats);
  }
  return rects;
}

/// How much of a path runs over what it is to be kept off, 0 .. kSamples + 1.
int touched(const QPainterPath& path, const std::vector<QRectF>& rects) {
  constexpr int kSamples = 32;
  int count = 0;
  for (int i = 0; i <= kSamples; ++i) {
    const QPointF point = path.pointAtPercent(static_cast<double>(i) / kSamples);
    count += std::any_of(rects.begin(), rects.end(),
                         [&](const QRectF& rect) { return rect.contains(point); });
  }
  return count;
}

QPainterPath bowed(const Layout& layout, const TaskPlace& from, const TaskPlace& to, double bow) {
  const QPointF way = to.disc - from.disc;
  const QPointF control = (from.disc + to.disc) / 2 + QPointF(-way.y(), way.x()) * bow;
  QPainterPath path(taskEdge(layout, from, control));
  path.quadTo(control, taskEdge(layout, to, control));
  return path;
}

}  // namespace

QPainterPath clearPath(const Layout& layout, const TaskPlace& from, const TaskPlace& to) {
  const QPointF start = taskEdge(layout, from, to.disc);
  QPainterPath best = bend(layout, start, taskEdge(layout, to, start));
  const std::vector<QRectF> rects = hindrances(layout, from, to);
  int least = touched(best, rects);
  for (const double bow : {.1, .16, .22, .28, .34, .42}) {
    for (const double side : {1.0, -1.0}) {
      if (least == 0) return best;
      QPainterPath path = bowed(layout, from, to, side * bow);
      const int count = touched(path, rects);
      if (count >= least || !layout.area.contains(path.boundingRect())) continue;
      best = std::move(path);
      least = count;
    }
  }
  return best;
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
