// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/lock_order.h"

#include <algorithm>

#include "analysis/waits.h"

namespace lockstep {

namespace {

bool taken(const Event& event) {
  return event.outcome == Outcome::ok || event.outcome == Outcome::abandoned;
}

}  // namespace

bool LockOrder::isMutexSemaphore(const ResourceInfo& info) {
  return isSemaphore(info.kind) && info.capacity == 1;
}

bool LockOrder::isMutex(ResourceId lock) const {
  const ResourceInfo& info = m_table[lock.value];
  return isLock(info.kind) || isMutexSemaphore(info);
}

LockOrder::TaskLocks& LockOrder::task(TaskId id) {
  if (id.value >= m_tasks.size()) m_tasks.resize(id.value + std::size_t{1});
  return m_tasks[id.value];
}

TaskId& LockOrder::owner(ResourceId lock) {
  if (lock.value >= m_owners.size()) m_owners.resize(lock.value + std::size_t{1});
  return m_owners[lock.value];
}

void LockOrder::read(const Event& event) {
  if (!event.resource.valid() || !isMutex(event.resource) || task(event.task).lost) return;
  if (event.operation == Operation::release) {
    if (event.phase == Phase::done && event.outcome == Outcome::ok) give(event);
    return;
  }
  ResourceId& requested = task(event.task).requested;
  if (requested != event.resource) ask(event);
  requested = event.phase == Phase::done ? ResourceId{} : event.resource;
  if (event.phase == Phase::done && taken(event)) take(event);
}

void LockOrder::take(const Event& event) {
  TaskId& last = owner(event.resource);
  // Whoever is still in the books lost it by dying.
  if (last.valid() && last != event.task) leave(last, event.resource);
  std::vector<Held>& held = task(event.task).held;
  const auto own = std::ranges::find(held, event.resource, &Held::lock);
  if (own == held.end()) held.push_back({event.resource, event.time});
  last = event.task;
}

void LockOrder::give(const Event& event) {
  if (m_table[event.resource.value].kind == ResourceKind::rlock && event.value > 0) return;
  TaskId& last = owner(event.resource);
  if (last != event.task) m_signals.insert(event.resource);
  if (last.valid()) leave(last, event.resource);
  last = {};
}

void LockOrder::leave(TaskId id, ResourceId lock) {
  std::erase_if(task(id).held, [lock](const Held& held) { return held.lock == lock; });
}

void LockOrder::ask(const Event& event) {
  TaskLocks& locks = task(event.task);
  const std::vector<Held>& held = locks.held;
  if (held.empty() || event.has(kFlagTimed) || event.has(kFlagNonBlocking) ||
      std::ranges::find(held, event.resource, &Held::lock) != held.end())
    return;
  const std::uint32_t version = m_messages ? m_messages->version(event.task) : 0;
  for (const Held& first : held) {
    Order* order = find(locks, first.lock, event.resource);
    if (order && order->version == version) continue;
    if (!order) order = add(event.task, first.lock, event.resource);
    if (!order) return;
    if (m_messages) order->clock = m_messages->clock(event.task);
    order->version = version;
    order->since = first.since;
    order->time = event.time;
    order->site = event.site;
    search(*order);
  }
}

/// The order of the same locks under the same circumstances.
LockOrder::Order* LockOrder::find(TaskLocks& locks, ResourceId first, ResourceId second) {
  const std::size_t count = locks.orders.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = locks.next < count ? locks.next : 0;
    Order* order = locks.orders[place];
    locks.next = place + 1;
    if (order->first == first && order->second == second &&
        std::ranges::equal(order->held, locks.held, {}, {}, &Held::lock))
      return order;
  }
  return nullptr;
}

LockOrder::Order* LockOrder::add(TaskId id, ResourceId first, ResourceId second) {
  TaskLocks& locks = task(id);
  const auto circumstances = std::ranges::count_if(locks.orders, [&](const Order* order) {
    return order->first == first && order->second == second;
  });
  if (circumstances >= kMostCircumstances || locks.orders.size() >= kMostOrdersOfOne ||
      m_orders.size() >= kMostOrders)
    return nullptr;
  Order& order = m_orders.emplace_back();
  order.task = id;
  order.first = first;
  order.second = second;
  for (const Held& held : locks.held) order.held.push_back(held.lock);
  m_byFirst[first].push_back(&order);
  locks.orders.push_back(&order);
  link(first, second);
  return &order;
}

