// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "sync/small_run.h"
#include "sync/sync.h"

namespace lockstep {
namespace {

using test::As;
using test::phases;
using test::SmallRun;
using test::thrown;

class Semaphores : public testing::TestWithParam<As> {
 protected:
  SmallRun run{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Between, Semaphores, testing::Values(As::threads, As::processes),
                         [](const auto& as) { return test::nameOf(as.param); });

TEST_P(Semaphores, LetInAsManyAsTheyHavePermits) {
  Semaphore semaphore("pool", 2);
  auto& inside = run.shared<int>();
  auto& most = run.shared<int>();
  for (int task = 0; task < 4; ++task)
    run.start([&, semaphore]() mutable {
      for (int i = 0; i < 200; ++i) {
        semaphore.acquire();
        const int now = ++inside;
        int seen = most.load();
        while (seen < now && !most.compare_exchange_weak(seen, now)) {
        }
        --inside;
        semaphore.release();
      }
    });
  run.join();
  EXPECT_LE(most, 2);
  EXPECT_GE(most, 1);
}

TEST_P(Semaphores, SayHowManyPermitsAreLeft) {
  Semaphore semaphore("pool", 2);
  semaphore.acquire();
  semaphore.acquire();
  EXPECT_FALSE(semaphore.acquire(false));
  semaphore.release(2);
  std::vector<std::int64_t> left;
  for (const Event& event : run.events(kMainTask))
    if (event.resource == semaphore.id() && event.phase == Phase::done) left.push_back(event.value);
  EXPECT_EQ(left, (std::vector<std::int64_t>{2, 1, 0, 0, 2}));
}

TEST_P(Semaphores, WaitForAPermitAndNameItsGiver) {
  Semaphore semaphore("pool", 0);
  const TaskId waiter = run.start([semaphore]() mutable { EXPECT_TRUE(semaphore.acquire()); });
  run.await(waiter, Operation::acquire, Phase::blocked);
  semaphore.release();
  run.join();
  const auto acquire = run.events(waiter, Operation::acquire, semaphore.id());
  ASSERT_EQ(phases(acquire), "request blocked done");
  EXPECT_EQ(acquire[2].peer(), kMainTask);
  EXPECT_EQ(acquire[2].value, 0);
  EXPECT_LE(run.events(kMainTask, Operation::release, semaphore.id()).at(0).time, acquire[2].time);
}

TEST_P(Semaphores, WakeAsManyAsTheyGivePermits) {
  Semaphore semaphore("pool", 0);
  for (int i = 0; i < 3; ++i) {
    const TaskId waiter = run.start([semaphore]() mutable { semaphore.acquire(); });
    run.await(waiter, Operation::acquire, Phase::blocked);
  }
  semaphore.release(3);
  run.join();
}

TEST_P(Semaphores, EndATimedWait) {
  Semaphore semaphore("pool", 0);
  EXPECT_FALSE(semaphore.acquire(true, 0.01));
  const auto acquire = run.events(kMainTask, Operation::acquire, semaphore.id());
  ASSERT_EQ(phases(acquire), "request blocked done");
  EXPECT_EQ(acquire[2].outcome, Outcome::timeout);
  EXPECT_GE(acquire[2].time - acquire[0].time, 9'900'000);
  semaphore.release();
  EXPECT_TRUE(semaphore.acquire(true, 0.01));
}

TEST_P(Semaphores, OfTheBoundedKindRefuseTooManyReleases) {
  BoundedSemaphore semaphore("pool", 1);
  EXPECT_EQ(thrown<TaskError>([&] { semaphore.release(); }), "Semaphore released too many times");
  EXPECT_EQ(run.events(kMainTask, Operation::release, semaphore.id()).at(0).outcome,
            Outcome::overReleased);
  semaphore.acquire();
  semaphore.release();
}

TEST_P(Semaphores, RefuseWhatPythonRefuses) {
  EXPECT_EQ(thrown<TaskError>([&] { Semaphore("pool", -1); }),
            "semaphore initial value must be >= 0");
  Semaphore semaphore("pool", 1);
  EXPECT_EQ(thrown<TaskError>([&] { semaphore.release(0); }), "n must be one or more");
  EXPECT_EQ(thrown<TaskError>([&] { semaphore.acquire(false, 1.0); }),
            "can't specify timeout for non-blocking acquire");
}

TEST_P(Semaphores, AreFoundByTheirId) {
  BoundedSemaphore semaphore("pool", 3);
  run.start([id = semaphore.id()] { BoundedSemaphore(kExisting, id).acquire(); });
  run.join();
  const ResourceInfo info = probe::arena().resourceInfo(semaphore.id());
  EXPECT_EQ(info.kind, ResourceKind::boundedSemaphore);
  EXPECT_EQ(info.capacity, 3);
  semaphore.release();
}

TEST_P(Semaphores, StampTheirPermitsInTheOrderOfTheirChanges) {
  Semaphore semaphore("pool", 2);
  std::vector<TaskId> tasks;
  for (int i = 0; i < 3; ++i)
    tasks.push_back(run.start([semaphore]() mutable {
      for (int k = 0; k < 200; ++k) {
        semaphore.acquire();
        semaphore.release();
      }
    }));
  run.join();
  std::vector<Event> all;
  for (const TaskId task : tasks)
    for (const Event& event : run.events(task))
      if (event.resource == semaphore.id() && event.phase == Phase::done) all.push_back(event);
  std::ranges::stable_sort(all, {}, &Event::time);
  std::int64_t permits = 2;
  for (const Event& event : all) {
    permits += event.operation == Operation::acquire ? -1 : 1;
    EXPECT_EQ(event.value, permits);
  }
}

}  // namespace
}  // namespace lockstep
