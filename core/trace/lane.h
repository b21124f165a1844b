// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "trace/trace.h"

/// The memory of lanes and the one way to write them.
///
///     sealed blocks of 64 intervals, never moved            tail, at most 128 intervals
///     [starts | whats | time per state before]  [...] [...] [starts][whats]
///
/// A block is four parts of 16: the time in each state is known where each begins, so that a sum up
/// to any instant reads no more than one part.
///
/// An interval ends where the next one starts; the last one ends at the trace's end. Only the tail
/// can be revised: what is found out late (a wake, a loss) concerns the last few intervals.

namespace lockstep {

/// State, evidence, reason, resource and detail of an interval in one word.
std::uint64_t packWhat(const Interval& interval);
Interval unpackWhat(std::uint64_t what);
inline State stateOf(std::uint64_t what) { return static_cast<State>(what & 0xf); }
/// Whether packWhat() can make it.
bool isWhat(std::uint64_t what);

struct Lane::Columns {
  static constexpr std::size_t kPart = 16;
  static constexpr std::size_t kParts = 4;  ///< in a block
  static constexpr std::size_t kBlock = kPart * kParts;
  static constexpr std::size_t kTail = 2 * kBlock;
  struct Block {
    std::array<std::int64_t, kBlock> starts;
    std::array<std::uint64_t, kBlock> whats;
    std::array<Shares, kParts> before;  ///< ns in each state before each part
  };

  std::vector<std::unique_ptr<Block>> blocks;
  std::vector<std::int64_t> partStarts;  ///< of all parts of all blocks
  std::vector<std::int64_t> tailStarts;
  std::vector<std::uint64_t> tailWhats;
  Shares beforeTail{};
  std::shared_ptr<const std::int64_t> end;  ///< the trace's

  /// Null for a lane that was never written.
  static const Columns* of(const Lane& lane) { return lane.m_columns.get(); }
  std::size_t size() const { return blocks.size() * kBlock + tailStarts.size(); }
  std::int64_t start(std::size_t index) const;
  std::uint64_t what(std::size_t index) const;
  std::int64_t endOf(std::size_t index) const;
  /// Index of the last interval that starts at or before `time`; size() if none.
  std::size_t lastAt(std::int64_t time) const;
};

/// A place in a lane that mostly moves forwards, from one border of a pixel column to the next:
/// each move gallops from where it stands, and one move answers for the interval and for all time
/// before. The lane must not be empty, and must not be written while this reads it.
class LaneCursor {
 public:
  explicit LaneCursor(const Lane& lane);

  /// Goes to the last interval that starts at or before `time`; to the first one if none does.
  void seek(std::int64_t time);
  /// Has the memory fetched that seek(time) will read, for a `time` ahead of here and of those
  /// expected before.
  void expect(std::int64_t time);

  std::size_t index() const { return m_first + m_offset; }
  std::int64_t start() const { return m_starts[m_offset]; }
  std::int64_t end() const;
  State state() const { return stateOf(m_whats[m_offset]); }
  /// Sets `shares` to Lane::sharesUntil(time), for a `time` of this interval, or one beyond the
  /// lane's end. All 0 before the first interval.
  void sharesUntil(std::int64_t time, Shares& shares) const;

 private:
  /// A chunk is a part of a block, or the tail.
  std::int64_t chunkStart(std::size_t chunk) const;
  /// The last chunk that starts at or before `time`, looked for from `chunk` on.
  std::size_t chunkAt(std::int64_t time, std::size_t chunk) const;
  /// The same from here on; what expect() has found need not be looked for again.
  std::size_t chunkAhead(std::int64_t time);
  void enter(std::size_t chunk);

  struct Expected {
    std::int64_t time;
    std::size_t chunk;
  };
  static constexpr std::size_t kMostExpected = 8;

  const Lane::Columns& m_columns;
  std::size_t m_chunks;
  std::int64_t m_laneEnd;
  std::array<Expected, kMostExpected> m_expected{};  ///< by time, the last ones
  std::size_t m_expectedFrom = 0;
  std::size_t m_expectedTo = 0;
  std::size_t m_chunk = 0;
  std::size_t m_first = 0;  ///< index of the chunk's first interval
  std::size_t m_count = 0;  ///< intervals in the chunk
  const std::int64_t* m_starts = nullptr;
  const std::uint64_t* m_whats = nullptr;
  const Shares* m_before = nullptr;
  std::int64_t m_chunkEnd = 0;  ///< start of the next chunk; the lane's end for the last
  std::size_t m_offset = 0;     ///< of the interval in the chunk
};

class LaneWriter {
 public:
  explicit LaneWriter(std::shared_ptr<const std::int64_t> end);

  const Lane& lane() const { return m_lane; }
  const Lane::Columns& columns() const { return m_columns; }
  std::size_t size() const { return m_columns.size(); }
  bool empty() const { return size() == 0; }
  /// The open interval, without its end. The lane must not be empty.
  Interval last() const;
  std::int64_t lastStart() const;

  /// From `start` on the task is as `what` says (its times are not read). An interval of no length
  /// gives way to the later one, and one that says the same as the one before it joins that.
  void push(std::int64_t start, const Interval& what);
  /// Says something else of the open interval.
  void rewriteLast(const Interval& what);
  /// Cuts the interval `index` at `at`: the later part becomes `what`. False, and nothing done,
  /// when the interval is sealed already or `at` lies outside of it.
  bool split(std::size_t index, std::int64_t at, const Interval& what);
  void clear();
  std::size_t bytes() const;

  /// Appends rows of a file as they are; starts must increase strictly. As many of both.
  void restore(std::span<const std::int64_t> starts, std::span<const std::uint64_t> whats);

 private:
  void append(std::int64_t start, std::uint64_t what);
  void seal();
  void sealBlock(const std::int64_t* starts, const std::uint64_t* whats);

  Lane m_lane;
  Lane::Columns& m_columns;
};

/// All lanes of a trace, and the instant that open intervals reach to.
class Lanes {
 public:
  Lanes();
  LaneWriter& at(TaskId task);
  /// An empty lane for an unknown id.
  const Lane& lane(TaskId task) const;
  /// For the file; null never, `index` below count().
  const Lane::Columns* columns(std::size_t index) const { return &m_writers[index]->columns(); }
  std::size_t count() const { return m_writers.size(); }
  std::int64_t end() const { return *m_end; }
  void extendTo(std::int64_t time);
  std::size_t bytes() const;

 private:
  std::shared_ptr<std::int64_t> m_end;
  std::vector<std::unique_ptr<LaneWriter>> m_writers;
};

}  // namespace lockstep
