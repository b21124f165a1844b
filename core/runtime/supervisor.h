// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "probe/arena.h"
#include "runtime/task.h"

/// lockstep-host's own life: the init of a run. It is task 0.

namespace lockstep {

/// What Lockstep hands over in the environment of lockstep-host.
struct HostPlan {
  int arenaFd = -1;     ///< LOCKSTEP_ARENA
  int lifelineFd = -1;  ///< LOCKSTEP_LIFELINE: read end of a pipe that only Lockstep writes (never)
};

/// Becomes subreaper and group leader, and for each round that header().go allows starts
/// `scenarioMain` in a child process as task 1 ("main"), then reaps until no descendant is left,
/// recording orphans' ends. It leaves after one round (a process that comes out of it fresh may
/// play the next one itself), or while header().lastRound is 0 waits for another, which Lockstep
/// allows after Arena::reset(). Returns the exit status for lockstep-host (0: all reaped; 2: it
/// could run nothing, and Arena::refusal() or stderr says why).
///
/// Main leads a process group of its own, which all its descendants start in. When the lifeline
/// closes, or Lockstep (its parent) sends SIGTERM, the supervisor kills and reaps all descendants,
/// also those of programs that know nothing of Lockstep, and returns 0. Signals of anyone else
/// don't end it, and it never waits for room in its ring.
int supervise(const HostPlan& plan, const Target& scenarioMain);

/// For Lockstep, when the host itself has died before its descendants: kills main's process group
/// at one blow, so that nobody in it can fork on.
void killScenarioGroup(const Arena& arena);

/// Every process of a run but the supervisor, which cleans up first, ties itself to Lockstep: when
/// the last write end of the lifeline closes, for whatever reason, the kernel sends SIGKILL to it
/// (F_SETSIG on its own description of the pipe). To be called first thing after fork or exec; ends
/// the process when it is too late.
void tieToLifeline();

}  // namespace lockstep
