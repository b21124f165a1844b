// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/vector_clock.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(VectorClock, KnowsNothingAtFirst) {
  const VectorClock clock;
  EXPECT_TRUE(clock.empty());
  EXPECT_EQ(clock[TaskId{0}], 0u);
  EXPECT_EQ(clock[TaskId{5000}], 0u);
}

TEST(VectorClock, CountsTheTicksOfEachTaskByItself) {
  VectorClock clock;
  clock.tick(TaskId{9});
  clock.tick(TaskId{9});
  clock.tick(TaskId{2});
  EXPECT_EQ(clock[TaskId{9}], 2u);
  EXPECT_EQ(clock[TaskId{2}], 1u);
  EXPECT_EQ(clock[TaskId{8}], 0u);
}

TEST(VectorClock, LearnsTheLaterOfBothForEveryTaskAndUnlearnsNothing) {
  VectorClock one;
  one.tick(TaskId{1});
  one.tick(TaskId{1});
  VectorClock other;
  other.tick(TaskId{1});
  other.tick(TaskId{20});
  one.join(other);
  EXPECT_EQ(one[TaskId{1}], 2u);
  EXPECT_EQ(one[TaskId{20}], 1u);
  EXPECT_EQ(other[TaskId{1}], 1u);
  other.join(one);
  EXPECT_EQ(other[TaskId{1}], 2u);
}

}  // namespace
}  // namespace lockstep
