// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "events/event.h"

/// The state of everything at one instant: what the stage draws and the analyses read.

namespace lockstep {

/// A task in one state from one instant to another. `end` of the open interval is the trace's end.
struct Interval {
  std::int64_t start = 0;
  std::int64_t end = 0;
  State state = State::unborn;
  Evidence evidence = Evidence::unknown;
  Operation reason =
      Operation::none;  ///< blocked: in which operation; stopped: kill; none: outside
  ResourceId resource;  ///< blocked: on what
  std::uint16_t detail =
      kNoDetail;  ///< running: CPU; ready: task that woke it; blocked in join: task
  static constexpr std::uint16_t kNoDetail = 0xffff;
  friend bool operator==(const Interval&, const Interval&) = default;
};

struct TaskMoment {
  TaskId id;
  State state = State::unborn;
  Evidence evidence = Evidence::unknown;
  Operation reason = Operation::none;
  ResourceId resource;
  std::uint16_t detail = Interval::kNoDetail;
  std::int64_t since = 0;  ///< start of the interval
  // From the task's own events.
  Operation operation = Operation::none;  ///< its last one
  Phase phase = Phase::done;
  ResourceId operand;
  TaskId peer;                   ///< join, kill, start: the other task
  SiteId site;                   ///< where it is in the source
  std::int64_t requestedAt = 0;  ///< start of the operation in `operation`
  bool timed = false;            ///< it waits with a timeout
  TextId phaseText;              ///< last `phase` event
  std::int64_t exitCode = 0;     ///< -N: signal N. Meaningful once ended
  bool ended = false;
  bool reaped = false;
  std::uint64_t blockedSignals = 0;  ///< bit N-1 for signal N
  friend bool operator==(const TaskMoment&, const TaskMoment&) = default;
};

struct Hold {
  TaskId task;
  std::int64_t since = 0;
  std::int32_t depth = 1;  ///< rlock; semaphores: permits this task took
  SiteId site;             ///< where it was taken
  friend bool operator==(const Hold&, const Hold&) = default;
};

struct Wait {
  TaskId task;
  std::int64_t since = 0;
  Operation operation = Operation::none;
  SiteId site;
  bool timed = false;
  friend bool operator==(const Wait&, const Wait&) = default;
};

struct QueuedItem {
  Item item;
  TaskId from;
  std::int64_t since = 0;
  friend bool operator==(const QueuedItem&, const QueuedItem&) = default;
};

struct ResourceMoment {
  ResourceId id;
  bool exists = false;
  std::int64_t value = 0;     ///< permits left, flag, shared value, tasks at the barrier
  std::uint32_t version = 0;  ///< shared value: number of stores
  bool broken = false;        ///< barrier
  bool abandoned = false;     ///< an owner died
  std::int64_t lostUpdates = 0;
  std::int64_t emptyNotifies = 0;  ///< condition: notifies that woke nobody
  std::vector<Hold> holders;
  std::vector<Wait> waiters;      ///< in the order they joined
  std::vector<QueuedItem> items;  ///< next to leave first
  friend bool operator==(const ResourceMoment&, const ResourceMoment&) = default;
};

enum class SignalPhase : std::uint8_t { pending, handling, handled };

/// A signal from its kill to the end of its handler. Handled ones are kept for a while (the last
/// kKeptSignals) so that the stage can show them.
struct SignalMoment {
  int number = 0;
  TaskId from;
  TaskId to;
  SignalPhase phase = SignalPhase::pending;
  std::int64_t sent = 0;
  std::int64_t delivered = 0;
  std::int64_t handled = 0;
  friend bool operator==(const SignalMoment&, const SignalMoment&) = default;
};
inline constexpr std::size_t kKeptSignals = 16;

/// Tasks and resources are indexed by their ids.
struct Moment {
  std::int64_t time = 0;
  std::vector<TaskMoment> tasks;
  std::vector<ResourceMoment> resources;
  std::vector<SignalMoment> signals;
  friend bool operator==(const Moment&, const Moment&) = default;
};

}  // namespace lockstep
