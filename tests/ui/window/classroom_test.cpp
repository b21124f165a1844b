// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QTest>
#include <algorithm>

#include "present/board.h"
#include "present/page_parts.h"
#include "present/presentation.h"
#include "present/run_deck.h"
#include "stage/stage.h"
#include "theme/motion.h"
#include "timeline/timeline.h"
#include "window/keys_sheet.h"
#include "window/message_bar.h"
#include "window/scenario_list.h"
#include "window/start_page.h"
#include "window/step_mode.h"
#include "window/top_bar.h"
#include "window/tour.h"
#include "window/transport_bar.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

using ClassroomTest = WindowTest;

void choose(QMenu& menu, const QString& words) {
  Q_EMIT menu.aboutToShow();
  for (QAction* entry : menu.actions())
    if (entry->text() == words) return entry->trigger();
  FAIL() << "no entry " << words.toStdString();
}

// ---- presentation
// --------------------------------------------------------------------------------

TEST_F(ClassroomTest, F11PresentsTheRunAndEscapeComesBackToTheWindow) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  QTest::keyClick(window.get(), Qt::Key_F11);
  Presentation& presentation = window->presentation();
  ASSERT_TRUE(presentation.on());
  ASSERT_TRUE(QTest::qWaitForWindowActive(presentation.page()));
  EXPECT_EQ(presentation.deck()->title(), "Dining philosophers");
  EXPECT_TRUE(presentation.page()->caption().accessibleName().startsWith("Deadlock"));
  QTest::keyClick(presentation.page(), Qt::Key_PageUp);
  EXPECT_LT(window->viewpoint().playhead(), window->viewpoint().trace().endTime());
  QTest::keyClick(presentation.page(), Qt::Key_Escape);
  EXPECT_FALSE(presentation.on());
  EXPECT_TRUE(window->isVisible());
}

TEST_F(ClassroomTest, TheButtonPresentsAndWithoutARunSaysWhatToDo) {
  show();
  QTest::mouseClick(window->topBar().present, Qt::LeftButton);
  EXPECT_FALSE(window->presentation().on());
  EXPECT_EQ(window->messages().sentence(),
            "There is nothing to present yet. Run a scenario first.");
  ASSERT_TRUE(window->openFile(recording()));
  QTest::mouseClick(window->topBar().present, Qt::LeftButton);
  EXPECT_TRUE(window->presentation().on());
}

TEST_F(ClassroomTest, F5InAPresentationPlaysTheRun) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  window->present();
  PresentPage* page = window->presentation().page();
  ASSERT_TRUE(QTest::qWaitForWindowActive(page));
  QTest::keyClick(page, Qt::Key_F5);
  EXPECT_TRUE(window->playback().playing());
  QTest::keyClick(page, Qt::Key_F5);
  EXPECT_FALSE(window->playback().playing());
}

TEST_F(ClassroomTest, AClickerCanStartTheShow) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  choose(*window->topBar().themes->menu(), "F5 starts the presentation, for clickers");
  QTest::keyClick(window.get(), Qt::Key_F5);
  EXPECT_TRUE(window->presentation().on());
  EXPECT_TRUE(fake->requests.empty());
}

TEST_F(ClassroomTest, TheSheetOfKeysHasThoseOfAPresentation) {
  KeysSheet sheet(window.get());
  QStringList words;
  for (const QLabel* label : sheet.findChildren<QLabel*>()) words << label->text();
  for (const PresentKey& row : presentKeys())
    EXPECT_TRUE(!row.inSheet || words.contains(presentText(row))) << row.text;
}

TEST_F(ClassroomTest, ClosingTheWindowEndsThePresentation) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  window->present();
  EXPECT_TRUE(window->close());
  EXPECT_FALSE(window->presentation().on());
}

TEST_F(ClassroomTest, ThePresentationDoesNotFollowTheZoomOfTheInterface) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  window->present();
  PresentPage* page = window->presentation().page();
  page->resize(1280, 720);
  QApplication::processEvents();
  const QRectF before = page->pageLayout().title;
  const QImage picture = page->grab().toImage();
  window->chooseZoom(200);
  QApplication::processEvents();
  EXPECT_EQ(page->pageLayout().title, before);
  EXPECT_EQ(page->grab().toImage(), picture);
  window->chooseZoom(100);
}

// ---- motion
// --------------------------------------------------------------------------------------

