// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// `begin` with the kernel's run_delay so far.
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

/// The gate before an operation: returns at once in Free run; in Step publishes `next` and sleeps
/// until Lockstep grants it.
void pass(const Event& next);

/// After a block: writes `delay` with the run_delay from /proc/thread-self/schedstat.
void returned();

/// The id of a source place; the same place always has the same id, in all processes of a run.
SiteId site(const std::source_location& where);
TextId text(std::string_view words);

}  // namespace lockstep::probe
