// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/step_control.h"

namespace lockstep {

std::vector<Choice> choicesOf(const std::vector<StepTaken>& steps) {
  std::vector<Choice> choices;
  choices.reserve(steps.size());
  for (const StepTaken& step : steps) choices.push_back(step.choice);
  return choices;
}

StepWords wordsOf(const Trace& trace, const Event& next) {
  const auto nameOf = [&trace](TaskId task) {
    return task.value < trace.tasks().size() ? trace.tasks()[task.value].name : std::string();
  };
  StepWords words;
  words.task = nameOf(next.task);
  words.operation = next.operation;
  words.waiting = next.phase == Phase::blocked;
  if (next.resource.value < trace.resources().size())
    words.resource = trace.resources()[next.resource.value].name;
  else if (next.peer().valid())
    words.resource = nameOf(next.peer());
  if (const SiteInfo* site = trace.site(next.site))
    words.site = site->file + ":" + std::to_string(site->line);
  return words;
}

Schedule scheduleOf(const Trace& trace, const std::vector<StepTaken>& steps) {
  Schedule schedule;
  schedule.scenario = trace.run().scenario;
  schedule.variant = trace.run().variant;
  schedule.as = trace.run().as;
  schedule.parameters = trace.run().parameters;
  for (const StepTaken& step : steps)
    schedule.steps.push_back({step.choice, step.able, wordsOf(trace, step.next)});
  return schedule;
}

}  // namespace lockstep
