// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/priority_inversions.h"

#include <algorithm>

namespace lockstep {

namespace {

bool certain(const Interval& interval) {
  return interval.evidence == Evidence::kernel || interval.evidence == Evidence::step;
}

/// Calls `look` with the intervals of `state` that touch [from, until), cut to it, until it answers
/// true.
template <class Look>
bool anyInterval(const Lane& lane, State state, std::int64_t from, std::int64_t until, Look look) {
  for (std::size_t i = lane.find(from).value_or(0); i < lane.size(); ++i) {
    Interval interval = lane.interval(i);
    if (interval.start >= until) return false;
    interval.start = std::max(interval.start, from);
    interval.end = std::min(interval.end, until);
    if (interval.state == state && interval.start < interval.end && look(interval)) return true;
  }
  return false;
}

}  // namespace

PriorityInversions::Wait& PriorityInversions::wait(TaskId task) {
  if (task.value >= m_waits.size()) m_waits.resize(task.value + std::size_t{1});
  return m_waits[task.value];
}

int PriorityInversions::niceOf(TaskId task) const {
  return task.value < m_nice.size() ? m_nice[task.value] : 0;
}

void PriorityInversions::read(const Event& event) {
  switch (event.operation) {
    case Operation::setNice:
    case Operation::begin: {
      const bool begins = event.operation == Operation::begin;
      if (event.phase != Phase::done || event.outcome != Outcome::ok) break;
      if (event.task.value >= m_nice.size()) m_nice.resize(event.task.value + std::size_t{1});
      m_nice[event.task.value] = begins ? niceOf(event.peer()) : static_cast<int>(event.value);
      break;
    }
    case Operation::acquire:
    case Operation::release:
      if (event.resource.value < m_trace.resources().size() &&
          isLock(m_trace.resources()[event.resource.value].kind))
        readLock(event);
      break;
    case Operation::parked:
      // In Step mode it waits for its turn at the request already.
      if (event.value == 0 && wait(event.task).asks) beginWait(event.task, event.time);
      break;
    case Operation::end:
      endWait(event.task, event.time);
      break;
    default:
      break;
  }
}

void PriorityInversions::readLock(const Event& event) {
  if (event.operation == Operation::release) {
    const bool free =
        m_trace.resources()[event.resource.value].kind == ResourceKind::lock || event.value == 0;
    if (event.phase == Phase::done && event.outcome == Outcome::ok && free)
      passOn(event.resource, std::nullopt, event.time);
    return;
  }
  Wait& mine = wait(event.task);
  switch (event.phase) {
    case Phase::request:
      mine = {true, false, event.resource, event.site, event.time};
      break;
    case Phase::blocked:
      mine.lock = event.resource;
      mine.site = event.site;
      beginWait(event.task, event.time);
      break;
    case Phase::done:
      endWait(event.task, event.time);
      if (event.outcome == Outcome::ok || event.outcome == Outcome::abandoned)
        passOn(event.resource, event.task, event.time);
      break;
  }
}

void PriorityInversions::beginWait(TaskId task, std::int64_t time) {
  Wait& mine = wait(task);
  if (mine.waits) return;
  mine.waits = true;
  mine.since = time;
}

void PriorityInversions::endWait(TaskId task, std::int64_t time) {
  Wait& mine = wait(task);
  if (mine.waits && m_holders.contains(mine.lock)) look(task, m_holders[mine.lock], mine, time);
  mine = {};
}

/// Who waits on waits for another holder from now on.
void PriorityInversions::passOn(ResourceId lock, std::optional<TaskId> holder, std::int64_t time) {
  for (std::size_t i = 0; i < m_waits.size(); ++i) {
    Wait& each = m_waits[i];
    if (!each.waits || each.lock != lock) continue;
    if (m_holders.contains(lock))
      look(TaskId{static_cast<std::uint16_t>(i)}, m_holders[lock], each, time);
    each.since = time;
  }
  m_holders.erase(lock);
  if (holder) m_holders[lock] = *holder;
}

void PriorityInversions::finish() {
  for (std::size_t i = 0; i < m_waits.size(); ++i)
    endWait(TaskId{static_cast<std::uint16_t>(i)}, m_deaths.lastInstant());
}

void PriorityInversions::look(TaskId waiter, TaskId holder, const Wait& wait, std::int64_t until) {
  if (niceOf(waiter) >= niceOf(holder)) return;
  const auto instant = between(waiter, holder, wait.since, until);
  if (!instant) return;
  const auto [found, first] = m_findings.try_emplace({waiter, holder, wait.lock});
  Finding& finding = found->second;
  ++finding.count;
  if (!first && (finding.happened || !instant->happened)) return;
  finding.kind = FindingKind::priorityInversion;
  finding.happened = instant->happened;
  finding.time = instant->time;
  finding.until = until;
  finding.task = waiter;
  finding.peer = instant->third;
  finding.resource = wait.lock;
  finding.site = wait.site;
  WaitEdge edge;
  edge.waiter = waiter;
  edge.holder = holder;
  edge.resource = wait.lock;
  edge.operation = Operation::acquire;
  edge.since = wait.since;
  edge.site = wait.site;
  finding.edges = {edge};
}

/// The first instant at which a third runs, one that happened if there is any.
std::optional<PriorityInversions::Instant> PriorityInversions::between(TaskId waiter, TaskId holder,
                                                                       std::int64_t from,
                                                                       std::int64_t until) const {
  std::optional<Instant> best;
  for (const TaskInfo& info : m_trace.tasks()) {
    if (info.id == kSupervisor || info.id == waiter || info.id == holder) continue;
    if (niceOf(info.id) <= niceOf(waiter) || niceOf(info.id) >= niceOf(holder)) continue;
    const auto instant = inPlaceOf(holder, info.id, from, until);
    if (!instant || (best && best->happened && !instant->happened)) continue;
    if (!best || instant->happened > best->happened || instant->time < best->time) best = instant;
  }
  return best;
}

std::optional<PriorityInversions::Instant> PriorityInversions::inPlaceOf(TaskId holder,
                                                                         TaskId third,
                                                                         std::int64_t from,
                                                                         std::int64_t until) const {
  std::optional<Instant> instant;
  anyInterval(m_trace.lane(third), State::running, from, until, [&](const Interval& runs) {
    if (!instant) instant = Instant{runs.start, third, false};
    return certain(runs) && anyInterval(m_trace.lane(holder), State::ready, runs.start, runs.end,
                                        [&](const Interval& ready) {
                                          if (!certain(ready)) return false;
                                          instant = Instant{ready.start, third, true};
                                          return true;
                                        });
  });
  return instant;
}

std::vector<Finding> PriorityInversions::findings(bool happened) const {
  std::vector<Finding> all;
  for (const auto& [who, finding] : m_findings)
    if (finding.happened == happened) all.push_back(finding);
  std::ranges::stable_sort(all, {}, &Finding::time);
  return all;
}

}  // namespace lockstep
