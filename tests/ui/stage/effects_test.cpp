// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/effects.h"

#include <gtest/gtest.h>

#include "runs.h"

namespace lockstep::ui {
namespace {

constexpr double kSlowed = 5000;  // 1 : 200

TEST(PlaybackInstant, AnEffectRunsItsNominalTimeOnThePlaybackClock) {
  const std::int64_t half = static_cast<std::int64_t>(kFlight / 2 * kSlowed);
  EXPECT_DOUBLE_EQ((PlaybackInstant{0, kSlowed}.progress(0, kFlight, kNoGap)), 0);
  EXPECT_NEAR((PlaybackInstant{half, kSlowed}.progress(0, kFlight, kNoGap)), .5, 1e-9);
  EXPECT_DOUBLE_EQ((PlaybackInstant{3 * half, kSlowed}.progress(0, kFlight, kNoGap)), 1);
}

TEST(PlaybackInstant, AnEffectIsOverWhenTheNextEventComes) {
  const std::int64_t gap = static_cast<std::int64_t>(100 * kSlowed);
  EXPECT_NEAR((PlaybackInstant{gap / 2, kSlowed}.progress(0, kFlight, gap)), .5, 1e-9);
}

TEST(PlaybackInstant, WhatIsTooShortToSeeIsShownAtItsEnd) {
  const std::int64_t gap = static_cast<std::int64_t>(79 * kSlowed);
  EXPECT_DOUBLE_EQ((PlaybackInstant{0, kSlowed}.progress(0, kFlight, gap)), 1);
  EXPECT_DOUBLE_EQ((PlaybackInstant{0, 0}.progress(0, kFlight, kNoGap)), 1);
}

TEST(PlaybackInstant, EasingKeepsBothEnds) {
  for (const auto ease : {easeOut, easeInOut}) {
    EXPECT_DOUBLE_EQ(ease(0), 0);
    EXPECT_DOUBLE_EQ(ease(1), 1);
    EXPECT_LT(ease(.2), ease(.4));
  }
}

TEST(RecentChanges, KnowTheLastChangeAndTheGapToTheNext) {
  Recorded run = counter(1, true);
  run.at(100'000'000).request(2, Operation::acquire, 1);
  run.at(101'000'000).done(2, Operation::acquire, 1, 1);
  run.at(103'000'000).done(2, Operation::release, 1);
  const auto trace = run.trace();
  const RecentChanges changes(*trace, {101'500'000, kSlowed});
  const Change* change = changes.of(ResourceId(1));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->event.operation, Operation::acquire);
  EXPECT_EQ(change->gap, 2'000'000);
}

TEST(RecentChanges, ForgetWhatIsLongerAgoThanAnyEffect) {
  Recorded run = counter(1, true);
  run.at(900'000'000).says(2, "rests");
  const RecentChanges changes(*run.trace(), {900'000'000, kSlowed});
  EXPECT_FALSE(changes.of(ResourceId(1)));
}

TEST(LastEvent, FindsATasksOwnOperationAtAnInstant) {
  Recorded run = producerConsumer(false);
  const auto trace = run.trace();
  const auto put = lastEvent(*trace, TaskId(2), run.now(), Operation::put);
  ASSERT_TRUE(put);
  EXPECT_EQ((Item{put->value, put->valueKind()}.toString()), "a7");
  EXPECT_FALSE(lastEvent(*trace, TaskId(2), 0, Operation::put));
}

}  // namespace
}  // namespace lockstep::ui
