// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lockstep {

/// What this machine allows Lockstep to see, found by trying it on a child of this process.
struct DoctorReport {
  std::string kernelVersion;                   ///< "6.1.0-13-amd64"
  int cpus = 0;                                ///< online
  std::string clock;                           ///< current clock source, such as "tsc"
  std::int64_t clockReadNs = 0;                ///< cost of one clock reading
  std::optional<int> perfParanoid;             ///< kernel.perf_event_paranoid; nothing without perf
  std::optional<std::int64_t> perfMlockKiB;    ///< kernel.perf_event_mlock_kb
  std::optional<std::int64_t> lockedLimitKiB;  ///< RLIMIT_MEMLOCK; nothing when unlimited
  bool perfWorks = false;                      ///< switch records of a child came
  std::string perfRefusal;                     ///< why not; empty if it works
  bool memoryRefused = false;                  ///< it was for the limit on locked memory
  std::size_t ringPages = 0;                   ///< of each CPU's ring, as the kernel allowed
  bool runDelayWorks = false;       ///< run_delay of a child that waited for its CPU grew
  std::vector<std::string> advice;  ///< what would improve it, one English sentence each

  /// "kernel" or "probe": the evidence that runs will have.
  const char* evidence() const { return perfWorks ? "kernel" : "probe"; }
};

/// Takes some 50 ms. Forks a child and reaps it.
DoctorReport examineMachine();

}  // namespace lockstep
