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

TEST(Stage, TellsScreenReadersASentenceForEachTaskAndResource) {
  Shown shown(philosophers(4, false));
  QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&shown.stage);
  ASSERT_TRUE(accessible);
  const QString text = accessible->text(QAccessible::Description);
  EXPECT_EQ(text.split(QLatin1Char('\n')).size(), 9) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("fork 4, held by 5, waiting: 4"))) << text.toStdString();
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
