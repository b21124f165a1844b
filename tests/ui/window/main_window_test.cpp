// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QTest>
#include <csignal>

#include "code/code_pane.h"
#include "window/message_bar.h"
#include "window/recordings.h"
#include "window/run_setup.h"
#include "window/scenario_list.h"
#include "window/start_page.h"
#include "window/status_strip.h"
#include "window/top_bar.h"
#include "window/transport_bar.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

using namespace sample;
using MainWindowTest = WindowTest;

void drop(MainWindow& window, const QString& path) {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(path)});
  QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent event(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &event);
}

TEST_F(MainWindowTest, ASuggestionOfTheStartPageRunsItsScenario) {
  show();
  QTest::mouseClick(window->workbench().startPage().suggestions().front(), Qt::LeftButton);
  ASSERT_EQ(fake->requests.size(), 1u);
  EXPECT_EQ(fake->requests.front().scenario, window->workbench().scenarios().current()->name);
}

TEST_F(MainWindowTest, ChangingASettingStartsNothing) {
  show({1600, 900});
  window->workbench().scenarios().choose("philosophers");
  window->workbench().setup().variants().setCurrentIndex(1);
  EXPECT_TRUE(fake->requests.empty());
  QTest::mouseClick(&window->workbench().runButton(), Qt::LeftButton);
  ASSERT_EQ(fake->requests.size(), 1u);
  EXPECT_EQ(fake->requests.front().variant, "ordered");
}

TEST_F(MainWindowTest, AFailedStartIsASentenceInTheWindow) {
  show();
  fake->failure = "lockstep-host was not found beside this program";
  window->perform(Act::run);
  EXPECT_EQ(window->messages().sentence().toStdString(), fake->failure);
  EXPECT_FALSE(window->liveRun().running());
}

TEST_F(MainWindowTest, ALiveRunIsFollowedPausedAndFollowedAgain) {
  show();
  startRun();
  EXPECT_TRUE(window->viewpoint().following());
  EXPECT_EQ(window->transport().mainAct(), TransportBar::Main::pause);
  QTest::keyClick(window.get(), Qt::Key_Space);
  EXPECT_FALSE(window->viewpoint().following());
  EXPECT_TRUE(window->liveRun().running());
  EXPECT_EQ(window->transport().mainAct(), TransportBar::Main::play);
  QTest::keyClick(window.get(), Qt::Key_End);
  EXPECT_TRUE(window->viewpoint().following());
}

TEST_F(MainWindowTest, ADeadlockPausesTheViewAndIsSaidInASentence) {
  show();
  startRun();
  endRun();
  EXPECT_FALSE(window->liveRun().running());
  EXPECT_FALSE(window->viewpoint().following());
  EXPECT_EQ(fake->alive, 0);
  EXPECT_EQ(window->viewpoint().report().verdict, Verdict::deadlock);
  EXPECT_THAT(window->messages().sentence().toStdString(), testing::HasSubstr("Plato"));
  QTest::mouseClick(&window->messages().action(), Qt::LeftButton);
  EXPECT_EQ(window->viewpoint().playhead(), window->viewpoint().report().happened.front().time);
}

TEST_F(MainWindowTest, StopAndRunAgainUseTheSameSettings) {
  show();
  window->workbench().scenarios().choose("counter");
  startRun();
  QTest::mouseClick(&window->transport().stopButton(), Qt::LeftButton);
  window->liveRun().pull();
  EXPECT_FALSE(window->liveRun().running());
  window->workbench().scenarios().choose("bus");
  QTest::mouseClick(&window->transport().againButton(), Qt::LeftButton);
  ASSERT_EQ(fake->requests.size(), 2u);
  EXPECT_EQ(fake->requests.back().scenario, "counter");
  EXPECT_EQ(fake->requests.back().parameters, fake->requests.front().parameters);
}

TEST_F(MainWindowTest, SignalsGoToTheSelectedTaskOfALiveRunOnly) {
  show({1920, 1080});
  ActionButton* first = window->transport().signalButtons().front();
  EXPECT_FALSE(first->isEnabled());
  startRun();
  EXPECT_FALSE(first->isEnabled());
  window->viewpoint().selectTask(kPlato);
  ASSERT_TRUE(first->isEnabled());
  QTest::mouseClick(first, Qt::LeftButton);
  ASSERT_EQ(fake->sent.size(), 1u);
  EXPECT_EQ(fake->sent.front(), std::pair(kPlato, SIGTERM));
  endRun();
  EXPECT_FALSE(first->isEnabled());
}

TEST_F(MainWindowTest, ClosingAsksWhileARunIsAliveAndEndsItWhenToldTo) {
  show();
  startRun();
  confirm = false;
  EXPECT_FALSE(window->close());
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(fake->alive, 1);
  confirm = true;
  EXPECT_TRUE(window->close());
  EXPECT_EQ(fake->alive, 0);
}

TEST_F(MainWindowTest, OpensASavedRecording) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  EXPECT_EQ(window->viewpoint().trace().logSize(), twoForks()->logSize());
  EXPECT_EQ(window->viewpoint().report().verdict, Verdict::deadlock);
  EXPECT_THAT(window->topBar().openTitle().toStdString(), testing::HasSubstr("forks.lockstep"));
  EXPECT_TRUE(window->workbench().code().text().contains("second.acquire()"));
  const QStringList facts = window->statusStrip().facts();
  ASSERT_EQ(facts.size(), 3);
  EXPECT_EQ(facts[0], "1 process, 3 threads alive");
  EXPECT_THAT(facts[1].toStdString(), testing::HasSubstr("0 lost"));
}

