// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "probe/arena.h"

/// Lockstep's side of the gates (see GateState). The task's side is probe::pass(). One thread of
/// Lockstep works the gates of a run.

namespace lockstep {

/// The operation a task asks for, when it is parked now.
std::optional<Event> parkedAt(const Arena& arena, TaskId task);

/// Sleeps until `task` is parked, at most until `deadline` (CLOCK_MONOTONIC, ns); nothing when the
/// time came first.
std::optional<Event> waitUntilParked(const Arena& arena, TaskId task, std::int64_t deadline);

/// Lets a parked task go on. False when it is not parked.
bool grant(const Arena& arena, TaskId task, Grant what = Grant::go,
           std::uint32_t pick = 0xffffffff);

/// Grows whenever a task of the run parks or ends.
std::uint32_t parkCount(const Arena& arena);
/// Sleeps until parkCount() is no longer `seen`, at most until `deadline`.
void awaitPark(const Arena& arena, std::uint32_t seen, std::int64_t deadline);

/// From now on tasks park at their gates, or no longer do (those that are parked stay so).
void setMode(const Arena& arena, RunMode mode);
/// Makes a task that sleeps in an operation look up, so that it parks there in Step mode. To be
/// repeated until it has: it may be about to fall asleep.
void rouse(const Arena& arena, TaskId task);

}  // namespace lockstep
