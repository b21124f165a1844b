// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <functional>
#include <vector>

#include "base/clock.h"
#include "probe/gate.h"
#include "probe/probe.h"
#include "probe/ring_reader.h"

namespace lockstep {

constexpr std::int64_t kPatience = 20'000'000'000;  ///< ns that a test waits before it fails

/// Looks again and again until `condition` holds; false when patience ends.
inline bool eventually(const std::function<bool()>& condition) {
  const std::int64_t deadline = monotonicNow() + kPatience;
  while (!condition()) {
    if (monotonicNow() > deadline) return false;
    ::sched_yield();
  }
  return true;
}

/// An arena as Lockstep maps it, attached to this process also as tasks do. Task 1 is free to be
/// entered by a thread of the test.
struct Shared {
  explicit Shared(const Arena::Options& options) : arena(std::move(*Arena::create(options))) {
    const auto attached = probe::attach(::dup(arena.fd()));
    EXPECT_TRUE(attached) << (attached ? "" : attached.error().message);
    arena.addTask({}, TaskKind::supervisor, "supervisor", false);
    arena.addTask(kSupervisor, TaskKind::process, "main", false);
  }
  ~Shared() { probe::forget(); }

  Arena arena;
};

inline Arena::Options smallRing(FullRing fullRing) {
  Arena::Options options;
  options.ringEvents = 64;
  options.fullRing = fullRing;
  return options;
}

}  // namespace lockstep
