// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

/// Where the axis has its ticks and what they say. Pure; times in ns.

namespace lockstep::ui {

/// The unit that a stretch of time is labelled in.
struct TimeUnit {
  std::int64_t ns = 1;  ///< 1, 10^3, 10^6 or 10^9
  const char* symbol = "ns";
};

/// s from 2 s on, ms from 2 ms on, us from 2 us on.
TimeUnit unitFor(std::int64_t span);

struct Tick {
  std::int64_t time = 0;
  QString label;
};

struct Axis {
  TimeUnit unit;
  std::int64_t step = 1;  ///< 1, 2 or 5 times a power of ten
  std::vector<Tick> ticks;
};

/// Ticks at whole steps after `zero` (the run's start) within [from, to]; at least `leastGap`
/// pixels apart on an axis `width` pixels wide. Empty for an empty range or width. Never more than
/// width / leastGap + 2 ticks.
Axis axisFor(std::int64_t from, std::int64_t to, std::int64_t zero, double width, double leastGap);

/// `time` since `zero` in `unit`, as exact as `resolution` ns asks for: "1221.400".
QString timeLabel(std::int64_t time, std::int64_t zero, const TimeUnit& unit,
                  std::int64_t resolution);

/// "20 ms", "8.14 s", "0 ns": three figures, no trailing zeros.
QString spanLabel(std::int64_t ns);

}  // namespace lockstep::ui
