// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "analysis/analysis.h"

namespace lockstep {

/// Tasks that were passed over: at their gate, able to go on, and for kStarvedGrants steps in a row
/// others were chosen. Knows Step mode only, where somebody chooses. Internal to analysis/.
///
/// Who got its turn in the end was starved by this schedule only for a while: another one could go
/// on so for ever, which is possible. It happened where the run ended before the turn came.
class Starvation {
 public:
  /// Reads one event of the log, in order: `granted`, `parked`, `freed` and `end` count.
  void read(const Event& event);
  /// The longest time of each task, by task.
  std::vector<Finding> findings(bool happened) const;

 private:
  /// A task that could go on.
  struct Able {
    bool now = false;
    std::size_t grants = 0;  ///< before it
    SiteId site;
  };
  Finding passedOver(TaskId task, const Able& able) const;
  void over(TaskId task, std::int64_t time);

  std::vector<std::int64_t> m_grants;  ///< times
  std::vector<Able> m_able;            ///< by task
  std::map<TaskId, Finding> m_ended;   ///< the longest one of each task that is over
};

}  // namespace lockstep
