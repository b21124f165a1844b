// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/step_control.h"

namespace lockstep {

bool standsAt(const Breakpoint& point, const Event& next, const SiteInfo* site) {
  if (point.task.valid() && point.task != next.task) return false;
  if (point.operation && *point.operation != next.operation) return false;
  if (point.resource.valid() && point.resource != next.resource) return false;
  return point.line == 0 || (site && site->line == point.line && site->file == point.file);
}

std::vector<Choice> choicesOf(const std::vector<StepTaken>& steps) {
  std::vector<Choice> choices;
  choices.reserve(steps.size());
  for (const StepTaken& step : steps) choices.push_back(step.choice);
  return choices;
}

namespace {

/// `task` and `resource` give names by id, `site` the file and line.
template <class TaskName, class ResourceName>
StepWords wordsBy(const Event& next, TaskName task, ResourceName resource, const SiteInfo* site) {
  StepWords words;
  words.task = task(next.task);
  words.operation = next.operation;
  words.waiting = next.phase == Phase::blocked;
  if (next.resource.valid())
    words.resource = resource(next.resource);
  else if (next.peer().valid())
    words.resource = task(next.peer());
  if (site != nullptr) words.site = site->file + ":" + std::to_string(site->line);
  return words;
}

}  // namespace

StepWords wordsOf(const Trace& trace, const Event& next) {
  const auto task = [&trace](TaskId id) {
    return id.value < trace.tasks().size() ? trace.tasks()[id.value].name : std::string();
  };
  const auto resource = [&trace](ResourceId id) {
    return id.value < trace.resources().size() ? trace.resources()[id.value].name : std::string();
  };
  return wordsBy(next, task, resource, trace.site(next.site));
}

StepWords wordsOf(const Arena& arena, const Event& next) {
  const auto task = [&arena](TaskId id) {
    return arena.taskLive(id) ? arena.taskInfo(id).name : std::string();
  };
  const auto resource = [&arena](ResourceId id) {
    return id.value < arena.resourceCount() ? arena.resourceInfo(id).name : std::string();
  };
  const SiteInfo site = next.site.valid() ? arena.siteInfo(next.site) : SiteInfo{};
  return wordsBy(next, task, resource, site.file.empty() ? nullptr : &site);
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
