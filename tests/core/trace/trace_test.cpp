// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "events.h"

namespace lockstep {
namespace {

TEST(Trace, IsEmptyUntilTheFirstEvent) {
  Trace trace;
  trace.advance(100);
  EXPECT_TRUE(trace.empty());
  EXPECT_EQ(trace.endTime(), 0);
  EXPECT_TRUE(trace.at(5).tasks.empty());
}

TEST(Trace, KernelRecordsBecomeIntervalsAndAreNotInTheLog) {
  Trace trace;
  trace.append(switchIn(10, 1));
  trace.append(done(11, 1, Operation::say));
  trace.append(switchOut(12, 1));
  EXPECT_EQ(trace.eventCount(), 3u);
  EXPECT_EQ(trace.logSize(), 1u);
  EXPECT_EQ(trace.lane(TaskId{1}).size(), 2u);
  EXPECT_EQ(trace.taskEventCount(TaskId{1}), 1u);
  EXPECT_EQ(trace.lane(TaskId{77}).size(), 0u);
}

TEST(Trace, AnEventThatComesLateIsStampedAndCounted) {
  Trace trace;
  trace.append(done(100, 1, Operation::say));
  trace.append(done(90, 1, Operation::say));
  EXPECT_EQ(trace.event(1).time, 100);
  EXPECT_TRUE(trace.event(1).has(kFlagLate));
  EXPECT_EQ(trace.lateCount(), 1u);
}

TEST(Trace, OpenIntervalsReachToTheLiveEdge) {
  Trace trace;
  trace.append(switchIn(10, 1));
  trace.advance(500);
  EXPECT_EQ(trace.lane(TaskId{1}).interval(0).end, 500);
  EXPECT_EQ(trace.endTime(), 500);
  trace.advance(400);
  EXPECT_EQ(trace.endTime(), 500) << "the edge does not go back";
}

TEST(Trace, LossIsCountedAndDrawn) {
  Trace trace;
  trace.append(switchIn(10, 1));
  trace.append(done(20, 0xffff, Operation::gap).value(7));
  trace.append(switchIn(35, 1));
  trace.append(done(40, 1, Operation::lost).value(5));
  EXPECT_EQ(trace.lostCount(), 12u);
  ASSERT_EQ(trace.gaps().size(), 1u);
  EXPECT_EQ(trace.gaps()[0].start, 20);
  EXPECT_EQ(trace.gaps()[0].end, 35);
  EXPECT_EQ(trace.at(25).tasks[1].state, State::unknown);
}

TEST(Trace, AMomentJoinsLaneAndWorld) {
  Trace trace;
  trace.addTask(process(1, 101));
  trace.addResource(resource(2, ResourceKind::lock));
  trace.append(switchIn(10, 1, 3));
  trace.append(request(11, 1, Operation::acquire).on(2).at(4));
  trace.append(sleeps(12, 1, Operation::acquire).on(2).at(4));
  trace.append(switchOut(13, 1));
  trace.advance(20);
  const Moment moment = trace.at(15);
  const TaskMoment& task = moment.tasks[1];
  EXPECT_EQ(task.state, State::blocked);
  EXPECT_EQ(task.since, 13);
  EXPECT_EQ(task.reason, Operation::acquire);
  EXPECT_EQ(task.resource, ResourceId{2});
  EXPECT_EQ(task.operand, ResourceId{2});
  EXPECT_EQ(task.site, SiteId{4});
  EXPECT_EQ(moment.resources[2].waiters.size(), 1u);
  EXPECT_EQ(trace.at(10).resources[2].waiters.size(), 0u);
  EXPECT_EQ(trace.at(9).tasks[1].state, State::unborn);
}

TEST(Trace, AllEventsOfAnInstantHaveTakenEffectAtIt) {
  Trace trace;
  trace.addResource(resource(0, ResourceKind::event));
  trace.append(done(10, 1, Operation::set).on(0));
  trace.append(done(10, 1, Operation::clear).on(0));
  trace.append(done(10, 1, Operation::set).on(0));
  EXPECT_EQ(trace.at(10).resources[0].value, 1);
  EXPECT_FALSE(trace.at(9).resources[0].exists);
}

TEST(Trace, AKernelDeathAbandonsALockAtItsInstantAndNotBefore) {
  Trace trace;
  trace.addTask(process(1, 101));
  trace.addResource(resource(0, ResourceKind::lock));
  trace.append(done(10, 1, Operation::acquire).on(0));
  trace.append(done(20, 1, Operation::exited));
  trace.append(done(30, 2, Operation::say));
  EXPECT_FALSE(trace.at(19).resources[0].abandoned);
  EXPECT_TRUE(trace.at(20).resources[0].abandoned);
  EXPECT_TRUE(trace.at(30).resources[0].abandoned);
}

TEST(Trace, TablesGrowAndRowsAreReplaced) {
  Trace trace;
  trace.addTask(process(2, 0));
  EXPECT_EQ(trace.tasks().size(), 3u);
  EXPECT_EQ(trace.tasks()[1].id, TaskId{1});
  trace.addTask(process(2, 77));
  EXPECT_EQ(trace.tasks()[2].pid, 77);
  EXPECT_EQ(trace.site(SiteId{}), nullptr);
  EXPECT_EQ(trace.text(TextId{5}), "");
}

}  // namespace
}  // namespace lockstep
