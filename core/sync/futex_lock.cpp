// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/futex_lock.h"

#include "base/futex.h"

namespace lockstep {

bool FutexLock::tryTake() {
  std::uint32_t free = 0;
  return m_word.compare_exchange_strong(free, probe::self().value + 1u, std::memory_order_acquire,
                                        std::memory_order_relaxed);
}

bool FutexLock::take(Call& call, Deadline deadline) {
  call.block();
  // Whoever slept cannot know whether others still do, so it takes the lock as contended.
  const std::uint32_t mine = (probe::self().value + 1u) | kContended;
  std::uint32_t seen = m_word.load(std::memory_order_relaxed);
  for (;;) {
    if (seen == 0) {
      if (m_word.compare_exchange_weak(seen, mine, std::memory_order_acquire,
                                       std::memory_order_relaxed))
        return true;
      continue;
    }
    if (!(seen & kContended) &&
        !m_word.compare_exchange_weak(seen, seen | kContended, std::memory_order_relaxed))
      continue;
    if (!call.sleep(m_word, seen | kContended, deadline)) return false;
    seen = m_word.load(std::memory_order_relaxed);
  }
}

bool FutexLock::claim() {
  std::uint32_t seen = m_word.load(std::memory_order_relaxed);
  do {
    if (seen == 0 || (seen & kReleasing)) return false;
  } while (!m_word.compare_exchange_weak(seen, seen | kReleasing, std::memory_order_acquire,
                                         std::memory_order_relaxed));
  return true;
}

void FutexLock::free() {
  m_lastReleaser.store(probe::self().value, std::memory_order_relaxed);
  if (m_word.exchange(0, std::memory_order_release) & kContended) futexWake(m_word);
}

bool FutexLock::held() const {
  const std::uint32_t seen = m_word.load(std::memory_order_acquire);
  return seen != 0 && !(seen & kReleasing);
}

TaskId FutexLock::holder() const {
  const std::uint32_t seen = m_word.load(std::memory_order_acquire);
  if (seen == 0 || (seen & kReleasing)) return {};
  return TaskId{static_cast<std::uint16_t>((seen & kHolder) - 1)};
}

}  // namespace lockstep
