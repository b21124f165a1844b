// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <limits>
#include <random>

#include "events.h"
#include "trace/trace.h"

namespace lockstep {
namespace {

using Operation::acquire;
using Operation::begin;
using Operation::deliver;
using Operation::end;
using Operation::exited;
using Operation::get;
using Operation::join;
using Operation::kill;
using Operation::notify;
using Operation::put;
using Operation::release;
using Operation::say;
using Operation::start;
using Operation::wait;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kAll = 1'000'000;

/// Tasks 1 (main), 2 and 3 (processes 102 and 103), 4 (a thread of 103) and one resource of each
/// kind, numbered as the kinds are.
class RelationsTest : public ::testing::Test {
 protected:
  RelationsTest() {
    trace.addTask(process(0, 99));
    trace.addTask(process(1, 101));
    trace.addTask(process(2, 102, 1));
    trace.addTask(process(3, 103, 1));
    trace.addTask(thread(4, 103, 3));
    for (std::uint32_t i = 0; i < kResourceKinds; ++i) {
      ResourceInfo info;
      info.id = ResourceId{i};
      info.kind = static_cast<ResourceKind>(i);
      trace.addResource(info);
    }
  }

  static std::uint32_t id(ResourceKind kind) { return static_cast<std::uint32_t>(kind); }

  void add(std::initializer_list<Event> events) {
    for (const Event& event : events) trace.append(event);
    relations.update(trace);
  }
  std::vector<HoldSpan> holds(std::uint16_t task) {
    return relations.holds(TaskId{task}, kFirst, kLast, kAll);
  }
  std::vector<Arrow> arrows(ArrowKind kind) {
    std::vector<Arrow> found = relations.arrows(kFirst, kLast, kAll);
    std::erase_if(found, [kind](const Arrow& arrow) { return arrow.kind != kind; });
    return found;
  }

