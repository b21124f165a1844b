// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/task_check.h"

namespace lockstep::ui {

namespace {
constexpr int kLookEvery = 33;  // ms
}

TaskCheck::TaskCheck(QObject* parent) : QObject(parent) {
  m_timer.setInterval(kLookEvery);
  connect(&m_timer, &QTimer::timeout, this, &TaskCheck::look);
}

TaskCheck::~TaskCheck() = default;

void TaskCheck::start(const LessonTask& task, const RunRequest& learners) {
  stop();
  m_task = task;
  m_state = {};
  m_verdict = TaskVerdict::undecided;
  m_example.reset();
  m_fault.clear();
  const ExploreRequest request = checkOf(task, learners);
  m_request = request.run;
  auto started = Explorer::start(request);
  if (started) {
    m_explorer = std::move(*started);
    m_timer.start();
  } else {
    m_fault = QString::fromStdString(started.error().message);
  }
  Q_EMIT changed();
}

void TaskCheck::stop() {
  m_timer.stop();
  m_explorer.reset();
}

void TaskCheck::look() {
  if (!m_explorer) return;
  m_state = m_explorer->state();
  for (ExploredRun& run : m_explorer->takeRuns())
    if (!m_example && (run.verdict == m_task.expected) != m_task.always) m_example = std::move(run);
  m_verdict = judge(m_task, m_state);
  if (!m_state.faults.empty()) m_fault = QString::fromStdString(m_state.faults.front());
  // The run that decides is told of with the counts or a moment later.
  const bool exampleComes = (m_verdict == TaskVerdict::met && !m_task.always) ||
                            (m_verdict == TaskVerdict::refuted && m_task.always);
  if (m_state.done || (m_verdict != TaskVerdict::undecided && (m_example || !exampleComes))) stop();
  Q_EMIT changed();
}

}  // namespace lockstep::ui
