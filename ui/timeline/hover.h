// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>
#include <optional>

#include "timeline/frame.h"

/// What lies under the mouse, and what there is to say about it.

namespace lockstep::ui {

enum class Zone { nothing, axis, chevron, header, track, minimapLeft, minimapRight, minimap };

Zone zoneAt(const TimelineFrame& frame, const Viewpoint& view, const QPointF& at);

/// The minimap's window in pixels.
QRectF minimapWindow(const TimelineFrame& frame, const Viewpoint& view);

/// The interval drawn as a bar under the mouse; nothing on columns and between bars.
std::optional<Interval> barAt(const TimelineFrame& frame, const Viewpoint& view, const QPointF& at);

/// Tooltip: state, reason, start, duration and evidence of a bar; shares and the number of
/// intervals of a column; holder and lock of a hold bar; identity of a lane header. Empty where
/// there is nothing.
QString hoverText(const TimelineFrame& frame, const Viewpoint& view, const QPointF& at);

/// "Blocked in acquire of fork 2".
QString intervalWords(const Viewpoint& view, const Interval& interval);
/// "30.1 ms": after the run's start, as exact as the axis.
QString sinceStart(const TimelineFrame& frame, const Viewpoint& view, std::int64_t time);

}  // namespace lockstep::ui
