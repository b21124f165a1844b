// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegion>
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

/// Title, lanes with their names, bars, holds and arrows, live edge, mark and its sums, minimap.
void paintFrame(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                const Theme& theme, bool vector, RasterCache& cache);

/// A dashed line where a run that goes on has got to.
void paintLiveEdge(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                   const Theme& theme);
/// The marked stretch and its sums.
void paintMark(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
               const Theme& theme);

/// What the mouse adds, and what of it all is asked for.
struct Overlay {
  std::optional<double> hoverX;      ///< px; the hover cursor
  const QRegion* exposed = nullptr;  ///< null: everything

  bool shows(const QRectF& place) const;
};

/// Axis, states at the playhead in the lane headers, playhead, hover cursor.
void paintOverlay(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                  const Theme& theme, const Overlay& overlay);

/// All that the playhead covers or hides, but the lane headers.
QRegion playheadArea(const TimelineFrame& frame, const Viewpoint& view);
/// The same for a hover cursor at pixel `x`.
QRegion hoverArea(const TimelineFrame& frame, const Viewpoint& view, double x);

/// The playhead's value tab within the axis; empty when the playhead is out of range.
QRectF playheadTab(const TimelineFrame& frame, const Viewpoint& view);
/// The same for a hover cursor at pixel `x`.
QRectF hoverTab(const TimelineFrame& frame, const Viewpoint& view, double x);

}  // namespace lockstep::ui
