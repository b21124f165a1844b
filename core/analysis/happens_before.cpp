// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/happens_before.h"

#include <algorithm>

#include "analysis/waits.h"

namespace lockstep {

namespace {

bool endedWell(const Event& event) {
  return event.phase == Phase::done && event.outcome == Outcome::ok;
}

}  // namespace

HappensBefore::HappensBefore(const Trace& trace, const Deaths& deaths, Edges edges)
    : m_table(trace.resources()), m_deaths(deaths), m_edges(edges) {
  m_tasks.reserve(kMostTasks);
}

void HappensBefore::begin(TaskId id) {
  if (id.value >= m_tasks.size()) m_tasks.resize(id.value + std::size_t{1});
  m_tasks[id.value].known = true;
  m_tasks[id.value].clock.tick(id);
}

HappensBefore::ResourceOrder& HappensBefore::resource(ResourceId id) {
  if (id.value >= m_resources.size()) m_resources.resize(id.value + std::size_t{1});
  return m_resources[id.value];
}

HappensBefore::Channel& HappensBefore::channel(ResourceId id) {
  if (id.value >= m_channels.size()) m_channels.resize(id.value + std::size_t{1});
  if (!m_channels[id.value]) m_channels[id.value] = std::make_unique<Channel>();
  return *m_channels[id.value];
}

void HappensBefore::tick(TaskId id) {
  TaskOrder& sender = m_tasks[id.value];
  sender.clock.tick(id);
  ++sender.version;
}

void HappensBefore::receive(TaskId id, const VectorClock& clock) {
  if (clock.empty()) return;
  TaskOrder& receiver = m_tasks[id.value];
  receiver.clock.join(clock);
  ++receiver.version;
}

void HappensBefore::receiveCall(TaskId id) {
  receive(id, m_tasks[id.value].called);
  m_tasks[id.value].called.clear();
}

/// A process takes its threads along. A thread of another process is only seen through a forked
/// copy of its handle, which says nothing of it.
void HappensBefore::receiveLife(TaskId id, TaskId ended) {
  const TaskId leader = m_deaths.leader(ended);
  if (leader != ended && leader != m_deaths.leader(id)) return;
  for (std::size_t i = 0; i < m_tasks.size(); ++i) {
    const TaskId other{static_cast<std::uint16_t>(i)};
    if (other != id && (other == ended || m_deaths.leader(other) == ended))
      receive(id, m_tasks[i].clock);
  }
}

void HappensBefore::send(TaskId id, ResourceOrder& to) {
  if (to.knownTo == id) {
    to.sent = clock(id);
  } else {
    to.sent.join(clock(id));
    to.knownTo = {};
  }
  tick(id);
}

void HappensBefore::receive(TaskId id, ResourceOrder& from) {
  if (from.knownTo == id) return;
  receive(id, from.sent);
  from.knownTo = id;
}

bool HappensBefore::isOrder(ResourceId lock) const {
  return m_edges == Edges::all || (isSemaphore(info(lock).kind) && info(lock).capacity == 0);
}

void HappensBefore::read(const Event& event) {
  task(event.task);
  switch (event.operation) {
    case Operation::begin:
      readBegin(event);
      break;
    case Operation::start:
    case Operation::join:
    case Operation::reap:
    case Operation::isAlive:
      if (event.peer().valid() && event.peer().value < kMostTasks) readLife(event);
      break;
    case Operation::acquire:
    case Operation::release:
      if (event.resource.valid() && isOrder(event.resource)) readLock(event);
      break;
    case Operation::wait:
      if (event.resource.valid()) readWait(event);
      break;
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::set:
    case Operation::isSet:
    case Operation::abortBarrier:
    case Operation::resetBarrier:
      if (event.resource.valid() && endedWell(event)) readCall(event);
      break;
    case Operation::put:
    case Operation::get:
      if (event.resource.valid() && endedWell(event)) readQueue(event);
      break;
    case Operation::kill:
    case Operation::deliver:
      readSignal(event);
      break;
    default:
      break;
  }
}

void HappensBefore::readBegin(const Event& event) {
  VectorClock& born = m_tasks[event.task.value].born;
  if (!born.empty()) {
    receive(event.task, born);
    born.clear();
    return;
  }
  // The start itself is not in the log.
  const TaskId parent = event.peer();
  if (!parent.valid() || parent.value >= kMostTasks) return;
  receive(event.task, task(parent).clock);
  tick(parent);
}

void HappensBefore::readLife(const Event& event) {
  const TaskId peer = event.peer();
  switch (event.operation) {
    case Operation::start:
      if (event.phase != Phase::request) break;
      task(peer).born = clock(event.task);
      tick(event.task);
      break;
    case Operation::isAlive:
      if (event.value == 0) receiveLife(event.task, peer);
      break;
    default:
      if (endedWell(event)) receiveLife(event.task, peer);
  }
}

void HappensBefore::readLock(const Event& event) {
  if (event.phase != Phase::done) return;
  ResourceOrder& lock = resource(event.resource);
  if (event.operation == Operation::release) {
    if (event.outcome == Outcome::ok) send(event.task, lock);
    return;
  }
  if (event.outcome != Outcome::ok && event.outcome != Outcome::abandoned) return;
  receive(event.task, lock);
  // The owner that died with it has done all it will ever do.
  if (event.outcome == Outcome::abandoned && lock.owner.valid())
    receive(event.task, clock(lock.owner));
  lock.owner = event.task;
}

void HappensBefore::readWait(const Event& event) {
  switch (info(event.resource).kind) {
    case ResourceKind::barrier:
      readBarrier(event);
      break;
    case ResourceKind::event:
      if (endedWell(event)) receive(event.task, resource(event.resource));
      break;
    default:
      if (endedWell(event)) receiveCall(event.task);
  }
}

void HappensBefore::readBarrier(const Event& event) {
  ResourceOrder& barrier = resource(event.resource);
  if (event.phase == Phase::blocked) {
    barrier.arrived.join(clock(event.task));
    barrier.waiting.push_back(event.task);
    tick(event.task);
  }
  if (event.phase != Phase::done) return;
  if (event.outcome == Outcome::broken) receive(event.task, barrier);
  if (event.outcome == Outcome::ok && event.value == info(event.resource).capacity - 1)
    letGo(event.task, barrier);
  receiveCall(event.task);
}

/// Everybody who waits goes on, and knows what all knew when they came.
void HappensBefore::letGo(TaskId id, ResourceOrder& barrier) {
  barrier.arrived.join(clock(id));
  for (const TaskId waiter : barrier.waiting) m_tasks[waiter.value].called.join(barrier.arrived);
  receive(id, barrier.arrived);
  tick(id);
  barrier.arrived.clear();
  barrier.waiting.clear();
}

void HappensBefore::readCall(const Event& event) {
  switch (event.operation) {
    case Operation::notify:
    case Operation::notifyAll:
      if (!event.peer().valid() || event.peer().value >= kMostTasks) break;
      task(event.peer()).called.join(clock(event.task));
      tick(event.task);
      break;
    case Operation::set:
      send(event.task, resource(event.resource));
      break;
    case Operation::isSet:
      if (event.value != 0) receive(event.task, resource(event.resource));
      break;
    default: {
      ResourceOrder& barrier = resource(event.resource);
      send(event.task, barrier);
      barrier.arrived.clear();
      barrier.waiting.clear();
    }
  }
}

void HappensBefore::readQueue(const Event& event) {
  if (event.operation == Operation::put)
    put(event, channel(event.resource));
  else
    get(event, channel(event.resource));
}

void HappensBefore::put(const Event& event, Channel& channel) {
  const std::int64_t capacity = info(event.resource).capacity;
  if (capacity > 0 && channel.puts++ >= capacity) {
    receive(event.task, channel.morePlaces);
    if (!channel.places.empty()) {
      receive(event.task, channel.places.front());
      channel.places.pop_front();
    }
  }
  const VectorClock& now = clock(event.task);
  if (channel.items.size() < kMostItems)
    channel.items.push_back({{event.value, event.valueKind()}, now});
  else
    channel.moreItems.join(now);
  tick(event.task);
}

void HappensBefore::get(const Event& event, Channel& channel) {
  const Item item{event.value, event.valueKind()};
  const auto found = std::find_if(channel.items.begin(), channel.items.end(),
                                  [&](const Message& message) { return message.item == item; });
  if (found == channel.items.end()) {
    receive(event.task, channel.moreItems);
  } else {
    receive(event.task, found->clock);
    channel.items.erase(found);
  }
  if (info(event.resource).capacity == 0) return;
  const VectorClock& now = clock(event.task);
  if (channel.places.size() < kMostItems)
    channel.places.push_back(now);
  else
    channel.morePlaces.join(now);
  tick(event.task);
}

void HappensBefore::readSignal(const Event& event) {
  if (event.operation == Operation::kill) {
    if (!endedWell(event) || !event.peer().valid()) return;
    m_signals[{m_deaths.leader(event.peer()), event.value, m_deaths.leader(event.task)}].join(
        clock(event.task));
    tick(event.task);
    return;
  }
  if (event.phase != Phase::request) return;
  const TaskId target = m_deaths.leader(event.task);
  const auto from = m_signals.lower_bound({target, event.value, TaskId{0}});
  for (auto row = from; row != m_signals.end(); ++row) {
    const auto& [to, signal, sender] = row->first;
    if (to != target || signal != event.value) break;
    // The kernel names the process that sent it, or nobody.
    if (!event.peer().valid() || m_deaths.leader(event.peer()) == sender)
      receive(event.task, row->second);
  }
}

}  // namespace lockstep
