// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "probe/probe.h"
#include "runtime/supervisor.h"
#include "runtime/task.h"
#include "trace/trace.h"

/// Runs whose tasks write events and do nothing else, for programs that are their own
/// lockstep-host: the work of a run is named in its environment.

namespace lockstep {

inline constexpr char kWork[] = "LOCKSTEP_BENCH_WORK";
inline constexpr int kWriters = 2;
inline constexpr std::int64_t kFlatEvents = 6'000'000;  ///< of each writer
inline constexpr int kBurst = 1'000;                    ///< events each writer writes every ms
inline constexpr int kBursts = 3'000;
inline constexpr double kBurstRate = kWriters * kBurst * 1000.0;  ///< events a second

/// The work that this program is a host for; null: it is none.
inline const char* hostedWork() {
  return std::getenv("LOCKSTEP_ARENA") == nullptr ? nullptr : std::getenv(kWork);
}

inline int actAsHost(const Target& scenario) {
  return supervise(
      {std::atoi(std::getenv("LOCKSTEP_ARENA")), std::atoi(std::getenv("LOCKSTEP_LIFELINE"))},
      scenario);
}

inline void sleepUntil(std::int64_t instant) {
  const timespec until = toTimespec(instant);
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) != 0) {
  }
}

inline Event beat(std::int64_t value) { return probe::event(Operation::qsize, Phase::done, value); }

inline void writeFlatOut() {
  for (std::int64_t i = 0; i < kFlatEvents; ++i) probe::write(beat(i));
}

inline void writeInBursts() {
  std::int64_t due = monotonicNow();
  for (int burst = 0; burst < kBursts; ++burst) {
    for (int i = 0; i < kBurst; ++i) probe::write(beat(i));
    due += 1'000'000;
    sleepUntil(due);
  }
}

inline void runWriters(int count, const Target& work) {
  std::vector<std::unique_ptr<Process>> writers;
  for (int i = 0; i < count; ++i) {
    writers.push_back(std::make_unique<Process>(work, "writer"));
    writers.back()->start();
  }
  for (const auto& writer : writers) writer->join();
}

/// Writers' events from the first to the last, and what was lost or had to wait.
struct Rate {
  double perSecond = 0;
  std::uint64_t lost = 0;
  std::int64_t stalledNs = 0;
};

inline Rate rateOf(const Trace& trace) {
  Rate rate;
  rate.lost = trace.lostCount();
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    if (event.operation == Operation::stall && event.phase == Phase::done)
      rate.stalledNs += event.value;
    if (event.operation != Operation::qsize) continue;
    if (count++ == 0) first = event.time;
    last = event.time;
  }
  rate.perSecond = static_cast<double>(count) * 1e9 / static_cast<double>(last - first);
  return rate;
}

}  // namespace lockstep
