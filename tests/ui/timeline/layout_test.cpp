// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "timeline/lane_layout.h"

namespace lockstep::ui {
namespace {

TaskId id(int number) { return TaskId(static_cast<std::uint16_t>(number)); }

// main with `threads` threads.
std::vector<OrderedTask> threads(int count) {
  std::vector<OrderedTask> tasks{{id(1), id(1), 0, true}};
  for (int i = 0; i < count; ++i) tasks.push_back({id(2 + i), id(1), 0, false});
  return tasks;
}

LayoutRequest request(std::vector<OrderedTask> tasks, QSizeF size = {1184, 410}) {
  LayoutRequest result;
  result.area = QRectF(QPointF(0, 0), size);
  result.tasks = std::move(tasks);
  result.from = 1000;
  result.to = 2000;
  return result;
}

TEST(LaneLayout, LanesAre38HighAnd24WhenThereAreMoreThan14) {
  EXPECT_EQ(layOut(request(threads(6))).rowHeight, 38);
  EXPECT_EQ(layOut(request(threads(13), {1184, 900})).rowHeight, 38);
  EXPECT_EQ(layOut(request(threads(14), {1184, 900})).rowHeight, 24);
  EXPECT_TRUE(layOut(request(threads(14))).compact);
}

TEST(LaneLayout, HoldBarsMakeLanesTallWhereAllFit) {
  LayoutRequest few = request(threads(3));
  few.holdRows = 2;
  TimelineLayout layout = layOut(few);
  EXPECT_EQ(layout.rowHeight, 66);
  EXPECT_EQ(layout.holdRows, 2);
  EXPECT_GE(layout.holdTrack(0, 0).top(), layout.stateTrack(0).bottom());
  EXPECT_GE(layout.holdTrack(0, 1).top(), layout.holdTrack(0, 0).bottom());
  EXPECT_LE(layout.holdTrack(0, 1).bottom(), layout.track(0).bottom());

  LayoutRequest many = request(threads(6));
  many.holdRows = 2;
  layout = layOut(many);
  EXPECT_EQ(layout.rowHeight, 38);
  EXPECT_EQ(layout.holdRows, 1);
  EXPECT_EQ(layout.holdHeight, kThinHoldHeight);
  EXPECT_GE(layout.stateTrack(0).height(), 18);
}

TEST(LaneLayout, NothingOverlapsAndNothingLeavesTheArea) {
  for (const double width : {320.0, 592.0, 1024.0, 1920.0}) {
    for (const double height : {150.0, 230.0, 400.0, 900.0}) {
      for (const int count : {0, 3, 13, 40}) {
        const TimelineLayout layout = layOut(request(threads(count), {width, height}));
        EXPECT_LE(layout.title.bottom(), layout.axis.top());
        EXPECT_LE(layout.axis.bottom(), layout.lanes.top());
        if (!layout.minimap.isEmpty()) {
          EXPECT_LE(layout.lanes.bottom(), layout.minimap.top());
          EXPECT_LE(layout.minimap.bottom(), height);
        }
        EXPECT_LE(layout.lanes.bottom(), height);
        EXPECT_LE(layout.headers.right(), layout.tracks.left());
        EXPECT_LE(layout.tracks.right(), width);
        EXPECT_GT(layout.tracks.width(), width / 2);
      }
    }
  }
}

TEST(LaneLayout, TimeAndPixelAreInverse) {
  const TimelineLayout layout = layOut(request(threads(3)));
  EXPECT_DOUBLE_EQ(layout.x(1000), layout.tracks.left());
  EXPECT_DOUBLE_EQ(layout.x(2000), layout.tracks.right());
  EXPECT_NEAR(static_cast<double>(layout.time(layout.x(1234))), 1234, 1);
}

TEST(LaneLayout, RowsAreFoundByTheirPixels) {
  const TimelineLayout layout = layOut(request(threads(3)));
  for (std::size_t row = 0; row < 4; ++row) {
    EXPECT_EQ(layout.rowAt(layout.row(row).center().y()), row);
  }
  EXPECT_FALSE(layout.rowAt(layout.lanes.top() - 1));
  EXPECT_FALSE(layout.rowAt(layout.lanes.bottom()));
  EXPECT_EQ(layout.rowOf(id(3)), 2U);
  EXPECT_FALSE(layout.rowOf(id(9)));
}

TEST(LaneLayout, ScrollingIsClampedToTheRows) {
  LayoutRequest tall = request(threads(30));
  tall.scroll = 1e6;
  const TimelineLayout layout = layOut(tall);
  EXPECT_NEAR(layout.row(30).bottom(), layout.lanes.bottom(), 1e-9);
  EXPECT_FALSE(layout.visible(0));
  EXPECT_TRUE(layout.visible(30));
  tall.scroll = -5;
  EXPECT_EQ(layOut(tall).scroll, 0);
}

TEST(LaneLayout, APictureMakesLanesLowerInsteadOfScrolling) {
  LayoutRequest picture = request(threads(19));
  picture.scrolls = false;
  const TimelineLayout layout = layOut(picture);
  EXPECT_EQ(layout.leftOut, 0);
  EXPECT_TRUE(layout.visible(19));
  picture.tasks = threads(500);
  const TimelineLayout crowded = layOut(picture);
  EXPECT_EQ(crowded.leftOut + static_cast<int>(crowded.rows.size()), 501);
  EXPECT_GT(crowded.leftOut, 0);
}

TEST(LaneLayout, FoldingAProcessHidesItsThreadsAndChildren) {
  const std::vector<OrderedTask> tree = {{id(1), id(1), 0, true}, {id(2), id(1), 0, false},
                                         {id(3), id(3), 1, true}, {id(4), id(3), 1, false},
                                         {id(5), id(5), 2, true}, {id(6), id(6), 1, true}};
  LayoutRequest folded = request(tree);
  folded.folded = {id(3)};
  TimelineLayout layout = layOut(folded);
  ASSERT_EQ(layout.rows.size(), 4U);
  EXPECT_EQ(layout.rows[2].task, id(3));
  EXPECT_EQ(layout.rows[2].hidden, 2);
  EXPECT_EQ(layout.rows[3].task, id(6));
  EXPECT_FALSE(layout.rows[3].folds);
  EXPECT_TRUE(layout.rows[0].folds);
  folded.folded = {id(1)};
  layout = layOut(folded);
  ASSERT_EQ(layout.rows.size(), 1U);
  EXPECT_EQ(layout.rows[0].hidden, 5);
  // A process without anything beneath has nothing to fold.
  folded.folded = {id(6)};
  EXPECT_EQ(layOut(folded).rows.size(), 6U);
}

}  // namespace
}  // namespace lockstep::ui
