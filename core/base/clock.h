// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <time.h>

#include <chrono>
#include <cstdint>

namespace lockstep {

using std::chrono::nanoseconds;

/// CLOCK_MONOTONIC in nanoseconds: the one clock of every event, also of the kernel's records.
inline std::int64_t monotonicNow() {
  timespec now;
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

/// A point of CLOCK_MONOTONIC as the system calls want it. Negative times become 0.
inline timespec toTimespec(std::int64_t ns) {
  if (ns < 0) ns = 0;
  return {static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
}

}  // namespace lockstep
