// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "base/result.h"

/// What the scheduler itself says of a run's tasks. An interface, so that another tier of evidence
/// can take the place of switch records.

namespace lockstep {

enum class KernelRecordKind : std::uint8_t {
  switchIn,
  switchOut,
  forked,  ///< of `tid`, by `parentTid`
  exited,
  lost,  ///< `count` records of the CPU were dropped some time before `time`
};

/// One fact of the kernel. Ids are those of the reader's pid namespace.
struct KernelRecord {
  std::int64_t time = 0;  ///< CLOCK_MONOTONIC, ns
  std::uint64_t count = 0;
  std::int32_t tid = 0;
  std::int32_t pid = 0;
  std::int32_t parentTid = 0;
  std::uint32_t cpu = 0;
  KernelRecordKind kind = KernelRecordKind::switchIn;
  bool preempted = false;  ///< switchOut: the task stays runnable
  friend bool operator==(const KernelRecord&, const KernelRecord&) = default;
};

/// To be used by one thread at a time.
class KernelEvidence {
 public:
  virtual ~KernelEvidence() = default;

  /// Watches the task `pid` and everything it forks or clones from now on. The Error says why the
  /// kernel refuses.
  virtual Result<void> open(pid_t pid) = 0;
  /// Appends what is known up to quietUntil(), in time order across CPUs and calls. Records that
  /// the kernel published later than its usual delay come at once, out of order.
  virtual void drain(std::vector<KernelRecord>& records) = 0;
  /// As drain(), without holding back the newest: for when the tasks are gone.
  virtual void drainRest(std::vector<KernelRecord>& records) = 0;
  /// No record at or before this instant is still to come, but for late ones; ns. As of the last
  /// drain().
  virtual std::int64_t quietUntil() const = 0;
};

}  // namespace lockstep
