// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "control/choice.h"
#include "control/schedule.h"
#include "control/schedulers.h"
#include "probe/arena.h"
#include "trace/trace.h"

/// What a learner, or the command line, asks of a run in Step mode, and what it shows.

namespace lockstep {

/// How a run begins.
struct StepPlan {
  bool stepping = false;
  /// Granted one after the other as soon as everything is parked; then it waits for a choice.
  std::vector<Choice> prefix;
};

/// A place to stop at, before the operation. What is not set matches anything.
struct Breakpoint {
  TaskId task;
  std::optional<Operation> operation;
  ResourceId resource;
  std::string file;  ///< base name of a source, with `line`
  std::int32_t line = 0;
  friend bool operator==(const Breakpoint&, const Breakpoint&) = default;
};
/// Whether what a task asks for next, at `site` (null: not known), stands at the place.
bool standsAt(const Breakpoint& point, const Event& next, const SiteInfo* site);

/// How far to go by itself.
struct StepGoal {
  enum class Until : std::uint8_t {
    moves,      ///< `task` has made a step
    blocks,     ///< `task` could not go on
    contended,  ///< a task waits for `resource` (any, where it is not valid()) that another holds
    nextLine,   ///< `task` asks for something on another line, or can't go on; only it moves
    end,        ///< the run is over, or nothing is able
  };
  Until until = Until::end;
  TaskId task;
  ResourceId resource;
  /// Who chooses; null: the tasks in turn.
  std::shared_ptr<Scheduler> scheduler;
};

/// One choice that was taken, and what the task asked for then.
struct StepTaken {
  Choice choice;
  Event next;
  std::vector<TaskId> able;       ///< tasks that could go on
  std::vector<Choice> choices{};  ///< all that were able; only of a live run
};
std::vector<Choice> choicesOf(const std::vector<StepTaken>& steps);
/// The schedule of a run, with the names that `trace` (a recording of it) has.
Schedule scheduleOf(const Trace& trace, const std::vector<StepTaken>& steps);
/// What a parked task asks for, in the names of `trace`.
StepWords wordsOf(const Trace& trace, const Event& next);
StepWords wordsOf(const Arena& arena, const Event& next);

/// Where a run in Step mode stands. Immutable; a new one is published after each change.
struct StepView {
  bool stepping = false;
  bool waiting = false;  ///< for a choice; `situation` is whole
  std::uint64_t version = 0;
  Situation situation;
  std::vector<StepTaken> steps;
  std::size_t replayed = 0;         ///< of these, taken from the plan's prefix
  std::string diverged;             ///< the prefix could not be followed: a sentence; else empty
  std::vector<std::string> faults;  ///< of Lockstep, see Controller::faults()
};

}  // namespace lockstep
