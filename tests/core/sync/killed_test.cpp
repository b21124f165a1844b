// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>

#include "base/clock.h"
#include "sync/small_run.h"
#include "sync/sync.h"

namespace lockstep {
namespace {

using test::As;
using test::SmallRun;

/// Starts a task that repeats `use`, kills it after a random while, and lets `check` see whether
/// the object still works; again and again.
template <class Use, class Check>
void killAgainAndAgain(Use use, Check check) {
  std::minstd_rand random(7);
  for (int round = 0; round < 40; ++round) {
    SmallRun run(As::processes);
    auto [object, state] = use.make();
    auto& turns = run.shared<int>();
    const TaskId task = run.start([&turns, &use, held = object]() mutable {
      for (;;) {
        use.act(held);
        ++turns;
      }
    });
    run.await([&] { return turns.load() > 0; });
    const std::int64_t until = monotonicNow() + static_cast<std::int64_t>(random() % 100'000);
    while (monotonicNow() < until) run.events(task);
    run.kill(task);
    check(object);
  }
}

template <class Object>
struct Using {
  std::function<Object()> build;
  std::function<void(Object&)> act;
  std::pair<Object, int> make() const { return {build(), 0}; }
};

TEST(AKilledTask, LeavesASemaphoreThatWorks) {
  killAgainAndAgain(Using<Semaphore>{[] { return Semaphore("pool", 8); },
                                     [](Semaphore& semaphore) {
                                       semaphore.acquire();
                                       semaphore.release();
                                     }},
                    [](Semaphore& semaphore) {
                      EXPECT_TRUE(semaphore.acquire());
                      semaphore.release();
                    });
}

TEST(AKilledTask, LeavesAFlagThatWorks) {
  killAgainAndAgain(Using<Flag>{[] { return Flag("flag"); },
                                [](Flag& flag) {
                                  flag.set();
                                  flag.clear();
                                  flag.wait(0);
                                }},
                    [](Flag& flag) {
                      flag.clear();
                      EXPECT_FALSE(flag.wait(0));
                      flag.set();
                      EXPECT_TRUE(flag.wait());
                    });
}

TEST(AKilledTask, LeavesABarrierThatWorks) {
  killAgainAndAgain(Using<Barrier>{[] { return Barrier("barrier", 1); },
                                   [](Barrier& barrier) {
                                     barrier.wait();
                                     barrier.abort();
                                     barrier.reset();
                                   }},
                    [](Barrier& barrier) {
                      barrier.reset();
                      EXPECT_EQ(barrier.wait(), 0);
                    });
}

TEST(AKilledTask, LeavesARobustLockToTheNext) {
  killAgainAndAgain(Using<Lock>{[] { return Lock("lock", LockKind::robust); },
                                [](Lock& lock) {
                                  lock.acquire();
                                  lock.release();
                                }},
                    [](Lock& lock) {
                      EXPECT_TRUE(lock.acquire());
                      lock.release();
                      EXPECT_TRUE(lock.acquire(false));
                    });
}

TEST(AKilledTask, LeavesAConditionThatWorks) {
  killAgainAndAgain(
      Using<Condition>{[] { return Condition("condition", Lock("lock", LockKind::robust)); },
                       [](Condition& condition) {
                         condition.acquire();
                         condition.wait(0);
                         condition.notifyAll();
                         condition.release();
                       }},
      [](Condition& condition) {
        EXPECT_TRUE(condition.acquire());
        EXPECT_FALSE(condition.wait(0));
        condition.notifyAll();
        condition.release();
      });
}

}  // namespace
}  // namespace lockstep
