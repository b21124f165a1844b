// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QSettings>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "scenarios/scenario_info.h"
#include "session/session.h"
#include "theme/theme.h"
#include "view/viewpoint.h"
#include "window/languages.h"
#include "window/live_run.h"
#include "window/playback.h"
#include "window/shortcuts.h"

class QAction;
class QMenu;

namespace lockstep::ui {

class MessageBar;
class RecentFiles;
class StatusStrip;
class TopBar;
class TransportBar;
class Workbench;
enum class Pane : std::uint8_t;

/// What the window stands on. The defaults are the real things; tests put in their own.
struct WindowParts {
  StartRun startRun = &startSession;
  std::span<const ScenarioInfo> scenarios;  ///< empty: all there are
  std::unique_ptr<QSettings> settings;      ///< null: the user's
  Languages::Load loadLanguage;
  Playback::Clock clock;
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
  Workbench& workbench() { return *m_bench; }
  TopBar& topBar() { return *m_top; }
  TransportBar& transport() { return *m_transport; }
  StatusStrip& statusStrip() { return *m_status; }
  MessageBar& messages() { return *m_message; }
  Languages& languages() { return m_languages; }

  /// Starts a run; a failure is said in the message bar.
  void run(const RunRequest& request);
  /// Opens a recording; a failure or damage is said in the message bar. True if it is shown.
  bool openFile(const QString& path);
  bool saveFile(const QString& path);
  /// A task worth looking at: of the first finding, or the first blocked one, or main.
  TaskId suggestedTask() const;
  /// Ends a live run without asking, before the program ends.
  void endRun();

  enum class ThemeChoice : std::uint8_t { system, light, dark };
  void chooseTheme(ThemeChoice choice);
  ThemeChoice themeChoice() const { return m_themeChoice; }
  ThemeKind themeKind() const { return m_themeKind; }
  void chooseLanguage(const QString& code);

  /// Does what a key of the table of shortcuts does.
  void perform(Act act, int argument = 0);
  /// The action of a row of the table.
  QAction* action(Act act, int argument = 0) const;
  bool keysSheetOpen() const;

 protected:
  void closeEvent(QCloseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void assemble();
  void connectParts();
  void connectTransport();
  void makeActions();
  void makeMenus();
  void fillOpenMenu();
  void fillThemeMenu();
  void fillLanguageMenu();
  void restore();
  void retranslate();

  void applyThemeChoice();
  void scenarioChosen();
  void runChosen();
  void runButtonPressed();
  void mainPressed();
  void playPause();
  void step(int direction);
  void goToEnd();
  void runStarted();
  void runEnded();
  void showRecording(const QString& path, std::shared_ptr<Trace> trace);
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
  TopBar* m_top = nullptr;
  MessageBar* m_message = nullptr;
  Workbench* m_bench = nullptr;
  TransportBar* m_transport = nullptr;
  StatusStrip* m_status = nullptr;
  QMenu* m_openMenu = nullptr;
  QMenu* m_themeMenu = nullptr;
  QMenu* m_languageMenu = nullptr;
  std::vector<QAction*> m_actions;  // as the rows of shortcuts()
  QString m_file;                   // of the recording shown; empty for a run
  ThemeChoice m_themeChoice = ThemeChoice::system;
  ThemeKind m_themeKind = ThemeKind::light;
};

}  // namespace lockstep::ui
