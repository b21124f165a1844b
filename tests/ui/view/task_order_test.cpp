// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/task_order.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lockstep::ui {
namespace {

void add(Trace& trace, int id, int parent, TaskKind kind) {
  TaskInfo info;
  info.id = TaskId(static_cast<std::uint16_t>(id));
  info.parent = parent < 0 ? TaskId() : TaskId(static_cast<std::uint16_t>(parent));
  info.kind = kind;
  trace.addTask(info);
}

std::vector<int> numbers(const Trace& trace) {
  std::vector<int> result;
  for (const OrderedTask& task : taskOrder(trace)) result.push_back(task.task.value);
  return result;
}

TEST(TaskOrder, AProcessComesBeforeItsThreadsAndTheseBeforeItsChildren) {
  Trace trace;
  add(trace, 0, -1, TaskKind::supervisor);
  add(trace, 1, 0, TaskKind::process);
  add(trace, 2, 1, TaskKind::process);
  add(trace, 3, 1, TaskKind::thread);
  add(trace, 4, 2, TaskKind::thread);
  add(trace, 5, 4, TaskKind::process);
  EXPECT_EQ(numbers(trace), (std::vector<int>{1, 3, 2, 4, 5}));
  const auto order = taskOrder(trace);
  EXPECT_EQ(order[1].process, TaskId(1));
  EXPECT_FALSE(order[1].leads);
  EXPECT_EQ(order[2].depth, 1);
  EXPECT_EQ(order[4].depth, 2);
}

TEST(TaskOrder, UnknownParentsAndCirclesLoseNobody) {
  Trace trace;
  add(trace, 0, -1, TaskKind::supervisor);
  add(trace, 1, 9, TaskKind::process);
  add(trace, 2, 3, TaskKind::process);
  add(trace, 3, 2, TaskKind::process);
  add(trace, 4, 5, TaskKind::thread);
  add(trace, 5, 4, TaskKind::thread);
  std::vector<int> all = numbers(trace);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, (std::vector<int>{1, 2, 3, 4, 5}));
}

TEST(TaskOrder, ALongChainOfProcessesNeedsNoDeepStack) {
  Trace trace;
  add(trace, 0, -1, TaskKind::supervisor);
  for (int id = 1; id < 5000; ++id) add(trace, id, id - 1, TaskKind::process);
  EXPECT_EQ(numbers(trace).size(), 4999U);
}

TEST(TaskOrder, AnEmptyTraceHasNoLanes) { EXPECT_TRUE(taskOrder(Trace()).empty()); }

}  // namespace
}  // namespace lockstep::ui
