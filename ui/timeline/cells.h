// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <optional>
#include <vector>

#include "timeline/frame.h"

/// The lanes of a frame as the rows and cells of a table, in words: what screen readers read.

namespace lockstep::ui {

/// A bar, or a stretch of columns in which bars are too narrow to be drawn one by one.
struct LaneCell {
  double x = 0;  ///< px from the tracks' left edge; may be outside of them
  double width = 0;
  std::optional<std::size_t> bar;  ///< index of the lane's interval; nothing for columns
};

/// From left to right, without what is not in sight.
std::vector<LaneCell> cellsOf(const LaneFrame& lane, double width);
QRectF cellPlace(const TimelineFrame& frame, const LaneFrame& lane, const LaneCell& cell);
/// "Blocked in acquire of fork 2, from 30.1 ms, for 12 ms", or the shares of states in a stretch of
/// columns.
QString cellText(const TimelineFrame& frame, const Viewpoint& view, const LaneFrame& lane,
                 const LaneCell& cell);
/// "2 Plato, blocked: waits for fork 2, held by Kant since 1.2 ms": at the playhead.
QString rowText(const Viewpoint& view, TaskId task);

}  // namespace lockstep::ui
