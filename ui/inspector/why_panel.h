// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "inspector/share_bar.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

class QLabel;

namespace lockstep::ui {

/// A task's numbered chip as a widget.
class TaskChip : public QWidget {
  Q_OBJECT
 public:
  explicit TaskChip(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void setTask(TaskId task, State state);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme* m_theme;
  TaskId m_task;
  State m_state = State::unknown;
};

/// "Why is 3 blocked?": the selected task's state at the playhead in one sentence, how it is known,
/// signals on their way to or from it, and where it spent the run.
class WhyPanel : public QWidget {
  Q_OBJECT
 public:
  explicit WhyPanel(Viewpoint& view, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

  QString title() const;
  QString sentence() const;
  QString evidence() const;

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  void showNothing();
  void showTask(const TaskMoment& task);
  void showSignals(TaskId task);
  void showShares(TaskId task);

  Viewpoint& m_view;
  TaskChip* m_chip;
  QLabel* m_title;
  QLabel* m_sentence;
  QLabel* m_evidence;
  QWidget* m_signalPart;
  QLabel* m_signalTitle;
  QLabel* m_signalText;
  QWidget* m_sharePart;
  QLabel* m_shareTitle;
  ShareBar* m_shares;
};

}  // namespace lockstep::ui
