// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/happens_before.h"

/// Deadlocks that did not happen but could: cycles in the order in which tasks take their locks.
/// Internal to analysis/.
///
///     Plato:  acquire(fork 1) .. acquire(fork 2)       fork 1 -> fork 2
///     Kant:   acquire(fork 2) .. acquire(fork 1)       fork 2 -> fork 1      a cycle
///
/// After K. Havelund, "Using Runtime Analysis to Guide Model Checking of Java Programs" (SPIN 2000,
/// the GoodLock algorithm), and S. Bensalem and K. Havelund, "Dynamic Deadlock Analysis of
/// Multi-threaded Programs" (HVC 2005). A cycle counts only if
/// - its orders are those of different tasks,
/// - no two of these tasks held one lock in common (a gate lock keeps them apart), and
/// - no message orders two of its requests: what comes after a join, say, never meets what was
///   before it. Of the same order taken again and again by one task the last is kept: if an earlier
///   one meets a new request, so does the last.
///
/// Requests that give up (with a timeout, or that do not wait) close no cycle. A lock that somebody
/// releases who does not hold it is a signal rather than a lock, and so in no cycle.

namespace lockstep {

class LockOrder {
 public:
  /// `messages` knows the order that no schedule changes, up to the event that is read. Without it,
  /// only isCyclic() gets an answer.
  explicit LockOrder(const Trace& trace, const HappensBefore* messages = nullptr)
      : m_table(trace.resources()), m_messages(messages) {}

  /// Semaphores of one permit are locks, until they are used as something else.
  static bool isMutexSemaphore(const ResourceInfo& info);

  /// Reads one acquire or release, in order.
  void read(const Event& event);
  /// The locks alone, whoever took them, have a cycle. Most runs have none, and no second look.
  bool isCyclic() const { return m_cyclic; }
  /// The order of what happened after `time` is in doubt: forgets what it found there, and all that
  /// it would find something by.
  void forgetSince(std::int64_t time);
  /// Events of this task are missing: what it holds from now on is not known.
  void lose(TaskId task);

  /// Possible deadlocks, one for each set of locks.
  std::vector<Finding> cycles() const;

 private:
  struct Held {
    ResourceId lock;
    std::int64_t since = 0;
  };
  /// A task that held `first` asked for `second`.
  struct Order {
    TaskId task;
    ResourceId first;
    ResourceId second;
    std::vector<ResourceId> held;  ///< all that it held
    VectorClock clock;
    std::uint32_t version = 0;
    std::int64_t since = 0;  ///< when it took `first`
    std::int64_t time = 0;   ///< when it asked for `second`
    SiteId site;
    std::size_t searched = 0;  ///< with so many orders known, it was found in a cycle
  };
  struct TaskLocks {
    std::vector<Held> held;
    std::vector<Order*> orders;
    std::size_t next = 0;  ///< the order that followed last time: most likely the next one
    ResourceId requested;  ///< the request that `done` belongs to has been read
    bool lost = false;     ///< what it holds is not known
  };
  using Path = std::vector<const Order*>;

  struct Cycle {
    std::vector<ResourceId> locks;  ///< sorted
    Finding finding;
  };

  /// Sets of other locks held that are told apart, for one task and two locks.
  static constexpr std::ptrdiff_t kMostCircumstances = 4;
  static constexpr std::size_t kMostOrders = 1 << 14;
  static constexpr std::size_t kMostOrdersOfOne = 512;  ///< of one task
  static constexpr std::size_t kMostCycles = 16;
  /// Pairs of orders that one search, and all of them together, may compare.
  static constexpr std::size_t kMostSteps = 20'000;
  static constexpr std::size_t kMostStepsOfAll = 5'000'000;

  bool isMutex(ResourceId lock) const;
  TaskLocks& task(TaskId id);
  TaskId& owner(ResourceId lock);
  void ask(const Event& event);
  void take(const Event& event);
  void give(const Event& event);
  void leave(TaskId id, ResourceId lock);
  static Order* find(TaskLocks& locks, ResourceId first, ResourceId second);
  Order* add(TaskId id, ResourceId first, ResourceId second);
  void link(ResourceId first, ResourceId second);
  bool reaches(ResourceId from, ResourceId to) const;
  void search(Order& newest);
  bool extend(Path& path, std::size_t& steps);
  static bool canMeet(const Order& one, const Order& other);
  bool report(const Path& path);

  const std::span<const ResourceInfo> m_table;
  const HappensBefore* const m_messages;
  std::vector<TaskLocks> m_tasks;
  std::vector<TaskId> m_owners;    ///< by lock
  std::set<ResourceId> m_signals;  ///< released by a task that did not hold it
  std::deque<Order> m_orders;      ///< never move
  std::unordered_map<ResourceId, std::vector<Order*>> m_byFirst;
  std::unordered_map<ResourceId, std::vector<ResourceId>> m_next;  ///< whoever took them
  bool m_cyclic = false;
  std::size_t m_steps = 0;
  std::size_t m_closed = 0;  ///< times that a search has come to a cycle
  std::vector<Cycle> m_cycles;
};

}  // namespace lockstep
