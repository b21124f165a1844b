// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>

#include "base/clock.h"
#include "sync/small_run.h"
#include "sync/sync.h"

namespace lockstep {
namespace {

using test::As;
using test::phases;
using test::SmallRun;
using test::thrown;

class Locks : public testing::TestWithParam<As> {
 protected:
  SmallRun run{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Between, Locks, testing::Values(As::threads, As::processes),
                         [](const auto& as) { return test::nameOf(as.param); });

constexpr LockKind kBothKinds[] = {LockKind::plain, LockKind::robust};

TEST_P(Locks, KeepOthersOut) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    auto& sum = run.shared<int>();
    for (int task = 0; task < 4; ++task) {
      run.start([&sum, lock]() mutable {
        for (int i = 0; i < 500; ++i) {
          With guard(lock);
          sum.store(sum.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        }
      });
    }
    run.join();
    EXPECT_EQ(sum, 4 * 500);
  }
}

TEST_P(Locks, GivenAtOnceAreRequestedAndDone) {
  Lock lock("lock");
  EXPECT_TRUE(lock.acquire());
  EXPECT_TRUE(lock.locked());
  lock.release();
  EXPECT_FALSE(lock.locked());
  const auto acquire = run.events(kMainTask, Operation::acquire, lock.id());
  ASSERT_EQ(phases(acquire), "request done");
  EXPECT_EQ(acquire[1].value, 1);
  EXPECT_EQ(acquire[1].aux, Event::kNoAux);
  EXPECT_EQ(acquire[1].outcome, Outcome::ok);
  const auto release = run.events(kMainTask, Operation::release, lock.id());
  ASSERT_EQ(phases(release), "done");
  EXPECT_EQ(release[0].value, 0);
  EXPECT_EQ(probe::arena().siteInfo(release[0].site).file, "lock_test.cpp");
}

TEST_P(Locks, WaitedForNameTheTaskThatReleasedThem) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    lock.acquire();
    const TaskId waiter = run.start([lock]() mutable {
      lock.acquire();
      lock.release();
    });
    run.await(waiter, Operation::acquire, Phase::blocked);
    lock.release();
    run.join();
    const auto acquire = run.events(waiter, Operation::acquire, lock.id());
    ASSERT_EQ(phases(acquire), "request blocked done");
    EXPECT_EQ(acquire[2].peer(), kMainTask);
    const auto release = run.events(kMainTask, Operation::release, lock.id());
    EXPECT_LE(release.at(0).time, acquire[2].time);
  }
}

TEST_P(Locks, StampEveryReleaseBeforeTheNextAcquire) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    std::vector<TaskId> tasks;
    for (int i = 0; i < 3; ++i)
      tasks.push_back(run.start([lock]() mutable {
        for (int k = 0; k < 300; ++k) {
          lock.acquire();
          lock.release();
        }
      }));
    run.join();
    std::vector<Event> all;
    for (const TaskId task : tasks)
      for (const Event& event : run.events(task))
        if (event.resource == lock.id() && event.phase == Phase::done) all.push_back(event);
    std::ranges::stable_sort(all, {}, &Event::time);
    ASSERT_EQ(all.size(), 3u * 300 * 2);
    for (std::size_t i = 0; i < all.size(); i += 2) {
      // Two stamps of one nanosecond tell no order.
      if (all[i].operation == Operation::release && i + 1 < all.size() &&
          all[i].time == all[i + 1].time)
        std::swap(all[i], all[i + 1]);
      EXPECT_EQ(all[i].operation, Operation::acquire);
      EXPECT_EQ(all[i + 1].operation, Operation::release);
      EXPECT_EQ(all[i].task, all[i + 1].task);
    }
  }
}

TEST_P(Locks, AskedOnceSayNoWhenHeld) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    lock.acquire();
    const TaskId other = run.start([lock]() mutable { EXPECT_FALSE(lock.acquire(false)); });
    run.join();
    const auto acquire = run.events(other, Operation::acquire, lock.id());
    ASSERT_EQ(phases(acquire), "request done");
    EXPECT_TRUE(acquire[0].has(kFlagNonBlocking));
    EXPECT_EQ(acquire[1].outcome, Outcome::timeout);
  }
}

TEST_P(Locks, WaitNoLongerThanAsked) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    lock.acquire();
    const TaskId other = run.start([lock]() mutable { EXPECT_FALSE(lock.acquire(true, 0.02)); });
    run.join();
    const auto acquire = run.events(other, Operation::acquire, lock.id());
    ASSERT_EQ(phases(acquire), "request blocked done");
    EXPECT_TRUE(acquire[0].has(kFlagTimed));
    EXPECT_EQ(acquire[2].outcome, Outcome::timeout);
    EXPECT_EQ(acquire[2].aux, Event::kNoAux);
    EXPECT_GE(acquire[2].time - acquire[0].time, 19'000'000);
  }
}

TEST_P(Locks, CanBeTakenInTimeByATimedWait) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    lock.acquire();
    const TaskId other = run.start([lock]() mutable {
      EXPECT_TRUE(lock.acquire(true, 60));
      lock.release();
    });
    run.await(other, Operation::acquire, Phase::blocked);
    lock.release();
    run.join();
  }
}