TEST_F(MainWindowTest, TheSetupShowsWhatARecordingWasMadeWith) {
  show({1600, 900});
  RunSetup& setup = window->workbench().setup();
  const auto trace = twoForks();
  trace->run().variant = "ordered";
  trace->run().as = "processes";
  trace->run().parameters = {{"philosophers", 2}, {"meals", 7}, {"pause", 40}, {"ordered", 0}};
  const QString path = folder.filePath("other.lockstep");
  ASSERT_TRUE(trace->save(path.toStdString()));
  ASSERT_TRUE(window->openFile(path));
  EXPECT_EQ(setup.request().scenario, "philosophers");
  EXPECT_EQ(setup.request().variant, "ordered");
  EXPECT_EQ(setup.request().as, "processes");
  EXPECT_EQ(setup.request().parameters, trace->run().parameters);
}

TEST_F(MainWindowTest, SavesARunAndRemembersTheFile) {
  show();
  startRun();
  endRun();
  const QString path = folder.filePath("saved.lockstep");
  ASSERT_TRUE(window->saveFile(path));
  EXPECT_TRUE(openRecording(path).problem.isEmpty());
  QSettings settings(folder.filePath("other.ini"), QSettings::IniFormat);
  RecentFiles recent(settings);
  for (int i = 0; i < 20; ++i) recent.add(folder.filePath(QString::number(i)));
  EXPECT_EQ(recent.files().size(), RecentFiles::kMost);
  EXPECT_EQ(recent.files().front(), folder.filePath("19"));
}

TEST_F(MainWindowTest, ADroppedRecordingOpens) {
  show();
  drop(*window, recording());
  EXPECT_FALSE(window->viewpoint().trace().empty());
}

TEST_F(MainWindowTest, ADroppedDamagedFileIsNamedWithWhatIsWrong) {
  show();
  drop(*window, damagedRecording());
  EXPECT_TRUE(window->viewpoint().trace().empty());
  EXPECT_THAT(window->messages().sentence().toStdString(),
              testing::StartsWith("damaged.lockstep will not open: "));
}

TEST_F(MainWindowTest, ATruncatedRecordingOffersWhatCanBeRead) {
  show();
  const QString path = recording();
  QFile file(path);
  ASSERT_TRUE(file.resize(file.size() - 12));
  if (window->openFile(path)) FAIL() << "a truncated file opened without a word";
  EXPECT_FALSE(window->messages().sentence().isEmpty());
  if (openRecording(path).trace) {
    EXPECT_THAT(window->messages().action().text().toStdString(),
                testing::StartsWith("Open up to "));
    QTest::mouseClick(&window->messages().action(), Qt::LeftButton);
    EXPECT_FALSE(window->viewpoint().trace().empty());
  }
}

TEST_F(MainWindowTest, SwitchingTheLanguageChangesEveryWordAndKeepsThePlayhead) {
  show({1600, 900});
  ASSERT_TRUE(window->openFile(recording()));
  window->perform(Act::selectTask, 2);
  window->viewpoint().setPlayhead(kStart + 5 * kMs);
  window->chooseLanguage("zh_CN");
  QCoreApplication::processEvents();
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  EXPECT_EQ(window->viewpoint().playhead(), kStart + 5 * kMs);
  EXPECT_EQ(window->viewpoint().task(), kPlato);
  for (const ActionButton* button : window->findChildren<ActionButton*>()) {
    if (button->text().isEmpty() || button->text() == "?" || button->text().startsWith("SIG") ||
        button->text() == "EN / 中文" || button->text() == "1 : 200")
      continue;
    EXPECT_TRUE(button->text().startsWith("[")) << button->text().toStdString();
  }
  window->chooseLanguage("en");
  QCoreApplication::processEvents();
  EXPECT_EQ(window->transport().stopButton().text(), "Stop");
}

TEST_F(MainWindowTest, SwitchingTheThemeRepaintsInItsColours) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  const auto ground = [this] { return window->grab().toImage().pixelColor(700, 10); };
  EXPECT_EQ(ground(), theme(ThemeKind::light).surface);
  window->perform(Act::toggleTheme);
  EXPECT_EQ(window->themeKind(), ThemeKind::dark);
  EXPECT_EQ(ground(), theme(ThemeKind::dark).surface);
}

/// What the platform does when the desktop's colours change.
void changeSystemTheme(const char* to) {
  qputenv("LOCKSTEP_THEME", to);
  QEvent event(QEvent::ApplicationPaletteChange);
  for (QWidget* widget : QApplication::topLevelWidgets()) QApplication::sendEvent(widget, &event);
}

TEST_F(MainWindowTest, FollowsTheSystemsColoursWhileItRunsIfToldTo) {
  show();
  window->chooseTheme(MainWindow::ThemeChoice::system);
  changeSystemTheme("dark");
  EXPECT_EQ(window->themeKind(), ThemeKind::dark);
  EXPECT_EQ(QApplication::palette().color(QPalette::Window), theme(ThemeKind::dark).surface);
  changeSystemTheme("light");
  EXPECT_EQ(window->themeKind(), ThemeKind::light);
  window->chooseTheme(MainWindow::ThemeChoice::light);
  changeSystemTheme("dark");
  EXPECT_EQ(window->themeKind(), ThemeKind::light);
  qunsetenv("LOCKSTEP_THEME");
}

TEST_F(MainWindowTest, ShowCycleGoesToTheDeadlock) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  QTest::keyClick(window.get(), Qt::Key_Home);
  QTest::keyClick(window.get(), Qt::Key_L);
  EXPECT_EQ(window->viewpoint().playhead(), window->viewpoint().report().happened.front().time);
  QTest::keyClick(window.get(), Qt::Key_Y);
  EXPECT_EQ(window->workbench().tab(), InspectorTab::why);
}

}  // namespace
}  // namespace lockstep::ui
