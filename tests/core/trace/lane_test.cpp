// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/lane.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "events.h"

namespace lockstep {
namespace {

using testing::ElementsAre;
using enum State;

Interval as(State state) {
  Interval interval;
  interval.state = state;
  return interval;
}

TEST(Lane, AnEmptyLaneHasNothingAnywhere) {
  const Lane lane;
  EXPECT_EQ(lane.size(), 0u);
  EXPECT_EQ(lane.find(0), std::nullopt);
  EXPECT_EQ(lane.shares(-10, 10), Shares{});
}

TEST(Lane, KeepsEveryFieldOfAnInterval) {
  Interval interval = as(blocked);
  interval.evidence = Evidence::step;
  interval.reason = Operation::observed;
  interval.resource = ResourceId{4095};
  interval.detail = 300;
  EXPECT_EQ(unpackWhat(packWhat(interval)), interval);
  EXPECT_EQ(unpackWhat(packWhat(Interval{})), Interval{});
}

TEST(Lane, TheLastIntervalReachesToTheTracesEndAndHoldsIt) {
  Lanes lanes;
  lanes.at(TaskId{0}).push(10, as(running));
  lanes.extendTo(50);
  const Lane& lane = lanes.lane(TaskId{0});
  EXPECT_EQ(lane.interval(0).end, 50);
  EXPECT_EQ(lane.find(50), 0u);
  EXPECT_EQ(lane.find(51), std::nullopt);
  EXPECT_EQ(lane.find(9), std::nullopt);
}

TEST(Lane, AnInstantBelongsToTheIntervalThatStartsThen) {
  Lanes lanes;
  lanes.at(TaskId{0}).push(10, as(running));
  lanes.at(TaskId{0}).push(20, as(ready));
  lanes.extendTo(30);
  EXPECT_EQ(lanes.lane(TaskId{0}).find(19), 0u);
  EXPECT_EQ(lanes.lane(TaskId{0}).find(20), 1u);
}

TEST(Lane, TheSameStateAgainIsNoNewInterval) {
  Lanes lanes;
  LaneWriter& writer = lanes.at(TaskId{0});
  writer.push(10, as(running));
  writer.push(20, as(running));
  writer.push(30, as(ready));
  writer.push(30, as(running));
  EXPECT_THAT(stretches(writer.lane()), ElementsAre(Stretch{running, 10, 10}));
}

TEST(Lane, ASplitMovesOnlyWhatLiesWithin) {
  Lanes lanes;
  LaneWriter& writer = lanes.at(TaskId{0});
  writer.push(10, as(blocked));
  writer.push(20, as(running));
  lanes.extendTo(30);
  EXPECT_FALSE(writer.split(0, 10, as(ready)));
  EXPECT_FALSE(writer.split(0, 20, as(ready)));
  EXPECT_FALSE(writer.split(1, 25, as(ready))) << "the open interval has no end yet";
  EXPECT_TRUE(writer.split(0, 15, as(ready)));
  EXPECT_THAT(
      stretches(writer.lane()),
      ElementsAre(Stretch{blocked, 10, 15}, Stretch{ready, 15, 20}, Stretch{running, 20, 30}));
}

TEST(Lane, ManyIntervalsAreFoundAndSummedLikeFew) {
  Lanes lanes;
  LaneWriter& writer = lanes.at(TaskId{0});
  constexpr std::int64_t kCount = 1000;
  for (std::int64_t i = 0; i < kCount; ++i) writer.push(i * 10, as(i % 2 == 0 ? running : ready));
  lanes.extendTo(kCount * 10);
  const Lane& lane = writer.lane();
  ASSERT_EQ(lane.size(), static_cast<std::size_t>(kCount));
  for (std::int64_t t = 0; t < kCount * 10; ++t)
    ASSERT_EQ(lane.find(t), static_cast<std::size_t>(t / 10));
  const Shares shares = lane.shares(5, kCount * 10 - 5);
  EXPECT_EQ(shares[static_cast<std::size_t>(running)], kCount * 5 - 5);
  EXPECT_EQ(shares[static_cast<std::size_t>(ready)], kCount * 5 - 5);
}

TEST(Lane, SumsEndWhereTheLaneEnds) {
  Lanes lanes;
  lanes.at(TaskId{0}).push(10, as(running));
  lanes.extendTo(20);
  const Lane& lane = lanes.lane(TaskId{0});
  EXPECT_EQ(lane.shares(-100, 100)[static_cast<std::size_t>(running)], 10);
  EXPECT_EQ(lane.shares(15, 15), Shares{});
  EXPECT_EQ(lane.shares(15, 12), Shares{});
}

}  // namespace
}  // namespace lockstep
