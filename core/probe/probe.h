// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <signal.h>

#include <atomic>
#include <cstdint>
#include <source_location>
#include <string_view>

#include "events/event.h"
#include "probe/arena.h"

/// What a task says of itself. Everything here runs inside tasks and is safe between threads,
/// after fork, and (write, pass) in signal handlers. The cost of one event is part of the budgets.

namespace lockstep::probe {

/// Attaches this process to the arena behind `fd` (owned from then on), at kArenaBase. Once per
/// image; tests may call it again with another arena while no thread of the process is a task.
Result<void> attach(int fd);
bool attached();
/// The arena of this process. CHECKs that attach() came first.
Arena& arena();

/// Makes the calling kernel thread the task `id`: takes its ring, publishes pid and tid, and writes
/// `begin` with the kernel's run_delay so far. In Step mode it parks before that.
void enter(TaskId id);
/// Writes `end` and gives the ring back. Later events of this thread are dropped.
void leave(std::int64_t exitCode);
/// Makes the calling thread no task, without an event. A forked child's only thread starts so:
/// attach() sees to it.
void forget();
/// The calling thread's task; not valid() outside one.
TaskId self();

/// An event of the calling task, to be written as it is or completed.
inline Event event(Operation operation, Phase phase = Phase::done, std::int64_t value = 0,
                   std::uint32_t aux = Event::kNoAux) {
  Event event;
  event.operation = operation;
  event.phase = phase;
  event.value = value;
  event.aux = aux;
  return event;
}

/// Writes one event of the calling task and stamps it with the clock (after the slot is reserved).
/// Blocks, with a `stall` event, while the ring is full, unless the run chose to drop.
/// Returns the stamp; 0 outside a task.
std::int64_t write(Event event);

/// Whether Lockstep schedules this run (RunMode::step).
bool stepping();

/// How the calling task may go on.
struct Granted {
  Grant what = Grant::leave;
  std::uint32_t pick = 0xffffffff;  ///< notify: the waiter to wake, a task number; or unset
};

/// The gate before an operation (`next` in phase request) or inside one that waits (phase blocked):
/// returns at once in Free run. In Step it publishes `next` and parks until it is granted. `until`
/// is the end of a timed wait in now()'s time, -1 for none.
///
/// From a task's first park on all its signals are held; a `deliver` lets one in, whose handler may
/// come to gates of its own, and then the task parks again. Only a `pause` that waits is over then,
/// if the signal has a handler: one that stops the process ends no pause when the process goes on.
Granted pass(const Event& next, std::int64_t until = -1);

/// The clock of timeouts, ns: CLOCK_MONOTONIC in Free run, virtual in Step.
std::int64_t now();

/// The calling thread's set of blocked signals, as the program wants it: while Lockstep holds all
/// of them this is not the kernel's. Async-signal-safe.
sigset_t signalMask();
void setSignalMask(const sigset_t& mask);

/// Where the calling task sleeps in Free run, so that Lockstep can make it look up when Step mode
/// begins; null when it is awake. False when Step mode has begun: it must not sleep.
bool sleepsOn(const std::atomic<std::uint32_t>* word);

/// After a block: writes `delay` with the run_delay from /proc/thread-self/schedstat.
void returned();

/// The id of a source place; the same place always has the same id, in all processes of a run.
SiteId site(const std::source_location& where);
TextId text(std::string_view words);

}  // namespace lockstep::probe
