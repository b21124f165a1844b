// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "kernel/kernel_evidence.h"

namespace lockstep {

/// Scheduler records by perf_event_open, without privilege up to kernel.perf_event_paranoid = 2: a
/// software dummy event per online CPU on one task, inherited by all that it forks. The kernel
/// writes context switches, forks and exits into one ring per CPU.
class SwitchRecords : public KernelEvidence {
 public:
  SwitchRecords();
  ~SwitchRecords() override;

  /// Rings begin with kRingPages each and get smaller while the kernel's limit on locked memory
  /// refuses them.
  Result<void> open(pid_t pid) override;
  void drain(std::vector<KernelRecord>& records) override;
  void drainRest(std::vector<KernelRecord>& records) override;
  std::int64_t quietUntil() const override { return m_quietUntil; }

  /// After open() failed: it was for the limit on locked memory.
  bool memoryRefused() const { return m_memoryRefused; }

  std::size_t ringPages() const { return m_ringPages; }
  std::size_t cpus() const { return m_rings.size(); }

  static constexpr std::size_t kRingPages = 128;
  static constexpr std::size_t kLeastRingPages = 8;
  /// The kernel stamps a record a little before it publishes it, a fork even before a section in
  /// which it can be preempted, ns.
  static constexpr std::int64_t kUsualDelay = 1'000'000;

 private:
  class Ring;
  Result<void> map(std::size_t pages);
  void read();
  void hand(std::vector<KernelRecord>& records, std::int64_t until);

  std::vector<std::unique_ptr<Ring>> m_rings;
  std::vector<KernelRecord> m_pending;  ///< read, newer than m_quietUntil
  std::size_t m_ringPages = 0;
  bool m_memoryRefused = false;
  std::int64_t m_quietUntil = 0;
};

}  // namespace lockstep
