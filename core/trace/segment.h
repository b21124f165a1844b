// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "trace/columns.h"
#include "trace/history.h"

/// A stretch of a recording: what one chunk of the file holds, as columns.

namespace lockstep {

/// Which of a segment's rows are of one lane.
struct LaneRows {
  TaskId task;
  std::size_t first = 0;
  std::size_t count = 0;
};

struct Segment {
  std::uint64_t firstEvent = 0;  ///< index in the log
  std::int64_t until = 0;        ///< everything before this time is in this segment or earlier ones
  std::vector<Event> events;
  std::vector<Death> deaths;
  std::vector<LaneRows> lanes;
  std::vector<std::int64_t> starts;  ///< rows of lanes, as they are in memory
  std::vector<std::uint64_t> whats;

  std::span<const std::int64_t> startsOf(const LaneRows& rows) const {
    return std::span(starts).subspan(rows.first, rows.count);
  }
  std::span<const std::uint64_t> whatsOf(const LaneRows& rows) const {
    return std::span(whats).subspan(rows.first, rows.count);
  }
};

/// At most so many events, and so many rows of lanes, in one segment.
inline constexpr std::size_t kSegmentRows = 1u << 16;

/// Bounds that rows of a segment must keep to.
struct SegmentLimits {
  std::size_t tasks = 0;
  std::size_t resources = 0;
};

void encode(const Segment& segment, ByteWriter& writer);

/// Decodes segments one after the other and keeps its memory from one to the next. One thread at a
/// time.
class SegmentDecoder {
 public:
  SegmentDecoder();
  ~SegmentDecoder();
  SegmentDecoder(const SegmentDecoder&) = delete;
  SegmentDecoder& operator=(const SegmentDecoder&) = delete;

  /// Overwrites `segment`. False when the bytes make no sense; never trusts a number in them.
  bool decode(ByteReader& reader, const SegmentLimits& limits, Segment& segment);

 private:
  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep
