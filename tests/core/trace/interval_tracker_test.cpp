// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/interval_tracker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "events.h"

namespace lockstep {
namespace {

using testing::ElementsAre;
using enum State;

/// Task 1 is a process with the threads 3 and 4, task 2 a process of its own.
class IntervalTrackerTest : public testing::Test {
 protected:
  void tell(std::initializer_list<Event> events) {
    for (const Event& event : events) {
      m_lanes.extendTo(event.time);
      m_tracker.apply(event, m_tasks);
    }
  }
  const Lane& lane(std::uint16_t task) const { return m_lanes.lane(TaskId{task}); }
  std::vector<Stretch> rows(std::uint16_t task) const { return stretches(lane(task)); }

 private:
  std::vector<TaskInfo> m_tasks{process(0, 100), process(1, 101), process(2, 102, 1),
                                thread(3, 101), thread(4, 101)};
  Lanes m_lanes;
  IntervalTracker m_tracker{m_lanes};
};

TEST_F(IntervalTrackerTest, SwitchRecordsTellRunningReadyAndBlocked) {
  tell({switchIn(10, 3, 1), preempted(20, 3), switchIn(30, 3), switchOut(40, 3), switchIn(50, 3)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 20}, Stretch{ready, 20, 30},
                                   Stretch{running, 30, 40}, Stretch{blocked, 40, 50},
                                   Stretch{running, 50, 50}));
  EXPECT_EQ(lane(3).interval(0).detail, 1) << "the CPU";
  EXPECT_EQ(lane(3).interval(0).evidence, Evidence::kernel);
  EXPECT_EQ(lane(3).interval(3).reason, Operation::none) << "blocked outside any operation";
}

TEST_F(IntervalTrackerTest, TheOpenOperationIsTheReasonForSleeping) {
  tell({switchIn(10, 3), request(12, 3, Operation::acquire).on(7),
        sleeps(13, 3, Operation::acquire).on(7), switchOut(15, 3), switchIn(25, 3),
        done(26, 3, Operation::acquire).on(7), request(30, 3, Operation::sleep), switchOut(31, 3),
        switchIn(40, 3), done(41, 3, Operation::sleep), switchOut(45, 3), switchIn(50, 3),
        request(51, 3, Operation::join).aux(4), switchOut(52, 3)});
  const Interval acquire = lane(3).interval(1);
  EXPECT_EQ(acquire.reason, Operation::acquire);
  EXPECT_EQ(acquire.resource, ResourceId{7});
  EXPECT_EQ(lane(3).interval(3).reason, Operation::sleep);
  EXPECT_EQ(lane(3).interval(5).reason, Operation::none);
  EXPECT_EQ(lane(3).interval(7).reason, Operation::join);
  EXPECT_EQ(lane(3).interval(7).detail, 4) << "the task waited for";
}

TEST_F(IntervalTrackerTest, RunDelayCutsTheTimeAfterTheWakeOffAsReady) {
  tell({switchIn(10, 3), done(11, 3, Operation::begin).value(100),
        sleeps(13, 3, Operation::acquire).on(7), switchOut(15, 3), switchIn(65, 3),
        done(66, 3, Operation::acquire).on(7).aux(4), done(67, 3, Operation::delay).value(120)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 15}, Stretch{blocked, 15, 45},
                                   Stretch{ready, 45, 65}, Stretch{running, 65, 67}));
  EXPECT_EQ(lane(3).interval(2).detail, 4) << "the task that woke it";
  EXPECT_EQ(lane(3).interval(2).evidence, Evidence::kernel);
}

TEST_F(IntervalTrackerTest, ReadyTimeAfterAPreemptionIsNotCountedTwice) {
  tell({switchIn(10, 3), done(11, 3, Operation::begin).value(0), switchOut(15, 3), switchIn(65, 3),
        preempted(70, 3), switchIn(100, 3), done(101, 3, Operation::delay).value(40)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 15}, Stretch{blocked, 15, 55},
                                   Stretch{ready, 55, 65}, Stretch{running, 65, 70},
                                   Stretch{ready, 70, 100}, Stretch{running, 100, 101}));
}

