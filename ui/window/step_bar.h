// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <span>
#include <vector>

#include "theme/theme.h"
#include "window/action_button.h"
#include "window/step_insight.h"
#include "window/step_mode.h"
#include "window/task_pick.h"

class QFrame;
class QLabel;
class QMenu;

namespace lockstep::ui {

/// The transport of Step mode: back, step, run, run to, and the tasks that may go next. Shows the
/// mode and says what the user wants. Where the tasks have no room beside the buttons they stand in
/// rows of their own.
class StepBar : public QWidget {
  Q_OBJECT
 public:
  StepBar(StepMode& mode, StepInsight& insight, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// Whether there is something to run, for when there is no run yet.
  void setCanRun(bool can);
  /// How many tasks a run that has just been started will have, so that there is room for all of
  /// them before they are there; 0: not known.
  void expectTasks(int count);
  /// Lower, for windows that are low themselves.
  void setLow(bool low);
  /// As a click on the chip of that task: its only choice, or a menu of them. False where it cannot
  /// go.
  bool pickNumber(int number);
  /// Shows now what it would show with the next frame.
  void bringUpToDate();

  ActionButton& backButton() { return *m_back; }
  ActionButton& stepButton() { return *m_step; }
  ActionButton& runButton() { return *m_run; }
  ActionButton& untilButton() { return *m_until; }
  ActionButton& undoButton() { return *m_undo; }
  ActionButton& stopButton() { return *m_stop; }
  QMenu& untilMenu() { return *m_untilMenu; }
  /// Of tasks in sight, by number.
  std::vector<TaskPick*> picks();
  TaskPick* pickOf(TaskId task);

 Q_SIGNALS:
  void backWanted();
  void stepWanted();
  void runWanted();
  void stopWanted();
  void undoWanted();
  void untilWanted(lockstep::StepGoal::Until until);
  void picked(const lockstep::Choice& choice);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void assemble();
  void retranslate();
  void refreshSoon();
  void refresh();
  void refreshPicks();
  QString hintFor(bool able) const;
  TaskPick::Now pickNow(const Offer& offer, TaskId suggested) const;
  void fillUntilMenu();
  TaskPick* makePick();
  void press(TaskPick& pick);
  void askWhich(TaskPick& pick);
  void pointAt(TaskPick& pick, bool at);
  void fit();
  /// Room that the buttons take where they say so much; design pixels.
  double buttonsWidth(ActionButton::Detail detail, bool words);
  int chipRows() const;
  void placePicks();
  bool flow(const QRectF& room, int rows, std::span<TaskPick* const> worded, double wide);

  StepMode& m_mode;
  StepInsight& m_insight;
  const Theme* m_theme;
  bool m_canRun = false;
  bool m_low = false;
  bool m_stale = false;  ///< what is shown is out of date
  int m_most = 0;        ///< chips that there is room for; does not shrink while a run is shown
  int m_fitted = 0;      ///< as m_most was for fit()
  int m_rows = 0;        ///< of chips below the buttons; 0: they stand beside them
  TaskPick* m_pointedAt = nullptr;  ///< under the pointer, or come to by key
  ActionButton* m_back;
  ActionButton* m_step;
  ActionButton* m_run;
  ActionButton* m_until;
  ActionButton* m_undo;
  ActionButton* m_stop;
  QMenu* m_untilMenu;
  QFrame* m_divider;
  QWidget* m_words;
  QLabel* m_title;
  QLabel* m_hint;
  QWidget* m_beside;  ///< room beside the buttons
  std::vector<TaskPick*> m_picks;
  std::size_t m_used = 0;  ///< of m_picks
};

}  // namespace lockstep::ui
