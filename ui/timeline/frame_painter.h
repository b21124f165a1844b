// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "theme/theme.h"
#include "timeline/frame.h"
#include "timeline/lane_raster.h"

class QPainter;

/// Draws a frame in two parts: what stays while the playhead and the mouse move, and what they
/// move.

namespace lockstep::ui {

/// Keeps the lane looks of recent frames, since heights and ratios rarely change.
class RasterCache {
 public:
  LaneRaster& raster(const Theme& theme, double height, double ratio, QColor ground);

 private:
  std::vector<std::unique_ptr<LaneRaster>> m_rasters;
};

/// The colour behind the bars of a lane.
QColor trackGround(const Theme& theme);

/// Pane ground, title, lanes with their bars, holds and arrows, minimap.
void paintFrame(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                const Theme& theme, bool vector, RasterCache& cache);

/// What the mouse adds.
struct Overlay {
  std::optional<double> hoverX;  ///< px; the hover cursor
};

/// Axis, lane headers with the states at the playhead, playhead, live edge, mark and its sums.
void paintOverlay(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                  const Theme& theme, const Overlay& overlay);

/// The playhead's value tab within the axis; empty when the playhead is out of range.
QRectF playheadTab(const TimelineFrame& frame, const Viewpoint& view);
/// The same for a hover cursor at pixel `x`.
QRectF hoverTab(const TimelineFrame& frame, const Viewpoint& view, double x);

}  // namespace lockstep::ui
