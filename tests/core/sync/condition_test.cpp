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

class Conditions : public testing::TestWithParam<As> {
 protected:
  TaskId startWaiter(Condition condition, Timeout timeout = {}) {
    const TaskId waiter = run.start([condition, timeout]() mutable {
      condition.acquire();
      EXPECT_EQ(condition.wait(timeout), !timeout.has_value());
      condition.release();
    });
    run.await(waiter, Operation::wait, Phase::blocked);
    return waiter;
  }
  ResourceId lockOf(Condition condition) {
    return ResourceId{probe::arena().resource(condition.id()).inner};
  }
  std::vector<TaskId> notified(Condition condition, Operation operation) {
    std::vector<TaskId> tasks;
    for (const Event& event : run.events(kMainTask, operation, condition.id()))
      tasks.push_back(event.peer());
    return tasks;
  }
  SmallRun run{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Between, Conditions, testing::Values(As::threads, As::processes),
                         [](const auto& as) { return test::nameOf(as.param); });

TEST_P(Conditions, WakeInTheOrderOfArrival) {
  Condition condition("condition");
  std::vector<TaskId> waiters;
  for (int i = 0; i < 3; ++i) waiters.push_back(startWaiter(condition));
  condition.acquire();
  condition.notify();
  condition.notify(2);
  condition.release();
  run.join();
  EXPECT_EQ(notified(condition, Operation::notify), waiters);
}

TEST_P(Conditions, WakeAllByOneEventEach) {
  Condition condition("condition");
  std::vector<TaskId> waiters;
  for (int i = 0; i < 3; ++i) waiters.push_back(startWaiter(condition));
  condition.acquire();
  condition.notifyAll();
  condition.release();
  run.join();
  EXPECT_EQ(notified(condition, Operation::notifyAll), waiters);
}

TEST_P(Conditions, SayWhenNobodyWasThereToBeWoken) {
  Condition condition("condition");
  condition.acquire();
  condition.notify(5);
  condition.notifyAll();
  condition.release();
  EXPECT_EQ(notified(condition, Operation::notify), std::vector<TaskId>{TaskId{}});
  EXPECT_EQ(notified(condition, Operation::notifyAll), std::vector<TaskId>{TaskId{}});
}

TEST_P(Conditions, WriteReleaseWaitAcquireDoneInThisOrder) {
  Condition condition("condition");
  const TaskId waiter = startWaiter(condition);
  condition.acquire();
  condition.notify();
  condition.release();
  run.join();
  std::string story;
  for (const Event& event : run.events(waiter)) {
    if (event.resource != condition.id() && event.resource != lockOf(condition)) continue;
    story += std::string(name(event.operation)) + (event.has(kFlagInner) ? " inner " : " ") +
             std::string(name(event.phase)) + "\n";
  }
  const std::string blocked = "acquire inner blocked\n";  // depends on who is faster
  if (const auto at = story.find(blocked); at != std::string::npos) story.erase(at, blocked.size());
  EXPECT_EQ(story,
            "acquire request\nacquire done\n"
            "release inner done\nwait request\nwait blocked\n"
            "acquire inner request\nacquire inner done\nwait done\n"
            "release done\n");
  const auto wait = run.events(waiter, Operation::wait, condition.id());
  EXPECT_EQ(wait.at(2).peer(), kMainTask);
  EXPECT_EQ(wait.at(2).outcome, Outcome::ok);
  const auto notify = run.events(kMainTask, Operation::notify, condition.id());
  EXPECT_LE(notify.at(0).time, wait.at(2).time);
}

TEST_P(Conditions, ForgetTheWaiterWhoseTimeCame) {
  Condition condition("condition");
  const TaskId late = startWaiter(condition, 0.005);
  run.await(late, Operation::wait, Phase::done);
  const auto wait = run.events(late, Operation::wait, condition.id());
  ASSERT_EQ(phases(wait), "request blocked done");
  EXPECT_EQ(wait[2].outcome, Outcome::timeout);
  EXPECT_EQ(wait[2].aux, Event::kNoAux);
  const TaskId patient = startWaiter(condition);
  condition.acquire();
  condition.notify();
  condition.release();
  run.join();
  EXPECT_EQ(notified(condition, Operation::notify), std::vector<TaskId>{patient});
}

TEST_P(Conditions, AgreeWithTheirNotifiersOnWhoTimedOut) {
  Condition condition("condition");
  std::vector<TaskId> waiters;
  for (int task = 0; task < 3; ++task)
    waiters.push_back(run.start([condition]() mutable {
      condition.acquire();
      for (int i = 0; i < 100; ++i) condition.wait(0.0001);
      condition.release();
    }));
  for (int i = 0; i < 200; ++i) {
    condition.acquire();
    condition.notify();
    condition.release();
  }
  run.join();
  int woken = 0;
  for (const TaskId waiter : waiters)
    for (const Event& event : run.events(waiter, Operation::wait, condition.id()))
      woken += event.phase == Phase::done && event.outcome == Outcome::ok;
  int notifies = 0;
  for (const TaskId task : notified(condition, Operation::notify)) notifies += task.valid();
  EXPECT_EQ(woken, notifies);
}

TEST_P(Conditions, AreUsedWithTheLockOnly) {
  Condition condition("condition");
  EXPECT_EQ(thrown<TaskError>([&] { condition.wait(); }), "cannot wait on un-acquired lock");
  EXPECT_EQ(thrown<TaskError>([&] { condition.notify(); }), "cannot notify on un-acquired lock");
  EXPECT_EQ(thrown<TaskError>([&] { condition.notifyAll(); }), "cannot notify on un-acquired lock");
}

TEST_P(Conditions, WaitForAPredicate) {
  Condition condition("condition");
  auto& value = run.shared<int>();
  const TaskId waiter = run.start([&value, condition]() mutable {
    condition.acquire();
    EXPECT_TRUE(condition.waitFor([&] { return value.load() == 2; }));
    EXPECT_FALSE(condition.waitFor([&] { return value.load() == 3; }, 0.005));
    condition.release();
  });
  run.await(waiter, Operation::wait, Phase::blocked);
  for (int i = 1; i <= 2; ++i) {
    condition.acquire();
    value = i;
    condition.notifyAll();
    condition.release();
    if (i == 1) run.await(waiter, Operation::wait, Phase::blocked, 2);
  }
  run.join();
}

TEST_P(Conditions, ShareALockOrHaveTheirOwn) {
  Lock lock("mutex", LockKind::robust);
  Condition full("full", lock);
  Condition empty("empty", lock);
  EXPECT_EQ(lockOf(full), lock.id());
  EXPECT_EQ(lockOf(empty), lock.id());
  const TaskId waiter = startWaiter(full);
  empty.acquire();
  empty.notifyAll();
  full.notifyAll();
  empty.release();
  run.join();
  EXPECT_EQ(notified(full, Operation::notifyAll), std::vector<TaskId>{waiter});
  EXPECT_EQ(probe::arena().resourceInfo(lockOf(Condition("door"))).name, "door lock");
}

TEST_P(Conditions, AreFoundByTheirId) {
  Condition condition("condition");
  const TaskId waiter = run.start([id = condition.id()] {
    Condition same(kExisting, id);
    same.acquire();
    same.wait();
    same.release();
  });
  run.await(waiter, Operation::wait, Phase::blocked);
  condition.acquire();
  condition.notify();
  condition.release();
  run.join();
}

}  // namespace
}  // namespace lockstep
