// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/placements.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include "view_of.h"

namespace lockstep::ui {
namespace {

const StageItem kLockItem{{}, ResourceId(1)};
const StageItem kPlatoItem{TaskId(3), {}};

struct Shown {
  explicit Shown(Recorded run, QSize size = {1130, 510}) : looking(run), stage(looking.view) {
    stage.resize(size);
    stage.setTheme(theme(ThemeKind::light));
    stage.show();
  }
  const Layout& layout() const { return stage.model().layout(); }
  void drag(const QPointF& from, const QPointF& by) {
    QTest::mousePress(&stage, Qt::LeftButton, {}, from.toPoint());
    QTest::mouseMove(&stage, (from + by / 2).toPoint());
    QTest::mouseMove(&stage, (from + by).toPoint());
    QTest::mouseRelease(&stage, Qt::LeftButton, {}, (from + by).toPoint());
  }
  Looking looking;
  Stage stage;
};

TEST(Placements, MoveAThingWithAllItsPartsAndNothingElse) {
  Looking looking(philosophers(4, true));
  (void)looking.scene();
  const Layout before = looking.model.layout();
  const Layout after = placed(before, {{kPlatoItem, {.5, .5}}});
  const QPointF by = extentOf(after, kPlatoItem).center() - extentOf(before, kPlatoItem).center();
  EXPECT_GT(by.manhattanLength(), 20);
  EXPECT_EQ(after.task(TaskId(3))->disc, before.task(TaskId(3))->disc + by);
  EXPECT_EQ(after.task(TaskId(3))->name, before.task(TaskId(3))->name.translated(by));
  EXPECT_EQ(after.process(TaskId(3))->box, before.process(TaskId(3))->box.translated(by));
  for (const int other : {1, 2, 4, 5})
    EXPECT_EQ(*after.task(TaskId(static_cast<std::uint16_t>(other))),
              *before.task(TaskId(static_cast<std::uint16_t>(other))));
  EXPECT_EQ(after.resources, before.resources);
}

TEST(Placements, KeepEverythingInsideTheStage) {
  Looking looking(philosophers(4, false));
  (void)looking.scene();
  for (const QPointF corner : {QPointF(0, 0), QPointF(1, 1), QPointF(0, 1), QPointF(1, 0)}) {
    const Layout after =
        placed(looking.model.layout(), {{kLockItem, corner}, {kPlatoItem, corner}});
    for (const StageItem& item : {kLockItem, kPlatoItem})
      EXPECT_TRUE(after.area.adjusted(-.01, -.01, .01, .01).contains(extentOf(after, item)));
  }
}

TEST(Placements, ABoxMovesWithTheThreadsInIt) {
  Recorded run = producerConsumer(true);
  run.task(6, 2, TaskKind::thread, "feeder");
  run.born(6, 2);
  Looking looking(run);
  (void)looking.scene();
  const Layout before = looking.model.layout();
  const StageItem handle = handleOf(before, {TaskId(6), {}});
  EXPECT_EQ(handle.task, TaskId(2));
  const Layout after = placed(before, {{handle, {.9, .9}}});
  const QPointF by =
      after.process(TaskId(2))->box.center() - before.process(TaskId(2))->box.center();
  for (const int task : {2, 6})
    EXPECT_EQ(after.task(TaskId(static_cast<std::uint16_t>(task)))->disc,
              before.task(TaskId(static_cast<std::uint16_t>(task)))->disc + by);
}

TEST(Placements, AreTheSameAfterTheyWereWrittenAndRead) {
  const Placements placements{{kLockItem, {.25, .5}}, {kPlatoItem, {0, 1}}};
  EXPECT_EQ(placementsOf(toText(placements)), placements);
  EXPECT_TRUE(placementsOf(QString()).empty());
  EXPECT_TRUE(placementsOf(QStringLiteral("x1 .5 .5;t .5 .5;t1 .5;r0 2 .5;t9999999 .5 .5;;t1 a b"))
                  .empty());
}

TEST(Placements, ARecordingIsKnownByWhatItIsNotByItsFile) {
  Recorded run = philosophers(4, false);
  const auto one = run.trace();
  Recorded other = run;
  EXPECT_EQ(recordingKey(*one), recordingKey(*other.trace()));
  other.trace()->run().startedAtUnix = 7;
  EXPECT_NE(recordingKey(*one), recordingKey(*other.trace()));
}

TEST(Dragging, PutsAThingWhereItIsLetGoAndIsUndone) {
  Shown shown(philosophers(4, false));
  const QPointF before = shown.layout().resource(ResourceId(1))->body.center();
  QSignalSpy moved(&shown.stage, &Stage::placementsMoved);
  shown.drag(before, {60, 40});
  EXPECT_EQ(moved.size(), 1);
  const QPointF after = shown.layout().resource(ResourceId(1))->body.center();
  EXPECT_LT((after - before - QPointF(60, 40)).manhattanLength(), 2);
  EXPECT_EQ(shown.looking.view.resource(), ResourceId(1));
  QTest::keyClick(&shown.stage, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_LT((shown.layout().resource(ResourceId(1))->body.center() - before).manhattanLength(),
            .01);
  EXPECT_FALSE(shown.stage.canUndoPlacing());
}

TEST(Dragging, AClickMovesNothing) {
  Shown shown(philosophers(4, false));
  shown.drag(shown.layout().task(TaskId(3))->disc, {1, 1});
  EXPECT_TRUE(shown.stage.placements().empty());
  EXPECT_EQ(shown.looking.view.task(), TaskId(3));
}

TEST(Dragging, CtrlAndAnArrowMovesWhatIsSelected) {
  Shown shown(philosophers(4, false));
  shown.looking.view.selectTask(TaskId(3));
  const QPointF before = shown.layout().task(TaskId(3))->disc;
  QTest::keyClick(&shown.stage, Qt::Key_Down, Qt::ControlModifier);
  QTest::keyClick(&shown.stage, Qt::Key_Down, Qt::ControlModifier);
  const QPointF after = shown.layout().task(TaskId(3))->disc;
  EXPECT_NEAR(after.x(), before.x(), .5);
  EXPECT_NEAR(after.y(), before.y() + 32, .5);
  shown.stage.undoPlacing();
  EXPECT_NEAR(shown.layout().task(TaskId(3))->disc.y(), before.y() + 16, .5);
}

TEST(Dragging, EverythingCanBePutBackAndThatCanBeUndone) {
  Shown shown(philosophers(4, false));
  const std::vector<TaskPlace> before = shown.layout().tasks;
  shown.drag(shown.layout().task(TaskId(3))->disc, {50, 30});
  shown.drag(shown.layout().task(TaskId(4))->disc, {-50, -30});
  const std::vector<TaskPlace> moved = shown.layout().tasks;
  shown.stage.resetPlacements();
  EXPECT_EQ(shown.layout().tasks, before);
  shown.stage.undoPlacing();
  EXPECT_EQ(shown.layout().tasks, moved);
}

TEST(Dragging, IsKeptAtAnotherSizeAndForgottenWithTheRun) {
  Shown shown(philosophers(4, false));
  shown.drag(shown.layout().resource(ResourceId(1))->body.center(), {80, 60});
  const QPointF share = shown.stage.placements().at(kLockItem);
  shown.stage.resize(900, 420);
  const QRectF area = shown.layout().area;
  const QPointF middle = extentOf(shown.layout(), kLockItem).center();
  EXPECT_NEAR((middle.x() - area.left()) / area.width(), share.x(), .02);
  EXPECT_NEAR((middle.y() - area.top()) / area.height(), share.y(), .02);
  shown.looking.view.setTrace(workerLife().trace());
  EXPECT_TRUE(shown.stage.placements().empty());
}

TEST(Dragging, WhatWasPutSomewhereStaysThereWhenATaskComes) {
  Recorded run = counter(4, true);
  const auto trace = run.trace();
  Viewpoint view;
  view.setTrace(trace);
  Stage stage(view);
  stage.resize(1130, 510);
  const StageItem value{{}, ResourceId(0)};
  stage.setPlacements({{value, {.5, .8}}});
  const QPointF before = extentOf(stage.model().layout(), value).center();
  run.task(9, 1, TaskKind::thread, "late");
  run.born(9, 1);
  view.traceGrew();
  EXPECT_TRUE(stage.model().layout().task(TaskId(9)));
  EXPECT_EQ(extentOf(stage.model().layout(), value).center(), before);
}

}  // namespace
}  // namespace lockstep::ui
