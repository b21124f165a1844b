// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "probe/arena.h"

namespace lockstep {

/// Lockstep's end of one task's ring (RingControl tells the protocol). One reader per ring, used
/// by one thread at a time; the arena must outlive it.
class RingReader {
 public:
  RingReader(const Arena& arena, TaskId task);

  TaskId task() const { return m_task; }

  /// Appends what the task has published, oldest first and with `task` filled in, frees the room
  /// and wakes the writer if it waits. Returns how many were appended.
  std::size_t drain(std::vector<Event>& out);

  /// As drain(), for a task that is known to be dead (reaped, or its thread gone): also takes the
  /// whole events that it could not publish any more. quietUntil() is the end of time afterwards.
  std::size_t drainDead(std::vector<Event>& out);

  /// Every event of this task stamped before this time (CLOCK_MONOTONIC, ns) has been handed out
  /// by drain(); later calls append only events stamped at or after it. So the merge of several
  /// rings may pass on all events before the least quietUntil() of their readers. It is the instant
  /// at which the last drain() began, or that of an earlier drain() while the task is (perhaps
  /// preempted) in the middle of writing. 0 before the first drain().
  std::int64_t quietUntil() const { return m_quietUntil; }

  /// Whether there is something to drain.
  bool ready() const;

  /// Events that found no room so far (FullRing::drop); the task itself tells them by `lost`.
  std::uint64_t dropped() const;

 private:
  std::size_t take(std::uint64_t end, std::vector<Event>& out);

  RingControl& m_control;
  Event* const m_slots;
  const std::uint64_t m_capacity;
  const TaskId m_task;
  std::int64_t m_quietUntil = 0;
};

}  // namespace lockstep
