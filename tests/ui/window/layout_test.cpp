// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSettings>
#include <QTest>

#include "clipping.h"
#include "window/top_bar.h"
#include "window/transport_bar.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

class LayoutTest : public WindowTest, public testing::WithParamInterface<QSize> {};

TEST_P(LayoutTest, NothingIsClippedWithARecordingOpen) {
  show(GetParam());
  ASSERT_TRUE(window->openFile(recording()));
  window->perform(Act::selectTask, 2);
  expectNothingClipped(*window);
}

TEST_P(LayoutTest, NothingIsClippedWhileARunIsLive) {
  show(GetParam());
  startRun();
  window->perform(Act::selectTask, 3);
  expectNothingClipped(*window);
  window->perform(Act::playPause);
  expectNothingClipped(*window);
}

TEST_P(LayoutTest, NothingIsClippedInALongerLanguage) {
  show(GetParam());
  window->chooseLanguage("zh_CN");
  expectNothingClipped(*window);
}

INSTANTIATE_TEST_SUITE_P(Sizes, LayoutTest,
                         testing::Values(QSize(1024, 768), QSize(1440, 900), QSize(1920, 1080)));

TEST_F(WindowTest, SidePanelsBecomeDrawersWhereTheWindowIsNarrow) {
  show({1024, 768});
  ASSERT_TRUE(window->openFile(recording()));
  Workbench& bench = window->workbench();
  EXPECT_TRUE(bench.leftIsDrawer());
  EXPECT_TRUE(bench.rightIsDrawer());
  EXPECT_FALSE(bench.canBeSeen(Pane::scenarios));
  QTest::mouseClick(window->topBar().scenarios, Qt::LeftButton);
  EXPECT_TRUE(bench.canBeSeen(Pane::scenarios));
  QTest::keyClick(window.get(), Qt::Key_Escape);
  EXPECT_FALSE(bench.canBeSeen(Pane::scenarios));
  QTest::mouseClick(window->topBar().inspector, Qt::LeftButton);
  EXPECT_TRUE(bench.canBeSeen(Pane::code));
  window->resize(1600, 900);
  QApplication::processEvents();
  EXPECT_FALSE(bench.leftIsDrawer());
  EXPECT_TRUE(bench.canBeSeen(Pane::scenarios));
  EXPECT_TRUE(bench.canBeSeen(Pane::code));
  EXPECT_EQ(bench.sideWidths().left, Workbench::kLeftWidth);
  EXPECT_EQ(bench.sideWidths().right, Workbench::kRightWidth);
}

TEST_F(WindowTest, RemembersItsLayout) {
  show({1600, 900});
  window->perform(Act::foldTimeline);
  window->perform(Act::events);
  EXPECT_TRUE(window->close());
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
  MainWindow again(std::move(parts));
  again.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&again));
  ASSERT_TRUE(again.openFile(recording()));
  EXPECT_FALSE(again.workbench().canBeSeen(Pane::timeline));
  EXPECT_EQ(again.workbench().tab(), InspectorTab::events);
  EXPECT_EQ(again.size(), QSize(1600, 900));
}

}  // namespace
}  // namespace lockstep::ui
