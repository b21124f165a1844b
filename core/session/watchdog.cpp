// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/watchdog.h"

#include <algorithm>

namespace lockstep {

Watchdog::Task& Watchdog::task(TaskId id) {
  if (m_tasks.size() <= id.value) m_tasks.resize(id.value + std::size_t{1});
  return m_tasks[id.value];
}

void Watchdog::observe(const Event& event) {
  if (!event.task.valid()) return;
  // /proc readings are Lockstep's own; the kernel's records come with every timer of a stranger.
  if (event.operation == Operation::observed || event.operation == Operation::switchIn ||
      event.operation == Operation::switchOut)
    return;
  m_lastEvent = std::max(m_lastEvent, event.time);
  task(event.task).lastEvent = event.time;
  observeLife(event);
  observeWait(event);
}

void Watchdog::observeLife(const Event& event) {
  switch (event.operation) {
    case Operation::start:
      if (event.peer().valid()) {
        Task& child = task(event.peer());
        child.started = true;
        if (event.phase == Phase::done && event.outcome != Outcome::ok &&
            event.outcome != Outcome::refused)
          child.ended = true;
      }
      break;
    case Operation::begin:
      task(event.task).started = true;
      if (event.task == kMainTask && m_scenarioStart == 0) m_scenarioStart = event.time;
      break;
    case Operation::end:
    case Operation::exited:
      task(event.task).ended = true;
      break;
    case Operation::reap:
    case Operation::join:
      if (event.phase == Phase::done && event.outcome == Outcome::ok && event.peer().valid())
        task(event.peer()).ended = true;
      break;
    case Operation::execFailed:
      if (event.peer().valid()) task(event.peer()).ended = true;
      break;
    default:
      break;
  }
}

void Watchdog::observeWait(const Event& event) {
  Task& me = task(event.task);
  if (event.operation == Operation::deliver) {
    me.handlers += event.phase == Phase::request ? 1 : -1;
    me.handlers = std::max(me.handlers, 0);
    return;
  }
  if (event.operation == Operation::alarm) {
    me.alarmAt = event.value > 0 ? event.time + event.value : 0;
    return;
  }
  if (!canBlock(event.operation)) return;
  switch (event.phase) {
    case Phase::request:
      break;
    case Phase::blocked:
      me.waits = true;
      me.operation = event.operation;
      me.timed = event.has(kFlagTimed);
      me.joins = event.operation == Operation::join ? event.peer() : TaskId{};
      break;
    case Phase::done:
      if (me.operation == event.operation) me.waits = false;
      break;
  }
}

bool Watchdog::quiet(std::int64_t now, std::int64_t limit, const StateOf& stateOf) const {
  if (m_scenarioStart == 0 || now - m_lastEvent < limit) return false;
  // Who has said its last word may still need a CPU to be gone, and then its join is over.
  const auto joinsOneGone = [this](const Task& each) {
    return each.joins.value < m_tasks.size() && m_tasks[each.joins.value].ended;
  };
  const auto over = [&](const Task& each) {
    return !each.started || each.ended ||
           (each.waits && !each.timed && each.handlers == 0 && !joinsOneGone(each));
  };
  const auto alarmDue = [&](const Task& each) {
    return !each.ended && each.alarmAt != 0 && now - each.alarmAt < limit;
  };
  if (std::any_of(m_tasks.begin(), m_tasks.end(), alarmDue)) return false;
  // Where nobody is left the host is about to say so, if it gets a CPU.
  bool any = false;
  for (std::size_t i = kMainTask.value; i < m_tasks.size(); ++i) {
    const Task& each = m_tasks[i];
    if (!each.started || each.ended) continue;
    any = true;
    const char state = stateOf(TaskId{static_cast<std::uint16_t>(i)});
    const bool gone = state == 'X' || state == 'Z';
    if (!gone && (!over(each) || (state != 'S' && state != 'D'))) return false;
  }
  return any;
}

}  // namespace lockstep
