// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/gate.h"

#include "base/futex.h"

namespace lockstep {
namespace {

constexpr auto kParked = static_cast<std::uint32_t>(GateState::parked);
constexpr auto kGranted = static_cast<std::uint32_t>(GateState::granted);

}  // namespace

std::optional<Event> parkedAt(const Arena& arena, TaskId task) {
  const Gate& gate = arena.task(task).gate;
  if (gate.state.load(std::memory_order_acquire) != kParked) return std::nullopt;
  Event next = gate.next;
  next.task = task;
  return next;
}

std::optional<Event> waitUntilParked(const Arena& arena, TaskId task, std::int64_t deadline) {
  const Gate& gate = arena.task(task).gate;
  for (;;) {
    const std::uint32_t state = gate.state.load(std::memory_order_acquire);
    if (state == kParked) return parkedAt(arena, task);
    if (futexWait(gate.state, state, deadline) == FutexWait::timedOut) return parkedAt(arena, task);
  }
}

bool grant(const Arena& arena, TaskId task) {
  Gate& gate = arena.task(task).gate;
  std::uint32_t parked = kParked;
  if (!gate.state.compare_exchange_strong(parked, kGranted, std::memory_order_acq_rel))
    return false;
  futexWake(gate.state, kWakeAll);
  return true;
}

}  // namespace lockstep
