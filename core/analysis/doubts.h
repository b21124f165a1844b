// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "events/event.h"

/// From when on the log may lack what ordered two events. Internal to analysis/.

namespace lockstep {

class Doubts {
 public:
  /// Reads one event, in order; those that order nothing may be left out. True for one that tells
  /// of a loss, or that came too late for its place. Then all is in doubt that happened since() its
  /// task's last event: what others did meanwhile may have been ordered by what is missing there.
  bool read(const Event& event) {
    if (event.task.value >= m_last.size()) m_last.resize(event.task.value + std::size_t{1});
    m_since = std::exchange(m_last[event.task.value], event.time);
    return event.operation == Operation::lost || event.has(kFlagLate);
  }
  std::int64_t since() const { return m_since; }

 private:
  std::vector<std::int64_t> m_last;  ///< by task: time of the last event read
  std::int64_t m_since = 0;
};

}  // namespace lockstep
