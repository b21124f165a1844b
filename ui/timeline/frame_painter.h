// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
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

class HeaderLayer;

/// A part of a picture, to be put back into the next one.
class KeptPart {
 public:
  /// False, and nothing done, where it is not kept: nothing is, or another place, or of a picture
  /// of another size.
  bool putBack(const QRectF& part, QImage& picture) const;
  void keep(const QRectF& part, const QImage& picture);
  void forget() { m_pixels = QImage(); }

 private:
  QImage m_pixels;
  QPoint m_at;  ///< in device pixels
  QRectF m_part;
  QSize m_of;
};

/// An RGB32 image that a frame is painted into, and what goes on from one frame to the next. Its
/// device pixels are the painter's.
struct FramePicture {
  QImage image;
  HeaderLayer* headers = nullptr;  ///< gets the names; where it has them they are not painted
  KeptPart shares;                 ///< the minimap without its window; for the caller to forget
};

/// Title, lanes with their names, bars, holds and arrows, live edge, mark and its sums, minimap.
/// `picture`, if not null, is what the painter paints into.
void paintFrame(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                const Theme& theme, bool vector, RasterCache& cache,
                FramePicture* picture = nullptr);

/// A dashed line where a run that goes on has got to.
void paintLiveEdge(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                   const Theme& theme);
/// The marked stretch and its sums.
void paintMark(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
               const Theme& theme);

/// What the mouse adds, and what of it all is asked for.
struct Overlay {
  std::optional<double> hoverX;      ///< px; the hover cursor
  bool headers = true;               ///< false: someone else paints their states
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