TEST_P(Locks, ThatAreFreeCannotBeReleased) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    EXPECT_EQ(thrown<TaskError>([&] { lock.release(); }), "release unlocked lock");
    const auto release = run.events(kMainTask, Operation::release, lock.id());
    ASSERT_EQ(phases(release), "done");
    EXPECT_EQ(release[0].outcome, Outcome::notOwned);
  }
}

TEST_P(Locks, OfThePlainKindMayBeReleasedByAnotherTask) {
  Lock lock("lock");
  lock.acquire();
  run.start([lock]() mutable { lock.release(); });
  run.join();
  EXPECT_FALSE(lock.locked());
}

TEST_P(Locks, OfTheRobustKindBelongToTheirOwner) {
  Lock lock("lock", LockKind::robust);
  lock.acquire();
  run.start([lock]() mutable {
    EXPECT_EQ(thrown<TaskError>([&] { lock.release(); }), "cannot release un-acquired lock");
  });
  run.join();
  EXPECT_TRUE(lock.locked());
  lock.release();
}

TEST_P(Locks, ReleasedTwiceAtOnceGiveOneOfTheTwoTheError) {
  Lock lock("lock");
  auto& errors = run.shared<int>();
  auto& round = run.shared<int>();
  constexpr int kRounds = 100;
  for (int task = 0; task < 2; ++task)
    run.start([&, lock]() mutable {
      for (int i = 1; i <= kRounds; ++i) {
        while (round.load() / 3 < i - 1 || round.load() % 3 == 0) std::this_thread::yield();
        if (thrown<TaskError>([&] { lock.release(); }) != "nothing") ++errors;
        ++round;
        while (round.load() < 3 * i) std::this_thread::yield();
      }
    });
  for (int i = 0; i < kRounds; ++i) {
    run.await([&] { return round.load() == 3 * i; });
    lock.acquire();
    ++round;
  }
  run.join();
  EXPECT_EQ(errors, kRounds);
}

TEST_P(Locks, RefuseTimeoutsThatPythonRefuses) {
  Lock lock("lock");
  EXPECT_EQ(thrown<TaskError>([&] { lock.acquire(false, 1.0); }),
            "can't specify a timeout for a non-blocking call");
  EXPECT_EQ(thrown<TaskError>([&] { lock.acquire(true, -2.0); }),
            "timeout value must be a non-negative number");
  EXPECT_TRUE(lock.acquire(true, 1e300));
}

TEST_P(Locks, AreFoundByTheirId) {
  Lock lock("lock");
  run.start([id = lock.id()] { Lock(kExisting, id).acquire(); });
  run.join();
  EXPECT_TRUE(lock.locked());
  EXPECT_EQ(thrown<TaskError>([&] { RLock(kExisting, lock.id()); }),
            "the resource is a Lock, not a RLock");
  EXPECT_EQ(thrown<TaskError>([&] { Lock(kExisting, ResourceId{4000}); }),
            "there is no such resource");
}

TEST_P(Locks, AreAnnouncedWithNameAndKind) {
  Lock lock("till", LockKind::robust);
  const ResourceInfo info = probe::arena().resourceInfo(lock.id());
  EXPECT_EQ(info.name, "till");
  EXPECT_EQ(info.kind, ResourceKind::lock);
  EXPECT_TRUE(info.robust);
  const auto create = run.events(kMainTask, Operation::create, lock.id());
  ASSERT_EQ(phases(create), "done");
  EXPECT_TRUE(create[0].has(kFlagRobust));
}

std::atomic<int>* handled = nullptr;
void countSignal(int) { ++*handled; }

void handleSignals(std::atomic<int>& counter) {
  handled = &counter;
  struct sigaction action {};
  action.sa_handler = countSignal;  // without SA_RESTART
  ASSERT_EQ(::sigaction(SIGUSR1, &action, nullptr), 0);
}

TEST_P(Locks, AreStillWaitedForAfterASignal) {
  for (const LockKind kind : kBothKinds) {
    Lock lock("lock", kind);
    auto& signals = run.shared<int>();
    handleSignals(signals);
    lock.acquire();
    const TaskId waiter = run.start([lock]() mutable {
      EXPECT_TRUE(lock.acquire());
      lock.release();
    });
    run.await(waiter, Operation::acquire, Phase::blocked);
    for (int i = 1; i <= 3; ++i) {
      run.signal(waiter, SIGUSR1);
      run.await([&] { return signals.load() == i; });
    }
    EXPECT_EQ(phases(run.events(waiter, Operation::acquire, lock.id())), "request blocked");
    lock.release();
    run.join();
  }
}

