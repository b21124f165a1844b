// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <time.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

/// What the benches have in common: figures of many measurements, and the rows that they print.

namespace lockstep {

struct Figures {
  double median = 0;
  double p99 = 0;
};

inline Figures figures(std::vector<double> numbers) {
  if (numbers.empty()) return {};
  std::sort(numbers.begin(), numbers.end());
  return {numbers[numbers.size() / 2], numbers[numbers.size() * 99 / 100]};
}

inline double median(std::vector<double> numbers) { return figures(std::move(numbers)).median; }

/// CLOCK_MONOTONIC is what a user sees; the CPU time of the thread or of the process can be
/// compared on a machine that does other work meanwhile.
inline double nowMs(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// ms of each of `times` rounds of `work`, which gets the round's number.
inline Figures measure(clockid_t clock, int times, const std::function<void(int)>& work) {
  std::vector<double> ms;
  for (int round = 0; round < times; ++round) {
    const double start = nowMs(clock);
    work(round);
    ms.push_back(nowMs(clock) - start);
  }
  return figures(std::move(ms));
}

/// A number in words, by a printf format: "%.1f ms".
inline std::string number(const char* format, double value) {
  char words[64];
  std::snprintf(words, sizeof words, format, value);
  return words;
}

inline void row(const std::string& what, const std::string& measured, const std::string& baseline,
                double ratio, const std::string& budget) {
  std::printf("%s\t%s\t%s\t%.4g\t%s\n", what.c_str(), measured.c_str(), baseline.c_str(), ratio,
              budget.c_str());
  std::fflush(stdout);
}

/// Of two numbers of one unit.
inline void row(const std::string& what, const char* format, double measured, double baseline,
                const std::string& budget) {
  row(what, number(format, measured), number(format, baseline), measured / baseline, budget);
}

}  // namespace lockstep
