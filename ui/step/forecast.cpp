// SPDX-License-Identifier: GPL-3.0-or-later
#include "step/forecast.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

bool holds(const std::vector<TaskId>& tasks, TaskId task) {
  return std::ranges::find(tasks, task) != tasks.end();
}

TaskId holderOf(const std::vector<WaitLink>& links, TaskId waiter) {
  const auto link = std::ranges::find(links, waiter, &WaitLink::waiter);
  return link == links.end() ? TaskId{} : link->holder;
}

}  // namespace

std::vector<WaitLink> waits(const Situation& situation) {
  std::vector<WaitLink> links;
  for (const Offer& offer : situation.offers)
    if (offer.able.empty()) links.push_back({offer.task, offer.holder, offer.waitsFor});
  return links;
}

std::vector<TaskId> ringOf(const std::vector<WaitLink>& links, TaskId from) {
  const auto ringThrough = [&links](TaskId start) {
    std::vector<TaskId> ring;
    for (TaskId task = start; task.valid() && !holds(ring, task); task = holderOf(links, task)) {
      ring.push_back(task);
      if (holderOf(links, task) == start) return ring;
    }
    return std::vector<TaskId>{};
  };
  if (from.valid())
    if (auto ring = ringThrough(from); !ring.empty()) return ring;
  for (const WaitLink& link : links)
    if (auto ring = ringThrough(link.waiter); !ring.empty()) return ring;
  return {};
}

StepEffect effectOf(const Situation& before, const Choice& choice, const Situation& after) {
  StepEffect effect;
  effect.choice = choice;
  for (const Offer& offer : after.offers) {
    const Offer* const was = before.offer(offer.task);
    if (!was) effect.appeared.push_back(offer.task);
    if (offer.able.empty() && (!was || !was->able.empty()))
      effect.stuck.push_back({offer.task, offer.holder, offer.waitsFor});
    if (was && was->able.empty() && !offer.able.empty()) effect.freed.push_back(offer.task);
  }
  for (const Offer& offer : before.offers)
    if (!after.offer(offer.task) &&
        std::ranges::find(after.outside, offer.task) == after.outside.end())
      effect.gone.push_back(offer.task);
  if (ringOf(waits(before), {}).empty()) effect.ring = ringOf(waits(after), choice.task);
  if (const Offer* now = after.offer(choice.task)) effect.next = now->next;
  effect.stuckForGood = !after.offers.empty() && after.choices().empty() && after.outside.empty();
  return effect;
}

}  // namespace lockstep::ui
