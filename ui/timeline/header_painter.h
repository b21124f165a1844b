// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "timeline/frame_painter.h"

/// The left end of lanes, in two parts: names, which stay, and states at the playhead.

namespace lockstep::ui {

/// Where headers are painted: selection outlines reach a little beyond the lanes.
QRectF headersArea(const TimelineFrame& frame);

/// Names, chevrons and the outline of the selected task.
void paintHeaders(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                  const Theme& theme);

/// What of a header follows the playhead.
struct HeaderState {
  State state = State::unborn;
  bool failed = false;  ///< ended with another exit code than 0
  friend bool operator==(const HeaderState&, const HeaderState&) = default;
};

/// Of every lane of the frame, in its order.
std::vector<HeaderState> headerStates(const TimelineFrame& frame, const Viewpoint& view);

/// Number chips with the colour of the state, and its glyph.
void paintHeaderStates(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                       const Theme& theme, const Overlay& overlay);

/// Where they are of one row.
QRegion headerStateArea(const TimelineFrame& frame, std::size_t row);

}  // namespace lockstep::ui