void LockOrder::link(ResourceId first, ResourceId second) {
  std::vector<ResourceId>& next = m_next[first];
  if (m_cyclic || std::ranges::find(next, second) != next.end()) return;
  next.push_back(second);
  m_cyclic = reaches(second, first);
}

bool LockOrder::reaches(ResourceId from, ResourceId to) const {
  std::vector<bool> seen(m_table.size());
  std::vector<ResourceId> ahead{from};
  while (!ahead.empty()) {
    const ResourceId lock = ahead.back();
    ahead.pop_back();
    if (lock == to) return true;
    if (seen[lock.value]) continue;
    seen[lock.value] = true;
    if (const auto next = m_next.find(lock); next != m_next.end())
      ahead.insert(ahead.end(), next->second.begin(), next->second.end());
  }
  return false;
}

void LockOrder::search(Order& newest) {
  if (!m_messages || !m_cyclic || m_cycles.size() >= kMostCycles || m_steps >= kMostStepsOfAll)
    return;
  // Round after round the same orders come to the same cycle.
  if (newest.searched == m_orders.size()) return;
  Path path{&newest};
  std::size_t steps = 0;
  const std::size_t closed = m_closed;
  extend(path, steps);
  m_steps += steps;
  if (m_closed > closed) newest.searched = m_orders.size();
}

/// Depth first, until a cycle is found that is news.
bool LockOrder::extend(Path& path, std::size_t& steps) {
  const auto next = m_byFirst.find(path.back()->second);
  if (next == m_byFirst.end()) return false;
  for (const Order* order : next->second) {
    steps += path.size();
    if (steps > kMostSteps) return false;
    if (!std::ranges::all_of(path, [&](const Order* one) { return canMeet(*one, *order); }))
      continue;
    path.push_back(order);
    const bool closes = order->second == path.front()->first;
    if (closes ? report(path) : extend(path, steps)) return true;
    path.pop_back();
  }
  return false;
}

bool LockOrder::canMeet(const Order& one, const Order& other) {
  if (one.task == other.task) return false;
  if (one.clock[one.task] <= other.clock[one.task] ||
      other.clock[other.task] <= one.clock[other.task])
    return false;
  return std::ranges::none_of(one.held, [&](ResourceId lock) {
    return std::ranges::find(other.held, lock) != other.held.end();
  });
}

/// False if these locks have been reported.
bool LockOrder::report(const Path& path) {
  ++m_closed;
  Cycle cycle;
  for (const Order* order : path) cycle.locks.push_back(order->first);
  std::ranges::sort(cycle.locks);
  if (std::ranges::find(m_cycles, cycle.locks, &Cycle::locks) != m_cycles.end()) return false;
  Finding& finding = cycle.finding;
  finding.kind = FindingKind::deadlock;
  finding.happened = false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Order& next = *path[(i + 1) % path.size()];
    WaitEdge edge;
    edge.waiter = path[i]->task;
    edge.holder = next.task;
    edge.resource = path[i]->second;
    edge.operation = Operation::acquire;
    edge.since = path[i]->time;
    edge.site = path[i]->site;
    edge.heldSince = next.since;
    finding.edges.push_back(edge);
  }
  std::ranges::rotate(finding.edges,
                      std::ranges::min_element(finding.edges, {}, &WaitEdge::waiter));
  finding.time = path.front()->time;
  finding.task = finding.edges.front().waiter;
  finding.resource = finding.edges.front().resource;
  finding.site = finding.edges.front().site;
  m_cycles.push_back(std::move(cycle));
  return true;
}

void LockOrder::forgetSince(std::int64_t time) {
  std::erase_if(m_cycles, [time](const Cycle& cycle) { return cycle.finding.time > time; });
  m_byFirst.clear();
  m_next.clear();
  for (TaskLocks& locks : m_tasks) locks.orders.clear();
  m_orders.clear();
  m_cyclic = false;
}

void LockOrder::lose(TaskId id) {
  for (const Held& held : task(id).held) owner(held.lock) = {};
  task(id).held.clear();
  task(id).lost = true;
}

std::vector<Finding> LockOrder::cycles() const {
  std::vector<Finding> findings;
  for (const Cycle& cycle : m_cycles)
    if (std::ranges::none_of(cycle.locks,
                             [this](ResourceId lock) { return m_signals.contains(lock); }))
      findings.push_back(cycle.finding);
  return findings;
}

}  // namespace lockstep
