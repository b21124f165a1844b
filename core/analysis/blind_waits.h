// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <vector>

#include "analysis/analysis.h"

/// Waits on a condition that somebody enters without a look at any shared value, although a notify
/// has gone unheard before: had the right one been that, the wait would be for ever. Internal to
/// analysis/.
///
///     right:  acquire  load ...  wait          blind:  acquire  wait
///
/// What a task looks at outside of shared values cannot be seen. A wait with a timeout ends by
/// itself and counts for nothing.

namespace lockstep {

class BlindWaits {
 public:
  explicit BlindWaits(const Trace& trace) : m_table(trace.resources()) {}

  /// Reads one event of the log, in order.
  void read(const Event& event);
  /// Possible lost wake-ups, one for each condition: the first.
  std::vector<Finding> findings() const;

 private:
  struct Holding {
    ResourceId lock;
    bool looked = false;
  };
  struct TaskLooks {
    std::vector<Holding> locks;
    bool blind = false;  ///< it has given its lock for a wait without a look
  };
  struct Call {
    TaskId task;
    SiteId site;
  };
  void readLock(const Event& event);
  void readNotify(const Event& event);
  void readWait(const Event& event);
  TaskLooks& task(TaskId id);

  const std::span<const ResourceInfo> m_table;
  std::vector<TaskLooks> m_tasks;
  std::map<ResourceId, Call> m_unheard;  ///< by condition: the last notify that woke nobody
  std::map<ResourceId, Finding> m_findings;
};

}  // namespace lockstep
