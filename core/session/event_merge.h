// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "events/event.h"

namespace lockstep {

/// Several streams of events, each in its own time order, as one. Internal to session/.
///
///     stream 0  ----x--x-----x-->|            taken: everything before `limit`
///     stream 1  --x-------x--x-x-|->          kept: the rest, for the next time
///     stream 2  -------x---------|-->
///
/// Who calls decides by `limit` how long to wait for the slowest stream. Cost per event grows with
/// the number of streams that have something, not with all of them. Not thread-safe.
class EventMerge {
 public:
  /// A new stream; returns its number.
  std::size_t addStream();
  /// Where to append the events of a stream, in time order among themselves. Events that are older
  /// than ones of the same stream that wait already are put right by settle().
  std::vector<Event>& stream(std::size_t number) { return m_streams[number].events; }
  /// To be called after appending to a stream.
  void settle(std::size_t number);

  /// Appends to `out`, in time order, all events stamped before `limit`. An event older than one
  /// that was taken earlier gets kFlagLate and comes first.
  void takeBefore(std::int64_t limit, std::vector<Event>& out);

  /// Events that wait.
  std::size_t waiting() const;

 private:
  struct Stream {
    std::vector<Event> events;
    std::size_t first = 0;    ///< next to be taken
    std::size_t settled = 0;  ///< events before it are in order
  };
  static void forgetTaken(Stream& stream);
  void takeRun(Stream& stream, std::int64_t limit, std::vector<Event>& out);

  std::vector<Stream> m_streams;
  std::vector<std::size_t> m_active;  ///< streams that have something; scratch of takeBefore()
  std::int64_t m_edge = 0;            ///< everything before it was taken
};

}  // namespace lockstep
