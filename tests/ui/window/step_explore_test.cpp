// SPDX-License-Identifier: GPL-3.0-or-later
// Many schedules of one scenario in the window: tiles, comparing, lines of choices and their names.
#include <gmock/gmock.h>

#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>
#include <algorithm>

#include "step_fixture.h"
#include "timeline/frame.h"
#include "timeline/timeline.h"
#include "window/explore_panel.h"
#include "window/run_tiles.h"
#include "window/step_panel.h"
#include "window/workbench.h"

namespace lockstep::ui {
namespace {

class StepExploreTest : public StepTest {
 protected:
  void explore() {
    mode().setOn(true);
    window->workbench().showTab(InspectorTab::explore);
    panel().start(counter());
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return !panel().running() && !panel().tiles().runs().empty(); }, 2 * kPatience));
  }
  ExplorePanel& panel() { return window->explore(); }
  int firstTile(Verdict verdict) {
    const auto& runs = panel().tiles().runs();
    const auto found = std::ranges::find(runs, verdict, &ExploredRun::verdict);
    EXPECT_NE(found, runs.end());
    return static_cast<int>(found - runs.begin());
  }
  void click(int tile, Qt::KeyboardModifiers with = {}) {
    QTest::mouseClick(&panel().tiles(), Qt::LeftButton, with, panel().tiles().tile(tile).center());
  }
  /// Pixels of a flag in the title row of the timeline.
  int flagPixels() {
    Timeline& timeline = window->workbench().timeline();
    const QImage picture = timeline.grab().toImage();
    const QRect title = timeline.frame().layout.title.toRect();
    const QColor flag = theme(window->themeKind()).danger;
    int count = 0;
    for (int y = title.top(); y <= title.bottom(); ++y)
      for (int x = title.left(); x <= title.right(); ++x)
        if (picture.rect().contains(x, y) && picture.pixelColor(x, y) == flag) ++count;
    return count;
  }
};

TEST_F(StepExploreTest, ExploredRunsStreamInAsTilesAndAClickReplaysOne) {
  explore();
  EXPECT_THAT(panel().counts().toStdString(), testing::HasSubstr("Lost update: "));
  const int bad = firstTile(Verdict::lostUpdate);
  click(bad);
  ASSERT_TRUE(hasEnded());
  EXPECT_EQ(mode().shown(), 0u);
  EXPECT_EQ(taken(), panel().tiles().runs()[static_cast<std::size_t>(bad)].choices);
  EXPECT_EQ(window->viewpoint().report().verdict, Verdict::lostUpdate);
  QTest::mouseClick(&panel().fewestButton(), Qt::LeftButton);
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return mode().branches().back().name.startsWith("Fewe"); }, kPatience));
  ASSERT_TRUE(hasEnded());
  EXPECT_EQ(window->viewpoint().report().verdict, Verdict::lostUpdate);
}

TEST(ExplorePanel, TheFirstDifferenceOfTwoRunsIsTheFirstChoiceThatOneHasNot) {
  const auto go = [](std::uint16_t task) {
    return Choice{TaskId(task), lockstep::Act::go, Choice::kNoPick};
  };
  EXPECT_EQ(firstDifference({go(1), go(2), go(3)}, {go(1), go(3), go(2)}), 2u);
  EXPECT_EQ(firstDifference({go(1)}, {go(1), go(2)}), std::nullopt);
}

TEST_F(StepExploreTest, ComparingTwoRunsShowsBothWithTheFirstDifferenceMarkedOnEach) {
  explore();
  const int good = firstTile(Verdict::completed);
  const int bad = firstTile(Verdict::lostUpdate);
  click(good);
  ASSERT_TRUE(hasEnded());
  EXPECT_EQ(flagPixels(), 0);
  click(bad, Qt::ControlModifier);
  const auto& runs = panel().tiles().runs();
  const auto& one = runs[static_cast<std::size_t>(good)];
  const auto& other = runs[static_cast<std::size_t>(bad)];
  const auto step = firstDifference(one.choices, other.choices);
  ASSERT_TRUE(step);
  const std::size_t before = mode().branches().size();
  QTest::mouseClick(&panel().compareButton(), Qt::LeftButton);
  ASSERT_TRUE(QTest::qWaitFor(
      [&] { return mode().branches().size() == before + 2 && !window->liveRun().running(); },
      kPatience));
  EXPECT_EQ(taken(), one.choices);
  EXPECT_EQ(mode().difference(), step);
  EXPECT_EQ(mode().shown(), *step - 1);
  EXPECT_GT(flagPixels(), 100);
  EXPECT_THAT(panel().about().toStdString(),
              testing::HasSubstr("first differ in step " + std::to_string(*step)));
  mode().showBranch(static_cast<int>(before));
  EXPECT_EQ(taken(), other.choices);
  EXPECT_EQ(mode().difference(), step);
  EXPECT_GT(flagPixels(), 100);
}

class StepLinesTest : public StepTest {
 protected:
  /// Five steps, and another choice in place of the fourth.
  void branch() {
    start(counter());
    steps(5);
    ASSERT_NO_FATAL_FAILURE(branchAt(3));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
          const QTreeWidgetItem* first = lines().topLevelItem(0);
          return first && first->childCount() == 1 && first->child(0)->text(1) == "4";
        },
        kPatience));
  }
  QTreeWidget& lines() { return window->stepPanel().lines(); }
};

TEST_F(StepLinesTest, ALineStandsBelowTheOneThatItLeavesAndAClickShowsItAgain) {
  branch();
  QTreeWidgetItem* const first = lines().topLevelItem(0);
  EXPECT_EQ(first->text(0), "Line 1");
  EXPECT_EQ(first->text(1), "5");
  EXPECT_EQ(first->child(0)->text(1), "4");
  EXPECT_EQ(lines().currentItem(), first->child(0));
  QTest::mouseClick(lines().viewport(), Qt::LeftButton, {}, lines().visualItemRect(first).center());
  EXPECT_EQ(mode().current(), 0);
  EXPECT_EQ(mode().steps(), 5u);
  EXPECT_FALSE(window->liveRun().running());
}

TEST_F(StepLinesTest, F2GivesALineANameAndTheLettersReachNothingElse) {
  branch();
  lines().setFocus();
  lines().setCurrentItem(lines().topLevelItem(0)->child(0));
  QTest::keyClick(&lines(), Qt::Key_F2);
  auto* const field = lines().findChild<QLineEdit*>();
  ASSERT_NE(field, nullptr);
  field->selectAll();
  QTest::keyClicks(field, "m was 1");
  QTest::keyClick(field, Qt::Key_Return);
  QApplication::processEvents();  // a delegate commits later
  EXPECT_EQ(mode().branchName(1), "m was 1");
  EXPECT_EQ(mode().branchName(0), "Line 1");
  EXPECT_TRUE(mode().on());
  EXPECT_EQ(mode().steps(), 4u);
}

}  // namespace
}  // namespace lockstep::ui
