// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/detectors.h"

#include <algorithm>
#include <initializer_list>

#include "analysis/log.h"

namespace lockstep {

namespace {

std::vector<ResourceId> resourcesOf(const Finding& finding) {
  std::vector<ResourceId> resources;
  for (const WaitEdge& edge : finding.edges) resources.push_back(edge.resource);
  std::ranges::sort(resources);
  return resources;
}

bool isSame(const Finding& possible, const Finding& happened) {
  if (possible.kind != happened.kind) return false;
  if (possible.kind == FindingKind::deadlock) return resourcesOf(possible) == resourcesOf(happened);
  return possible.resource == happened.resource;
}

constexpr std::uint64_t setOf(std::initializer_list<Operation> operations) {
  static_assert(kOperations <= 64);
  std::uint64_t set = 0;
  for (const Operation operation : operations)
    set |= std::uint64_t{1} << static_cast<int>(operation);
  return set;
}

/// What orders two tasks, or what a rule looks at. A set, since a branch for every operation of a
/// log costs more than all the rules.
bool matters(const Event& event) {
  using enum Operation;
  constexpr std::uint64_t kAnyPhase = setOf({start, wait, deliver});
  constexpr std::uint64_t kDone =
      kAnyPhase |
      setOf({begin, join, reap, isAlive, acquire, release, notify, notifyAll, set, isSet,
             abortBarrier, resetBarrier, put, get, load, store, kill, lost, create});
  const std::uint64_t which = event.phase == Phase::done ? kDone : kAnyPhase;
  return (which >> static_cast<int>(event.operation) & 1) != 0;
}

bool has(const Trace& trace, ResourceKind kind) {
  const auto table = trace.resources();
  return std::ranges::find(table, kind, &ResourceInfo::kind) != table.end();
}

bool isLockEvent(const Event& event) {
  return event.operation == Operation::acquire || event.operation == Operation::release;
}

}  // namespace

Detectors::Detectors(const Trace& trace, const Deaths& deaths)
    : m_everything(trace, deaths, HappensBefore::Edges::all),
      m_blindWaits(trace),
      m_ordered(has(trace, ResourceKind::sharedValue)),
      m_conditions(has(trace, ResourceKind::condition)) {}

void Detectors::read(const Event& event) {
  if (!matters(event)) return;
  if (m_conditions) m_blindWaits.read(event);
  if (event.operation == Operation::release && event.outcome != Outcome::ok)
    m_doubleReleases.read(event);
  m_ordered = m_ordered && event.task.value < HappensBefore::kMostTasks;
  if (m_ordered) readOrder(event);
}

void Detectors::readOrder(const Event& event) {
  if (m_doubts.read(event)) m_races.forgetSince(m_doubts.since());
  m_everything.read(event);
  if (event.operation == Operation::create) m_races.forget(event.resource);
  if (event.operation == Operation::load || event.operation == Operation::store)
    m_races.read(event, m_everything.clock(event.task));
}

void Detectors::lookForLockCycles(const Trace& trace, const Deaths& deaths) {
  LockOrder firstLook(trace);
  readLog(trace, [&](const Event& event) {
    if (event.task.valid() && isLockEvent(event)) firstLook.read(event);
  });
  if (!firstLook.isCyclic()) return;
  Doubts doubts;
  HappensBefore messages(trace, deaths, HappensBefore::Edges::messages);
  LockOrder order(trace, &messages);
  bool tooManyTasks = false;
  readLog(trace, [&](const Event& event) {
    if (!event.task.valid()) return;
    tooManyTasks = tooManyTasks || event.task.value >= HappensBefore::kMostTasks;
    if (tooManyTasks || (!matters(event) && !isLockEvent(event))) return;
    if (doubts.read(event)) order.forgetSince(doubts.since());
    if (event.operation == Operation::lost) order.lose(event.task);
    messages.read(event);
    if (isLockEvent(event)) order.read(event);
  });
  m_lockCycles = order.cycles();
}

std::vector<Finding> Detectors::possible(const std::vector<Finding>& happened) const {
  std::vector<Finding> all = m_lockCycles;
  const std::vector<Finding> waits = m_blindWaits.findings();
  all.insert(all.end(), waits.begin(), waits.end());
  std::erase_if(all, [&](const Finding& finding) {
    return std::ranges::any_of(happened,
                               [&](const Finding& other) { return isSame(finding, other); });
  });
  std::ranges::stable_sort(all, {}, &Finding::time);
  return all;
}

}  // namespace lockstep
