// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/watchdog.h"

#include <gtest/gtest.h>

#include <map>

namespace lockstep {
namespace {

constexpr std::int64_t kLimit = 100;
constexpr TaskId kWorker{2};

class WatchdogTest : public testing::Test {
 protected:
  WatchdogTest() {
    tell(kSupervisor, Operation::start, Phase::request, kMainTask);
    tell(kMainTask, Operation::begin, Phase::done);
  }
  void tell(TaskId task, Operation operation, Phase phase, TaskId peer = {}, std::uint8_t flags = 0,
            std::int64_t value = 0) {
    Event event;
    event.time = ++m_now;
    event.task = task;
    event.operation = operation;
    event.phase = phase;
    event.flags = flags;
    event.value = value;
    if (peer.valid()) event.aux = peer.value;
    m_watchdog.observe(event);
  }
  void startWorker() {
    tell(kMainTask, Operation::start, Phase::request, kWorker);
    tell(kMainTask, Operation::start, Phase::done, kWorker);
    tell(kWorker, Operation::begin, Phase::done);
  }
  void block(TaskId task, Operation operation, std::uint8_t flags = 0) {
    tell(task, operation, Phase::request, {}, flags);
    tell(task, operation, Phase::blocked, {}, flags);
  }
  bool quietAfter(std::int64_t time) {
    return m_watchdog.quiet(m_now + time, kLimit, [this](TaskId task) {
      return m_states.contains(task) ? m_states[task] : 'S';
    });
  }

  std::int64_t m_now = 1000;
  std::map<TaskId, char> m_states;
  Watchdog m_watchdog;
};

TEST_F(WatchdogTest, AllTasksInWaitsWithoutTimeoutAreQuietOnceTheLimitHasPassed) {
  startWorker();
  block(kMainTask, Operation::join);
  block(kWorker, Operation::get);
  EXPECT_FALSE(quietAfter(kLimit - 1));
  EXPECT_TRUE(quietAfter(kLimit));
}

TEST_F(WatchdogTest, ATaskUnderWayIsNotQuiet) {
  startWorker();
  block(kMainTask, Operation::join);
  EXPECT_FALSE(quietAfter(10 * kLimit));
}

TEST_F(WatchdogTest, AJoinOfATaskThatHasSaidItsLastWordIsNotQuiet) {
  startWorker();
  tell(kMainTask, Operation::join, Phase::request, kWorker);
  tell(kMainTask, Operation::join, Phase::blocked, kWorker);
  tell(kWorker, Operation::end, Phase::done);
  EXPECT_FALSE(quietAfter(10 * kLimit));
}

TEST_F(WatchdogTest, ARunWhoseTasksHaveAllEndedIsOverAndDoesNotHang) {
  startWorker();
  tell(kWorker, Operation::end, Phase::done);
  tell(kMainTask, Operation::end, Phase::done);
  EXPECT_FALSE(quietAfter(10 * kLimit));
}

TEST_F(WatchdogTest, ATimedWaitAndASleepEndByThemselves) {
  block(kMainTask, Operation::acquire, kFlagTimed);
  EXPECT_FALSE(quietAfter(10 * kLimit));
  tell(kMainTask, Operation::acquire, Phase::done);
  tell(kMainTask, Operation::sleep, Phase::request);
  EXPECT_FALSE(quietAfter(10 * kLimit));
}

TEST_F(WatchdogTest, AStoppedTaskCanBeContinued) {
  block(kMainTask, Operation::acquire);
  m_states[kMainTask] = 'T';
  EXPECT_FALSE(quietAfter(10 * kLimit));
}

TEST_F(WatchdogTest, TheKernelsWordCountsMoreThanTheEvents) {
  block(kMainTask, Operation::acquire);
  m_states[kMainTask] = 'R';
  EXPECT_FALSE(quietAfter(10 * kLimit));
}

TEST_F(WatchdogTest, ATaskThatWasKilledWithoutAWordDoesNotKeepTheRunAlive) {
  startWorker();
  block(kMainTask, Operation::acquire);
  m_states[kWorker] = 'Z';
  EXPECT_TRUE(quietAfter(kLimit));
  m_states[kWorker] = 'X';
  EXPECT_TRUE(quietAfter(kLimit));
}

TEST_F(WatchdogTest, EndsOfAllKindsAreEnds) {
  for (const Operation operation : {Operation::end, Operation::exited}) {
    startWorker();
    tell(kWorker, operation, Phase::done);
    block(kMainTask, Operation::pause);
    m_states[kWorker] = 'R';
    EXPECT_TRUE(quietAfter(kLimit)) << name(operation);
    tell(kMainTask, Operation::pause, Phase::done);
  }
}

TEST_F(WatchdogTest, AHandlerThatRanInsideAWaitLeavesTheWaitAsItWas) {
  block(kMainTask, Operation::acquire);
  tell(kMainTask, Operation::deliver, Phase::request);
  EXPECT_FALSE(quietAfter(kLimit)) << "the handler runs";
  tell(kMainTask, Operation::deliver, Phase::done);
  EXPECT_TRUE(quietAfter(kLimit));
}

TEST_F(WatchdogTest, TheLockOfAConditionIsAWaitOfItsOwn) {
  block(kMainTask, Operation::wait, kFlagTimed);
  EXPECT_FALSE(quietAfter(kLimit));
  block(kMainTask, Operation::acquire, kFlagInner);
  EXPECT_TRUE(quietAfter(kLimit));
  tell(kMainTask, Operation::acquire, Phase::done);
  EXPECT_FALSE(quietAfter(kLimit));
}

TEST_F(WatchdogTest, AnAlarmStillToRingKeepsTheRunAlive) {
  tell(kMainTask, Operation::alarm, Phase::done, {}, 0, 500);
  block(kMainTask, Operation::pause);
  EXPECT_FALSE(quietAfter(kLimit));
  EXPECT_FALSE(quietAfter(500 + kLimit - 10));
  EXPECT_TRUE(quietAfter(500 + kLimit));
}

TEST_F(WatchdogTest, BeforeTheScenarioBeginsNothingIsQuiet) {
  const Watchdog fresh;
  EXPECT_FALSE(fresh.quiet(1'000'000, kLimit, [](TaskId) { return 'S'; }));
}

}  // namespace
}  // namespace lockstep