TEST_P(Locks, KeepTheirDeadlineAcrossSignals) {
  Lock lock("lock");
  auto& signals = run.shared<int>();
  handleSignals(signals);
  lock.acquire();
  auto& over = run.shared<int>();
  const TaskId waiter = run.start([&over, lock]() mutable {
    EXPECT_FALSE(lock.acquire(true, 0.05));
    while (over == 0) std::this_thread::yield();  // stays there to be signalled
  });
  run.await(waiter, Operation::acquire, Phase::blocked);
  // Would each signal start the wait anew, it could not end while they come.
  const std::int64_t until = monotonicNow() + 5'000'000'000;
  bool ended = false;
  for (int sent = 0; !ended && monotonicNow() < until;) {
    if (signals.load() == sent) {
      run.signal(waiter, SIGUSR1);
      ++sent;
    }
    ended = phases(run.events(waiter, Operation::acquire, lock.id())) == "request blocked done";
  }
  over = 1;
  run.join();
  EXPECT_TRUE(ended);
}

TEST(RobustLocks, TellTheNextOwnerOfADeath) {
  SmallRun run(As::processes);
  Lock lock("lock", LockKind::robust);
  const TaskId holder = run.start([lock]() mutable {
    lock.acquire();
    for (;;) ::pause();
  });
  run.await(holder, Operation::acquire, Phase::done);
  run.kill(holder);
  EXPECT_TRUE(lock.acquire());
  EXPECT_TRUE(lock.ownerDied());
  lock.release();
  EXPECT_TRUE(lock.acquire());
  EXPECT_FALSE(lock.ownerDied());
  const auto acquire = run.events(kMainTask, Operation::acquire, lock.id());
  ASSERT_EQ(phases(acquire), "request done request done");
  EXPECT_EQ(acquire[1].outcome, Outcome::abandoned);
  EXPECT_EQ(acquire[3].outcome, Outcome::ok);
}

TEST(RobustLocks, GoToAWaiterWhenTheirOwnerIsKilled) {
  SmallRun run(As::processes);
  Lock lock("lock", LockKind::robust);
  const TaskId holder = run.start([lock]() mutable {
    lock.acquire();
    for (;;) ::pause();
  });
  run.await(holder, Operation::acquire, Phase::done);
  const TaskId waiter = run.start([lock]() mutable {
    EXPECT_TRUE(lock.acquire());
    EXPECT_TRUE(lock.ownerDied());
    lock.release();
  });
  run.await(waiter, Operation::acquire, Phase::blocked);
  run.kill(holder);
  run.join();
  const auto acquire = run.events(waiter, Operation::acquire, lock.id());
  ASSERT_EQ(phases(acquire), "request blocked done");
  EXPECT_EQ(acquire[2].outcome, Outcome::abandoned);
  EXPECT_EQ(acquire[2].peer(), holder);
}

TEST(RobustLocks, TellOfAThreadThatEndedWithThem) {
  SmallRun run(As::threads);
  Lock lock("lock", LockKind::robust);
  run.start([lock]() mutable { lock.acquire(); });
  run.join();
  EXPECT_TRUE(lock.acquire());
  EXPECT_TRUE(lock.ownerDied());
}

TEST(PlainLocks, StayHeldByADeadOwner) {
  SmallRun run(As::processes);
  Lock lock("lock");
  const TaskId holder = run.start([lock]() mutable {
    lock.acquire();
    for (;;) ::pause();
  });
  run.await(holder, Operation::acquire, Phase::done);
  run.kill(holder);
  EXPECT_FALSE(lock.acquire(true, 0.01));
  EXPECT_TRUE(lock.locked());
}

TEST_P(Locks, ReentrantCountTheirDepth) {
  RLock lock("rlock");
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(lock.acquire());
  for (int i = 0; i < 3; ++i) lock.release();
  std::vector<std::int64_t> depths;
  for (const Event& event : run.events(kMainTask))
    if (event.resource == lock.id() && event.phase == Phase::done &&
        event.operation != Operation::create)
      depths.push_back(event.value);
  EXPECT_EQ(depths, (std::vector<std::int64_t>{1, 2, 3, 2, 1, 0}));
}

TEST_P(Locks, ReentrantAreFreeAfterTheLastRelease) {
  RLock lock("rlock");
  lock.acquire();
  lock.acquire();
  const TaskId other = run.start([lock]() mutable {
    EXPECT_FALSE(lock.acquire(false));
    EXPECT_TRUE(lock.acquire());
    lock.release();
  });
  run.await(other, Operation::acquire, Phase::blocked);
  lock.release();
  EXPECT_EQ(phases(run.events(other, Operation::acquire, lock.id())),
            "request done request blocked");
  lock.release();
  run.join();
  const auto acquire = run.events(other, Operation::acquire, lock.id());
  EXPECT_EQ(acquire.at(4).peer(), kMainTask);
  EXPECT_EQ(acquire.at(4).value, 1);
}

TEST_P(Locks, ReentrantAreReleasedByTheirOwnerOnly) {
  RLock lock("rlock");
  EXPECT_EQ(thrown<TaskError>([&] { lock.release(); }), "cannot release un-acquired lock");
  lock.acquire();
  const TaskId other = run.start([lock]() mutable {
    EXPECT_EQ(thrown<TaskError>([&] { lock.release(); }), "cannot release un-acquired lock");
  });
  run.join();
  EXPECT_EQ(run.events(other, Operation::release, lock.id()).at(0).outcome, Outcome::notOwned);
  lock.release();
}

}  // namespace
}  // namespace lockstep