TEST_F(IntervalTrackerTest, ADelayLongerThanTheSleepLeavesAnInstantOfSleep) {
  tell({switchIn(10, 3), done(11, 3, Operation::begin).value(0), switchOut(15, 3), switchIn(20, 3),
        done(21, 3, Operation::delay).value(1000)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 15}, Stretch{blocked, 15, 16},
                                   Stretch{ready, 16, 20}, Stretch{running, 20, 21}));
}

TEST_F(IntervalTrackerTest, ADoubledWakeUpChangesNothing) {
  tell({switchIn(10, 3), done(11, 3, Operation::begin).value(0),
        sleeps(12, 3, Operation::acquire).on(7), switchOut(15, 3), switchIn(40, 3),
        done(41, 3, Operation::acquire).on(7).aux(4), done(42, 3, Operation::delay).value(10)});
  const auto before = rows(3);
  tell({done(42, 3, Operation::acquire).on(7).aux(4), done(42, 3, Operation::delay).value(10)});
  EXPECT_EQ(rows(3), before);
}

TEST_F(IntervalTrackerTest, AWaiterOfAConditionIsWokenByWhoNotifiedIt) {
  tell({switchIn(10, 3), done(11, 3, Operation::begin).value(0),
        request(12, 3, Operation::wait).on(7), sleeps(13, 3, Operation::wait).on(7),
        switchOut(15, 3), done(20, 4, Operation::notify).on(7).aux(3), switchIn(40, 3),
        done(41, 3, Operation::delay).value(15), request(42, 3, Operation::acquire).on(8),
        done(43, 3, Operation::acquire).on(8), done(44, 3, Operation::wait).on(7).aux(4)});
  EXPECT_EQ(lane(3).interval(1).reason, Operation::wait);
  EXPECT_EQ(lane(3).interval(2).state, ready);
  EXPECT_EQ(lane(3).interval(2).detail, 4);
}

TEST_F(IntervalTrackerTest, ANewTaskIsNewUntilItsRunDelayBegan) {
  tell({request(5, 1, Operation::start).aux(3), done(10, 3, Operation::forked).aux(1),
        switchIn(40, 3), done(42, 3, Operation::begin).value(25).aux(1)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{created, 10, 15}, Stretch{ready, 15, 40},
                                   Stretch{running, 40, 42}));
  EXPECT_EQ(lane(3).interval(1).detail, 1) << "its parent made it run";
}

TEST_F(IntervalTrackerTest, AMissingSwitchOutMakesTheTimeUnknown) {
  tell({switchIn(10, 3), switchIn(30, 3), switchOut(40, 3)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{unknown, 10, 30}, Stretch{running, 30, 40},
                                   Stretch{blocked, 40, 40}));
}

TEST_F(IntervalTrackerTest, AMissingSwitchInMakesTheTimeUnknown) {
  tell({switchIn(10, 3), switchOut(20, 3), switchOut(40, 3), switchIn(50, 3)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 20}, Stretch{unknown, 20, 40},
                                   Stretch{blocked, 40, 50}, Stretch{running, 50, 50}));
}

TEST_F(IntervalTrackerTest, AMissingStartInventsNothingBeforeTheFirstRecord) {
  tell({switchOut(40, 3), switchIn(50, 3)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{blocked, 40, 50}, Stretch{running, 50, 50}));
  EXPECT_EQ(lane(3).find(39), std::nullopt);
}

TEST_F(IntervalTrackerTest, AfterAGapEachLaneIsUnknownUntilItsOwnNextRecord) {
  tell({switchIn(10, 3), switchIn(10, 4, 1), done(20, 0xffff, Operation::gap).value(3),
        switchOut(30, 3), switchIn(50, 4)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 20}, Stretch{unknown, 20, 30},
                                   Stretch{blocked, 30, 50}));
  EXPECT_THAT(rows(4), ElementsAre(Stretch{running, 10, 20}, Stretch{unknown, 20, 50},
                                   Stretch{running, 50, 50}));
  EXPECT_EQ(lane(3).interval(1).evidence, Evidence::unknown);
}

TEST_F(IntervalTrackerTest, RunDelayIsNotSpreadAcrossAGap) {
  tell({switchIn(10, 3), done(11, 3, Operation::begin).value(0), switchOut(15, 3),
        done(20, 0xffff, Operation::gap), switchIn(30, 3), switchOut(40, 3), switchIn(60, 3),
        done(61, 3, Operation::delay).value(19)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 15}, Stretch{blocked, 15, 20},
                                   Stretch{unknown, 20, 30}, Stretch{running, 30, 40},
                                   Stretch{blocked, 40, 60}, Stretch{running, 60, 61}));
}

