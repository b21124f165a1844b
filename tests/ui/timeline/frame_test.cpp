// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/frame.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sample_trace.h"
#include "timeline/hover.h"
#include "timeline/sums.h"

namespace lockstep::ui {
namespace {

using sample::kMs;
using sample::kStart;

LayoutRequest requestFor(const Viewpoint& view) {
  LayoutRequest request;
  request.area = QRectF(0, 0, 1184, 410);
  request.tasks = taskOrder(view.trace());
  request.holdRows = holdRowsNeeded(view);
  request.from = view.from();
  request.to = view.to();
  return request;
}

struct FrameTest : testing::Test {
  FrameTest() {
    view.setTrace(sample::twoTasks());
    frame = makeFrame(view, requestFor(view));
    fillWhole(view, frame);
  }
  QPointF over(std::size_t row, double ms) const {
    return {frame.layout.x(kStart + static_cast<std::int64_t>(ms * kMs)),
            frame.layout.stateTrack(row).center().y()};
  }
  Viewpoint view;
  TimelineFrame frame;
};

HoldSpan span(std::int64_t start, std::int64_t end) {
  return {TaskId(1), ResourceId(0), start, end, false};
}

TEST(HoldPlacing, OverlappingHoldsTakeTheSecondRowAndAThirdIsLeftOut) {
  const auto placed = placeHolds({span(0, 10), span(5, 20), span(6, 8), span(10, 12)}, 2);
  ASSERT_EQ(placed.size(), 3U);
  EXPECT_EQ(placed[0].row, 0);
  EXPECT_EQ(placed[1].row, 1);
  EXPECT_EQ(placed[2].span.start, 10);
  EXPECT_EQ(placed[2].row, 0);
  EXPECT_TRUE(placeHolds({span(0, 1)}, 0).empty());
}

TEST_F(FrameTest, BarsStandAtTheirTimes) {
  ASSERT_EQ(frame.lanes.size(), 2U);
  const LaneDetail& worker = frame.lanes[1].detail;
  ASSERT_GE(worker.bars.size(), 5U);
  EXPECT_EQ(worker.bars[0].state, State::created);
  EXPECT_NEAR(worker.bars[0].x, frame.layout.scale.toPixel(kStart + 2 * kMs), .01);
  EXPECT_EQ(worker.bars[2].state, State::ready);
  EXPECT_NEAR(worker.bars[2].width, 2 * kMs / frame.layout.scale.nsPerPixel, .01);
}

TEST_F(FrameTest, HoldsLieUnderTheirLane) {
  ASSERT_EQ(frame.lanes[0].holds.size(), 1U);
  EXPECT_EQ(frame.lanes[0].holds[0].span.start, kStart + 5 * kMs);
  EXPECT_EQ(frame.lanes[0].holds[0].span.end, kStart + 30 * kMs);
}

TEST_F(FrameTest, FewArrowsAreAllShown) {
  const auto wakes =
      std::count_if(frame.arrows.shown.begin(), frame.arrows.shown.end(), [](const Arrow& arrow) {
        return arrow.kind == ArrowKind::wake || arrow.kind == ArrowKind::handOff;
      });
  EXPECT_EQ(wakes, 1);
  EXPECT_FALSE(frame.arrows.none);
}

TEST(ArrowChoice, TooManyArrowsLeaveThoseOfTheSelectedTask) {
  Viewpoint view;
  view.setTrace(sample::busyRun(3, 1, 200 * kMs));
  const std::int64_t from = kStart;
  const std::int64_t to = kStart + 200 * kMs;
  ArrowChoice choice = chooseArrows(view.relations(), TaskId(), from, to);
  EXPECT_TRUE(choice.none);
  EXPECT_TRUE(choice.shown.empty());
  choice = chooseArrows(view.relations(), TaskId(3), from, from + 40 * kMs);
  EXPECT_LE(choice.shown.size(), kMostArrows);
  if (choice.onlySelected) {
    for (const Arrow& arrow : choice.shown) {
      EXPECT_TRUE(arrow.from == TaskId(3) || arrow.to == TaskId(3));
    }
  }
}

TEST_F(FrameTest, TheMinimapShowsFewLanesApartAndManyAsShares) {
  EXPECT_EQ(frame.whole.size(), 2U);
  Viewpoint busy;
  busy.setTrace(sample::busyRun(3, 1, 20 * kMs));
  TimelineFrame many = makeFrame(busy, requestFor(busy));
  fillWhole(busy, many);
  EXPECT_EQ(many.whole.size(), 1U);
  EXPECT_EQ(many.whole[0].size(), static_cast<std::size_t>(many.wholeColumns));
}

TEST_F(FrameTest, HoveringABarTellsStateReasonStartDurationAndEvidence) {
  const QString text = hoverText(frame, view, over(1, 25));
  EXPECT_TRUE(text.contains(QStringLiteral("locked"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("lock"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("worker"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("from 20.000 ms, for 10 ms"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("kernel (K)"))) << text.toStdString();
}

TEST_F(FrameTest, HoveringAHoldTellsTheLock) {
  const QPointF at(frame.layout.x(kStart + 6 * kMs), frame.layout.holdTrack(0, 0).center().y());
  const QString text = hoverText(frame, view, at);
  EXPECT_TRUE(text.contains(QStringLiteral("Holds lock"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("from 5.000 ms, for 25 ms"))) << text.toStdString();
}

TEST_F(FrameTest, HoveringAHeaderTellsWhoItIs) {
  const QPointF at(60, frame.layout.row(1).center().y());
  const QString text = hoverText(frame, view, at);
  EXPECT_TRUE(text.contains(QStringLiteral("TID 41202"))) << text.toStdString();
}

TEST(Hover, AColumnTellsItsSharesAndHowManyIntervalsItHolds) {
  Viewpoint view;
  view.setTrace(sample::switches(4, 20'000));
  view.fitRun();
  const TimelineFrame frame = makeFrame(view, requestFor(view));
  ASSERT_FALSE(frame.lanes[1].detail.columns.empty());
  const Column& column = frame.lanes[1].detail.columns[40];
  const QString text = hoverText(
      frame, view,
      {frame.layout.tracks.left() + column.x + 1, frame.layout.stateTrack(1).center().y()});
  EXPECT_TRUE(text.contains(QStringLiteral(" %"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("Running"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("interval"))) << text.toStdString();
}

TEST_F(FrameTest, SumsAreExact) {
  const auto rows = stateSums(view, TaskId(2), kStart, kStart + 20 * kMs);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].state, State::created);
  EXPECT_EQ(rows[0].ns, 2 * kMs);
  EXPECT_EQ(rows[1].state, State::ready);
  EXPECT_EQ(rows[1].ns, 2 * kMs);
  EXPECT_EQ(rows[2].state, State::running);
  EXPECT_EQ(rows[2].ns, 14 * kMs);
  EXPECT_NEAR(rows[2].share, 14.0 / 18, 1e-9);
  EXPECT_EQ(percentLabel(rows[2].share), "78 %");
  EXPECT_EQ(percentLabel(.0001), "< 1 %");
  EXPECT_EQ(percentLabel(.9999), "> 99 %");
  EXPECT_EQ(percentLabel(1), "100 %");
}

TEST_F(FrameTest, ZonesTellWhatTheMouseIsOver) {
  EXPECT_EQ(zoneAt(frame, view, frame.layout.axis.center()), Zone::axis);
  EXPECT_EQ(zoneAt(frame, view, over(0, 3)), Zone::track);
  EXPECT_EQ(zoneAt(frame, view, frame.layout.chevron(0).center()), Zone::chevron);
  EXPECT_EQ(zoneAt(frame, view, {100, frame.layout.row(1).center().y()}), Zone::header);
  EXPECT_EQ(zoneAt(frame, view, frame.layout.minimap.center()), Zone::minimap);
  const QRectF window = minimapWindow(frame, view);
  EXPECT_EQ(zoneAt(frame, view, {window.left(), window.center().y()}), Zone::minimapLeft);
  EXPECT_EQ(zoneAt(frame, view, {window.right(), window.center().y()}), Zone::minimapRight);
  EXPECT_EQ(zoneAt(frame, view, {2, 2}), Zone::nothing);
}

}  // namespace
}  // namespace lockstep::ui
