// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "probe/arena.h"

/// Lockstep's side of the gates (see GateState). The task's side is probe::pass(). One thread of
/// Lockstep works a gate.

namespace lockstep {

/// The operation a task asks for, when it is parked now.
std::optional<Event> parkedAt(const Arena& arena, TaskId task);

/// Sleeps until `task` is parked, at most until `deadline` (CLOCK_MONOTONIC, ns); nothing when the
/// time came first.
std::optional<Event> waitUntilParked(const Arena& arena, TaskId task, std::int64_t deadline);

/// Lets a parked task go on with its one operation. False when it is not parked.
bool grant(const Arena& arena, TaskId task);

}  // namespace lockstep
