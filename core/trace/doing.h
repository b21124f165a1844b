// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "events/event.h"

namespace lockstep {

/// One operation that a task is in, or its last one.
struct Doing {
  std::int64_t requestedAt = 0;
  ResourceId operand;
  Operation operation = Operation::none;
  Phase phase = Phase::done;
  TaskId peer;
  SiteId site;
  bool timed = false;
};

/// What a task is in, from its own events. Operations nest: a handler inside `pause`, the lock's
/// acquire inside a condition's wait, a full ring inside anything; when the inner one is done the
/// outer one goes on.
class TaskDoing {
 public:
  /// Whether `event` is a task's own act, not what the probe, kernel or session say of it.
  static bool isOwnAct(const Event& event) {
    switch (event.operation) {
      case Operation::none:
      case Operation::delay:
      case Operation::lost:
      case Operation::switchIn:
      case Operation::switchOut:
      case Operation::forked:
      case Operation::exited:
      case Operation::gap:
      case Operation::observed:
      case Operation::granted:
      case Operation::parked:
      case Operation::freed:
        return false;
      default:
        return true;
    }
  }

  /// Takes in one own act.
  void follow(const Event& event);
  /// The innermost operation that is not done, or else the last one.
  const Doing& current() const { return m_open.empty() ? m_last : m_open.back(); }
  /// The innermost operation that is not done; null if there is none.
  const Doing* open() const { return m_open.empty() ? nullptr : &m_open.back(); }
  /// The open operation that `event` belongs to; null if there is none.
  const Doing* find(const Event& event) const {
    for (std::size_t i = m_open.size(); i > 0; --i)
      if (m_open[i - 1].operation == event.operation && m_open[i - 1].operand == event.resource)
        return &m_open[i - 1];
    return nullptr;
  }
  /// Forgets what is open: events were lost, or the task has ended.
  void forget();
  std::size_t depth() const { return m_open.size(); }

 private:
  Doing m_last;
  std::vector<Doing> m_open;
};

}  // namespace lockstep
