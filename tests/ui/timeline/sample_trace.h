// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "trace/trace.h"

namespace lockstep::ui::sample {

inline constexpr std::int64_t kStart = 1'000'000'000;  ///< first event of every sample, ns
inline constexpr std::int64_t kMs = 1'000'000;

/// Two tasks with a life that a test can name every instant of, in ms after kStart:
///
///     main    0 running 10 blocked(sleep) 30 running 40
///     worker    2 new 4 running 12 ready 14 running 20 blocked on "lock" 30 running 40
///
/// main holds "lock" from 5 to 30, worker from 30 to 35. main wakes worker at 30.
std::shared_ptr<Trace> twoTasks();

/// `processes` children of main with `threads` further threads each, that compute, queue up for two
/// locks and send items and a signal, for `length` ns: what a real run looks like.
std::shared_ptr<Trace> busyRun(int processes, int threads, std::int64_t length,
                               std::int64_t meanSlice = 400'000);

/// `tasks` tasks with `events` kernel records in all, nothing else.
std::shared_ptr<Trace> switches(int tasks, std::size_t events);

}  // namespace lockstep::ui::sample
