// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

#include "explore/explorer.h"
#include "lesson/record.h"

namespace lockstep::ui {

/// Checks a lesson's task: explores the schedules of what the learner has made of the scenario.
/// Lives in the window's thread.
class TaskCheck : public QObject {
  Q_OBJECT
 public:
  explicit TaskCheck(QObject* parent = nullptr);
  ~TaskCheck() override;

  void start(const LessonTask& task, const RunRequest& learners);
  void stop();
  bool running() const { return m_explorer != nullptr; }
  /// `undecided` before the first start and while it goes on.
  TaskVerdict verdict() const { return m_verdict; }
  const Exploration& exploration() const { return m_state; }
  const RunRequest& request() const { return m_request; }
  /// The run that decided, to be replayed: the wanted one, or the one that may not be.
  const std::optional<ExploredRun>& example() const { return m_example; }
  /// Why it could not be done; empty when it could.
  const QString& fault() const { return m_fault; }

 Q_SIGNALS:
  void changed();

 private:
  void look();

  LessonTask m_task;
  RunRequest m_request;
  std::unique_ptr<Explorer> m_explorer;
  Exploration m_state;
  TaskVerdict m_verdict = TaskVerdict::undecided;
  std::optional<ExploredRun> m_example;
  QString m_fault;
  QTimer m_timer;
};

}  // namespace lockstep::ui
