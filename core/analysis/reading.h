// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analysis/deaths.h"
#include "analysis/detectors.h"
#include "analysis/failed_starts.h"
#include "analysis/priority_inversions.h"
#include "analysis/starvation.h"
#include "analysis/waits.h"

/// One pass over the log: everything that analyse() needs to know of what the tasks did. Internal
/// to analysis/.

namespace lockstep {

/// A cycle of waits from the instant it closed.
struct ClosedCycle {
  std::vector<WaitEdge> edges;
  std::int64_t time = 0;
  std::int64_t until = 0;  ///< when a member died; 0: it stands
};

/// A call that went unheard: a notify with nobody waiting, a set cleared before anybody came.
struct UnheardCall {
  std::int64_t time = 0;
  TaskId task;
  SiteId site;
};

class Reading {
 public:
  explicit Reading(const Trace& trace);

  const Deaths& deaths() const { return m_deaths; }
  const Detectors& detectors() const { return m_detectors; }
  std::vector<Finding> failedStarts() const { return m_failedStarts.findings(); }
  const Starvation& starvation() const { return m_starvation; }
  const PriorityInversions& inversions() const { return m_inversions; }
  /// Lockstep scheduled it, at least for a part.
  bool stepped() const { return m_stepped; }
  std::vector<ClosedCycle> cycles() const;
  /// One for each shared value that lost updates, one for each lock whose owner ended with it.
  std::vector<Finding> lostUpdates() const;
  std::vector<Finding> abandonedLocks() const;
  /// The last call on `resource` that this waiter, waiting since then, came too late for.
  std::optional<UnheardCall> missedCall(ResourceId resource, TaskId waiter,
                                        std::int64_t since) const;
  std::int64_t lockHoldTime(TaskId task) const;
  /// Without the wait time, which the lanes know.
  ResourceSums resourceSums(ResourceId resource) const;

 private:
  struct Loaded {
    std::uint32_t version = 0;
    bool known = false;
  };
  struct Calls {
    std::optional<UnheardCall> emptyNotify;
    std::optional<UnheardCall> notifyAll;
    std::optional<UnheardCall> emptySet;
    std::int64_t cleared = 0;
  };
  struct Held {
    int count = 0;
    std::int64_t since = 0;
    std::int64_t total = 0;
    void take(std::int64_t time);
    void give(std::int64_t time);
  };

  void read(const Event& event);
  void readWait(const Event& event);
  void readAcquired(const Event& event);
  void readReleased(const Event& event);
  void readCall(const Event& event);
  void readValue(const Event& event);
  void readEnd(TaskId task, std::int64_t time);
  void readStep(const Event& event);
  void lookForCycle(TaskId task, std::int64_t time);
  void leaveCycles(TaskId task, std::int64_t time);
  std::optional<std::int64_t> deathIn(const ClosedCycle& cycle, std::int64_t before) const;
  void take(const Event& event);
  void give(ResourceId resource, TaskId task, std::int64_t time, bool wholly);
  void abandon(ResourceId resource, TaskId owner, std::int64_t time);
  void takeBackAbandoned(ResourceId resource, TaskId owner);
  void closeOpenHolds();
  ResourceKind kind(ResourceId resource) const;

  static std::uint64_t key(TaskId task, ResourceId resource) {
    return (std::uint64_t{resource.value} << 16) | task.value;
  }

  const Trace& m_trace;
  const std::span<const ResourceInfo> m_table;
  Deaths m_deaths;
  Detectors m_detectors;
  FailedStarts m_failedStarts;
  Starvation m_starvation;
  PriorityInversions m_inversions;
  bool m_prioritized = false;  ///< somebody has set a priority
  Waits m_waits;
  bool m_stepped = false;
  std::vector<ClosedCycle> m_closed;  ///< standing
  std::vector<ClosedCycle> m_broken;  ///< ended by a member's death
  std::map<ResourceId, Finding> m_lostUpdates;
  std::vector<Finding> m_abandoned;
  std::unordered_map<std::uint64_t, Loaded> m_loaded;
  std::unordered_set<std::uint64_t> m_waitedBefore;
  std::vector<Calls> m_calls;
  std::vector<Held> m_taskHeld;
  std::vector<Held> m_resourceHeld;
  std::vector<ResourceSums> m_sums;
  bool m_nestedLocks;  ///< somebody asked for a lock while it held another, or may have
};

}  // namespace lockstep
