// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/analysis.h"

/// Who waits and who holds, by number: the one model behind the wait-for graph of a moment and
/// behind the search for deadlocks along the log. Internal to analysis/.

namespace lockstep {

/// A task's wait. It is an *all* wait on one holder (lock, join) or an *any* wait: any one of the
/// holders, or anybody at all where there is none, can end it.
///
/// In Step mode a task that is parked at a request which can't succeed waits as well.
struct WaitingTask {
  bool waiting = false;
  bool asks = false;    ///< has requested, and is not done
  bool parked = false;  ///< `waiting` is what Lockstep says of it
  bool ended = false;
  Operation operation = Operation::none;
  ResourceId resource;
  TaskId peer;  ///< join: the task waited for
  std::int64_t since = 0;
  SiteId site;
  bool timed = false;
};

struct Holders {
  /// A task and the number of times it holds the resource, in the order of taking it.
  struct Holder {
    TaskId task;
    std::int32_t depth = 1;
    std::int64_t since = 0;
    SiteId site;
  };
  std::vector<Holder> holders;
};

struct Waits {
  std::vector<WaitingTask> tasks;    ///< by task id
  std::vector<Holders> resources;    ///< by resource id
  WaitingTask& task(TaskId id);      ///< grows
  Holders& resource(ResourceId id);  ///< grows
  std::span<const Holders::Holder> holdersOf(ResourceId id) const;
  bool ended(TaskId id) const;
};

Waits waitsOf(const Moment& moment);
WaitGraph graphOf(const Waits& waits);

/// Tasks that cannot go on whatever the others do: the greatest set in which each waits without a
/// timeout for somebody of the set (or somebody dead). With `nobodyActs`, waits that nobody in
/// particular can end count too: no task outside the set could act.
std::vector<bool> stuckTasks(const Waits& waits, bool nobodyActs);

}  // namespace lockstep
