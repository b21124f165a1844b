// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/blind_waits.h"

#include <algorithm>

#include "analysis/waits.h"

namespace lockstep {

BlindWaits::TaskLooks& BlindWaits::task(TaskId id) {
  if (id.value >= m_tasks.size()) m_tasks.resize(id.value + std::size_t{1});
  return m_tasks[id.value];
}

void BlindWaits::read(const Event& event) {
  switch (event.operation) {
    case Operation::acquire:
    case Operation::release:
      if (event.phase == Phase::done && event.resource.valid()) readLock(event);
      break;
    case Operation::load:
      for (Holding& holding : task(event.task).locks) holding.looked = true;
      break;
    case Operation::notify:
    case Operation::notifyAll:
      if (event.outcome == Outcome::ok && event.resource.valid()) readNotify(event);
      break;
    case Operation::wait:
      if (event.resource.valid()) readWait(event);
      break;
    case Operation::lost:
      // What it holds and what it has looked at may be among what is missing.
      task(event.task) = {};
      break;
    default:
      break;
  }
}

void BlindWaits::readLock(const Event& event) {
  const ResourceKind kind = m_table[event.resource.value].kind;
  if (!isLock(kind)) return;
  TaskLooks& looks = task(event.task);
  const auto held = std::find_if(looks.locks.begin(), looks.locks.end(), [&](const auto& holding) {
    return holding.lock == event.resource;
  });
  if (event.operation == Operation::acquire) {
    const bool taken = event.outcome == Outcome::ok || event.outcome == Outcome::abandoned;
    if (taken && held == looks.locks.end()) looks.locks.push_back({event.resource, false});
    return;
  }
  if (event.outcome != Outcome::ok || held == looks.locks.end()) return;
  // An RLock that is still held says how often.
  if (kind == ResourceKind::rlock && event.value > 0) return;
  looks.blind = event.has(kFlagInner) && !held->looked;
  looks.locks.erase(held);
}

void BlindWaits::readNotify(const Event& event) {
  if (!event.peer().valid()) m_unheard[event.resource] = {event.task, event.site};
}

void BlindWaits::readWait(const Event& event) {
  TaskLooks& looks = task(event.task);
  if (event.phase == Phase::done || event.has(kFlagTimed)) looks.blind = false;
  if (event.phase != Phase::blocked || !looks.blind) return;
  const auto call = m_unheard.find(event.resource);
  if (call == m_unheard.end() || call->second.task == event.task) return;
  Finding& finding = m_findings[event.resource];
  if (!finding.edges.empty()) return;
  finding.kind = FindingKind::lostWakeup;
  finding.happened = false;
  finding.time = event.time;
  finding.task = call->second.task;
  finding.site = call->second.site;
  finding.resource = event.resource;
  WaitEdge wait;
  wait.waiter = event.task;
  wait.resource = event.resource;
  wait.operation = event.operation;
  wait.since = event.time;
  wait.site = event.site;
  finding.edges.push_back(wait);
}

std::vector<Finding> BlindWaits::findings() const {
  std::vector<Finding> all;
  for (const auto& [condition, finding] : m_findings) all.push_back(finding);
  return all;
}

}  // namespace lockstep
