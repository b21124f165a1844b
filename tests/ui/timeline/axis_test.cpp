// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "timeline/time_axis.h"

namespace lockstep::ui {
namespace {

constexpr std::int64_t kUs = 1'000;
constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kS = 1'000'000'000;

std::vector<QString> labels(const Axis& axis) {
  std::vector<QString> result;
  for (const Tick& tick : axis.ticks) result.push_back(tick.label);
  return result;
}

TEST(TimeAxis, TicksStandAtWholeStepsSinceTheStartOfTheRun) {
  const std::int64_t zero = 7'123'456'789;
  const Axis axis = axisFor(zero + 1203 * kMillisecond, zero + 1211 * kMillisecond, zero, 800, 150);
  EXPECT_STREQ(axis.unit.symbol, "ms");
  EXPECT_EQ(axis.step, 2 * kMillisecond);
  EXPECT_EQ(labels(axis), (std::vector<QString>{"1204", "1206", "1208", "1210"}));
  EXPECT_EQ(axis.ticks[0].time, zero + 1204 * kMillisecond);
}

TEST(TimeAxis, TheUnitFollowsTheRange) {
  EXPECT_STREQ(unitFor(8 * kS).symbol, "s");
  EXPECT_STREQ(unitFor(2 * kMillisecond).symbol, "ms");
  EXPECT_STREQ(unitFor(2 * kMillisecond - 1).symbol, "\xC2\xB5s");
  EXPECT_STREQ(unitFor(1'999).symbol, "ns");
}

TEST(TimeAxis, SmallStepsGetTheDecimalsTheyNeed) {
  const Axis axis = axisFor(0, 2 * kS, 0, 1000, 80);
  EXPECT_EQ(axis.step, 200 * kMillisecond);
  EXPECT_EQ(axis.ticks[1].label, "0.2");
  EXPECT_EQ(axis.ticks.back().label, "2.0");
}

TEST(TimeAxis, LabelsAreAsExactAsAsked) {
  EXPECT_EQ(timeLabel(1'221'400'000, 0, unitFor(20 * kMillisecond), kUs), "1221.400");
  EXPECT_EQ(timeLabel(-1'500'000, 0, unitFor(20 * kMillisecond), kMillisecond / 10), "-1.5");
  EXPECT_EQ(timeLabel(1'234'567 * kUs, 0, unitFor(500 * kUs), kUs),
            QStringLiteral("1\u2009234\u2009567"));
}

TEST(TimeAxis, SpansHaveThreeFigures) {
  EXPECT_EQ(spanLabel(20 * kMillisecond), "20 ms");
  EXPECT_EQ(spanLabel(8'140 * kMillisecond), "8.14 s");
  EXPECT_EQ(spanLabel(999'999), "1 ms");
  EXPECT_EQ(spanLabel(830), "830 ns");
  EXPECT_EQ(spanLabel(0), "0 ns");
  EXPECT_EQ(spanLabel(12'345), QStringLiteral("12.3 \u00B5s"));
}

TEST(TimeAxis, DegenerateRangesHaveNoTicks) {
  struct {
    const char* name;
    std::int64_t from, to;
    double width, gap;
  } const cases[] = {{"empty range", 5, 5, 100, 80},
                     {"turned around", 9, 5, 100, 80},
                     {"no width", 0, 100, 0, 80},
                     {"no gap", 0, 100, 100, 0}};
  for (const auto& bad : cases) {
    EXPECT_TRUE(axisFor(bad.from, bad.to, 0, bad.width, bad.gap).ticks.empty()) << bad.name;
  }
}

TEST(TimeAxis, NeverCrowdsWhateverTheRange) {
  for (std::int64_t span = 1; span < 1'000'000'000'000'000; span = span * 3 + 1) {
    for (const std::int64_t from :
         {std::int64_t{-77}, std::int64_t{0}, std::int64_t{987'654'321}}) {
      const Axis axis = axisFor(from, from + span, 13, 1000, 84);
      EXPECT_LE(axis.ticks.size(), 1000 / 84 + 2) << span;
      for (const Tick& tick : axis.ticks) {
        EXPECT_GE(tick.time, from);
        EXPECT_LE(tick.time, from + span);
        EXPECT_EQ((tick.time - 13) % axis.step, 0);
      }
    }
  }
}

}  // namespace
}  // namespace lockstep::ui
