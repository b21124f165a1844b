// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "timeline/frame_painter.h"

namespace lockstep::ui {
namespace {

constexpr std::size_t at(State state) { return static_cast<std::size_t>(state); }

Column column(double x, int running, int ready, int blocked) {
  Column result;
  result.x = x;
  result.parts[at(State::running)] = static_cast<std::uint8_t>(running);
  result.parts[at(State::ready)] = static_cast<std::uint8_t>(ready);
  result.parts[at(State::blocked)] = static_cast<std::uint8_t>(blocked);
  return result;
}

TEST(ColumnHeights, FillTheColumnExactlyWhateverTheShares) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::array<std::uint8_t, kStates> parts{};
    int left = kColumnParts;
    for (int i = 1; i < kStates - 1 && left > 0; ++i) {
      const int part = static_cast<int>(random() % static_cast<unsigned>(left + 1));
      parts[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(part);
      left -= part;
    }
    parts[kStates - 1] = static_cast<std::uint8_t>(left);
    const int height = 8 + static_cast<int>(random() % 60);
    const auto heights = columnHeights(parts, height);
    EXPECT_EQ(std::accumulate(heights.begin(), heights.end(), 0), height);
    for (std::size_t state = 0; state < parts.size(); ++state) {
      EXPECT_EQ(heights[state] > 0, parts[state] > 0);
    }
  }
}

TEST(ColumnHeights, TimeBeforeBirthStaysEmpty) {
  const auto heights = columnHeights(column(0, 32, 0, 0).parts, 20);
  EXPECT_EQ(heights[at(State::running)], 10);
  EXPECT_EQ(std::accumulate(heights.begin(), heights.end(), 0), 10);
}

TEST(ColumnHeights, ASliverOfRunningKeepsAPixel) {
  EXPECT_EQ(columnHeights(column(0, 1, 0, 63).parts, 20)[at(State::running)], 1);
}

struct RasterTest : testing::Test {
  const Theme& look = theme(ThemeKind::light);
  QColor ground = trackGround(look);
};

TEST_F(RasterTest, ColumnsStackFromTheFloorInMeanColours) {
  LaneRaster raster(look, 32, 1, ground);
  LaneDetail detail;
  detail.columns = {column(30, 16, 16, 32)};
  const QImage image = raster.draw(detail, 100, {});
  EXPECT_EQ(image.pixelColor(31, 31), look.state(State::running).mean);
  EXPECT_EQ(image.pixelColor(31, 24), look.state(State::running).mean);
  EXPECT_EQ(image.pixelColor(31, 23), look.state(State::ready).mean);
  EXPECT_EQ(image.pixelColor(31, 15), look.state(State::blocked).mean);
  EXPECT_EQ(image.pixelColor(31, 0), look.state(State::blocked).mean);
  EXPECT_EQ(image.pixelColor(29, 20), ground);
  EXPECT_EQ(image.pixelColor(33, 20), ground);
}

TEST_F(RasterTest, BarsHaveTheirHeightsOutlineAndGap) {
  LaneRaster raster(look, 32, 1, ground);
  LaneDetail detail;
  detail.bars = {{10, 40, 0, State::running}, {50, 40, 1, State::blocked}};
  const QImage image = raster.draw(detail, 100, {});
  EXPECT_EQ(image.pixelColor(30, 0), look.state(State::running).fill);
  EXPECT_EQ(image.pixelColor(30, 31), look.state(State::running).fill);
  EXPECT_EQ(image.pixelColor(49, 20), ground);
  EXPECT_EQ(image.pixelColor(70, 10), ground);
  EXPECT_EQ(image.pixelColor(70, 31), look.state(State::blocked).mark);
  EXPECT_EQ(image.pixelColor(50, 25), look.state(State::blocked).mark);
  EXPECT_EQ(image.pixelColor(92, 20), ground);
}

TEST_F(RasterTest, AtTwoPixelsAPixelEverythingIsTwiceAsFine) {
  LaneRaster raster(look, 32, 2, ground);
  LaneDetail detail;
  detail.bars = {{10, 40, 0, State::running}};
  const QImage image = raster.draw(detail, 100, {});
  EXPECT_EQ(image.size(), QSize(200, 64));
  EXPECT_DOUBLE_EQ(image.devicePixelRatioF(), 2);
  EXPECT_EQ(image.pixelColor(60, 32), look.state(State::running).fill);
  EXPECT_EQ(image.pixelColor(98, 32), ground);
}

TEST_F(RasterTest, BarsBeyondTheEdgesAreCutNotMoved) {
  LaneRaster raster(look, 32, 1, ground);
  LaneDetail detail;
  detail.bars = {{-1e12, 1e12 + 20, 0, State::running}, {90, 1e12, 1, State::running}};
  const QImage image = raster.draw(detail, 100, {});
  EXPECT_EQ(image.pixelColor(5, 16), look.state(State::running).fill);
  EXPECT_EQ(image.pixelColor(40, 16), ground);
  EXPECT_EQ(image.pixelColor(97, 16), look.state(State::running).fill);
}

TEST_F(RasterTest, ABarHidesTheColumnThatReachesIntoIt) {
  LaneRaster raster(look, 32, 1, ground);
  LaneDetail detail;
  detail.columns = {column(9, 64, 0, 0)};
  detail.bars = {{10, 40, 0, State::blocked}};
  const QImage image = raster.draw(detail, 100, {});
  EXPECT_EQ(image.pixelColor(11, 4), ground);
  EXPECT_EQ(image.pixelColor(9, 4), look.state(State::running).mean);
}

}  // namespace
}  // namespace lockstep::ui
