// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/step_playback.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace lockstep::ui {
namespace {

constexpr std::int64_t kMs = 1'000'000;

class StepPlaybackTest : public testing::Test {
 protected:
  void after(std::int64_t ms) {
    now = ms * kMs;
    playback.tick();
  }
  std::int64_t now = 0;
  StepPlayback playback{[this] { return now; }};
  static constexpr std::int64_t kGranted = 1'000'000;
  static constexpr std::int64_t kSettled = 1'120'000;  // 1000 ns a ms
};

TEST_F(StepPlaybackTest, TheEventsPassFirstThenTheRunStandsStillAndItsEffectsGoOn) {
  playback.play(kGranted, kSettled);
  ASSERT_TRUE(playback.instant());
  EXPECT_EQ(playback.instant()->now, kGranted);
  after(60);
  EXPECT_EQ(playback.instant()->now, kGranted + 60'000);
  EXPECT_EQ(playback.instant()->beyond, 0);
  after(420);
  EXPECT_EQ(playback.instant()->now, kSettled);
  EXPECT_EQ(playback.instant()->beyond, 300'000);
}

TEST_F(StepPlaybackTest, EachStepTakesItsTimeOfPlayback) {
  QSignalSpy moved(&playback, &StepPlayback::moved);
  playback.play(kGranted, kSettled);
  after(599);
  EXPECT_TRUE(playback.playing());
  after(600);
  EXPECT_FALSE(playback.playing());
  EXPECT_FALSE(playback.instant());
  EXPECT_EQ(moved.count(), 3);
}

TEST_F(StepPlaybackTest, AnEffectThatBeginsWithTheLastEventComesToItsEnd) {
  playback.play(kGranted, kSettled);
  after(125);
  EXPECT_LT(playback.instant()->progress(kSettled, kForkJoin, kNoGap), .05);
  after(599);
  EXPECT_GT(playback.instant()->progress(kSettled, kForkJoin, kNoGap), .99);
}

TEST_F(StepPlaybackTest, WhatBeganBeforeTheStepIsOver) {
  playback.play(kGranted, kSettled);
  EXPECT_EQ(playback.instant()->progress(kGranted - 1, kFlight, kNoGap), 1);
  EXPECT_EQ(playback.instant()->progress(kGranted, kFlight, kNoGap), 0);
}

TEST_F(StepPlaybackTest, AQuickStepTakesAThirdOfTheTime) {
  playback.setQuick(true);
  playback.play(kGranted, kSettled);
  after(20);
  EXPECT_EQ(playback.instant()->now, kGranted + 60'000);
  after(199);
  EXPECT_TRUE(playback.playing());
  after(200);
  EXPECT_FALSE(playback.playing());
}

TEST_F(StepPlaybackTest, ReducedMotionPlaysNothingAndEndsWhatIsPlayed) {
  playback.play(kGranted, kSettled);
  playback.setReduced(true);
  EXPECT_FALSE(playback.playing());
  playback.play(kGranted, kSettled);
  EXPECT_FALSE(playback.playing());
}

}  // namespace
}  // namespace lockstep::ui
