// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/step_axis.h"

#include <gtest/gtest.h>

namespace lockstep::ui {
namespace {

/// Two steps of 10 ns each, 1000 ns of thinking between them, and some time before.
class StepAxisTest : public testing::Test {
 protected:
  StepAxisTest() {
    say(Operation::begin, 100);
    say(Operation::parked, 150);
    say(Operation::granted, 1000);
    say(Operation::parked, 1010);
    say(Operation::granted, 2010);
    say(Operation::parked, 2020);
    axis.update(trace);
  }
  void say(Operation operation, std::int64_t time) {
    Event event;
    event.task = kMainTask;
    event.operation = operation;
    event.phase = Phase::done;
    event.time = time;
    trace.append(event);
  }
  Trace trace;
  StepAxis axis;
};

TEST_F(StepAxisTest, EachStepIsAsWideAsAnotherAndThinkingTakesNoRoom) {
  EXPECT_EQ(axis.steps(), 2u);
  EXPECT_DOUBLE_EQ(axis.position(100), -1);
  EXPECT_DOUBLE_EQ(axis.position(1000), 0);
  EXPECT_DOUBLE_EQ(axis.position(1005), 0.5);
  EXPECT_DOUBLE_EQ(axis.position(1010), 1);
  EXPECT_DOUBLE_EQ(axis.position(1999), 1);
  EXPECT_DOUBLE_EQ(axis.position(2015), 1.5);
  EXPECT_DOUBLE_EQ(axis.position(9999), 2);
  EXPECT_DOUBLE_EQ(axis.last(), 2);
}

TEST_F(StepAxisTest, APositionIsTheInstantAtWhichItIsReached) {
  for (const double position : {-1.0, 0.5, 1.0, 1.5, 2.0})
    EXPECT_DOUBLE_EQ(axis.position(axis.time(position)), position) << position;
  EXPECT_EQ(axis.settled(1), 1010);
  EXPECT_EQ(axis.settled(0), 150);
}

TEST_F(StepAxisTest, TheInstantBeforeAStepBelongsToTheOneBeforeIt) {
  EXPECT_EQ(axis.stepsAt(axis.granted(2) - 1), 1u);
  EXPECT_EQ(axis.stepsAt(axis.granted(2)), 2u);
  EXPECT_EQ(axis.stepsAt(0), 0u);
}

TEST_F(StepAxisTest, FreeRunBetweenStepsTakesTheRoomOfOneWithoutANumber) {
  say(Operation::freed, 3000);
  say(Operation::acquire, 3500);
  say(Operation::granted, 4000);
  say(Operation::parked, 4010);
  axis.update(trace);
  EXPECT_EQ(axis.steps(), 3u);
  EXPECT_DOUBLE_EQ(axis.position(3000), 2);
  EXPECT_DOUBLE_EQ(axis.position(3500), 3);
  EXPECT_DOUBLE_EQ(axis.position(4000), 3);
  EXPECT_DOUBLE_EQ(axis.endOf(3), 4);
}

TEST_F(StepAxisTest, GrowsWithItsTrace) {
  say(Operation::granted, 3000);
  axis.update(trace);
  EXPECT_EQ(axis.steps(), 3u);
  EXPECT_DOUBLE_EQ(axis.position(3000), 2);
}

}  // namespace
}  // namespace lockstep::ui
