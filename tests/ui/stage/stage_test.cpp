// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/stage.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

#include "view_of.h"

namespace lockstep::ui {
namespace {

struct Shown {
  explicit Shown(Recorded run) : looking(run), stage(looking.view) {
    stage.resize(1130, 510);
    stage.setTheme(theme(ThemeKind::light));
    stage.show();
    looking.model.update(looking.view, stage.rect());
  }
  QPoint at(TaskId task) const { return looking.model.layout().task(task)->disc.toPoint(); }

  Looking looking;
  Stage stage;
};

TEST(Stage, AClickSelectsATaskAndTheEmptyStageNothing) {
  Shown shown(philosophers(4, false));
  QTest::mouseClick(&shown.stage, Qt::LeftButton, {}, shown.at(TaskId(3)));
  EXPECT_EQ(shown.looking.view.task(), TaskId(3));
  QTest::mouseClick(&shown.stage, Qt::LeftButton, {},
                    shown.looking.model.layout().ring.center().toPoint());
  EXPECT_FALSE(shown.looking.view.task().valid());
}

TEST(Stage, AClickSelectsAResource) {
  Shown shown(philosophers(4, false));
  const QRectF lock = shown.looking.model.layout().resource(ResourceId(1))->body;
  QTest::mouseClick(&shown.stage, Qt::LeftButton, {}, lock.center().toPoint());
  EXPECT_EQ(shown.looking.view.resource(), ResourceId(1));
}

TEST(Stage, ASelectedTaskHasARingInTheAccentColour) {
  Shown shown(philosophers(4, false));
  const QPoint at = shown.at(TaskId(3));
  const QRectF around(at.x() - 50, at.y() - 50, 100, 100);
  const QColor accent = theme(ThemeKind::light).accent;
  EXPECT_EQ(pixelsOf(shown.stage.grab().toImage(), around, accent), 0);
  shown.looking.view.selectTask(TaskId(3));
  EXPECT_GT(pixelsOf(shown.stage.grab().toImage(), around, accent), 50);
}

TEST(Stage, PaintsWhatTheFreeFunctionPaints) {
  Shown shown(producerConsumer(true));
  shown.looking.area = shown.stage.rect();
  const QImage expected = shown.looking.picture(ThemeKind::light);
  EXPECT_EQ(shown.stage.grab().toImage().convertToFormat(QImage::Format_RGB32), expected);
}

QString nameOf(const QAccessibleInterface* item) { return item->text(QAccessible::Name); }

TEST(Stage, IsAListOfTasksAndResourcesForScreenReaders) {
  Shown shown(philosophers(4, false));
  QAccessibleInterface* stage = QAccessible::queryAccessibleInterface(&shown.stage);
  ASSERT_TRUE(stage);
  EXPECT_EQ(stage->role(), QAccessible::List);
  EXPECT_EQ(nameOf(stage), "Stage");
  ASSERT_EQ(stage->childCount(), 9);
  const QString task = nameOf(stage->child(2));
  EXPECT_TRUE(task.startsWith("Philosopher 2, blocked: waits for fork 3, held by Philosopher 3"))
      << task.toStdString();
  EXPECT_EQ(nameOf(stage->child(8)), "Lock: fork 4, held by 5, waiting: 4");
  for (int i = 0; i < stage->childCount(); ++i) {
    EXPECT_EQ(stage->child(i)->parent(), stage);
    EXPECT_EQ(stage->indexOfChild(stage->child(i)), i);
    EXPECT_EQ(stage->child(i)->role(), QAccessible::ListItem);
    EXPECT_TRUE(stage->rect().contains(stage->child(i)->rect())) << i;
  }
  EXPECT_EQ(stage->child(9), nullptr);
}

TEST(Stage, ScreenReadersFindItemsWhereTheyAreDrawn) {
  Shown shown(philosophers(4, false));
  QAccessibleInterface* stage = QAccessible::queryAccessibleInterface(&shown.stage);
  const QPoint disc = shown.stage.mapToGlobal(shown.at(TaskId(3)));
  EXPECT_EQ(stage->childAt(disc.x(), disc.y()), stage->child(2));
  EXPECT_TRUE(stage->child(2)->rect().contains(disc));
  const QPoint nothing =
      shown.stage.mapToGlobal(shown.looking.model.layout().ring.center().toPoint());
  EXPECT_EQ(stage->childAt(nothing.x(), nothing.y()), nullptr);
}

TEST(Stage, ScreenReadersPressAnItemToSelectIt) {
  Shown shown(philosophers(4, false));
  QAccessibleInterface* stage = QAccessible::queryAccessibleInterface(&shown.stage);
  QAccessibleInterface* task = stage->child(3);
  EXPECT_FALSE(task->state().selected);
  task->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  EXPECT_EQ(shown.looking.view.task(), TaskId(4));
  EXPECT_TRUE(task->state().selected);
  EXPECT_EQ(task->actionInterface()->keyBindingsForAction({}), QStringList{"4"});
  stage->child(5)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  EXPECT_EQ(shown.looking.view.resource(), ResourceId(0));
}

TEST(Stage, AnItemOfARunThatIsGoneIsInvalid) {
  Shown shown(philosophers(4, false));
  QAccessibleInterface* stage = QAccessible::queryAccessibleInterface(&shown.stage);
  QAccessibleInterface* last = stage->child(8);
  EXPECT_TRUE(last->isValid());
  shown.looking.view.setTrace(workerLife().trace());
  EXPECT_FALSE(last->isValid());
  EXPECT_TRUE(last->state().invalid);
  EXPECT_EQ(nameOf(last), "");
  EXPECT_EQ(last->rect(), QRect());
}

TEST(Stage, TheChosenTaskIsWhereAScreenReaderIsWhileTheStageHasTheFocus) {
  Shown shown(philosophers(4, false));
  QAccessibleInterface* stage = QAccessible::queryAccessibleInterface(&shown.stage);
  shown.looking.view.selectTask(TaskId(3));
  shown.stage.activateWindow();
  shown.stage.setFocus();
  ASSERT_TRUE(QTest::qWaitFor([&] { return shown.stage.hasFocus(); }));
  EXPECT_EQ(stage->focusChild(), stage->child(2));
  EXPECT_TRUE(stage->child(2)->state().focused);
  shown.stage.clearFocus();
  EXPECT_EQ(stage->focusChild(), nullptr);
}

TEST(Stage, SaysWhatIsBeingStartedInPlaceOfWhatThereIs) {
  Viewpoint view;
  Stage stage(view);
  stage.setTheme(theme(ThemeKind::light));
  stage.resize(600, 400);
  const QRectF bar(12, 30, 576, 6);
  const QColor ink = theme(ThemeKind::light).text;
  const QImage before = stage.grab().toImage();
  stage.setStarting("Starting 4 threads", std::nullopt);
  const QImage words = stage.grab().toImage();
  EXPECT_NE(words, before);
  EXPECT_EQ(pixelsOf(words, bar, ink), 0);
  stage.setStarting("Starting 4 threads", .5);
  const int half = pixelsOf(stage.grab().toImage(), bar, ink);
  stage.setStarting("Starting 4 threads", 1);
  EXPECT_NEAR(pixelsOf(stage.grab().toImage(), bar, ink), 2 * half, 8);
  EXPECT_GT(half, 400);
  stage.setStarting({}, std::nullopt);
  EXPECT_EQ(stage.grab().toImage(), before);
}

TEST(Stage, HoveringATaskTellsItsState) {
  Shown shown(philosophers(4, false));
  QHelpEvent help(QEvent::ToolTip, shown.at(TaskId(3)), QPoint(10, 10));
  QApplication::sendEvent(&shown.stage, &help);
  EXPECT_TRUE(QToolTip::text().contains(QStringLiteral("Philosopher 2")))
      << QToolTip::text().toStdString();
  QToolTip::hideText();
}

TEST(Stage, ItsCanvasFitsASmallWindow) {
  Shown shown(workerLife());
  EXPECT_LE(shown.stage.minimumSizeHint().width(), 560);
  EXPECT_LE(shown.stage.minimumSizeHint().height(), 330);
}

}  // namespace
}  // namespace lockstep::ui
