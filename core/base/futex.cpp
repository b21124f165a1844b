// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/futex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "base/check.h"
#include "base/clock.h"

namespace lockstep {

FutexWait futexWait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                    std::optional<std::int64_t> deadline) {
  timespec until{};
  if (deadline) until = toTimespec(*deadline);
  // FUTEX_WAIT_BITSET takes an absolute CLOCK_MONOTONIC time, so an interrupted wait keeps it.
  const long status = ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, expected,
                                deadline ? &until : nullptr, nullptr, FUTEX_BITSET_MATCH_ANY);
  if (status == 0) return FutexWait::woken;
  switch (errno) {
    case EAGAIN:
      return FutexWait::changed;
    case ETIMEDOUT:
      return FutexWait::timedOut;
    case EINTR:
      return FutexWait::interrupted;
  }
  CHECK(status == 0);
  return FutexWait::woken;
}

int futexWake(const std::atomic<std::uint32_t>& word, int count) {
  return static_cast<int>(::syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0));
}

}  // namespace lockstep
