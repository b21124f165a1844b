// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/task_lines.h"

namespace lockstep::ui {

namespace {

bool atWork(const TaskMoment& task) {
  if (task.id == kSupervisor || task.ended) return false;
  switch (task.state) {
    case State::unborn:
    case State::zombie:
    case State::terminated:
      return false;
    case State::created:
    case State::ready:
    case State::running:
    case State::blocked:
    case State::stopped:
    case State::unknown:
      return true;
  }
  return false;
}

int lineOfSite(const Trace& trace, SiteId id) {
  const SiteInfo* site = trace.site(id);
  return site && site->line > 0 && site->file == trace.run().sourceFile ? site->line : 0;
}

}  // namespace

std::map<int, std::vector<TaskId>> taskLines(const Trace& trace, const Moment& moment) {
  std::map<int, std::vector<TaskId>> lines;
  for (const TaskMoment& task : moment.tasks) {
    if (!atWork(task)) continue;
    if (const int line = lineOfSite(trace, task.site); line > 0) lines[line].push_back(task.id);
  }
  return lines;
}

std::map<int, std::vector<TaskId>> taskLines(const Trace& trace, const Moment& moment,
                                             const SourceText& text) {
  std::map<int, std::vector<TaskId>> lines;
  for (auto& [line, tasks] : taskLines(trace, moment))
    if (const int shown = text.lineOf(line)) lines[shown] = std::move(tasks);
  return lines;
}

int lineOf(const Trace& trace, const Moment& moment, TaskId task) {
  if (!task.valid() || task.value >= moment.tasks.size()) return 0;
  return lineOfSite(trace, moment.tasks[task.value].site);
}

}  // namespace lockstep::ui
