// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <map>
#include <tuple>

#include "stage/layout.h"

/// Where lines leave and arrive, and how they bend.

namespace lockstep::ui {

/// The edge of a task, seen from `toward`: of its disc, its box, or its row.
QPointF taskEdge(const Layout& layout, const TaskPlace& task, const QPointF& toward);
/// From a parent's lower edge to its child's upper one.
QPainterPath descent(const Layout& layout, const TaskPlace& parent, const TaskPlace& child);
/// The edge of seats.
QPointF rectEdge(const QRectF& rect, const QPointF& toward, double margin);

/// A line between two points that keeps to the ring where there is one.
QPainterPath bend(const Layout& layout, const QPointF& from, const QPointF& to);
/// A line from one task to another: straight, or bowed to keep it off texts, discs and resources.
/// Between boxes above each other lines of another `lane` stand side by side.
QPainterPath clearPath(const Layout& layout, const TaskPlace& from, const TaskPlace& to,
                       int lane = 0);
/// A line from a task to a part of a resource: as bend(), or bowed as above.
QPainterPath wayTo(const Layout& layout, const TaskPlace& task, const ResourcePlace& resource,
                   const QRectF& target, double margin);

/// Keeps what wayTo() has found for one layout: it is the same in every frame.
class Ways {
 public:
  QPainterPath to(const Layout& layout, const TaskPlace& task, const ResourcePlace& resource,
                  const QRectF& target, double margin);
  void forget() { m_kept.clear(); }

 private:
  std::map<std::tuple<TaskId, ResourceId, double, double, double>, QPainterPath> m_kept;
};
/// A thin arc, bowed to one side.
QPainterPath arc(const QPointF& from, const QPointF& to);

}  // namespace lockstep::ui