TEST_F(IntervalTrackerTest, OfTwoRecordsAtOneInstantTheLaterHolds) {
  tell({switchIn(10, 3), preempted(20, 3), switchIn(20, 3), switchOut(20, 3), switchIn(30, 3)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 20}, Stretch{blocked, 20, 30},
                                   Stretch{running, 30, 30}));
}

TEST_F(IntervalTrackerTest, AProcessIsAZombieUntilItIsReapedAndAThreadIsNot) {
  tell({switchIn(10, 2), switchIn(10, 3, 1), done(20, 2, Operation::end), switchOut(21, 2),
        switchIn(22, 2), done(25, 2, Operation::exited), done(26, 3, Operation::end),
        done(27, 3, Operation::exited), switchOut(28, 3), done(40, 1, Operation::reap).aux(2)});
  EXPECT_THAT(rows(2), ElementsAre(Stretch{running, 10, 21}, Stretch{blocked, 21, 22},
                                   Stretch{running, 22, 25}, Stretch{zombie, 25, 40},
                                   Stretch{terminated, 40, 40}));
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 27}, Stretch{terminated, 27, 40}));
}

TEST_F(IntervalTrackerTest, ATaskThatASignalEndedNeedsNoWordOfItsOwn) {
  tell({switchIn(10, 2), switchOut(15, 2), done(20, 1, Operation::kill).value(SIGKILL).aux(2),
        switchIn(21, 2), done(22, 2, Operation::exited),
        done(30, 1, Operation::reap).aux(2).value(-SIGKILL)});
  EXPECT_THAT(rows(2), ElementsAre(Stretch{running, 10, 15}, Stretch{blocked, 15, 21},
                                   Stretch{running, 21, 22}, Stretch{zombie, 22, 30},
                                   Stretch{terminated, 30, 30}));
}

TEST_F(IntervalTrackerTest, SigstopHoldsAllThreadsOfTheProcessUntilSigcont) {
  tell({switchIn(10, 3), switchIn(10, 4, 1), done(20, 2, Operation::kill).value(SIGSTOP).aux(1),
        switchOut(21, 3), preempted(22, 4), switchIn(23, 4), switchOut(24, 4),
        done(50, 2, Operation::kill).value(SIGCONT).aux(1), switchIn(55, 3), switchIn(56, 4)});
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 21}, Stretch{stopped, 21, 50},
                                   Stretch{ready, 50, 55}, Stretch{running, 55, 56}));
  EXPECT_THAT(rows(4), ElementsAre(Stretch{running, 10, 22}, Stretch{ready, 22, 23},
                                   Stretch{running, 23, 24}, Stretch{stopped, 24, 50},
                                   Stretch{ready, 50, 56}, Stretch{running, 56, 56}));
  EXPECT_EQ(lane(3).interval(1).reason, Operation::kill);
}

TEST_F(IntervalTrackerTest, SigtstpStopsOnlyWhoDoesNotCatchIt) {
  tell({switchIn(10, 1), switchIn(10, 2, 1), done(11, 1, Operation::handle).value(SIGTSTP),
        done(20, 2, Operation::kill).value(SIGTSTP).aux(1),
        done(20, 1, Operation::kill).value(SIGTSTP).aux(2), switchOut(21, 1), switchOut(22, 2)});
  EXPECT_EQ(lane(1).interval(1).state, blocked);
  EXPECT_EQ(lane(2).interval(1).state, stopped);
}

TEST_F(IntervalTrackerTest, AReadingOfProcShowsAStopThatNobodyRecorded) {
  tell({switchIn(10, 3), switchOut(20, 3), done(30, 3, Operation::observed).value('T'),
        done(40, 3, Operation::observed).value('S')});
  EXPECT_EQ(lane(3).interval(2).state, stopped);
  EXPECT_NE(lane(3).interval(3).state, stopped);
}

