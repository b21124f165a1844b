// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "events/event.h"
#include "kernel/kernel_evidence.h"

namespace lockstep {

/// Whose records the kernel's are: turns thread ids into tasks. Internal to session/.
///
/// It must see probe events and kernel records in one order of time. Then a fork's record finds its
/// parent between the request and the end of `start`, whose event names the child, before the child
/// has done anything at all. Not thread-safe.
class KernelLanes {
 public:
  /// The task whose slot holds a thread id, if any: for tasks whose fork went unseen.
  using FindTid = std::function<TaskId(std::int32_t tid)>;
  /// The thread id in a task's slot, 0 if none.
  using TidOf = std::function<std::int32_t(TaskId)>;
  KernelLanes(FindTid findTid, TidOf tidOf)
      : m_findTid(std::move(findTid)), m_tidOf(std::move(tidOf)) {}

  /// Reads one probe event.
  void observe(const Event& event);

  /// The record as an event of its task; nothing for those of the supervisor (but for gaps) and of
  /// threads that are no tasks.
  std::optional<Event> translate(const KernelRecord& record);

  /// Records of threads that turned out to be no tasks.
  std::uint64_t strangers() const { return m_strangers; }

 private:
  TaskId find(std::int32_t tid);
  TaskId adopt(const KernelRecord& fork);
  TaskId& pendingChild(TaskId parent);

  FindTid m_findTid;
  TidOf m_tidOf;
  std::unordered_map<std::int32_t, TaskId> m_tasks;  ///< not valid(): known to be no task
  std::vector<TaskId> m_pending;                     ///< child of the `start` under way, by parent
  std::vector<bool> m_gone;                          ///< exit record seen, by task
  std::uint64_t m_strangers = 0;
};

}  // namespace lockstep
