// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "lesson/lesson_player.h"
#include "theme/theme.h"

class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;

namespace lockstep::ui {

class QuestionView;
class TaskView;

/// The lesson beside the run: its steps, and of the current one what it tells, asks and sets.
class LessonPanel : public QWidget {
  Q_OBJECT
 public:
  explicit LessonPanel(LessonPlayer& player, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

  QListWidget& steps() { return *m_steps; }
  QuestionView& question() { return *m_question; }
  TaskView& task() { return *m_task; }
  QPushButton& nextButton() { return *m_next; }
  QPushButton& backButton() { return *m_back; }
  QPushButton& hintButton() { return *m_hint; }
  QPushButton& closeButton() { return *m_close; }
  QPushButton& stepButton() { return *m_stepThrough; }
  QLabel& text() { return *m_text; }
  QLabel& hints() { return *m_hints; }
  QLabel& state() { return *m_state; }

 Q_SIGNALS:
  void runWanted(const lockstep::RunRequest& request);
  void replayWanted(const lockstep::RunRequest& request,
                    const std::vector<lockstep::Choice>& choices, const QString& name);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void assemble();
  void refresh();
  void refreshSteps();
  void refreshCard();
  QString stateText() const;
  QIcon stepIcon(int step) const;

  LessonPlayer& m_player;
  const Theme* m_theme;
  QScrollArea* m_scroll;
  QWidget* m_content;
  QLabel* m_title;
  QLabel* m_about;
  QListWidget* m_steps;
  QLabel* m_stepTitle;
  QLabel* m_text;
  QLabel* m_state;
  QPushButton* m_stepThrough;
  QuestionView* m_question;
  TaskView* m_task;
  QLabel* m_hints;
  QPushButton* m_hint;
  QLabel* m_reading;
  QPushButton* m_close;
  QPushButton* m_back;
  QPushButton* m_next;
  int m_shownStep = -1;
};

}  // namespace lockstep::ui
