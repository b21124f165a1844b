// SPDX-License-Identifier: GPL-3.0-or-later
#include "step/recorded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr TaskId kWorker{2};
constexpr TaskId kOther{3};

/// A log that says what a session would.
class RecordedTest : public testing::Test {
 protected:
  Event say(TaskId task, Operation operation, Phase phase = Phase::done) {
    Event event;
    event.time = ++time;
    event.task = task;
    event.operation = operation;
    event.phase = phase;
    return event;
  }
  void act(TaskId task, Operation operation, Phase phase, int resource = -1,
           std::uint8_t flags = 0) {
    Event event = say(task, operation, phase);
    if (resource >= 0) event.resource = ResourceId(static_cast<std::uint32_t>(resource));
    event.flags = flags;
    trace.append(event);
  }
  void parked(TaskId task, bool able, int resource = -1, TaskId holder = {}) {
    Event event = say(task, Operation::parked);
    event.value = able;
    if (resource >= 0) event.resource = ResourceId(static_cast<std::uint32_t>(resource));
    if (holder.valid()) event.aux = holder.value;
    trace.append(event);
  }
  void granted(TaskId task, lockstep::Act choice = lockstep::Act::go, std::uint32_t pick = 0xffff) {
    Event event = say(task, Operation::granted);
    event.aux = static_cast<std::uint32_t>(choice) << 16 | pick;
    trace.append(event);
  }
  static Choice go(TaskId task) { return {task, lockstep::Act::go, Choice::kNoPick}; }

  std::int64_t time = 0;
  Trace trace;
};

TEST_F(RecordedTest, AStepIsWhatWasLetGoAndWhatItAskedFor) {
  parked(kMainTask, true);
  granted(kMainTask);
  act(kMainTask, Operation::begin, Phase::done);
  act(kMainTask, Operation::acquire, Phase::request, 7);
  parked(kMainTask, true);
  granted(kMainTask);
  const RecordedSteps read = recordedSteps(trace);
  ASSERT_EQ(read.steps.size(), 2u);
  EXPECT_EQ(read.steps[0].choice, go(kMainTask));
  EXPECT_EQ(read.steps[0].next.operation, Operation::begin);
  EXPECT_EQ(read.steps[1].next.operation, Operation::acquire);
  EXPECT_EQ(read.steps[1].next.phase, Phase::request);
  EXPECT_EQ(read.steps[1].next.resource, ResourceId(7));
  EXPECT_TRUE(read.throughout);
  EXPECT_TRUE(isStepped(trace));
}

TEST_F(RecordedTest, AWaiterThatWasPickedAndATimeoutAreReadBack) {
  parked(kWorker, true);
  granted(kWorker, lockstep::Act::go, kOther.value);
  act(kWorker, Operation::notify, Phase::done, 1);
  parked(kOther, false);
  granted(kOther, lockstep::Act::timeout);
  const RecordedSteps read = recordedSteps(trace);
  EXPECT_EQ(read.steps[0].choice, (Choice{kWorker, lockstep::Act::go, kOther.value}));
  EXPECT_THAT(read.steps[0].choices, ElementsAre(read.steps[0].choice));
  EXPECT_EQ(read.steps[1].choice.act, lockstep::Act::timeout);
}

TEST_F(RecordedTest, WhoWasParkedAndReadyCouldHaveGoneToo) {
  parked(kMainTask, true);
  parked(kWorker, true);
  parked(kOther, false, 4, kWorker);
  granted(kMainTask);
  const RecordedSteps read = recordedSteps(trace);
  EXPECT_THAT(read.steps[0].able, ElementsAre(kMainTask, kWorker));
  EXPECT_THAT(read.steps[0].choices, ElementsAre(go(kMainTask), go(kWorker)));
}

TEST_F(RecordedTest, ASleeperCouldHaveGoneAndATimedWaitCouldHaveEnded) {
  parked(kMainTask, true);
  granted(kMainTask);
  act(kMainTask, Operation::begin, Phase::done);
  parked(kMainTask, true);
  act(kWorker, Operation::sleep, Phase::request);
  parked(kWorker, false);
  act(kOther, Operation::acquire, Phase::request, 4, kFlagTimed);
  act(kOther, Operation::acquire, Phase::blocked, 4, kFlagTimed);
  parked(kOther, false, 4, kMainTask);
  granted(kMainTask);
  const RecordedSteps read = recordedSteps(trace);
  EXPECT_THAT(read.steps[1].choices,
              ElementsAre(go(kMainTask), go(kWorker),
                          Choice{kOther, lockstep::Act::timeout, Choice::kNoPick}));
}

TEST_F(RecordedTest, TheEndTellsWhoIsParkedStillAndWhatForButNotWhoHasEnded) {
  parked(kMainTask, true);
  granted(kMainTask);
  act(kMainTask, Operation::begin, Phase::done);
  act(kMainTask, Operation::end, Phase::done);
  act(kWorker, Operation::acquire, Phase::request, 4);
  parked(kWorker, false, 4, kOther);
  const RecordedSteps read = recordedSteps(trace);
  ASSERT_EQ(read.last.offers.size(), 1u);
  EXPECT_EQ(read.last.offers[0].task, kWorker);
  EXPECT_EQ(read.last.offers[0].next.operation, Operation::acquire);
  EXPECT_EQ(read.last.offers[0].waitsFor, ResourceId(4));
  EXPECT_EQ(read.last.offers[0].holder, kOther);
  EXPECT_THAT(read.last.offers[0].able, IsEmpty());
  EXPECT_EQ(read.last.step, 1u);
}

TEST_F(RecordedTest, WhatRanFreelyBeforeOrAfterwardsCannotBeRepeated) {
  act(kMainTask, Operation::begin, Phase::done);
  parked(kMainTask, true);
  granted(kMainTask);
  EXPECT_FALSE(recordedSteps(trace).throughout);
  trace = Trace();
  parked(kMainTask, true);
  granted(kMainTask);
  trace.append(say(kMainTask, Operation::freed));
  EXPECT_FALSE(recordedSteps(trace).throughout);
}

TEST_F(RecordedTest, ARunWithoutStepsHasNone) {
  act(kMainTask, Operation::begin, Phase::done);
  EXPECT_FALSE(isStepped(trace));
  EXPECT_THAT(recordedSteps(trace).steps, IsEmpty());
  EXPECT_FALSE(recordedSteps(trace).throughout);
}

}  // namespace
}  // namespace lockstep::ui
