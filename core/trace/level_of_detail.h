// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "trace/trace.h"

/// What one lane looks like in a range of time at a width in pixels: LOOK.md section 7's LOD.
/// Pure: no widget, no colour. The raster painter and the vector painter both draw this.

namespace lockstep {

/// Time to pixel and back. Pixels are device-independent, from the left edge of the track.
struct TimeScale {
  std::int64_t from = 0;  ///< ns at pixel 0
  double nsPerPixel = 1;  ///< > 0
  double toPixel(std::int64_t time) const { return static_cast<double>(time - from) / nsPerPixel; }
  std::int64_t toTime(double pixel) const {
    return from + static_cast<std::int64_t>(pixel * nsPerPixel);
  }
};

/// One interval that is at least kBarPixels wide, in full.
struct Bar {
  double x = 0;
  double width = 0;
  std::size_t index = 0;  ///< of the interval in its lane
  State state = State::unknown;
};

/// One column of kColumnPixels that holds intervals too narrow for a bar: exact shares of all the
/// time in it, in parts of `kColumnParts` that sum to at most it (less where the task did not
/// exist), by largest remainder; running is at least 1 if it ran at all. A column may overlap the
/// end or the start of a bar, whose time it counts too: draw columns over bars. Its borders are
/// multiples of its width in absolute time, so the first one may begin left of pixel 0.
struct Column {
  double x = 0;
  std::array<std::uint8_t, kStates> parts{};
};

inline constexpr double kBarPixels = 4;
inline constexpr double kColumnPixels = 3;
inline constexpr int kColumnParts = 64;

/// Both by time.
struct LaneDetail {
  std::vector<Bar> bars;
  std::vector<Column> columns;
};

/// Shares of `span` ns (> 0) in parts of kColumnParts, as Column says.
std::array<std::uint8_t, kStates> partsOf(const Shares& shares, std::int64_t span);

/// Cost follows `width` (times the logarithm of the number of intervals), not the number of
/// intervals.
LaneDetail laneDetail(const Lane& lane, const TimeScale& scale, double width);

/// ns in each state of one lane in each of `columns` equal columns of [from, to). Empty for an
/// empty range.
std::vector<Shares> laneShares(const Lane& lane, std::int64_t from, std::int64_t to, int columns);

/// ns in each state of all tasks but the supervisor, in each of `columns` equal columns of
/// [from, to): the minimap. Empty for an empty range.
std::vector<Shares> runShares(const Trace& trace, std::int64_t from, std::int64_t to, int columns);

}  // namespace lockstep
