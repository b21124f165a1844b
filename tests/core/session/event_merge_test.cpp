// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/event_merge.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <limits>

namespace lockstep {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

Event at(std::int64_t time, int task = 1) {
  Event event;
  event.time = time;
  event.task = TaskId{static_cast<std::uint16_t>(task)};
  return event;
}

std::vector<std::int64_t> timesOf(const std::vector<Event>& events) {
  std::vector<std::int64_t> times;
  for (const Event& event : events) times.push_back(event.time);
  return times;
}

class Merge : public testing::Test {
 protected:
  void give(std::size_t stream, std::initializer_list<std::int64_t> times) {
    while (m_streams <= stream) {
      m_merge.addStream();
      ++m_streams;
    }
    for (const std::int64_t time : times)
      m_merge.stream(stream).push_back(at(time, static_cast<int>(stream)));
    m_merge.settle(stream);
  }
  std::vector<Event> takeBefore(std::int64_t limit) {
    std::vector<Event> out;
    m_merge.takeBefore(limit, out);
    return out;
  }
  EventMerge m_merge;
  std::size_t m_streams = 0;
};

TEST_F(Merge, StreamsBecomeOneInTheOrderOfTime) {
  give(0, {1, 4, 5, 9});
  give(1, {2, 3, 7});
  EXPECT_EQ(timesOf(takeBefore(kAll)), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 7, 9}));
}

TEST_F(Merge, TheLimitItselfIsKept) {
  give(0, {1, 5, 6});
  EXPECT_EQ(timesOf(takeBefore(5)), (std::vector<std::int64_t>{1}));
  EXPECT_EQ(m_merge.waiting(), 2u);
  EXPECT_EQ(timesOf(takeBefore(kAll)), (std::vector<std::int64_t>{5, 6}));
}

TEST_F(Merge, EqualTimesOfManyStreamsAllCome) {
  give(0, {5, 5});
  give(1, {5});
  give(2, {5, 6});
  EXPECT_EQ(timesOf(takeBefore(6)), (std::vector<std::int64_t>{5, 5, 5, 5}));
  EXPECT_EQ(m_merge.waiting(), 1u);
}

TEST_F(Merge, AnEventBehindTheEdgeIsFlaggedAndComesFirst) {
  give(0, {10, 20});
  takeBefore(30);
  give(1, {15});
  give(0, {40});
  const auto events = takeBefore(50);
  ASSERT_EQ(timesOf(events), (std::vector<std::int64_t>{15, 40}));
  EXPECT_TRUE(events[0].has(kFlagLate));
  EXPECT_FALSE(events[1].has(kFlagLate));
}

TEST_F(Merge, AnOlderEventOfOneStreamIsPutRight) {
  give(0, {10, 30});
  give(0, {20, 25, 40});
  EXPECT_EQ(timesOf(takeBefore(kAll)), (std::vector<std::int64_t>{10, 20, 25, 30, 40}));
}

TEST_F(Merge, NothingIsTakenTwiceNorLostHoweverItIsCut) {
  EXPECT_TRUE(rc::check([] {
    const auto streams = *rc::gen::inRange<std::size_t>(1, 6);
    EventMerge merge;
    std::vector<std::int64_t> clocks(streams, 0);
    for (std::size_t i = 0; i < streams; ++i) merge.addStream();
    std::vector<std::int64_t> given;
    std::vector<Event> taken;
    for (int round = 0; round < 20; ++round) {
      for (std::size_t stream = 0; stream < streams; ++stream) {
        const auto steps =
            *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 30));
        for (const std::int64_t step : steps) {
          clocks[stream] += step;
          merge.stream(stream).push_back(at(clocks[stream], static_cast<int>(stream)));
          given.push_back(clocks[stream]);
        }
        merge.settle(stream);
      }
      merge.takeBefore(*std::min_element(clocks.begin(), clocks.end()), taken);
    }
    merge.takeBefore(kAll, taken);
    std::sort(given.begin(), given.end());
    RC_ASSERT(timesOf(taken) == given);
    RC_ASSERT(merge.waiting() == 0u);
    for (const Event& event : taken) RC_ASSERT(!event.has(kFlagLate));
  }));
}

}  // namespace
}  // namespace lockstep
