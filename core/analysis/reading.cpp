// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/reading.h"

#include <algorithm>

#include "analysis/log.h"
#include "base/check.h"

namespace lockstep {

namespace {

template <class T>
T& at(std::vector<T>& rows, std::size_t index) {
  if (index >= rows.size()) rows.resize(index + 1);
  return rows[index];
}

bool succeeded(const Event& event) {
  return event.outcome == Outcome::ok || event.outcome == Outcome::abandoned;
}

bool isMember(const ClosedCycle& cycle, TaskId task) {
  return std::any_of(cycle.edges.begin(), cycle.edges.end(),
                     [task](const WaitEdge& edge) { return edge.waiter == task; });
}

}  // namespace

void Reading::Held::take(std::int64_t time) {
  if (count++ == 0) since = time;
}

void Reading::Held::give(std::int64_t time) {
  if (count > 0 && --count == 0) total += std::max<std::int64_t>(0, time - since);
}

Reading::Reading(const Trace& trace)
    : m_trace(trace),
      m_table(trace.resources()),
      m_deaths(trace),
      m_detectors(trace, m_deaths),
      m_inversions(trace, m_deaths),
      m_sums(trace.resources().size()),
      m_nestedLocks(std::ranges::any_of(m_table, &LockOrder::isMutexSemaphore)) {
  readLog(trace, [this](const Event& event) { read(event); });
  if (m_nestedLocks) m_detectors.lookForLockCycles(trace, m_deaths);
  if (m_prioritized && trace.lostCount() == 0) {
    readLog(trace, [this](const Event& event) {
      if (event.task.valid()) m_inversions.read(event);
    });
    m_inversions.finish();
  }
  closeOpenHolds();
  for (ClosedCycle& cycle : m_closed) cycle.until = deathIn(cycle, trace.endTime()).value_or(0);
}

ResourceKind Reading::kind(ResourceId resource) const {
  return resource.value < m_table.size() ? m_table[resource.value].kind : ResourceKind::none;
}

void Reading::read(const Event& event) {
  m_deaths.read(event);
  if (!event.task.valid()) return;
  m_starvation.read(event);
  if (event.operation == Operation::parked || event.operation == Operation::granted) {
    readStep(event);
    return;
  }
  m_detectors.read(event);
  if (event.resource.valid() && event.resource.value < m_sums.size()) {
    ResourceSums& sums = m_sums[event.resource.value];
    if (event.phase == Phase::blocked) ++sums.contended;
    if (event.phase == Phase::done && event.operation != Operation::create &&
        event.operation != Operation::destroy)
      ++sums.operations;
  }
  switch (event.operation) {
    case Operation::acquire:
    case Operation::wait:
    case Operation::join:
    case Operation::put:
    case Operation::get:
    case Operation::pause:
      readWait(event);
      break;
    case Operation::release:
      readReleased(event);
      break;
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::set:
    case Operation::clear:
      readCall(event);
      break;
    case Operation::load:
    case Operation::store:
      readValue(event);
      break;
    case Operation::lost:
      // What the task loaded last may be among what is missing.
      std::erase_if(m_loaded, [&](const auto& row) {
        return static_cast<std::uint16_t>(row.first) == event.task.value;
      });
      break;
    case Operation::end:
      readEnd(event.task, event.time);
      break;
    case Operation::start:
      m_failedStarts.read(event);
      break;
    case Operation::setNice:
      m_prioritized = true;
      break;
    case Operation::reap:
      if (event.peer().valid()) m_waits.task(event.peer()).ended = true;
      break;
    default:
      break;
  }
}

void Reading::readWait(const Event& event) {
  WaitingTask& wait = m_waits.task(event.task);
  wait.asks = event.phase != Phase::done;
  wait.parked = false;
  if (event.phase == Phase::done) {
    if (wait.waiting) leaveCycles(event.task, event.time);
    m_waits.task(event.task).waiting = false;
    if (event.operation == Operation::acquire && succeeded(event)) readAcquired(event);
    if (event.operation == Operation::wait && event.resource.valid() && succeeded(event))
      m_waitedBefore.insert(key(event.task, event.resource));
    return;
  }
  if (event.phase == Phase::request) wait.timed = event.has(kFlagTimed);
  wait.waiting = event.phase == Phase::blocked;
  wait.timed = wait.timed || event.has(kFlagTimed);
  wait.operation = event.operation;
  wait.resource = event.resource;
  wait.peer = event.operation == Operation::join ? event.peer() : TaskId{};
  wait.since = event.time;
  wait.site = event.site;
  if (wait.waiting && !wait.timed) lookForCycle(event.task, event.time);
}

/// A request that can't succeed now is a wait; it is over when Lockstep says that the task could go
/// on, or lets it go.
void Reading::readStep(const Event& event) {
  m_stepped = true;
  WaitingTask& wait = m_waits.task(event.task);
  const bool able = event.operation == Operation::granted || event.value != 0;
  if (able && wait.parked) {
    leaveCycles(event.task, event.time);
    wait.waiting = wait.parked = false;
  }
  if (able || !wait.asks || wait.waiting) return;
  wait.waiting = wait.parked = true;
  wait.since = event.time;
  if (!wait.timed) lookForCycle(event.task, event.time);
}

void Reading::lookForCycle(TaskId task, std::int64_t time) {
  if (task.value < m_taskHeld.size() && m_taskHeld[task.value].count > 0) m_nestedLocks = true;
  const WaitingTask& wait = m_waits.task(task);
  const auto waits = [this](TaskId other) {
    return other.value < m_waits.tasks.size() && m_waits.tasks[other.value].waiting;
  };
  // Most waits are for a task that is not waiting itself: no need for the whole graph.
  const auto holders = m_waits.holdersOf(wait.resource);
  if (!(wait.peer.valid() && waits(wait.peer)) &&
      std::none_of(holders.begin(), holders.end(),
                   [&](const Holders::Holder& holder) { return waits(holder.task); }))
    return;
  const WaitGraph graph = graphOf(m_waits);
  for (const std::vector<std::size_t>& indices : graph.cycles) {
    ClosedCycle cycle;
    cycle.time = time;
    for (const std::size_t index : indices) cycle.edges.push_back(graph.edges[index]);
    // Whoever was killed left no event, and still stands in the books as waiting.
    const bool alive = std::ranges::all_of(cycle.edges, [&](const WaitEdge& edge) {
      return m_deaths.time(edge.waiter).value_or(time) >= time;
    });
    if (alive && isMember(cycle, task)) m_closed.push_back(std::move(cycle));
  }
}

std::optional<std::int64_t> Reading::deathIn(const ClosedCycle& cycle, std::int64_t before) const {
  std::optional<std::int64_t> first;
  for (const WaitEdge& edge : cycle.edges) {
    const auto death = m_deaths.time(edge.waiter);
    if (!death || *death > before || *death < cycle.time || m_deaths.byCleanUp(edge.waiter))
      continue;
    first = std::min(first.value_or(*death), *death);
  }
  return first;
}

/// A member goes on. Only a death can end a deadlock: a cycle that ends otherwise was none, since
/// somebody outside could act.
void Reading::leaveCycles(TaskId task, std::int64_t time) {
  for (std::size_t i = 0; i < m_closed.size();) {
    if (!isMember(m_closed[i], task)) {
      ++i;
      continue;
    }
    if (const auto death = deathIn(m_closed[i], time)) {
      m_closed[i].until = *death;
      m_broken.push_back(m_closed[i]);
    }
    m_closed.erase(m_closed.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void Reading::readAcquired(const Event& event) {
  const ResourceKind what = kind(event.resource);
  if (event.resource.valid() && isLock(what)) {
    // The lock has one owner: whoever is still in the books lost it by dying.
    auto& holders = m_waits.resource(event.resource).holders;
    while (!holders.empty() && holders.front().task != event.task) {
      const TaskId owner = holders.front().task;
      const std::int64_t time = std::min(m_deaths.time(owner).value_or(event.time), event.time);
      if (event.outcome == Outcome::abandoned) abandon(event.resource, owner, time);
      give(event.resource, owner, time, true);
    }
  }
  if (event.resource.valid()) take(event);
}

void Reading::take(const Event& event) {
  auto& holders = m_waits.resource(event.resource).holders;
  for (Holders::Holder& holder : holders) {
    if (holder.task != event.task) continue;
    ++holder.depth;
    return;
  }
  holders.push_back({event.task, 1, event.time, event.site});
  at(m_resourceHeld, event.resource.value).take(event.time);
  if (!isLock(kind(event.resource))) return;
  Held& locks = at(m_taskHeld, event.task.value);
  locks.take(event.time);
  if (locks.count > 1) m_nestedLocks = true;
}

void Reading::give(ResourceId resource, TaskId task, std::int64_t time, bool wholly) {
  auto& holders = m_waits.resource(resource).holders;
  const auto holder = std::find_if(holders.begin(), holders.end(),
                                   [task](const auto& row) { return row.task == task; });
  if (holder == holders.end()) return;
  if (!wholly && --holder->depth > 0) return;
  holders.erase(holder);
  at(m_resourceHeld, resource.value).give(time);
  if (isLock(kind(resource))) at(m_taskHeld, task.value).give(time);
}

void Reading::readReleased(const Event& event) {
  if (event.phase != Phase::done || event.outcome != Outcome::ok || !event.resource.valid()) return;
  auto& holders = m_waits.resource(event.resource).holders;
  if (holders.empty()) return;
  // Another task may release a plain lock or give a permit: then the first in the books loses it.
  const bool own = std::any_of(holders.begin(), holders.end(),
                               [&](const auto& row) { return row.task == event.task; });
  const TaskId owner = own ? event.task : holders.front().task;
  const ResourceKind what = kind(event.resource);
  const bool wholly =
      what == ResourceKind::lock || (what == ResourceKind::rlock && event.value == 0);
  if (!own) takeBackAbandoned(event.resource, owner);
  give(event.resource, owner, event.time, wholly);
}

void Reading::readCall(const Event& event) {
  if (event.phase != Phase::done || !event.resource.valid()) return;
  Calls& calls = at(m_calls, event.resource.value);
  const UnheardCall call{event.time, event.task, event.site};
  if (event.operation == Operation::clear) calls.cleared = event.time;
  if (event.operation == Operation::set && event.value == 0) calls.emptySet = call;
  if (event.operation == Operation::notifyAll) calls.notifyAll = call;
  if ((event.operation == Operation::notify || event.operation == Operation::notifyAll) &&
      !event.peer().valid())
    calls.emptyNotify = call;
}

std::optional<UnheardCall> Reading::missedCall(ResourceId resource, TaskId waiter,
                                               std::int64_t since) const {
  if (!resource.valid() || resource.value >= m_calls.size()) return std::nullopt;
  const Calls& calls = m_calls[resource.value];
  if (calls.emptyNotify && calls.emptyNotify->time <= since) return calls.emptyNotify;
  // A call to all that others heard: lost on one who came after it and was never called before.
  if (calls.notifyAll && calls.notifyAll->time <= since &&
      !m_waitedBefore.contains(key(waiter, resource)))
    return calls.notifyAll;
  if (calls.emptySet && calls.emptySet->time < calls.cleared && calls.cleared <= since)
    return calls.emptySet;
  return std::nullopt;
}

void Reading::readValue(const Event& event) {
  if (event.phase != Phase::done || event.aux == Event::kNoAux || !event.resource.valid()) return;
  Loaded& loaded = m_loaded[key(event.task, event.resource)];
  if (event.operation == Operation::load) {
    loaded = {event.aux, true};
    return;
  }
  if (loaded.known && loaded.version != event.aux) {
    Finding& finding = m_lostUpdates[event.resource];
    finding.kind = FindingKind::lostUpdate;
    finding.resource = event.resource;
    finding.task = event.task;
    finding.site = event.site;
    finding.time = event.time;
    finding.value = event.value;
    ++finding.count;
  }
  loaded = {event.aux + 1, true};
}

void Reading::readEnd(TaskId task, std::int64_t time) {
  WaitingTask& wait = m_waits.task(task);
  wait.ended = true;
  wait.waiting = false;
  for (std::size_t i = 0; i < m_waits.resources.size(); ++i) {
    const ResourceId resource{static_cast<std::uint32_t>(i)};
    const auto& holders = m_waits.resources[i].holders;
    if (isLock(kind(resource)) &&
        std::any_of(holders.begin(), holders.end(),
                    [task](const auto& holder) { return holder.task == task; }))
      abandon(resource, task, time);
  }
}

void Reading::abandon(ResourceId resource, TaskId owner, std::int64_t time) {
  const bool known =
      std::any_of(m_abandoned.begin(), m_abandoned.end(), [&](const Finding& finding) {
        return finding.resource == resource && finding.task == owner;
      });
  if (known) return;
  Finding finding;
  finding.kind = FindingKind::abandonedLock;
  finding.resource = resource;
  finding.task = owner;
  finding.time = time;
  for (const Holders::Holder& holder : m_waits.holdersOf(resource))
    if (holder.task == owner) finding.site = holder.site;
  m_abandoned.push_back(finding);
}

/// Somebody else released the lock for an owner that had ended: it is good again.
void Reading::takeBackAbandoned(ResourceId resource, TaskId owner) {
  std::erase_if(m_abandoned, [&](const Finding& finding) {
    return finding.resource == resource && finding.task == owner;
  });
}

void Reading::closeOpenHolds() {
  for (std::size_t i = 0; i < m_waits.resources.size(); ++i) {
    const ResourceId resource{static_cast<std::uint32_t>(i)};
    const std::vector<Holders::Holder> holders = m_waits.resources[i].holders;
    for (const Holders::Holder& holder : holders) {
      const auto death = m_deaths.time(holder.task);
      // With a process that exits in good order its other threads' locks go too: no harm done.
      const bool harm =
          death && !m_deaths.byCleanUp(holder.task) &&
          (m_deaths.byItself(holder.task) || m_deaths.exitCode(holder.task).value_or(-1) < 0);
      if (harm && isLock(kind(resource))) abandon(resource, holder.task, *death);
      give(resource, holder.task, std::max(holder.since, death.value_or(m_trace.endTime())), true);
    }
  }
}

std::vector<ClosedCycle> Reading::cycles() const {
  std::vector<ClosedCycle> all = m_broken;
  all.insert(all.end(), m_closed.begin(), m_closed.end());
  return all;
}

std::vector<Finding> Reading::lostUpdates() const {
  std::vector<Finding> findings;
  for (const auto& [resource, finding] : m_lostUpdates) findings.push_back(finding);
  return findings;
}

std::vector<Finding> Reading::abandonedLocks() const { return m_abandoned; }

ResourceSums Reading::resourceSums(ResourceId resource) const {
  ResourceSums sums;
  if (resource.value < m_sums.size()) sums = m_sums[resource.value];
  if (resource.value < m_resourceHeld.size()) sums.holdTime = m_resourceHeld[resource.value].total;
  sums.resource = resource;
  return sums;
}

std::int64_t Reading::lockHoldTime(TaskId task) const {
  return task.value < m_taskHeld.size() ? m_taskHeld[task.value].total : 0;
}

}  // namespace lockstep
