// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/playback.h"

#include <gtest/gtest.h>

#include "two_forks.h"

namespace lockstep::ui {
namespace {

using namespace sample;

class PlaybackTest : public testing::Test {
 protected:
  PlaybackTest() : playback(view, [this] { return now; }) {
    view.setTrace(twoForks());
    view.setPlayhead(kStart);
  }
  void pass(std::int64_t ns) {
    now += ns;
    playback.tick();
  }
  Viewpoint view;
  std::int64_t now = 77;
  Playback playback;
};

TEST_F(PlaybackTest, MovesThePlayheadAtItsRatio) {
  EXPECT_EQ(playback.slowness(), 200);
  playback.play();
  pass(200 * kMs);
  EXPECT_EQ(view.playhead(), kStart + kMs);
  pass(400 * kMs);
  EXPECT_EQ(view.playhead(), kStart + 3 * kMs);
}

TEST_F(PlaybackTest, ReachesFromRealSpeedToAHundredThousandth) {
  EXPECT_EQ(Playback::slownesses().front(), 1);
  EXPECT_EQ(Playback::slownesses().back(), 100'000);
  playback.setSlownessStop(0);
  playback.play();
  pass(2 * kMs);
  EXPECT_EQ(view.playhead(), kStart + 2 * kMs);
}

TEST_F(PlaybackTest, ChangesSpeedWithoutAJump) {
  playback.play();
  pass(400 * kMs);
  playback.setSlownessStop(0);
  EXPECT_EQ(view.playhead(), kStart + 2 * kMs);
  pass(kMs);
  EXPECT_EQ(view.playhead(), kStart + 3 * kMs);
}

TEST_F(PlaybackTest, PausesAtTheEndAndStartsOverFromThere) {
  playback.setSlownessStop(0);
  playback.play();
  pass(500 * kMs);
  EXPECT_EQ(view.playhead(), view.trace().endTime());
  EXPECT_FALSE(playback.playing());
  playback.play();
  EXPECT_EQ(view.playhead(), view.trace().startTime());
}

TEST_F(PlaybackTest, GoesOnFromWhereThePlayheadWasDraggedTo) {
  playback.play();
  pass(200 * kMs);
  view.setPlayhead(kStart + 10 * kMs);
  pass(200 * kMs);
  pass(200 * kMs);
  EXPECT_EQ(view.playhead(), kStart + 11 * kMs);
}

TEST_F(PlaybackTest, EventByEventIgnoresHowFarApartTheyAre) {
  playback.setMode(Playback::Mode::events);
  EXPECT_EQ(playback.eventsPerSecond(), 2);
  EXPECT_EQ(playback.nsPerMs(), 0);
  playback.play();
  pass(499 * kMs);
  EXPECT_EQ(view.playhead(), kStart);
  pass(kMs);
  EXPECT_EQ(view.playhead(), kStart + kMs / 10);
  pass(500 * kMs);
  EXPECT_EQ(view.playhead(), kStart + 2 * kMs / 10);
}

TEST_F(PlaybackTest, FollowsTheLiveEdgeWhereTheTraceStillGrows) {
  playback.setLive(true);
  playback.setSlownessStop(0);
  playback.play();
  pass(500 * kMs);
  EXPECT_FALSE(playback.playing());
  EXPECT_TRUE(view.following());
}

}  // namespace
}  // namespace lockstep::ui
