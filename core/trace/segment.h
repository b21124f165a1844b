// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "trace/columns.h"
#include "trace/history.h"

/// A stretch of a recording: what one chunk of the file holds, as columns.

namespace lockstep {

/// Rows of one lane, as they are in memory.
struct LaneRows {
  TaskId task;
  std::vector<std::int64_t> starts;
  std::vector<std::uint64_t> whats;
};

struct Segment {
  std::uint64_t firstEvent = 0;  ///< index in the log
  std::int64_t until = 0;        ///< everything before this time is in this segment or earlier ones
  std::vector<Event> events;
  std::vector<Death> deaths;
  std::vector<LaneRows> lanes;
};

/// At most so many events, and so many rows of lanes, in one segment.
inline constexpr std::size_t kSegmentRows = 1u << 16;

/// Bounds that rows of a segment must keep to.
struct SegmentLimits {
  std::size_t tasks = 0;
  std::size_t resources = 0;
};

void encode(const Segment& segment, ByteWriter& writer);
/// False when the bytes make no sense; never trusts a number in them.
bool decode(ByteReader& reader, const SegmentLimits& limits, Segment& segment);

}  // namespace lockstep
