// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace lockstep {

enum class FutexWait : std::uint8_t { woken, changed, timedOut, interrupted };

/// Sleeps while `word` holds `expected`, until woken or until `deadline` (CLOCK_MONOTONIC, ns).
/// Works between processes when the word lies in shared memory. A signal handler that ran ends
/// the wait with `interrupted`; spurious wake-ups are reported as `woken`.
FutexWait futexWait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                    std::optional<std::int64_t> deadline = std::nullopt);

/// Wakes at most `count` sleepers on `word`; returns how many woke. Async-signal-safe.
int futexWake(const std::atomic<std::uint32_t>& word, int count = 1);

inline constexpr int kWakeAll = 0x7fffffff;

}  // namespace lockstep
