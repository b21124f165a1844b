// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QSettings>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "lesson/shelf.h"
#include "scenarios/scenario_info.h"
#include "session/session.h"
#include "theme/theme.h"
#include "view/viewpoint.h"
#include "window/languages.h"
#include "window/live_run.h"
#include "window/picture_dialog.h"
#include "window/playback.h"
#include "window/reporter.h"
#include "window/shortcuts.h"

class QAction;
class QMenu;

namespace lockstep::ui {

class LessonDeck;
class LessonPanel;
class LessonPlayer;
class MessageBar;
class Presentation;
class RecentFiles;
class RunDeck;
class Deck;
class ExplorePanel;
class Segments;
class StatusStrip;
class StepBar;
class StepInsight;
class StepMode;
class StepPanel;
class StepPlayback;
class TopBar;
class Tour;
class TransportBar;
class Workbench;
enum class Pane : std::uint8_t;
struct TourStop;

/// What the window stands on. The defaults are the real things; tests put in their own.
struct WindowParts {
  StartRun startRun = &startSession;
  std::span<const ScenarioInfo> scenarios;  ///< empty: all there are
  std::unique_ptr<QSettings> settings;      ///< null: the user's
  Languages::Load loadLanguage;
  Playback::Clock clock;
  LessonShelf lessons;  ///< without any: the program's own
  Reporter::Analyse analyse = &lockstep::analyse;
  std::uint64_t analyseAtOnce = Reporter::kAtOnce;  ///< events
  /// A presentation is a plain window, not one that takes the whole screen.
  bool presentsInWindow = false;
  /// Asks whether to end a live run on close; gets its processes.
  std::function<bool(const std::vector<int>& pids)> confirmEnd;
};

/// The whole window: assembles the panes around one viewpoint and turns acts of the user (buttons,
/// keys, drops) into calls on run, playback and viewpoint. Lives in the main thread.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  explicit MainWindow(WindowParts parts = {}, QWidget* parent = nullptr);
  ~MainWindow() override;

  Viewpoint& viewpoint() { return m_view; }
  Playback& playback() { return m_playback; }
  LiveRun& liveRun() { return m_live; }
  Reporter& reporter() { return m_reporter; }
  Workbench& workbench() { return *m_bench; }
  TopBar& topBar() { return *m_top; }
  TransportBar& transport() { return *m_transport; }
  StepMode& stepMode() { return *m_stepMode; }
  StepInsight& insight() { return *m_insight; }
  StepBar& stepBar() { return *m_stepBar; }
  StepPanel& stepPanel() { return *m_stepPanel; }
  StepPlayback& stepPlayback() { return *m_stepPlayback; }
  ExplorePanel& explore() { return *m_explore; }
  StatusStrip& statusStrip() { return *m_status; }
  LessonPlayer& lessons() { return *m_lessons; }
  LessonPanel& lessonPanel() { return *m_lessonPanel; }
  MessageBar& messages() { return *m_message; }
  Languages& languages() { return m_languages; }
  Presentation& presentation() { return *m_presentation; }
  /// Shows a deck on the whole screen; nothing: the run that is shown. The deck lives until the
  /// presentation has ended.
  void present(Deck* deck = nullptr);

  /// Starts a run; a failure is said in the message bar.
  void run(const RunRequest& request);
  /// Opens a recording; a failure or damage is said in the message bar. True if it is shown.
  bool openFile(const QString& path);
  bool saveFile(const QString& path);
  /// Opens a lesson, whose runs are made for real; false for an unknown one.
  bool openLesson(const std::string& id);
  /// A task worth looking at: of the first finding, or the first blocked one, or main.
  TaskId suggestedTask() const;
  /// Opens the dialog that saves what is shown; null while there is nothing or a run goes on.
  PictureDialog* askPicture(PictureDialog::Kind kind);
  /// Ends a live run without asking, before the program ends.
  void endRun();

  enum class ThemeChoice : std::uint8_t { system, light, dark };
  void chooseTheme(ThemeChoice choice);
  ThemeChoice themeChoice() const { return m_themeChoice; }
  ThemeKind themeKind() const { return m_themeKind; }
  void chooseLanguage(const QString& code);
  /// Effects are shown as what they end with, and nothing glides.
  void reduceMotion(bool reduced);
  bool reducesMotion() const;
  /// Zooms the whole interface; clamped, remembered.
  void chooseZoom(int percent);

  /// A walk over the window; offerTour() only for who has not seen it.
  void startTour();
  void offerTour();
  Tour* tour() const { return m_tour; }

  /// Does what a key of the table of shortcuts does.
  void perform(Act act, int argument = 0);
  /// The action of a row of the table.
  QAction* action(Act act, int argument = 0) const;
  bool keysSheetOpen() const;

