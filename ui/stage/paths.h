// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>

#include "stage/layout.h"

/// Where lines leave and arrive, and how they bend.

namespace lockstep::ui {

/// The edge of a task, seen from `toward`: of its disc, its box, or its row.
QPointF taskEdge(const Layout& layout, const TaskPlace& task, const QPointF& toward);
/// From a parent's lower edge to its child's upper one.
QPainterPath descent(const Layout& layout, const TaskPlace& parent, const TaskPlace& child);
/// The edge of a resource's drawing.
QPointF bodyEdge(const ResourcePlace& resource, const QPointF& toward);
/// The edge of seats.
QPointF rectEdge(const QRectF& rect, const QPointF& toward, double margin);

/// A line between two points that keeps to the ring where there is one.
QPainterPath bend(const Layout& layout, const QPointF& from, const QPointF& to);
/// A line from one task to another: straight, or bowed to keep it off texts, discs and resources.
QPainterPath clearPath(const Layout& layout, const TaskPlace& from, const TaskPlace& to);
/// A thin arc, bowed to one side.
QPainterPath arc(const QPointF& from, const QPointF& to);

}  // namespace lockstep::ui
