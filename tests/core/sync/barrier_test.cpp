// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "sync/small_run.h"
#include "sync/sync.h"

namespace lockstep {
namespace {

using test::As;
using test::phases;
using test::SmallRun;
using test::thrown;

class Barriers : public testing::TestWithParam<As> {
 protected:
  TaskId startWaiter(Barrier barrier, bool breaks) {
    const TaskId waiter = run.start([barrier, breaks]() mutable {
      EXPECT_EQ(thrown<BrokenBarrierError>([&] { barrier.wait(); }) != "nothing", breaks);
    });
    run.await(waiter, Operation::wait, Phase::blocked);
    return waiter;
  }
  SmallRun run{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Between, Barriers, testing::Values(As::threads, As::processes),
                         [](const auto& as) { return test::nameOf(as.param); });

TEST_P(Barriers, LetNobodyPassBeforeTheLastHasCome) {
  constexpr int kParties = 3;
  constexpr int kRounds = 50;
  Barrier barrier("barrier", kParties);
  auto& arrived = run.shared<int>();
  for (int task = 0; task < kParties; ++task)
    run.start([&arrived, barrier]() mutable {
      for (int round = 1; round <= kRounds; ++round) {
        ++arrived;
        barrier.wait();
        EXPECT_GE(arrived, round * kParties);
      }
    });
  run.join();
  EXPECT_EQ(barrier.waiting(), 0);
}

TEST_P(Barriers, CountPlacesUpToTheLastWhoIsTheWaker) {
  Barrier barrier("barrier", 3);
  const TaskId first = startWaiter(barrier, false);
  const TaskId second = startWaiter(barrier, false);
  EXPECT_EQ(barrier.waiting(), 2);
  EXPECT_EQ(barrier.wait(), 2);
  run.join();
  const auto mine = run.events(kMainTask, Operation::wait, barrier.id());
  ASSERT_EQ(phases(mine), "request done");
  std::int64_t place = 0;
  for (const TaskId waiter : {first, second}) {
    const auto wait = run.events(waiter, Operation::wait, barrier.id());
    ASSERT_EQ(phases(wait), "request blocked done");
    EXPECT_EQ(wait[2].value, place++);
    EXPECT_EQ(wait[2].peer(), kMainTask);
    EXPECT_LE(mine[1].time, wait[2].time);
  }
}

TEST_P(Barriers, AreBrokenByATimeout) {
  Barrier barrier("barrier", 3);
  const TaskId waiter = startWaiter(barrier, true);
  EXPECT_THROW(barrier.wait(0.005), BrokenBarrierError);
  run.join();
  EXPECT_TRUE(barrier.broken());
  EXPECT_EQ(barrier.waiting(), 0);
  EXPECT_EQ(run.events(waiter, Operation::wait, barrier.id()).at(2).outcome, Outcome::broken);
  EXPECT_EQ(run.events(waiter, Operation::wait, barrier.id()).at(2).peer(), kMainTask);
  EXPECT_EQ(phases(run.events(kMainTask, Operation::abortBarrier, barrier.id())), "done");
  EXPECT_THROW(barrier.wait(), BrokenBarrierError);
}

TEST_P(Barriers, AreBrokenByAbortAndMendedByReset) {
  Barrier barrier("barrier", 2);
  startWaiter(barrier, true);
  barrier.abort();
  run.join();
  EXPECT_TRUE(barrier.broken());
  barrier.reset();
  EXPECT_FALSE(barrier.broken());
  startWaiter(barrier, false);
  barrier.wait();
  run.join();
}

TEST_P(Barriers, ThrowAtWaitersWhenTheyAreReset) {
  Barrier barrier("barrier", 2);
  startWaiter(barrier, true);
  barrier.reset();
  run.join();
  EXPECT_FALSE(barrier.broken());
}

TEST_P(Barriers, NeedAParty) {
  EXPECT_EQ(thrown<TaskError>([] { Barrier("barrier", 0); }), "parties must be > 0");
  Barrier alone("barrier", 1);
  EXPECT_EQ(alone.wait(), 0);
}

TEST_P(Barriers, AreFoundByTheirId) {
  Barrier barrier("barrier", 2);
  run.start([id = barrier.id()] { Barrier(kExisting, id).wait(); });
  barrier.wait();
  run.join();
}

}  // namespace
}  // namespace lockstep