  Trace trace;
  Relations relations;
};

void expectArrow(const Arrow& arrow, std::uint16_t from, std::int64_t sent, std::uint16_t to,
                 std::int64_t received) {
  EXPECT_EQ(arrow.from, TaskId{from});
  EXPECT_EQ(arrow.sent, sent);
  EXPECT_EQ(arrow.to, TaskId{to});
  EXPECT_EQ(arrow.received, received);
}

TEST_F(RelationsTest, ALockIsHeldFromItsAcquireToItsRelease) {
  const std::uint32_t lock = id(ResourceKind::lock);
  add({done(10, 1, acquire).on(lock).value(1), done(30, 1, release).on(lock)});
  ASSERT_THAT(holds(1), SizeIs(1));
  EXPECT_EQ(holds(1)[0].start, 10);
  EXPECT_EQ(holds(1)[0].end, 30);
  EXPECT_FALSE(holds(1)[0].abandoned);
  EXPECT_THAT(relations.holds(TaskId{1}, 31, 50, kAll), IsEmpty());
  EXPECT_THAT(relations.holds(TaskId{1}, 0, 9, kAll), IsEmpty());
}

TEST_F(RelationsTest, AFailedAcquireHoldsNothing) {
  add({done(10, 1, acquire).on(id(ResourceKind::lock)).outcome(Outcome::timeout)});
  EXPECT_THAT(holds(1), IsEmpty());
}

TEST_F(RelationsTest, AHeldLockReachesToTheLiveEdge) {
  add({done(10, 1, acquire).on(id(ResourceKind::lock)).value(1)});
  trace.advance(70);
  relations.update(trace);
  ASSERT_THAT(holds(1), SizeIs(1));
  EXPECT_EQ(holds(1)[0].end, 70);
}

TEST_F(RelationsTest, AnRLockIsHeldUntilItsDepthIsZero) {
  const std::uint32_t lock = id(ResourceKind::rlock);
  add({done(10, 1, acquire).on(lock).value(1), done(11, 1, acquire).on(lock).value(2),
       done(12, 1, release).on(lock).value(1), done(13, 1, release).on(lock).value(0)});
  ASSERT_THAT(holds(1), SizeIs(1));
  EXPECT_EQ(holds(1)[0].end, 13);
}

TEST_F(RelationsTest, APermitBelongsToItsTakerUntilSomebodyGivesItBack) {
  const std::uint32_t permits = id(ResourceKind::semaphore);
  add({done(10, 1, acquire).on(permits).value(1), done(11, 2, acquire).on(permits).value(0),
       done(20, 2, release).on(permits).value(1), done(25, 3, release).on(permits).value(2)});
  EXPECT_EQ(holds(2)[0].end, 20);
  EXPECT_EQ(holds(1)[0].end, 25);
}

TEST_F(RelationsTest, ATaskThatDiesTakesItsLockAlong) {
  add({switchIn(5, 2), done(10, 2, acquire).on(id(ResourceKind::lock)).value(1),
       done(20, 2, exited), done(40, 1, say)});
  ASSERT_THAT(holds(2), SizeIs(1));
  EXPECT_EQ(holds(2)[0].end, 20);
  EXPECT_TRUE(holds(2)[0].abandoned);
}

TEST_F(RelationsTest, TheNextOwnerOfARobustLockEndsTheDeadOnesHold) {
  const std::uint32_t lock = id(ResourceKind::lock);
  add({switchIn(5, 2), done(10, 2, acquire).on(lock).value(1), done(20, 2, exited),
       done(25, 1, acquire).on(lock).value(1).outcome(Outcome::abandoned)});
  EXPECT_EQ(holds(2)[0].end, 20);
  EXPECT_TRUE(holds(2)[0].abandoned);
  EXPECT_EQ(holds(1)[0].start, 25);
}

TEST_F(RelationsTest, ALockGoesFromItsReleaserToTheOneThatWaited) {
  const std::uint32_t lock = id(ResourceKind::lock);
  add({done(10, 1, acquire).on(lock).value(1), request(11, 2, acquire).on(lock),
       sleeps(12, 2, acquire).on(lock), done(20, 1, release).on(lock),
       done(27, 2, acquire).on(lock).value(1).aux(1)});
  ASSERT_THAT(arrows(ArrowKind::handOff), SizeIs(1));
  expectArrow(arrows(ArrowKind::handOff)[0], 1, 20, 2, 27);
  EXPECT_EQ(relations.nextWake(20)->received, 27);
  EXPECT_EQ(relations.nextWake(27), std::nullopt);
  EXPECT_EQ(relations.previousWake(28)->received, 27);
  EXPECT_EQ(relations.previousWake(27), std::nullopt);
}

TEST_F(RelationsTest, ALockThatWasFreeComesFromNobody) {
  const std::uint32_t lock = id(ResourceKind::lock);
  add({request(11, 2, acquire).on(lock), done(12, 2, acquire).on(lock).value(1)});
  EXPECT_THAT(relations.arrows(kFirst, kLast, kAll), IsEmpty());
}

TEST_F(RelationsTest, ANotifyWakesTheWaiterBeforeItGetsTheLockBack) {
  const std::uint32_t lock = id(ResourceKind::lock);
  const std::uint32_t condition = id(ResourceKind::condition);
  add({request(10, 2, wait).on(condition), sleeps(11, 2, wait).on(condition),
       done(20, 1, notify).on(condition).aux(2), request(23, 2, acquire).on(lock).flags(kFlagInner),
       sleeps(24, 2, acquire).on(lock).flags(kFlagInner), done(30, 1, release).on(lock),
       done(33, 2, acquire).on(lock).value(1).aux(1).flags(kFlagInner),
       done(34, 2, wait).on(condition).aux(1)});
  ASSERT_THAT(arrows(ArrowKind::wake), SizeIs(1));
  expectArrow(arrows(ArrowKind::wake)[0], 1, 20, 2, 23);
  ASSERT_THAT(arrows(ArrowKind::handOff), SizeIs(1));
  expectArrow(arrows(ArrowKind::handOff)[0], 1, 30, 2, 33);
}

TEST_F(RelationsTest, TheLastToReachABarrierWakesTheOthers) {
  const std::uint32_t barrier = id(ResourceKind::barrier);
  add({request(10, 1, wait).on(barrier), sleeps(11, 1, wait).on(barrier),
       request(20, 2, wait).on(barrier), done(21, 2, wait).on(barrier).value(0),
       done(25, 1, wait).on(barrier).value(1).aux(2)});
  ASSERT_THAT(arrows(ArrowKind::wake), SizeIs(1));
  expectArrow(arrows(ArrowKind::wake)[0], 2, 20, 1, 25);
}

TEST_F(RelationsTest, AnItemTravelsFromItsPutToItsGet) {
  const std::uint32_t queue = id(ResourceKind::queue);
  const std::uint8_t integer = static_cast<std::uint8_t>(ValueKind::integer);
  add({done(10, 1, put).on(queue).value(7).flags(integer),
       done(12, 1, put).on(queue).value(7).flags(integer),
       done(20, 2, get).on(queue).value(7).flags(integer).aux(1),
       done(30, 3, get).on(queue).value(7).flags(integer).aux(1)});
  const auto messages = arrows(ArrowKind::message);
  ASSERT_THAT(messages, SizeIs(2));
  expectArrow(messages[0], 1, 10, 2, 20);
  expectArrow(messages[1], 1, 12, 3, 30);
  EXPECT_EQ(messages[0].value, 7);
  EXPECT_EQ(messages[0].valueKind, ValueKind::integer);
}

TEST_F(RelationsTest, AGetThatMakesRoomWakesThePutter) {
  const std::uint32_t queue = id(ResourceKind::queue);
  add({done(10, 1, put).on(queue).value(1), request(11, 1, put).on(queue),
       sleeps(12, 1, put).on(queue), done(20, 2, get).on(queue).value(1).aux(1),
       done(22, 1, put).on(queue).value(2).aux(2)});
  ASSERT_THAT(arrows(ArrowKind::wake), SizeIs(1));
  expectArrow(arrows(ArrowKind::wake)[0], 2, 20, 1, 22);
}

TEST_F(RelationsTest, ASignalIsPendingUntilAThreadOfItsProcessHandlesIt) {
  add({done(10, 1, kill).value(10).aux(3)});
  ASSERT_THAT(arrows(ArrowKind::signal), SizeIs(1));
  expectArrow(arrows(ArrowKind::signal)[0], 1, 10, 3, 10);
  EXPECT_THAT(relations.arrowsOf(TaskId{3}, 0, 100, kAll), SizeIs(1));
  add({request(30, 4, deliver).value(10).aux(1)});
  ASSERT_THAT(arrows(ArrowKind::signal), SizeIs(1));
  expectArrow(arrows(ArrowKind::signal)[0], 1, 10, 4, 30);
}

TEST_F(RelationsTest, AChildComesFromItsParentAndReturnsToItsJoin) {
  add({request(10, 1, start).aux(2), done(14, 2, begin).aux(1), done(15, 1, start).aux(2),
       request(16, 1, join).aux(2), sleeps(17, 1, join).aux(2), done(40, 2, end),
       done(44, 1, join).aux(2)});
  ASSERT_THAT(arrows(ArrowKind::fork), SizeIs(1));
  expectArrow(arrows(ArrowKind::fork)[0], 1, 10, 2, 14);
  ASSERT_THAT(arrows(ArrowKind::join), SizeIs(1));
  expectArrow(arrows(ArrowKind::join)[0], 2, 40, 1, 44);
}

TEST_F(RelationsTest, AnEventOfAResourceWithoutARowDoesNoHarm) {
  add({done(10, 1, acquire).on(0xfffffff0), done(11, 1, get).on(0xfffffff0)});
  EXPECT_THAT(holds(1), IsEmpty());
}

TEST_F(RelationsTest, QueriesSayWhenTheyWereCut) {
  const std::uint32_t lock = id(ResourceKind::lock);
  for (std::int64_t i = 0; i < 10; ++i)
    add({done(10 * i, 1, acquire).on(lock).value(1), done(10 * i + 5, 1, release).on(lock)});
  bool cut = false;
  EXPECT_THAT(relations.holds(TaskId{1}, kFirst, kLast, 10, &cut), SizeIs(10));
  EXPECT_FALSE(cut);
  EXPECT_THAT(relations.holds(TaskId{1}, kFirst, kLast, 9, &cut), SizeIs(9));
  EXPECT_TRUE(cut);
}

TEST_F(RelationsTest, QueriesAnswerWhatTouchesTheRangeAmongManySpansOfAllLengths) {
  // Semaphores and a lock, held for anything between a moment and most of the run.
  std::mt19937 random(7);
  const std::uint32_t resources[] = {id(ResourceKind::lock), id(ResourceKind::rlock),
                                     id(ResourceKind::semaphore),
                                     id(ResourceKind::boundedSemaphore)};
  bool held[4] = {};
  std::vector<Event> events;
  std::int64_t time = 0;
  for (int i = 0; i < 40'000; ++i) {
    time += 1 + static_cast<std::int64_t>(random() % 10);
    const std::size_t which = random() % 100 == 0 ? random() % 4 : 0;
    events.push_back(held[which] ? done(time, 1, release).on(resources[which])
                                 : done(time, 1, acquire).on(resources[which]).value(1));
    held[which] = !held[which];
  }
  trace.append(events);
  relations.update(trace);
  const std::vector<HoldSpan> all = holds(1);
  ASSERT_GT(all.size(), 15'000u);
  for (int i = 0; i < 200; ++i) {
    const auto from = static_cast<std::int64_t>(random() % static_cast<unsigned>(time));
    const std::int64_t to = from + static_cast<std::int64_t>(random() % 1000);
    const auto expected = std::count_if(all.begin(), all.end(), [&](const HoldSpan& span) {
      return span.start <= to && span.end >= from;
    });
    ASSERT_EQ(relations.holds(TaskId{1}, from, to, kAll).size(),
              static_cast<std::size_t>(expected));
  }
}

TEST_F(RelationsTest, ReadingByAndByIsTheSameAsReadingAtOnce) {
  const std::uint32_t lock = id(ResourceKind::lock);
  for (std::int64_t i = 0; i < 300; ++i) {
    const auto task = static_cast<std::uint16_t>(1 + i % 3);
    const auto next = static_cast<std::uint16_t>(1 + (i + 1) % 3);
    if (i == 0) add({done(0, task, acquire).on(lock).value(1)});
    add({sleeps(10 * i + 1, next, acquire).on(lock), done(10 * i + 5, task, release).on(lock),
         done(10 * i + 7, next, acquire).on(lock).value(1).aux(task)});
  }
  Relations atOnce;
  atOnce.update(trace);
  const auto mine = relations.arrows(500, 1500, kAll);
  const auto other = atOnce.arrows(500, 1500, kAll);
  ASSERT_EQ(mine.size(), other.size());
  EXPECT_THAT(mine, SizeIs(100));
  EXPECT_EQ(relations.arrowsOf(TaskId{1}, 500, 1500, kAll).size(),
            atOnce.arrowsOf(TaskId{1}, 500, 1500, kAll).size());
}

}  // namespace
}  // namespace lockstep
