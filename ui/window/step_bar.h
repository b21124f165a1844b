// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
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
/// mode and says what the user wants.
class StepBar : public QWidget {
  Q_OBJECT
 public:
  StepBar(StepMode& mode, StepInsight& insight, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// Whether there is something to run, for when there is no run yet.
  void setCanRun(bool can);
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
  TaskPick::Now pickNow(const Offer& offer, TaskId suggested) const;
  void fillUntilMenu();
  void press(TaskPick& pick);
  void askWhich(TaskPick& pick);
  void fit();

  StepMode& m_mode;
  StepInsight& m_insight;
  const Theme* m_theme;
  bool m_canRun = false;
  QTimer m_soon;      ///< active: what is shown is out of date
  int m_fitted = -1;  ///< number of chips that fit() has placed, at its width
  int m_fittedWidth = 0;
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
  QWidget* m_place;  ///< of the chips
  std::vector<TaskPick*> m_picks;
  std::size_t m_used = 0;  ///< of m_picks
};

}  // namespace lockstep::ui