TEST_F(ClassroomTest, ReducedMotionIsAChoiceOfTheViewMenuAndRemembered) {
  qputenv("LOCKSTEP_MOTION", "full");
  EXPECT_FALSE(window->reducesMotion());
  choose(*window->topBar().themes->menu(), "Reduce motion");
  EXPECT_TRUE(window->reducesMotion());
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
  const MainWindow again(std::move(parts));
  EXPECT_TRUE(again.reducesMotion());
  qunsetenv("LOCKSTEP_MOTION");
}

TEST_F(ClassroomTest, ReducedMotionFollowsTheDesktopUntilItIsChosen) {
  qputenv("LOCKSTEP_MOTION", "reduced");
  EXPECT_TRUE(window->reducesMotion());
  window->reduceMotion(false);
  EXPECT_FALSE(window->reducesMotion());
  qunsetenv("LOCKSTEP_MOTION");
}

TEST_F(ClassroomTest, TheDesktopsSettingsFilesTellWhetherMotionIsReduced) {
  const QByteArray home = qgetenv("XDG_CONFIG_HOME");
  qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
  EXPECT_FALSE(systemReducesMotion());
  QDir(folder.path()).mkdir("gtk-3.0");
  QSettings gtk(folder.filePath("gtk-3.0/settings.ini"), QSettings::IniFormat);
  gtk.setValue("Settings/gtk-enable-animations", 0);
  gtk.sync();
  EXPECT_TRUE(systemReducesMotion());
  gtk.setValue("Settings/gtk-enable-animations", 1);
  gtk.sync();
  EXPECT_FALSE(systemReducesMotion());
  home.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", home);
}

// ---- tour
// ----------------------------------------------------------------------------------------

class TourTest : public WindowTest, public testing::WithParamInterface<QSize> {};

TEST_P(TourTest, PointsAtThingsInSightWithWordsBesideThem) {
  show(GetParam());
  window->startTour();
  Tour* tour = window->tour();
  ASSERT_NE(tour, nullptr);
  EXPECT_GE(tour->count(), 4);
  EXPECT_LE(tour->count(), 6);
  for (int i = 0; i < tour->count(); ++i) {
    QApplication::processEvents();
    EXPECT_EQ(tour->current(), i);
    EXPECT_FALSE(tour->spot().isEmpty()) << tour->title().toStdString();
    EXPECT_TRUE(window->rect().contains(tour->card())) << tour->title().toStdString();
    const bool room = tour->spot().width() < window->width() - tour->card().width() - 60;
    EXPECT_TRUE(!room || !tour->card().intersects(tour->spot())) << tour->title().toStdString();
    if (i + 1 < tour->count()) QTest::keyClick(tour, Qt::Key_Right);
  }
  QTest::keyClick(tour, Qt::Key_Right);
  EXPECT_EQ(window->tour(), nullptr);
  EXPECT_TRUE(window->workbench().startPage().isVisible());
}

INSTANTIATE_TEST_SUITE_P(Sizes, TourTest,
                         testing::Values(QSize(1024, 768), QSize(1440, 900), QSize(1920, 1080)));

TEST_F(ClassroomTest, TheTourIsOfferedOnceAndAgainFromHelp) {
  show();
  window->offerTour();
  ASSERT_NE(window->tour(), nullptr);
  QTest::keyClick(window->tour(), Qt::Key_Escape);
  EXPECT_EQ(window->tour(), nullptr);
  window->offerTour();
  EXPECT_EQ(window->tour(), nullptr);
  choose(*window->topBar().keys->menu(), "Tour of the window");
  EXPECT_NE(window->tour(), nullptr);
}

TEST_F(ClassroomTest, KeysAreTheToursWhileItIsThere) {
  show();
  window->startTour();
  QApplication::processEvents();
  QTest::keyClick(window->focusWidget(), Qt::Key_F5);
  EXPECT_TRUE(fake->requests.empty());
  QTest::keyClick(window->focusWidget(), Qt::Key_Return);
  EXPECT_EQ(window->tour()->current(), 1);
  QTest::keyClick(window->focusWidget(), Qt::Key_Left);
  EXPECT_EQ(window->tour()->current(), 0);
  for (int i = 0; i < 5; ++i) {
    QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
    EXPECT_TRUE(window->tour()->isAncestorOf(window->focusWidget()));
  }
}

// ---- buttons, names, undo
// ------------------------------------------------------------------------

