// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/kernel_lanes.h"

namespace lockstep {

TaskId& KernelLanes::pendingChild(TaskId parent) {
  if (m_pending.size() <= parent.value) m_pending.resize(parent.value + std::size_t{1});
  return m_pending[parent.value];
}

void KernelLanes::observe(const Event& event) {
  if (!event.task.valid()) return;
  if (event.operation == Operation::start) {
    pendingChild(event.task) = event.phase == Phase::request ? event.peer() : TaskId{};
  } else if (event.operation == Operation::begin) {
    const std::int32_t tid = m_tidOf(event.task);
    if (tid > 0) m_tasks[tid] = event.task;
  }
}

TaskId KernelLanes::find(std::int32_t tid) {
  const auto known = m_tasks.find(tid);
  if (known != m_tasks.end()) return known->second;
  TaskId task = m_findTid(tid);
  // A slot keeps its thread id when the task is gone and the kernel gives the number away again.
  if (task.valid() && task.value < m_gone.size() && m_gone[task.value]) task = TaskId{};
  m_tasks.emplace(tid, task);
  return task;
}

TaskId KernelLanes::adopt(const KernelRecord& fork) {
  const TaskId parent = find(fork.parentTid);
  const TaskId child = parent.valid() ? pendingChild(parent) : TaskId{};
  m_tasks.erase(fork.tid);
  if (!child.valid()) return find(fork.tid);
  // One start makes one task: what else its caller forks meanwhile is none.
  pendingChild(parent) = TaskId{};
  m_tasks[fork.tid] = child;
  return child;
}

std::optional<Event> KernelLanes::translate(const KernelRecord& record) {
  Event event;
  event.time = record.time;
  switch (record.kind) {
    case KernelRecordKind::lost:
      event.operation = Operation::gap;
      event.value = static_cast<std::int64_t>(record.count);
      return event;
    case KernelRecordKind::forked: {
      event.operation = Operation::forked;
      event.task = adopt(record);
      const TaskId parent = find(record.parentTid);
      if (parent.valid()) event.aux = parent.value;
      break;
    }
    case KernelRecordKind::exited:
      event.operation = Operation::exited;
      event.task = find(record.tid);
      m_tasks.erase(record.tid);
      if (event.task.valid()) {
        if (m_gone.size() <= event.task.value) m_gone.resize(event.task.value + std::size_t{1});
        m_gone[event.task.value] = true;
      }
      break;
    case KernelRecordKind::switchIn:
    case KernelRecordKind::switchOut:
      event.operation =
          record.kind == KernelRecordKind::switchIn ? Operation::switchIn : Operation::switchOut;
      event.value = record.cpu;
      if (record.preempted) event.flags |= kFlagPreempted;
      event.task = find(record.tid);
      break;
  }
  if (!event.task.valid()) {
    ++m_strangers;
    return {};
  }
  if (event.task == kSupervisor) return {};
  return event;
}

}  // namespace lockstep
