// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/doing.h"

namespace lockstep {

void TaskDoing::follow(const Event& event) {
  const Doing doing{event.time,   event.resource, event.operation,      event.phase,
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
  Doing& now = event.phase == Phase::blocked
                   ? m_open[static_cast<std::size_t>(found - m_open.data())]
                   : m_last;
  const std::int64_t requestedAt = found->requestedAt;
  const bool timed = doing.timed || found->timed;
  // What was opened after it and never closed was lost.
  const auto depth = static_cast<std::size_t>(found - m_open.data());
  now = doing;
  now.requestedAt = requestedAt;
  now.timed = timed;
  m_open.resize(event.phase == Phase::blocked ? depth + 1 : depth);
}

void TaskDoing::forget() {
  if (!m_open.empty()) m_last = m_open.back();
  m_open.clear();
}

}  // namespace lockstep
