// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/deaths.h"

namespace lockstep {

/// A task waits for a lock, its holder has a lower priority (a greater nice value), and a third one
/// whose priority lies between the two runs. Internal to analysis/.
///
///     waiter   nice 0    ====acquire--------------------wait-------------------
///     third    nice 5                      =======runs=======
///     holder   nice 10   ==holds the lock==.......ready......===  release
///
/// It happened where the third ran while the holder could have, and the kernel or Lockstep says so.
/// It is possible where the third ran, but the holder had a CPU of its own, slept, or nobody knows.
class PriorityInversions {
 public:
  PriorityInversions(const Trace& trace, const Deaths& deaths) : m_trace(trace), m_deaths(deaths) {}

  /// Reads one event of the log, in order.
  void read(const Event& event);
  /// The log has been read.
  void finish();
  /// One for each waiter, holder and lock: the first, or the first that happened.
  std::vector<Finding> findings(bool happened) const;

 private:
  struct Wait {
    bool asks = false;
    bool waits = false;
    ResourceId lock;
    SiteId site;
    std::int64_t since = 0;
  };
  struct Instant {
    std::int64_t time = 0;
    TaskId third;
    bool happened = false;
  };
  void readLock(const Event& event);
  void beginWait(TaskId task, std::int64_t time);
  void endWait(TaskId task, std::int64_t time);
  void passOn(ResourceId lock, std::optional<TaskId> holder, std::int64_t time);
  void look(TaskId waiter, TaskId holder, const Wait& wait, std::int64_t until);
  std::optional<Instant> between(TaskId waiter, TaskId holder, std::int64_t from,
                                 std::int64_t until) const;
  std::optional<Instant> inPlaceOf(TaskId holder, TaskId third, std::int64_t from,
                                   std::int64_t until) const;
  int niceOf(TaskId task) const;
  Wait& wait(TaskId task);

  const Trace& m_trace;
  const Deaths& m_deaths;
  std::vector<int> m_nice;  ///< by task; 0 until one of its family sets it
  std::vector<Wait> m_waits;
  std::map<ResourceId, TaskId> m_holders;
  std::map<std::tuple<TaskId, TaskId, ResourceId>, Finding> m_findings;
};

}  // namespace lockstep
