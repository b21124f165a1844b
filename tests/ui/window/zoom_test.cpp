// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/zoom.h"

#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSlider>
#include <QTest>

#include "clipping.h"
#include "code/code_pane.h"
#include "stage/stage.h"
#include "stage/stage_model.h"
#include "timeline/frame.h"
#include "timeline/timeline.h"
#include "window/message_bar.h"
#include "window/top_bar.h"
#include "window/transport_bar.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

using ZoomedWindowTest = WindowTest;

class ZoomedLayoutTest : public WindowTest,
                         public testing::WithParamInterface<std::tuple<QSize, int>> {
 protected:
  void showZoomed() {
    const auto [size, percent] = GetParam();
    show(size);
    window->chooseZoom(percent);
  }
};

TEST_P(ZoomedLayoutTest, NothingIsClippedWithARecordingOpen) {
  showZoomed();
  ASSERT_TRUE(window->openFile(recording()));
  window->perform(Act::selectTask, 2);
  expectNothingClipped(*window);
  for (const Act act : {Act::foldScenarios, Act::events, Act::why}) {
    window->perform(act);
    expectNothingClipped(*window);
  }
}

TEST_P(ZoomedLayoutTest, NothingIsClippedWhileARunIsLiveAndWhenItHasSaidItsVerdict) {
  showZoomed();
  expectNothingClipped(*window);
  startRun();
  window->perform(Act::selectTask, 3);
  expectNothingClipped(*window);
  endRun();
  ASSERT_FALSE(window->messages().sentence().isEmpty());
  expectNothingClipped(*window);
}

TEST_P(ZoomedLayoutTest, ZoomingAnOpenWindowGivesWhatOpeningItZoomedGives) {
  showZoomed();
  ASSERT_TRUE(window->openFile(recording()));
  const auto settle = [] {
    for (int pass = 0; pass < 6; ++pass) QApplication::processEvents();
  };
  settle();
  EXPECT_TRUE(window->close());
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
  MainWindow again(std::move(parts));
  again.resize(std::get<QSize>(GetParam()));
  again.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&again));
  ASSERT_TRUE(again.openFile(recording()));
  settle();
  EXPECT_EQ(zoomPercent(), std::get<int>(GetParam()));
  EXPECT_EQ(again.transport().geometry(), window->transport().geometry());
  EXPECT_EQ(again.workbench().stage().size(), window->workbench().stage().size());
  EXPECT_EQ(again.topBar().open->geometry(), window->topBar().open->geometry());
}

INSTANTIATE_TEST_SUITE_P(Sizes, ZoomedLayoutTest,
                         testing::Combine(testing::Values(QSize(1024, 768), QSize(1920, 1080)),
                                          testing::Values(80, 150, 200)));

TEST_F(ZoomedWindowTest, KeysMakeEverythingLargerSmallerAndAsItWas) {
  show({1920, 1080});
  ASSERT_TRUE(window->openFile(recording()));
  const int bar = window->topBar().height();
  const int button = window->transport().mainButton().height();
  QTest::keyClick(window.get(), Qt::Key_Plus, Qt::ControlModifier);
  QTest::keyClick(window.get(), Qt::Key_Equal, Qt::ControlModifier);
  EXPECT_EQ(zoomPercent(), 125);
  QApplication::processEvents();
  EXPECT_EQ(window->topBar().height(), bar * 5 / 4);
  EXPECT_EQ(window->transport().mainButton().height(), button * 5 / 4);
  QTest::keyClick(window.get(), Qt::Key_0, Qt::ControlModifier);
  QTest::keyClick(window.get(), Qt::Key_Minus, Qt::ControlModifier);
  EXPECT_EQ(zoomPercent(), 90);
  QTest::keyClick(window.get(), Qt::Key_0, Qt::ControlModifier);
  QApplication::processEvents();
  EXPECT_EQ(window->topBar().height(), bar);
}

TEST_F(ZoomedWindowTest, TheZoomIsRemembered) {
  window->chooseZoom(150);
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
  setZoomPercent(100);
  const MainWindow again(std::move(parts));
  EXPECT_EQ(zoomPercent(), 150);
}

TEST_F(ZoomedWindowTest, ClicksFindWhatIsDrawnThere) {
  show({1600, 900});
  ASSERT_TRUE(window->openFile(recording()));
  window->chooseZoom(125);
  QApplication::processEvents();
  Stage& stage = window->workbench().stage();
  const QPointF disc = stage.model().layout().task(sample::kKant)->disc;
  QTest::mouseClick(&stage, Qt::LeftButton, {}, (disc * zoom()).toPoint());
  EXPECT_EQ(window->viewpoint().task(), sample::kKant);
  Timeline& timeline = window->workbench().timeline();
  const TimelineLayout& layout = timeline.frame().layout;
  const std::int64_t wanted = sample::kStart + 5 * sample::kMs;
  const QPointF at(layout.x(wanted), layout.stateTrack(*layout.rowOf(sample::kPlato)).center().y());
  QTest::mouseClick(&timeline, Qt::LeftButton, {}, (at * zoom()).toPoint());
  EXPECT_EQ(window->viewpoint().task(), sample::kPlato);
  EXPECT_NEAR(static_cast<double>(window->viewpoint().playhead()), static_cast<double>(wanted),
              layout.scale.nsPerPixel * 2);
}

TEST_F(ZoomedWindowTest, SpeedsAreInAMenuWhereThereIsNoRoomForTheSlider) {
  show({1024, 768});
  window->chooseZoom(200);
  QApplication::processEvents();
  TransportBar& bar = window->transport();
  EXPECT_FALSE(bar.speed().isVisible());
  ASSERT_TRUE(bar.speedButton().isVisible());
  Q_EMIT bar.speedButton().menu()->aboutToShow();
  for (QAction* entry : bar.speedButton().menu()->actions())
    if (entry->text() == "2 a second") entry->trigger();
  EXPECT_EQ(window->playback().mode(), Playback::Mode::events);
  EXPECT_EQ(bar.speedButton().text(), "2 a second");
}

}  // namespace
}  // namespace lockstep::ui
