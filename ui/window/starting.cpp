// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/starting.h"

#include <QCoreApplication>
#include <algorithm>

#include "scenarios/scenario_info.h"

namespace lockstep::ui {

namespace {

struct Text {
  Q_DECLARE_TR_FUNCTIONS(Starting)
};

/// How many tasks a run starts; 0 where that is not known.
int expectedOf(const RunRequest& request) {
  const ScenarioInfo* info = findScenario(request.scenario);
  if (!info) return 0;
  int expected = info->moreHeads;
  for (const std::string& parameter : info->heads) {
    const auto set = request.parameters.find(parameter);
    expected += static_cast<int>(set != request.parameters.end()
                                     ? set->second
                                     : standardOf(*info, request.variant, parameter));
  }
  return expected;
}

bool runsAsProcesses(const RunRequest& request) {
  if (!request.as.empty()) return request.as == "processes";
  const ScenarioInfo* info = findScenario(request.scenario);
  return info && !info->as.empty() && info->as.front() == "processes";
}

/// Main waits for something: it has started whom it wanted to.
bool mainHasGoneOn(const Moment& moment) {
  if (kMainTask.value >= moment.tasks.size()) return false;
  const TaskMoment& main = moment.tasks[kMainTask.value];
  return main.ended || (main.state == State::blocked && main.reason != Operation::none &&
                        main.reason != Operation::start);
}

}  // namespace

Starting startingOf(const RunRequest& request, const Trace& trace) {
  Starting starting;
  starting.expected = expectedOf(request);
  starting.processes = runsAsProcesses(request);
  for (const TaskInfo& task : trace.tasks())
    if (task.id.valid() && task.id > kMainTask && trace.lane(task.id).size() > 0) ++starting.begun;
  const bool allThere = starting.expected > 0 && starting.begun >= starting.expected;
  starting.over = allThere || (!trace.empty() && (trace.end() != RunEnd::running ||
                                                  mainHasGoneOn(trace.at(trace.endTime()))));
  return starting;
}

QString words(const Starting& starting) {
  if (starting.processes) {
    if (starting.expected == 0) return Text::tr("Starting processes");
    return starting.expected == 1 ? Text::tr("Starting 1 process")
                                  : Text::tr("Starting %1 processes").arg(starting.expected);
  }
  if (starting.expected == 0) return Text::tr("Starting threads");
  return starting.expected == 1 ? Text::tr("Starting 1 thread")
                                : Text::tr("Starting %1 threads").arg(starting.expected);
}

}  // namespace lockstep::ui
