// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/task_view.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "lesson/question_view.h"
#include "scenarios/scenario_info.h"
#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

TaskView::TaskView(LessonPlayer& player, QWidget* parent)
    : QWidget(parent),
      m_player(player),
      m_layout(new QVBoxLayout(this)),
      m_text(markdownLabel(this)),
      m_try(new QPushButton(this)),
      m_check(new QPushButton(this)),
      m_show(new QPushButton(this)),
      m_result(markdownLabel(this)) {
  setMargins(*m_layout, 0, 0, 0, 0);
  setGap(*m_layout, 8);
  m_layout->addWidget(m_text);
  auto* acts = new QHBoxLayout;
  setGap(*acts, 8);
  acts->addWidget(m_try);
  acts->addWidget(m_check);
  acts->addStretch(1);
  m_layout->addLayout(acts);
  m_layout->addWidget(m_result);
  m_layout->addWidget(m_show, 0, Qt::AlignLeft);
  m_check->setProperty("primary", true);
  connect(m_try, &QPushButton::clicked, this, [this] { Q_EMIT runWanted(learners()); });
  connect(m_check, &QPushButton::clicked, this, [this] {
    if (m_task) m_checker.start(*m_task, learners());
  });
  connect(m_show, &QPushButton::clicked, this, [this] {
    if (const auto& example = m_checker.example())
      Q_EMIT replayWanted(m_checker.request(), example->choices, label(example->verdict));
  });
  connect(&m_checker, &TaskCheck::changed, this, &TaskView::refreshResult);
}

QCheckBox* TaskView::line(const std::string& name) const {
  const auto found = m_lines.find(name);
  return found == m_lines.end() ? nullptr : found->second;
}

void TaskView::build(const LessonTask& task) {
  m_task = &task;
  m_checker.stop();
  delete m_lineBox;
  m_lines.clear();
  m_lineBox = new QWidget(this);
  auto* column = new QVBoxLayout(m_lineBox);
  setMargins(*column, 0, 0, 0, 0);
  setGap(*column, 8);
  const ScenarioInfo* scenario = findScenario(task.from.scenario);
  for (const std::string& name : task.lines) {
    const auto known = std::ranges::find(scenario->parameters, name, &ParameterInfo::name);
    auto* box = new QCheckBox(translated(known->label), m_lineBox);
    const auto set = task.from.parameters.find(name);
    box->setChecked((set != task.from.parameters.end()
                         ? set->second
                         : standardOf(*scenario, task.from.variant, name)) != 0);
    column->addWidget(box);
    m_lines[name] = box;
  }
  m_layout->insertWidget(1, m_lineBox);
}

RunRequest TaskView::learners() const {
  RunRequest request = m_task ? m_task->from : RunRequest();
  for (const auto& [name, box] : m_lines) request.parameters[name] = box->isChecked() ? 1 : 0;
  return request;
}

void TaskView::refresh() {
  const LessonStep* step = m_player.current();
  const LessonTask* task = step && step->task ? &*step->task : nullptr;
  setVisible(task != nullptr);
  if (!task) {
    m_task = nullptr;
    m_checker.stop();
    return;
  }
  if (task != m_task) build(*task);
  setMarkdown(*m_text, QString::fromStdString(task->text));
  m_try->setText(tr("Try it"));
  m_try->setToolTip(tr("Runs the scenario with these lines."));
  m_check->setToolTip(tr("Explores the schedules of the scenario with these lines."));
  m_show->setText(tr("Show that run"));
  refreshResult();
}

QString TaskView::resultText() const {
  if (!m_checker.fault().isEmpty()) return m_checker.fault();
  const auto runs = static_cast<qulonglong>(m_checker.exploration().tally.runs);
  const bool always = m_task && m_task->always;
  switch (m_checker.verdict()) {
    case TaskVerdict::undecided:
      return m_checker.running() ? tr("Schedules so far: %1").arg(runs) : QString();
    case TaskVerdict::met:
      if (!always) return tr("**Solved.** A schedule that ends so has been found.");
      return runs == 1 ? tr("**Solved.** There is one schedule, and it ends well.")
                       : tr("**Solved.** All %1 schedules end well.").arg(runs);
    case TaskVerdict::refuted:
      if (always) return tr("**Not yet.** There is a schedule that ends badly.");
      return runs == 1 ? tr("**Not yet.** There is one schedule, and it does not end so.")
                       : tr("**Not yet.** None of all %1 schedules ends so.").arg(runs);
    case TaskVerdict::unrefuted:
      return always ? tr("**Solved, as far as one can see.** All schedules tried ended well (%1), "
                         "but there are more than could be tried.")
                          .arg(runs)
                    : tr("**Not found.** No schedule tried ended so (%1), but there are more than "
                         "could be tried.")
                          .arg(runs);
  }
  return {};
}

void TaskView::refreshResult() {
  m_check->setText(m_checker.running() ? tr("Checking") : tr("Check"));
  m_check->setEnabled(!m_checker.running());
  const QString text = resultText();
  m_result->setVisible(!text.isEmpty());
  setMarkdown(*m_result, text);
  m_show->setVisible(m_checker.example().has_value() && !m_checker.running());
}

}  // namespace lockstep::ui
