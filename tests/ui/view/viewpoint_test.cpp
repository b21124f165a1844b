// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/viewpoint.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "sample_trace.h"

namespace lockstep::ui {
namespace {

using sample::kMs;
using sample::kStart;

struct ViewpointTest : testing::Test {
  ViewpointTest() { view.setTrace(sample::twoTasks()); }
  Viewpoint view;
};

TEST(Viewpoint, HasATraceFromTheStart) {
  const Viewpoint view;
  EXPECT_TRUE(view.trace().empty());
  EXPECT_TRUE(view.moment().tasks.empty());
}

TEST_F(ViewpointTest, OpensWithTheWholeRunInView) {
  EXPECT_EQ(view.from(), kStart);
  EXPECT_EQ(view.to(), kStart + 40 * kMs);
  EXPECT_EQ(view.playhead(), kStart);
}

TEST_F(ViewpointTest, KeepsThePlayheadWithinTheRun) {
  view.setPlayhead(kStart + 100 * kMs);
  EXPECT_EQ(view.playhead(), kStart + 40 * kMs);
  view.setPlayhead(0);
  EXPECT_EQ(view.playhead(), kStart);
}

TEST_F(ViewpointTest, TellsOnlyOfRealChanges) {
  QSignalSpy playhead(&view, &Viewpoint::playheadChanged);
  QSignalSpy range(&view, &Viewpoint::rangeChanged);
  QSignalSpy selection(&view, &Viewpoint::selectionChanged);
  view.setPlayhead(view.playhead());
  view.setRange(view.from(), view.to());
  view.selectTask(view.task());
  view.setMark(5, 5);
  view.setMark(5, 5);
  EXPECT_EQ(playhead.count(), 0);
  EXPECT_EQ(range.count(), 0);
  EXPECT_EQ(selection.count(), 1);
  view.setPlayhead(kStart + kMs);
  EXPECT_EQ(playhead.count(), 1);
}

TEST_F(ViewpointTest, TheMomentFollowsThePlayhead) {
  view.setPlayhead(kStart + 25 * kMs);
  EXPECT_EQ(view.moment().tasks[2].state, State::blocked);
  EXPECT_EQ(view.moment().tasks[2].resource, ResourceId(0));
  view.setPlayhead(kStart + 13 * kMs);
  EXPECT_EQ(view.moment().tasks[2].state, State::ready);
}

TEST_F(ViewpointTest, ZoomKeepsTheAnchorInItsPlace) {
  view.zoom(.5, kStart + 10 * kMs);
  EXPECT_EQ(view.from(), kStart + 5 * kMs);
  EXPECT_EQ(view.to(), kStart + 25 * kMs);
  view.zoom(2, kStart + 10 * kMs);
  EXPECT_EQ(view.from(), kStart);
  EXPECT_EQ(view.to(), kStart + 40 * kMs);
}

TEST_F(ViewpointTest, ZoomStopsAtAMicrosecondAndAtTwiceTheRun) {
  for (int i = 0; i < 100; ++i) view.zoom(.5, kStart + 10 * kMs);
  EXPECT_EQ(view.to() - view.from(), Viewpoint::kLeastSpan);
  for (int i = 0; i < 100; ++i) view.zoom(2, kStart + 10 * kMs);
  EXPECT_EQ(view.to() - view.from(), 80 * kMs);
  view.zoom(0, kStart);
  view.zoom(-1, kStart);
  EXPECT_EQ(view.to() - view.from(), 80 * kMs);
}

TEST_F(ViewpointTest, PanMovesTheRangeButNeverLosesTheRun) {
  view.setRange(kStart + 10 * kMs, kStart + 20 * kMs);
  view.pan(3 * kMs);
  EXPECT_EQ(view.from(), kStart + 13 * kMs);
  EXPECT_EQ(view.to(), kStart + 23 * kMs);
  view.pan(1'000'000 * kMs);
  EXPECT_EQ(view.from(), kStart + 39 * kMs);
  view.pan(-1'000'000 * kMs);
  EXPECT_EQ(view.to(), kStart + kMs);
}

TEST_F(ViewpointTest, ARangeIsNeverTooShortOrTurnedAround) {
  view.setRange(kStart + 20 * kMs, kStart + 10 * kMs);
  EXPECT_EQ(view.from(), kStart + 10 * kMs);
  EXPECT_EQ(view.to(), kStart + 20 * kMs);
  view.setRange(kStart, kStart);
  EXPECT_EQ(view.to() - view.from(), Viewpoint::kLeastSpan);
}

TEST_F(ViewpointTest, FollowingKeepsPlayheadAndRangeAtTheLiveEdge) {
  const auto live = std::make_shared<Trace>(Trace());
  TaskInfo info;
  info.id = TaskId(0);
  info.kind = TaskKind::supervisor;
  live->addTask(info);
  view.setTrace(live);
  view.setFollowing(true);
  Event event;
  event.time = kStart;
  event.task = TaskId(0);
  event.operation = Operation::begin;
  live->append(event);
  for (int frame = 1; frame <= 10; ++frame) {
    live->advance(kStart + frame * 16 * kMs);
    view.traceGrew();
    EXPECT_EQ(view.playhead(), live->endTime());
    EXPECT_GE(view.playhead(), view.from());
    EXPECT_LT(view.playhead(), view.to());
  }
  EXPECT_EQ(view.to() - view.from(), 20 * kMs);
  view.setPlayhead(kStart + 3 * kMs);
  EXPECT_FALSE(view.following());
  const std::int64_t from = view.from();
  live->advance(kStart + 400 * kMs);
  view.traceGrew();
  EXPECT_EQ(view.playhead(), kStart + 3 * kMs);
  EXPECT_EQ(view.from(), from);
}

TEST_F(ViewpointTest, StepsThroughTheEventsOfOneTask) {
  view.selectTask(TaskId(2));
  view.setPlayhead(kStart);
  EXPECT_TRUE(view.stepTaskEvent(1));
  EXPECT_EQ(view.playhead(), kStart + 4 * kMs);
  EXPECT_TRUE(view.stepTaskEvent(1));
  EXPECT_EQ(view.playhead(), kStart + 20 * kMs);
  EXPECT_TRUE(view.stepTaskEvent(1));
  EXPECT_EQ(view.playhead(), kStart + 30 * kMs);
  EXPECT_TRUE(view.stepTaskEvent(1));
  EXPECT_EQ(view.playhead(), kStart + 35 * kMs);
  EXPECT_FALSE(view.stepTaskEvent(1));
  EXPECT_TRUE(view.stepTaskEvent(-1));
  EXPECT_EQ(view.playhead(), kStart + 30 * kMs);
}

TEST_F(ViewpointTest, StepsThroughAllEventsBothWays) {
  view.setPlayhead(kStart + 4 * kMs);
  EXPECT_TRUE(view.stepEvent(1));
  EXPECT_EQ(view.playhead(), kStart + 5 * kMs);
  EXPECT_TRUE(view.stepEvent(-1));
  EXPECT_EQ(view.playhead(), kStart + 4 * kMs);
  view.setPlayhead(kStart);
  EXPECT_FALSE(view.stepEvent(-1));
}

TEST_F(ViewpointTest, AStepOffTheScreenBringsTheRangeAlong) {
  view.setRange(kStart, kStart + 2 * kMs);
  view.setPlayhead(kStart + 5 * kMs);
  view.selectTask(TaskId(2));
  EXPECT_TRUE(view.stepTaskEvent(1));
  EXPECT_EQ(view.playhead(), kStart + 20 * kMs);
  EXPECT_LE(view.from(), view.playhead());
  EXPECT_GT(view.to(), view.playhead());
  EXPECT_EQ(view.to() - view.from(), 2 * kMs);
}

TEST_F(ViewpointTest, StepsFromWakeToWake) {
  view.setPlayhead(kStart + 6 * kMs);
  EXPECT_TRUE(view.stepWake(1));
  EXPECT_EQ(view.playhead(), kStart + 30 * kMs);
  EXPECT_FALSE(view.stepWake(1));
  EXPECT_FALSE(view.stepWake(-1));
}

TEST_F(ViewpointTest, SelectsTasksByTheNumberThatTheyShow) {
  view.selectNumber(2);
  EXPECT_EQ(view.task(), TaskId(2));
  view.selectNumber(3);
  view.selectNumber(0);
  view.selectNumber(-1);
  EXPECT_EQ(view.task(), TaskId(2));
}

TEST_F(ViewpointTest, AnotherTraceForgetsTheSelection) {
  view.selectTask(TaskId(2));
  view.setMark(kStart, kStart + kMs);
  QSignalSpy replaced(&view, &Viewpoint::traceReplaced);
  view.setTrace(std::make_shared<Trace>());
  EXPECT_EQ(replaced.count(), 1);
  EXPECT_FALSE(view.task().valid());
  EXPECT_EQ(view.markFrom(), view.markTo());
}

}  // namespace
}  // namespace lockstep::ui
