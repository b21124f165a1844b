// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "timeline/lane_layout.h"
#include "timeline/time_axis.h"
#include "view/viewpoint.h"

/// Everything that one picture of the timeline shows, before any colour: a pure function of trace,
/// range, size, selection and folding. Does not depend on the playhead.

namespace lockstep::ui {

/// A hold bar placed in one of the hold rows of its lane.
struct PlacedHold {
  HoldSpan span;
  int row = 0;
};

struct LaneFrame {
  std::size_t row = 0;
  LaneDetail detail;
  std::vector<PlacedHold> holds;
};

/// Above this many arrows in view only those of the selected task are shown.
inline constexpr std::size_t kMostArrows = 60;

struct ArrowChoice {
  std::vector<Arrow> shown;
  bool onlySelected = false;  ///< there are too many; `shown` are the selected task's
  bool none = false;          ///< there are too many and no task is selected
};

/// The arrows to draw in [from, to].
ArrowChoice chooseArrows(const Relations& relations, TaskId selected, std::int64_t from,
                         std::int64_t to);

/// Gives every span a row of 0 .. rows - 1 so that bars in one row do not overlap; a span for which
/// there is no row is left out. `spans` are ordered by start.
std::vector<PlacedHold> placeHolds(const std::vector<HoldSpan>& spans, int rows);

/// Most locks that a task of the trace holds at a time, from a sample of each lane's beginning: 0,
/// 1 or 2 (meaning two or more).
int holdRowsNeeded(const Viewpoint& view);

struct TimelineFrame {
  TimelineLayout layout;
  Axis axis;
  std::vector<LaneFrame> lanes;  ///< visible rows only
  ArrowChoice arrows;
  /// Minimap: shares of all lanes per column, or of each lane where they are few.
  std::vector<std::vector<Shares>> whole;
  std::int64_t wholeFrom = 0;
  std::int64_t wholeTo = 1;
  int wholeColumns = 0;

  double wholeX(std::int64_t time) const;
  std::int64_t wholeTime(double x) const;
};

inline constexpr std::size_t kMostMiniLanes = 5;

/// All but the minimap, which only depends on trace and size: fillWhole().
TimelineFrame makeFrame(const Viewpoint& view, const LayoutRequest& request);
void fillWhole(const Viewpoint& view, TimelineFrame& frame);

}  // namespace lockstep::ui