TEST_F(IntervalTrackerTest, WithoutSwitchRecordsOwnEventsTellTheStates) {
  tell({request(5, 1, Operation::start).aux(2), done(10, 2, Operation::begin).aux(1),
        request(20, 2, Operation::acquire).on(7), sleeps(21, 2, Operation::acquire).on(7),
        done(30, 2, Operation::acquire).on(7), done(31, 2, Operation::delay).value(5),
        request(40, 2, Operation::sleep).value(10), done(50, 2, Operation::sleep),
        done(60, 2, Operation::end), done(70, 1, Operation::join).aux(2)});
  EXPECT_THAT(rows(2), ElementsAre(Stretch{created, 5, 10}, Stretch{running, 10, 21},
                                   Stretch{blocked, 21, 30}, Stretch{running, 30, 40},
                                   Stretch{blocked, 40, 50}, Stretch{running, 50, 60},
                                   Stretch{zombie, 60, 70}, Stretch{terminated, 70, 70}));
  for (std::size_t i = 0; i < lane(2).size(); ++i)
    EXPECT_EQ(lane(2).interval(i).evidence, Evidence::probe);
}

TEST_F(IntervalTrackerTest, AHandlerInterruptsASleepForAsLongAsItRuns) {
  tell({done(10, 2, Operation::begin), request(20, 2, Operation::sleep),
        request(30, 2, Operation::deliver).value(SIGUSR1),
        done(31, 2, Operation::kill).value(SIGUSR1).aux(1),
        done(35, 2, Operation::deliver).value(SIGUSR1), done(50, 2, Operation::sleep)});
  EXPECT_THAT(rows(2), ElementsAre(Stretch{running, 10, 20}, Stretch{blocked, 20, 30},
                                   Stretch{running, 30, 35}, Stretch{blocked, 35, 50},
                                   Stretch{running, 50, 50}));
}

TEST_F(IntervalTrackerTest, EventsThatTheProbeDroppedLeaveTheTimeUnknown) {
  tell({done(10, 2, Operation::begin), done(20, 2, Operation::say),
        done(50, 2, Operation::lost).value(99), done(60, 2, Operation::say)});
  EXPECT_THAT(rows(2), ElementsAre(Stretch{running, 10, 20}, Stretch{unknown, 20, 50},
                                   Stretch{running, 50, 60}));
}

TEST_F(IntervalTrackerTest, AStartThatFailedLeavesNoTask) {
  tell({request(5, 1, Operation::start).aux(2),
        done(6, 1, Operation::start).aux(2).outcome(Outcome::failed)});
  EXPECT_EQ(lane(2).size(), 0u);
}

TEST_F(IntervalTrackerTest, AReapedProcessTakesItsThreadsWithIt) {
  tell({done(10, 1, Operation::begin), done(10, 3, Operation::begin),
        done(30, 0, Operation::reap).aux(1).value(-SIGKILL)});
  EXPECT_THAT(rows(1), ElementsAre(Stretch{running, 10, 30}, Stretch{terminated, 30, 30}));
  EXPECT_THAT(rows(3), ElementsAre(Stretch{running, 10, 30}, Stretch{terminated, 30, 30}));
}

TEST_F(IntervalTrackerTest, InStepModeATaskIsStoppedFromWhenLockstepSawItUntilItSawItGoOn) {
  tell({done(10, 2, Operation::parked).value(1), done(20, 1, Operation::kill).value(SIGTSTP).aux(2),
        done(30, 2, Operation::granted).value(1),
        done(40, 2, Operation::observed).value('T').aux(SIGTSTP),
        done(50, 1, Operation::kill).value(SIGCONT).aux(2),
        done(60, 2, Operation::observed).value('S'), done(61, 2, Operation::parked).value(1)});
  EXPECT_THAT(rows(2), ElementsAre(Stretch{ready, 10, 30}, Stretch{running, 30, 40},
                                   Stretch{stopped, 40, 60}, Stretch{running, 60, 61},
                                   Stretch{ready, 61, 61}));
  for (std::size_t i = 0; i < lane(2).size(); ++i)
    EXPECT_EQ(lane(2).interval(i).evidence, Evidence::step);
}

TEST_F(IntervalTrackerTest, WhoIsFreedWhileItIsStoppedStaysSo) {
  tell({done(10, 2, Operation::parked).value(1), done(20, 2, Operation::observed).value('T'),
        done(30, 2, Operation::freed), done(40, 1, Operation::kill).value(SIGCONT).aux(2)});
  EXPECT_THAT(rows(2), ElementsAre(Stretch{ready, 10, 20}, Stretch{stopped, 20, 40},
                                   Stretch{running, 40, 40}));
}

}  // namespace
}  // namespace lockstep
