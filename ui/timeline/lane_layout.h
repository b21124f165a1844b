// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <optional>
#include <set>
#include <vector>

#include "trace/level_of_detail.h"
#include "view/step_axis.h"
#include "view/task_order.h"

/// Where everything of the timeline stands: a pure function of tasks, range and size. Pixels are
/// device-independent.
///
///     +-----------------------------------------------------------+
///     | Timeline                            20 ms shown of 8.14 s |  title
///     |               | 1204   1206   1208 [playhead]          ms |  axis
///     | (1) main    o | ===  =====  ====                          |  lanes: headers | tracks
///     | (2) worker  o | == ====  ====                             |
///     | Whole run     | ######################[]####              |  minimap
///     +-----------------------------------------------------------+

namespace lockstep::ui {

struct LaneRow {
  TaskId task;
  int indent = 0;       ///< steps of kIndent
  bool folds = false;   ///< leads a process with threads or children: has a chevron
  bool folded = false;  ///< these are hidden
  int hidden = 0;       ///< number of tasks folded into this row
  friend bool operator==(const LaneRow&, const LaneRow&) = default;
};

struct LayoutRequest {
  QRectF area;
  std::vector<OrderedTask> tasks;
  std::set<TaskId> folded;  ///< process leaders
  int holdRows = 0;         ///< most locks that one task holds at a time: 0, 1, 2
  double scroll = 0;        ///< px of lanes above the visible part; rounded to whole rows
  /// Whether lanes that do not fit can be scrolled to; else they are made lower, and what still
  /// does not fit is left out.
  bool scrolls = true;
  std::int64_t from = 0;
  std::int64_t to = 1;
  /// Not null: the axis has these steps, from one position to another, instead of times.
  const StepAxis* steps = nullptr;
  double stepFrom = 0;
  double stepTo = 1;
};

struct TimelineLayout {
  QRectF title;    ///< too low for a title where there is no room for one
  QRectF axis;     ///< above the tracks
  QRectF lanes;    ///< visible part of all rows, headers and tracks
  QRectF headers;  ///< left part of lanes
  QRectF tracks;   ///< right part of lanes
  QRectF minimap;  ///< empty where there is no room
  QRectF minimapLabel;
  std::vector<LaneRow> rows;
  double rowHeight = 0;
  double rowGap = 0;         ///< part of rowHeight between two tracks
  int holdRows = 0;          ///< rows of hold bars that have room
  double holdHeight = 0;     ///< kHoldHeight, or kThinHoldHeight where names have no room
  bool compact = false;      ///< low rows: small type, no text in bars
  double contentHeight = 0;  ///< of all rows
  double scroll = 0;         ///< clamped
  int leftOut = 0;           ///< rows that have no room and cannot be scrolled to
  TimeScale scale;
  const StepAxis* steps = nullptr;  ///< as requested
  double stepFrom = 0;
  double stepWidth = 1;  ///< px

  QRectF row(std::size_t index) const;         ///< whole width; may lie outside `lanes`
  QRectF track(std::size_t index) const;       ///< its white or sunken ground
  QRectF stateTrack(std::size_t index) const;  ///< where state bars stand
  QRectF holdTrack(std::size_t index, int holdRow) const;
  QRectF chevron(std::size_t index) const;
  std::optional<std::size_t> rowAt(double y) const;
  std::optional<std::size_t> rowOf(TaskId task) const;
  bool visible(std::size_t index) const;
  double x(std::int64_t time) const {
    return tracks.left() +
           (steps ? (steps->position(time) - stepFrom) * stepWidth : scale.toPixel(time));
  }
  std::int64_t time(double x) const {
    return steps ? steps->time(stepFrom + (x - tracks.left()) / stepWidth)
                 : scale.toTime(x - tracks.left());
  }
};

inline constexpr double kRowHeight = 38;
inline constexpr double kCompactRowHeight = 24;
inline constexpr std::size_t kMostTallRows = 14;
inline constexpr double kHoldHeight = 12;
inline constexpr double kThinHoldHeight = 4;
inline constexpr double kIndent = 12;

TimelineLayout layOut(const LayoutRequest& request);

}  // namespace lockstep::ui