/// Every button that a user can meet, in every state of the window.
class EveryWidgetTest : public WindowTest {
 protected:
  void expectTold(QWidget& top) {
    for (QAbstractButton* button : top.findChildren<QAbstractButton*>()) {
      // Arrows of Qt's own controls, and what a dialog is closed with.
      const bool own = !QByteArray(button->metaObject()->className()).startsWith("Q") ||
                       button->metaObject() == &QPushButton::staticMetaObject;
      if (!own || !button->isVisibleTo(&top)) continue;
      EXPECT_FALSE(button->toolTip().isEmpty())
          << button->metaObject()->className() << " " << button->text().toStdString();
    }
    for (QWidget* widget : top.findChildren<QWidget*>()) {
      const bool reached = (widget->focusPolicy() & Qt::TabFocus) != 0 && !widget->focusProxy();
      if (!reached || !widget->isVisibleTo(&top)) continue;
      QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
      ASSERT_NE(face, nullptr);
      EXPECT_FALSE(face->text(QAccessible::Name).isEmpty())
          << widget->metaObject()->className() << " " << widget->objectName().toStdString()
          << " in "
          << (widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : "");
    }
  }
};

TEST_F(EveryWidgetTest, HasATooltipAndANameOnTheStartPage) {
  show({1920, 1080});
  expectTold(*window);
}

TEST_F(EveryWidgetTest, HasATooltipAndANameWithARecordingAndInEveryTab) {
  show({1920, 1080});
  ASSERT_TRUE(window->openFile(recording()));
  window->perform(Act::selectTask, 2);
  for (const InspectorTab tab :
       {InspectorTab::why, InspectorTab::events, InspectorTab::findings, InspectorTab::explore}) {
    window->workbench().showTab(tab);
    QApplication::processEvents();
    expectTold(*window);
  }
}

TEST_F(EveryWidgetTest, HasATooltipAndANameWhileARunIsLiveAndAfterIt) {
  show({1920, 1080});
  startRun();
  expectTold(*window);
  endRun();
  expectTold(*window);
}

TEST_F(EveryWidgetTest, HasATooltipAndANameInStepMode) {
  show({1920, 1080});
  ASSERT_TRUE(window->openFile(recording()));
  window->perform(Act::toggleStep);
  QApplication::processEvents();
  expectTold(*window);
}

TEST_F(EveryWidgetTest, HasATooltipAndANameInAPresentationAndInTheTour) {
  show({1920, 1080});
  ASSERT_TRUE(window->openFile(recording()));
  window->present();
  window->presentation().perform(PresentAct::notes);
  expectTold(*window->presentation().page());
  expectTold(*window->presentation().presenter());
  window->presentation().leave();
  window->startTour();
  expectTold(*window->tour());
}

TEST_F(ClassroomTest, AButtonWhoseActHasAKeyTellsIt) {
  show({1920, 1080});
  EXPECT_TRUE(window->topBar().present->toolTip().contains("F11"));
  EXPECT_TRUE(window->topBar().keys->toolTip().contains("F1"));
  EXPECT_TRUE(window->workbench().runButton().toolTip().contains("F5"));
  EXPECT_TRUE(window->topBar().save->toolTip().contains("Ctrl+S"));
}

TEST_F(ClassroomTest, ARunThatWasNotSavedCanBeBroughtBack) {
  show();
  startRun();
  endRun();
  const Trace* run = &window->viewpoint().trace();
  ASSERT_TRUE(window->openFile(recording()));
  EXPECT_NE(&window->viewpoint().trace(), run);
  EXPECT_EQ(window->messages().action().text(), "Bring it back");
  QTest::mouseClick(&window->messages().action(), Qt::LeftButton);
  EXPECT_EQ(&window->viewpoint().trace(), run);
  EXPECT_EQ(window->viewpoint().report().verdict, Verdict::deadlock);
}

TEST_F(ClassroomTest, RunningAgainKeepsTheRunBeforeInTheMenu) {
  show();
  startRun();
  endRun();
  const Trace* run = &window->viewpoint().trace();
  window->perform(Act::runAgain);
  endRun();
  EXPECT_NE(&window->viewpoint().trace(), run);
  choose(*window->topBar().open->menu(), "Bring back the run before");
  EXPECT_EQ(&window->viewpoint().trace(), run);
}

TEST_F(ClassroomTest, AnEmptiedListOfRecordingsCanBeFilledAgain) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  choose(*window->topBar().open->menu(), "Forget these");
  const auto listed = [this] {
    Q_EMIT window->topBar().open->menu()->aboutToShow();
    return std::ranges::any_of(window->topBar().open->menu()->actions(), [](const QAction* entry) {
      return entry->text() == "forks.lockstep";
    });
  };
  EXPECT_FALSE(listed());
  QTest::mouseClick(&window->messages().action(), Qt::LeftButton);
  EXPECT_TRUE(listed());
}

}  // namespace
}  // namespace lockstep::ui
