// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <map>
#include <string>
#include <vector>

#include "lesson/lesson_player.h"
#include "lesson/task_check.h"
#include "theme/theme.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep::ui {

/// A task for the learner: lines of the scenario to switch, a run to try them, and a check that
/// explores the schedules of what came of it.
class TaskView : public QWidget {
  Q_OBJECT
 public:
  explicit TaskView(LessonPlayer& player, QWidget* parent = nullptr);
  void refresh();

  QCheckBox* line(const std::string& name) const;
  QPushButton& tryButton() { return *m_try; }
  QPushButton& checkButton() { return *m_check; }
  QPushButton& showButton() { return *m_show; }
  QLabel& result() { return *m_result; }
  TaskCheck& check() { return m_checker; }

 Q_SIGNALS:
  void runWanted(const lockstep::RunRequest& request);
  void replayWanted(const lockstep::RunRequest& request,
                    const std::vector<lockstep::Choice>& choices, const QString& name);

 private:
  void build(const LessonTask& task);
  RunRequest learners() const;
  void refreshResult();
  QString resultText() const;

  LessonPlayer& m_player;
  TaskCheck m_checker;
  const LessonTask* m_task = nullptr;
  QVBoxLayout* m_layout;
  QLabel* m_text;
  QWidget* m_lineBox = nullptr;
  std::map<std::string, QCheckBox*> m_lines;
  QPushButton* m_try;
  QPushButton* m_check;
  QPushButton* m_show;
  QLabel* m_result;
};

}  // namespace lockstep::ui
