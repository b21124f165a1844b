// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

#include "base/ids.h"
#include "sync/call.h"

namespace lockstep {

/// A lock in one word, after U. Drepper, "Futexes Are Tricky", with its holder inside:
///
///     31        30        16      0
///     |contended|releasing| holder |     0 = free; holder = task + 1
///
/// free -> held by take(); held -> releasing by claim(), which exactly one task wins; releasing ->
/// free by free(). Sleepers set `contended`. Between claim and free the release is stamped: later
/// than every other act of the holder, earlier than the next owner's acquire. A holder that dies
/// leaves the word as it is, for ever.
class FutexLock {
 public:
  bool tryTake();
  /// Writes `blocked`, then sleeps until it has the lock; false when the deadline came first.
  bool take(Call& call, Deadline deadline);
  /// False when the lock is free, or another task releases it just now.
  bool claim();
  void free();

  bool held() const;
  TaskId holder() const;
  /// Who freed it last; valid for the task that holds it.
  TaskId lastReleaser() const { return TaskId{m_lastReleaser.load(std::memory_order_relaxed)}; }

 private:
  static constexpr std::uint32_t kContended = 1u << 31;
  static constexpr std::uint32_t kReleasing = 1u << 30;
  static constexpr std::uint32_t kHolder = kReleasing - 1;

  std::atomic<std::uint32_t> m_word{0};
  std::atomic<std::uint16_t> m_lastReleaser{0xffff};
};

}  // namespace lockstep
