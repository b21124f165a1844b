// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trace/trace.h"

/// What a run means. Speaks in ids and numbers; words/ makes sentences of them.

namespace lockstep {

enum class Verdict : std::uint8_t {
  running,
  completed,
  deadlock,
  hang,
  lostUpdate,
  lostWakeup,
  race,
  crashed,
  stopped,
};
std::string_view name(Verdict verdict);  ///< DESIGN.md's words: "completed", "lost-update", ...
/// True for deadlock, hang, lost update, lost wake-up, race and crash: exit status 3.
bool isBad(Verdict verdict);

/// Who waits for whom and why. `holder` is not valid() where nobody in particular can end the wait.
/// A semaphore that several tasks hold gives one edge for each of them.
struct WaitEdge {
  TaskId waiter;
  TaskId holder;
  ResourceId resource;  ///< not valid() for a join
  Operation operation = Operation::none;
  std::int64_t since = 0;
  SiteId site;
  bool timed = false;          ///< the wait ends by itself
  bool holderDead = false;     ///< the holder has ended: abandoned
  std::int64_t heldSince = 0;  ///< when the holder took it; 0 for a join or where not known
};

struct WaitGraph {
  std::vector<WaitEdge> edges;
  /// Each cycle as indices into `edges`, in order: edge i's holder is edge i+1's waiter. Only
  /// cycles that nothing outside them can end: no edge is timed, and every holder of a semaphore is
  /// stuck.
  std::vector<std::vector<std::size_t>> cycles;
};
WaitGraph waitGraph(const Moment& moment, const Trace& trace);

enum class FindingKind : std::uint8_t {
  deadlock,    ///< edges: the cycle. Possible: the requests that would wait; time: of the last
  hang,        ///< edges: every wait that will not end and is in no finding above; time: when
               ///< the last of them began
  lostUpdate,  ///< resource; count; task, site, time and value (stored) of the last one
  race,        ///< resource; accesses: the first two that nothing orders; count: accesses that
               ///< nothing orders with an earlier one; task, site and peer: of the later, earlier
  lostWakeup,  ///< edges: who waits; resource: the condition; task, site: the call nobody heard
  abandonedLock,  ///< resource; task: the owner that ended and never released it
  doubleRelease,  ///< resource; task; site and time of the first; count
  zombie,         ///< task; peer: its parent; from time to until
  orphan,         ///< task; peer: its parent that ended first
  crashed,        ///< task; value: exit code; count: errno where the new image could not start
  timeLimit,
  lostEvents,   ///< count
  failedStart,  ///< task: could not start peer, and count - 1 others; value: errno
  starvation,  ///< task: could go on for `count` steps, but others were chosen; site: where it was;
               ///< time: of the kStarvedGrants-th; until: when it got its turn
  priorityInversion,  ///< task: waits for resource, edges: held by whom; peer: runs meanwhile;
                      ///< from time on; until: the wait's end; count: waits like this
};
std::string_view name(FindingKind kind);  ///< "deadlock", "lost-update", "abandoned-lock", ...
/// Of the finding that a bad verdict rests on; hang for the others.
FindingKind kindOf(Verdict verdict);

/// A load or store of a shared value.
struct Access {
  TaskId task;
  Operation operation = Operation::none;
  SiteId site;
  std::int64_t time = 0;
};

struct Finding {
  FindingKind kind = FindingKind::hang;
  bool happened = true;    ///< else possible: some other schedule would
  std::int64_t time = 0;   ///< when it came true
  std::int64_t until = 0;  ///< when it ended; 0 where it did not
  TaskId task;
  TaskId peer;
  ResourceId resource;
  SiteId site;
  std::int64_t count = 0;
  std::int64_t value = 0;
  std::vector<WaitEdge> edges;
  std::vector<Access> accesses;  ///< the earlier one first
};

struct TaskSums {
  TaskId task;
  Shares states{};            ///< ns in each state over the whole run
  std::int64_t waitTime = 0;  ///< ns blocked on resources (not sleep)
  std::int64_t holdTime = 0;  ///< ns with at least one lock held
  std::uint64_t events = 0;
  std::uint64_t switches = 0;     ///< times it left a CPU
  std::uint64_t preemptions = 0;  ///< of these, still runnable
};

struct ResourceSums {
  ResourceId resource;
  std::int64_t holdTime = 0;  ///< ns held
  std::int64_t waitTime = 0;  ///< ns that tasks were blocked on it, summed
  std::uint64_t operations = 0;
  std::uint64_t contended = 0;  ///< operations that blocked
};

struct Report {
  Verdict verdict = Verdict::running;
  std::vector<Finding> happened;
  std::vector<Finding> possible;
  std::vector<TaskSums> tasks;  ///< by task id, the supervisor left out
  std::vector<ResourceSums> resources;
  std::array<double, kEvidences>
      evidence{};  ///< share of task time by kind of evidence, sum 1 or 0
};

/// A zombie is worth a finding when it is left this long, in ns, by a parent that is not in join.
inline constexpr std::int64_t kZombieTime = 20'000'000;

/// Steps in a row that pass a task over before that is a finding. Any choice by turns, or by lot
/// among a dozen tasks, stays below it.
inline constexpr std::int64_t kStarvedGrants = 100;

/// Reads a whole trace. Cost is linear in its events; those that send or receive cost the number of
/// tasks, too. The verdict is `running` while the run is; afterwards the worst of what happened:
/// deadlock, lost-wakeup, hang, crashed, lost-update, race, then stopped or completed; but what
/// hangs after a task could not be started is `crashed`, like a host that could start nothing. What
/// Lockstep's own clean-up did to the tasks does not count, and where events are missing nobody is
/// blamed for an order that cannot be seen.
Report analyse(const Trace& trace);

}  // namespace lockstep
