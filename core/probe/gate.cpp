// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/gate.h"

#include "base/clock.h"
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
  for (;;) {
    const std::uint32_t seen = parkCount(arena);
    if (const auto next = parkedAt(arena, task)) return next;
    if (monotonicNow() >= deadline) return std::nullopt;
    awaitPark(arena, seen, deadline);
  }
}

bool grant(const Arena& arena, TaskId task, Grant what, std::uint32_t pick) {
  Gate& gate = arena.task(task).gate;
  if (gate.state.load(std::memory_order_acquire) != kParked) return false;
  gate.grant = what;
  gate.pick = pick;
  gate.state.store(kGranted, std::memory_order_release);
  futexWake(gate.state, kWakeAll);
  return true;
}

std::uint32_t parkCount(const Arena& arena) {
  return arena.header().parks.load(std::memory_order_seq_cst);
}

void awaitPark(const Arena& arena, std::uint32_t seen, std::int64_t deadline) {
  ArenaHeader& header = arena.header();
  header.parksAwaited.store(1, std::memory_order_seq_cst);
  futexWait(header.parks, seen, deadline);
  header.parksAwaited.store(0, std::memory_order_relaxed);
}

void setMode(const Arena& arena, RunMode mode) {
  arena.header().mode.store(static_cast<std::uint32_t>(mode), std::memory_order_seq_cst);
}

void rouse(const Arena& arena, TaskId task) {
  const std::uint64_t word = arena.task(task).sleepsOn.load(std::memory_order_seq_cst);
  if (const auto* const futex = arena.sharedWord(word)) futexWake(*futex, kWakeAll);
}

}  // namespace lockstep