 protected:
  void closeEvent(QCloseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void assemble();
  void connectParts();
  void connectTransport();
  void connectStage();
  void makeActions();
  void makeMenus();
  void fillOpenMenu();
  void fillPictureEntries();
  void fillThemeMenu();
  void fillLanguageMenu();
  void fillHelpMenu();
  void restore();
  void retranslate();

  void applyThemeChoice();
  void dressPanels();
  void followMotion();
  void scenarioChosen();
  void runChosen();
  void runButtonPressed();
  void mainPressed();
  void playPause();
  void step(int direction);
  void goToEnd();
  void runStarted();
  void runEnded();
  void reportCame();
  void sayVerdict();
  void showStarting();
  void showRecording(const QString& path, std::shared_ptr<Trace> trace);
  void showTrace(std::shared_ptr<Trace> trace, const QString& file);
  void askOpen();
  void askSave();
  void sendSignal(int number);
  void showCycle();
  void goToFinding(const Finding& finding);
  void showWhy();
  void showKeysSheet();
  void focusSearch();
  void fold(Pane pane);
  void zoomBy(double factor);
  void panBy(int tenths);
  void leave();
  bool confirmEnd();

  // Lessons: main_window_lessons.cpp.
  void assembleLessons(LessonShelf shelf);
  void lessonChanged();
  void showLessonMoment();
  void fillLessonMenu(QMenu& menu);
  /// True when the lesson has done it.
  bool performLesson(Act act, int argument);
  // Help, and what brings things back: main_window_help.cpp.
  std::vector<TourStop> tourStops();
  void keepRun();
  void bringBackRun();
  void forgetRecent();

  // Presentation: main_window_present.cpp.
  void makePresentation(bool inWindow);
  bool moreToPresent();
  void tellLanguages();

  // Step mode: main_window_steps.cpp.
  void assembleSteps(QWidget* centre);
  void connectSteps();
  void connectExplore();
  void modeChanged();
  void refreshSteps();
  /// At a line of the source that is shown; 0: there is none.
  void toggleBreakpoint(int line);
  void toggleBreakpointHere();
  void runUntil(StepGoal::Until until);
  void playStep(std::size_t number);
  void sayNoSteps();
  /// True when Step mode has done it.
  bool performStep(Act act, int argument);
  bool performOnSteps(Act act, int argument);
  void placeAxisChoice();

  void followHeight();
  void refreshTitle();
  void refreshTransport();
  void refreshFindings();
  void refreshRate();
  TaskId signalTarget() const;

  std::unique_ptr<QSettings> m_settings;
  std::unique_ptr<RecentFiles> m_recent;
  std::span<const ScenarioInfo> m_scenarios;
  std::function<bool(const std::vector<int>&)> m_confirmEnd;
  Viewpoint m_view;
  Languages m_languages;
  Playback m_playback;
  LiveRun m_live;
  Reporter m_reporter;
  Playback::Clock m_clock;
  std::int64_t m_startedAt = 0;  // ns of m_clock
  bool m_starting = false;
  bool m_saysVerdict = false;  // of the report that is being worked out
  QString m_verdictSaid;       // the sentence in the message bar, if it is one about the verdict
  TopBar* m_top = nullptr;
  MessageBar* m_message = nullptr;
  Workbench* m_bench = nullptr;
  TransportBar* m_transport = nullptr;
  LessonPlayer* m_lessons = nullptr;
  LessonPanel* m_lessonPanel = nullptr;
  LessonDeck* m_lessonDeck = nullptr;
  StepMode* m_stepMode = nullptr;
  StepInsight* m_insight = nullptr;
  StepBar* m_stepBar = nullptr;
  StepPanel* m_stepPanel = nullptr;
  StepPlayback* m_stepPlayback = nullptr;
  std::size_t m_playedStep = 0;  // by m_stepPlayback, last
  ExplorePanel* m_explore = nullptr;
  Presentation* m_presentation = nullptr;
  std::unique_ptr<RunDeck> m_runDeck;
  Segments* m_axis = nullptr;  // of the timeline, in Step mode
  StatusStrip* m_status = nullptr;
  QMenu* m_openMenu = nullptr;
  QMenu* m_themeMenu = nullptr;
  QMenu* m_languageMenu = nullptr;
  QMenu* m_helpMenu = nullptr;
  Tour* m_tour = nullptr;              // while there is one
  std::shared_ptr<Trace> m_runBefore;  // that was not saved; null: none
  std::vector<QAction*> m_actions;     // as the rows of shortcuts()
  QString m_file;                      // of the recording shown; empty for a run
  ThemeChoice m_themeChoice = ThemeChoice::system;
  ThemeKind m_themeKind = ThemeKind::light;
};

}  // namespace lockstep::ui
