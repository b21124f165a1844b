// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/doing.h"

#include <algorithm>

namespace lockstep {

bool TaskDoing::isOwnAct(const Event& event) {
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

const Doing* TaskDoing::find(const Event& event) const {
  const auto found = std::find_if(m_open.rbegin(), m_open.rend(), [&event](const Doing& doing) {
    return doing.operation == event.operation && doing.operand == event.resource;
  });
  return found == m_open.rend() ? nullptr : &*found;
}

void TaskDoing::follow(const Event& event) {
  Doing doing{event.time,   event.resource, event.operation,      event.phase,
              event.peer(), event.site,     event.has(kFlagTimed)};
  if (event.phase == Phase::request) {
    // Deeper than any program nests: only loss leaves so many open.
    constexpr std::size_t kDeepest = 16;
    if (m_open.size() == kDeepest) m_open.erase(m_open.begin());
    m_open.push_back(doing);
    return;
  }
  const Doing* found = find(event);
  if (found == nullptr) {
    if (event.phase == Phase::blocked)
      m_open.push_back(doing);
    else
      m_last = doing;
    return;
  }
  doing.requestedAt = found->requestedAt;
  doing.timed = doing.timed || found->timed;
  // What was opened after it and never closed was lost.
  m_open.resize(static_cast<std::size_t>(found - m_open.data()) + 1);
  if (event.phase == Phase::blocked) {
    m_open.back() = doing;
    return;
  }
  m_open.pop_back();
  m_last = doing;
}

void TaskDoing::forget() {
  if (!m_open.empty()) m_last = m_open.back();
  m_open.clear();
}

}  // namespace lockstep
