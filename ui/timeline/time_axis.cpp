// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_axis.h"

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr TimeUnit kSeconds{1'000'000'000, "s"};
constexpr TimeUnit kMilliseconds{1'000'000, "ms"};
constexpr TimeUnit kMicroseconds{1'000, "\xC2\xB5s"};
constexpr TimeUnit kNanoseconds{1, "ns"};

// The smallest 1, 2 or 5 times a power of ten that is at least `wanted`.
std::int64_t roundStep(double wanted) {
  constexpr std::int64_t kMost = 1'000'000'000'000'000'000;
  std::int64_t power = 1;
  while (power < kMost) {
    for (const std::int64_t factor : {1, 2, 5}) {
      if (static_cast<double>(power * factor) >= wanted) return power * factor;
    }
    power *= 10;
  }
  return kMost;
}

int decimalsFor(const TimeUnit& unit, std::int64_t resolution) {
  int decimals = 0;
  for (std::int64_t grain = unit.ns; grain > resolution && grain > 1; grain /= 10) ++decimals;
  return decimals;
}

std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
  const std::int64_t quotient = value / by;
  return value % by != 0 && value < 0 ? quotient - 1 : quotient;
}

}  // namespace

TimeUnit unitFor(std::int64_t span) {
  if (span >= 2 * kSeconds.ns) return kSeconds;
  if (span >= 2 * kMilliseconds.ns) return kMilliseconds;
  if (span >= 2 * kMicroseconds.ns) return kMicroseconds;
  return kNanoseconds;
}

Axis axisFor(std::int64_t from, std::int64_t to, std::int64_t zero, double width, double leastGap) {
  Axis axis;
  if (to <= from || width <= 0 || leastGap <= 0) return axis;
  const double span = static_cast<double>(to) - static_cast<double>(from);
  axis.unit = unitFor(to - from);
  axis.step = roundStep(std::max(1.0, span * leastGap / width));
  std::int64_t tick = zero + floorDivide(from - zero, axis.step) * axis.step;
  if (tick < from) tick += axis.step;
  for (; tick <= to; tick += axis.step) {
    axis.ticks.push_back({tick, timeLabel(tick, zero, axis.unit, axis.step)});
  }
  return axis;
}

QString timeLabel(std::int64_t time, std::int64_t zero, const TimeUnit& unit,
                  std::int64_t resolution) {
  const int decimals = decimalsFor(unit, std::max<std::int64_t>(1, resolution));
  const std::int64_t since = time - zero;
  const std::uint64_t size =
      since < 0 ? 0 - static_cast<std::uint64_t>(since) : static_cast<std::uint64_t>(since);
  const auto base = static_cast<std::uint64_t>(unit.ns);
  QString whole = QString::number(size / base);
  // Thin spaces make long numbers readable; four figures need none.
  if (whole.size() > 4) {
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3) whole.insert(at, QChar(0x2009));
  }
  QString text = (since < 0 ? QStringLiteral("-") : QString()) + whole;
  if (decimals == 0) return text;
  std::uint64_t scale = 1;
  int digits = 0;
  while (scale < base) {
    scale *= 10;
    ++digits;
  }
  const QString fraction = QString::number(size % base).rightJustified(digits, QLatin1Char('0'));
  return text + QLatin1Char('.') + fraction.left(decimals);
}

QString spanLabel(std::int64_t ns) {
  TimeUnit unit = kNanoseconds;
  for (const TimeUnit& candidate : {kMicroseconds, kMilliseconds, kSeconds}) {
    // 999.5 and more would round up to 1000 of the smaller unit.
    if (static_cast<double>(ns) >= .9995 * static_cast<double>(candidate.ns)) unit = candidate;
  }
  const double value = static_cast<double>(ns) / static_cast<double>(unit.ns);
  const int decimals = value >= 99.95 || unit.ns == 1 ? 0 : value >= 9.995 ? 1 : 2;
  QString number = QString::number(value, 'f', decimals);
  if (number.contains(QLatin1Char('.'))) {
    while (number.endsWith(QLatin1Char('0'))) number.chop(1);
    if (number.endsWith(QLatin1Char('.'))) number.chop(1);
  }
  return number + QLatin1Char(' ') + QString::fromUtf8(unit.symbol);
}

}  // namespace lockstep::ui
