// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/event_log.h"

#include <gtest/gtest.h>

#include <limits>

#include "events.h"

namespace lockstep {
namespace {

TEST(EventLog, GivesBackWhatItGotHoweverLarge) {
  EventLog log;
  std::vector<Event> events;
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  std::int64_t time = 0;
  for (std::size_t i = 0; i < 3 * EventLog::kChunk + 7; ++i) {
    time += i % 1000 == 0 ? 5'000'000'000 : 3;
    Event event = line(time, static_cast<std::uint16_t>(i % 5), Operation::put)
                      .on(static_cast<std::uint32_t>(i % 9))
                      .value(i % 3 == 0 ? huge - static_cast<std::int64_t>(i) : -7)
                      .outcome(Outcome::failed)
                      .at(static_cast<std::uint16_t>(i % 11))
                      .aux(static_cast<std::uint32_t>(i))
                      .flags(0xff);
    log.append(event);
    events.push_back(event);
  }
  ASSERT_EQ(log.size(), events.size());
  for (std::size_t i = 0; i < events.size(); ++i) ASSERT_EQ(log[i], events[i]) << i;
}

TEST(EventLog, FindsTheFirstEventAtOrAfterATime) {
  EventLog log;
  EXPECT_EQ(log.firstAt(0), 0u);
  for (std::size_t i = 0; i < 3 * EventLog::kChunk; ++i)
    log.append(line(static_cast<std::int64_t>(i / 2) * 10, 1, Operation::say));
  EXPECT_EQ(log.firstAt(-1), 0u);
  EXPECT_EQ(log.firstAt(0), 0u);
  EXPECT_EQ(log.firstAt(1), 2u);
  for (std::size_t i = 0; i < log.size(); i += 2) {
    ASSERT_EQ(log.firstAt(log.timeOf(i)), i);
    ASSERT_EQ(log.firstAt(log.timeOf(i) + 1), i + 2);
  }
}

TEST(EventLog, EventsOfOneInstantThatSpanChunksStartWithTheFirst) {
  EventLog log;
  log.append(line(1, 1, Operation::say));
  for (std::size_t i = 0; i < 2 * EventLog::kChunk; ++i) log.append(line(5, 1, Operation::say));
  EXPECT_EQ(log.firstAt(5), 1u);
  EXPECT_EQ(log.firstAt(6), log.size());
}

TEST(EventLog, KnowsWhoseEventsAreWhose) {
  EventLog log;
  std::vector<std::vector<std::size_t>> expected(7);
  for (std::size_t i = 0; i < 2 * EventLog::kChunk + 100; ++i) {
    const auto task = static_cast<std::uint16_t>((i * i) % 7);
    log.append(line(static_cast<std::int64_t>(i), task, Operation::say));
    expected[task].push_back(i);
  }
  for (std::uint16_t task = 0; task < 7; ++task) {
    ASSERT_EQ(log.taskCount(TaskId{task}), expected[task].size());
    for (std::size_t n = 0; n < expected[task].size(); ++n)
      ASSERT_EQ(log.taskEvent(TaskId{task}, n), expected[task][n]);
  }
  EXPECT_EQ(log.taskCount(TaskId{99}), 0u);
  EXPECT_EQ(log.taskCount(TaskId{}), 0u);
}

}  // namespace
}  // namespace lockstep
