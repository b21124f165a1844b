// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/level_of_detail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "events.h"
#include "trace/lane.h"

namespace lockstep {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kRunning = static_cast<std::size_t>(State::running);
constexpr auto kBlocked = static_cast<std::size_t>(State::blocked);

/// A lane from 0 to the sum of its pieces.
Lanes laneOf(const std::vector<std::pair<std::int64_t, State>>& pieces, std::int64_t start = 0) {
  Lanes lanes;
  std::int64_t time = start;
  for (const auto& [length, state] : pieces) {
    Interval interval;
    interval.state = state;
    lanes.at(TaskId{0}).push(time, interval);
    time += length;
  }
  lanes.extendTo(time);
  return lanes;
}

int sum(const Column& column) {
  return std::accumulate(column.parts.begin(), column.parts.end(), 0);
}

TEST(LevelOfDetail, OfAnEmptyLaneIsEmpty) {
  const LaneDetail detail = laneDetail(Lane(), {0, 1}, 100);
  EXPECT_THAT(detail.bars, IsEmpty());
  EXPECT_THAT(detail.columns, IsEmpty());
}

TEST(LevelOfDetail, DrawsIntervalsOfFourPixelsInFull) {
  const Lanes lanes = laneOf({{40, State::running}, {40, State::blocked}});
  const LaneDetail detail = laneDetail(lanes.lane(TaskId{0}), {0, 10}, 100);
  EXPECT_THAT(detail.columns, IsEmpty());
  ASSERT_THAT(detail.bars, SizeIs(2));
  EXPECT_DOUBLE_EQ(detail.bars[1].x, 4);
  EXPECT_DOUBLE_EQ(detail.bars[1].width, 4);
  EXPECT_EQ(detail.bars[1].state, State::blocked);
  EXPECT_EQ(detail.bars[1].index, 1u);
}

TEST(LevelOfDetail, MergesNarrowerOnesIntoColumnsOfThreePixelsWithTheirShares) {
  // One column is 30 ns: a quarter running, the rest blocked.
  std::vector<std::pair<std::int64_t, State>> pieces;
  for (int i = 0; i < 40; ++i) {
    pieces.emplace_back(3, State::running);
    pieces.emplace_back(9, State::blocked);
  }
  const Lanes lanes = laneOf(pieces);
  const LaneDetail detail = laneDetail(lanes.lane(TaskId{0}), {0, 20}, 24);
  EXPECT_THAT(detail.bars, IsEmpty());
  ASSERT_THAT(detail.columns, SizeIs(8));
  for (const Column& column : detail.columns) {
    EXPECT_EQ(column.parts[kRunning], 16);
    EXPECT_EQ(column.parts[kBlocked], 48);
  }
  EXPECT_DOUBLE_EQ(detail.columns[3].x, 9);
}

TEST(LevelOfDetail, NeverDropsAMomentOfRunning) {
  const Lanes lanes =
      laneOf({{100'000, State::blocked}, {1, State::running}, {100'000, State::blocked}});
  const LaneDetail detail = laneDetail(lanes.lane(TaskId{0}), {0, 1000}, 300);
  EXPECT_THAT(detail.bars, SizeIs(2));
  ASSERT_THAT(detail.columns, SizeIs(1));
  EXPECT_EQ(detail.columns[0].parts[kRunning], 1);
  EXPECT_EQ(detail.columns[0].parts[kBlocked], 63);
}

TEST(LevelOfDetail, GivesLessThanAWholeColumnWhereTheTaskDidNotExist) {
  const Lanes lanes = laneOf({{15, State::running}}, 15);
  const LaneDetail detail = laneDetail(lanes.lane(TaskId{0}), {0, 10}, 100);
  ASSERT_THAT(detail.columns, SizeIs(1));
  EXPECT_EQ(detail.columns[0].parts[kRunning], 32);
}

TEST(LevelOfDetail, BeginsWithTheColumnThatTheLeftEdgeCuts) {
  std::vector<std::pair<std::int64_t, State>> pieces;
  for (int i = 0; i < 100; ++i) pieces.emplace_back(7, i % 2 ? State::running : State::ready);
  const Lanes lanes = laneOf(pieces);
  const LaneDetail detail = laneDetail(lanes.lane(TaskId{0}), {45, 10}, 10);
  ASSERT_FALSE(detail.columns.empty());
  EXPECT_DOUBLE_EQ(detail.columns[0].x, -1.5);
}

TEST(LaneCursorProperty, FindsAndSumsLikeTheLaneWhereverItComesFrom) {
  EXPECT_TRUE(rc::check([] {
    // Long enough for several sealed blocks.
    const int count = *rc::gen::inRange(1, 1000);
    std::vector<std::pair<std::int64_t, State>> pieces;
    for (int i = 0; i < count; ++i)
      pieces.emplace_back(*rc::gen::inRange<std::int64_t>(1, 50), static_cast<State>(1 + i % 7));
    const Lanes lanes = laneOf(pieces, 100);
    const Lane& lane = lanes.lane(TaskId{0});
    const std::int64_t end = lane.interval(lane.size() - 1).end;
    LaneCursor cursor(lane);
    for (int i = 0; i < 100; ++i) {
      const auto time = *rc::gen::inRange<std::int64_t>(0, end + 100);
      cursor.expect(time);
      cursor.seek(time);
      Shares shares{};
      cursor.sharesUntil(time, shares);
      RC_ASSERT(shares == lane.sharesUntil(time));
      const std::size_t index = time < 100 ? 0 : lane.find(std::min(time, end)).value();
      RC_ASSERT(cursor.index() == index);
      const Interval interval = lane.interval(index);
      RC_ASSERT(cursor.start() == interval.start);
      RC_ASSERT(cursor.end() == interval.end);
      RC_ASSERT(cursor.state() == interval.state);
    }
  }));
}

struct Picture {
  std::vector<std::pair<std::int64_t, State>> pieces;
  TimeScale scale;
  double width = 0;
};

Picture arbitraryPicture() {
  Picture picture;
  const auto lengths = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::oneOf(
      rc::gen::inRange<std::int64_t>(1, 20), rc::gen::inRange<std::int64_t>(1, 5000)));
  for (const std::int64_t length : lengths)
    picture.pieces.emplace_back(length, static_cast<State>(*rc::gen::inRange(1, kStates)));
  picture.scale.from = *rc::gen::inRange<std::int64_t>(-2000, 20'000);
  picture.scale.nsPerPixel = *rc::gen::inRange(1, 4000) / 8.0;
  picture.width = *rc::gen::inRange(1, 400);
  return picture;
}

TEST(LevelOfDetailProperty, SharesAreTheExactSumsByLargestRemainder) {
  EXPECT_TRUE(rc::check([] {
    const Picture picture = arbitraryPicture();
    const Lanes lanes = laneOf(picture.pieces);
    const Lane& lane = lanes.lane(TaskId{0});
    const double columnWidth = kColumnPixels * picture.scale.nsPerPixel;
    for (const Column& column : laneDetail(lane, picture.scale, picture.width).columns) {
      const double exact =
          static_cast<double>(picture.scale.from) + column.x * picture.scale.nsPerPixel;
      const double number = std::round(exact / columnWidth);
      const auto from = static_cast<std::int64_t>(std::ceil(number * columnWidth));
      const auto to = static_cast<std::int64_t>(std::ceil((number + 1) * columnWidth));
      const Shares shares = lane.shares(from, to);
      const std::int64_t total = std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
      const double whole =
          static_cast<double>(total) * kColumnParts / static_cast<double>(to - from);
      const bool forced =
          shares[kRunning] * kColumnParts < to - from && column.parts[kRunning] == 1;
      RC_ASSERT(std::abs(sum(column) - whole) <= (forced ? 1.0 : 0.5));
      RC_ASSERT(sum(column) <= kColumnParts);
      RC_ASSERT((shares[kRunning] > 0) == (column.parts[kRunning] > 0) || shares[kRunning] > 0);
      for (std::size_t i = 0; i < shares.size(); ++i) {
        const double part =
            static_cast<double>(shares[i]) * kColumnParts / static_cast<double>(to - from);
        RC_ASSERT(std::abs(column.parts[i] - part) < (forced ? 2.0 : 1.0));
      }
    }
  }));
}

TEST(LevelOfDetailProperty, EveryVisibleIntervalIsABarOrLiesInColumns) {
  EXPECT_TRUE(rc::check([] {
    const Picture picture = arbitraryPicture();
    const Lanes lanes = laneOf(picture.pieces);
    const Lane& lane = lanes.lane(TaskId{0});
    const LaneDetail detail = laneDetail(lane, picture.scale, picture.width);
    for (std::size_t i = 0; i < lane.size(); ++i) {
      const Interval interval = lane.interval(i);
      const double left = std::max(0.0, picture.scale.toPixel(interval.start));
      const double right = std::min(picture.width, picture.scale.toPixel(interval.end));
      if (right <= left) continue;
      const double pixels =
          static_cast<double>(interval.end - interval.start) / picture.scale.nsPerPixel;
      const auto isBar = [i](const Bar& bar) { return bar.index == i; };
      const auto bars = std::count_if(detail.bars.begin(), detail.bars.end(), isBar);
      RC_ASSERT(bars == (pixels >= kBarPixels ? 1 : 0));
      if (bars == 1) continue;
      for (const double x : {left, (left + right) / 2}) {
        const bool covered =
            std::any_of(detail.columns.begin(), detail.columns.end(), [x](const Column& column) {
              return column.x - 1e-6 <= x + 1 && x <= column.x + kColumnPixels + 1e-6;
            });
        RC_ASSERT(covered);
      }
    }
  }));
}

TEST(LevelOfDetailProperty, PanningMovesColumnsAndChangesNone) {
  EXPECT_TRUE(rc::check([] {
    const Picture picture = arbitraryPicture();
    const Lanes lanes = laneOf(picture.pieces);
    const Lane& lane = lanes.lane(TaskId{0});
    TimeScale panned = picture.scale;
    panned.from += *rc::gen::inRange<std::int64_t>(0, 500);
    const auto absolute = [](const TimeScale& scale, const Column& column) {
      return static_cast<double>(scale.from) + column.x * scale.nsPerPixel;
    };
    const LaneDetail before = laneDetail(lane, picture.scale, picture.width);
    for (const Column& column : laneDetail(lane, panned, picture.width).columns) {
      const double at = absolute(panned, column);
      const auto same =
          std::find_if(before.columns.begin(), before.columns.end(), [&](const Column& other) {
            return std::abs(absolute(picture.scale, other) - at) < 1e-3;
          });
      if (same != before.columns.end()) RC_ASSERT(same->parts == column.parts);
    }
  }));
}

TEST(RunShares, OfAnEmptyRangeAreEmpty) { EXPECT_THAT(runShares(Trace(), 5, 5, 10), IsEmpty()); }

TEST(LaneSharesProperty, AreThoseOfEachColumn) {
  EXPECT_TRUE(rc::check([] {
    const Picture picture = arbitraryPicture();
    const Lanes lanes = laneOf(picture.pieces, 300);
    const Lane& lane = lanes.lane(TaskId{0});
    const auto from = *rc::gen::inRange<std::int64_t>(0, 1000);
    const auto to = from + *rc::gen::inRange<std::int64_t>(1, 30'000);
    const int columns = *rc::gen::inRange(1, 60);
    const std::vector<Shares> shares = laneShares(lane, from, to, columns);
    RC_ASSERT(shares.size() == static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
      RC_ASSERT(
          shares[static_cast<std::size_t>(i)] ==
          lane.shares(from + (to - from) * i / columns, from + (to - from) * (i + 1) / columns));
    }
  }));
}

TEST(RunSharesProperty, AreTheSumsOfAllLanesButTheSupervisors) {
  EXPECT_TRUE(rc::check([] {
    Trace trace;
    trace.addTask(process(0, 99));
    const auto count = *rc::gen::inRange<std::uint16_t>(1, 5);
    for (std::uint16_t i = 1; i <= count; ++i) trace.addTask(thread(i, 100));
    std::int64_t time = 1000;
    std::vector<bool> on(count + 1u);
    for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 200))) {
      const auto task = *rc::gen::inRange<std::uint16_t>(0, static_cast<std::uint16_t>(count + 1));
      time += step;
      trace.append(Event(on[task] ? switchOut(time, task) : switchIn(time, task)));
      on[task] = !on[task];
    }
    const auto from = *rc::gen::inRange<std::int64_t>(900, 1500);
    const auto to = from + *rc::gen::inRange<std::int64_t>(1, 3000);
    const int columns = *rc::gen::inRange(1, 50);
    const std::vector<Shares> shares = runShares(trace, from, to, columns);
    RC_ASSERT(shares.size() == static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
      Shares exact{};
      for (std::uint16_t i = 1; i <= count; ++i) {
        const Shares one = trace.lane(TaskId{i}).shares(
            from + (to - from) * column / columns, from + (to - from) * (column + 1) / columns);
        for (std::size_t state = 0; state < exact.size(); ++state) exact[state] += one[state];
      }
      RC_ASSERT(shares[static_cast<std::size_t>(column)] == exact);
    }
  }));
}

}  // namespace
}  // namespace lockstep
