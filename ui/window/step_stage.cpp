// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/step_stage.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

/// The ring of an effect, with what each member waits for.
std::vector<StepGhost::Link> linksOf(const StepEffect& effect,
                                     const std::vector<WaitLink>& waiting) {
  std::vector<StepGhost::Link> links;
  for (const TaskId task : effect.ring) {
    const auto now = std::ranges::find(waiting, task, &WaitLink::waiter);
    const auto then = std::ranges::find(effect.stuck, task, &WaitLink::waiter);
    const bool open = then != effect.stuck.end();
    if (open)
      links.push_back({task, then->resource, true});
    else if (now != waiting.end())
      links.push_back({task, now->resource, false});
  }
  return links;
}

/// What a step would come to hold.
ResourceId takenBy(const Offer& offer, const StepEffect& effect) {
  const bool acquires =
      offer.next.operation == Operation::acquire && effect.choice.act == lockstep::Act::go;
  const bool stuck =
      std::ranges::find(effect.stuck, offer.task, &WaitLink::waiter) != effect.stuck.end() &&
      effect.stuck.front().resource == offer.next.resource;
  return acquires && !stuck ? offer.next.resource : ResourceId{};
}

StepGhost ghostOf(const StepEffect& effect, const Situation& before) {
  StepGhost ghost;
  ghost.mover = effect.choice.task;
  for (const WaitLink& link : effect.stuck)
    ghost.waits.push_back({link.waiter, link.holder, link.resource});
  ghost.freed = effect.freed;
  ghost.others = effect.appeared;
  ghost.others.insert(ghost.others.end(), effect.gone.begin(), effect.gone.end());
  ghost.ring = linksOf(effect, waits(before));
  ghost.forGood = effect.stuckForGood;
  if (const Offer* offer = before.offer(effect.choice.task)) ghost.takes = takenBy(*offer, effect);
  return ghost;
}

}  // namespace

StepsOnStage stepsOnStage(const StepMode& mode, const StepInsight& insight) {
  StepsOnStage steps;
  if (!mode.on() || !mode.line()) return steps;
  if (const std::size_t shown = mode.shown(); shown > 0) {
    const StepTaken& taken = mode.line()->steps[shown - 1];
    steps.changed.push_back(taken.choice.task);
    steps.touched = taken.next.resource;
    if (const auto effect = mode.effectOfStep(shown)) {
      for (const WaitLink& link : effect->stuck) steps.changed.push_back(link.waiter);
      for (const auto* tasks : {&effect->freed, &effect->appeared, &effect->gone})
        steps.changed.insert(steps.changed.end(), tasks->begin(), tasks->end());
    }
    std::ranges::sort(steps.changed);
    steps.changed.erase(std::ranges::unique(steps.changed).begin(), steps.changed.end());
  }
  const auto next = insight.considered();
  if (!next || insight.secret() || mode.busy()) return steps;
  if (const auto effect = insight.effect(*next)) steps.ghost = ghostOf(*effect, mode.situation());
  return steps;
}

}  // namespace lockstep::ui
