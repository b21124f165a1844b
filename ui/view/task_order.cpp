// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/task_order.h"

#include <utility>

namespace lockstep::ui {

namespace {

struct Tree {
  std::vector<std::vector<TaskId>> threads;   ///< by process leader
  std::vector<std::vector<TaskId>> children;  ///< processes by parent process leader
  std::vector<TaskId> roots;
};

// The process a task belongs to: itself, or the nearest process upwards.
TaskId processOf(std::span<const TaskInfo> tasks, TaskId task) {
  TaskId at = task;
  for (std::size_t hops = 0; hops <= tasks.size(); ++hops) {
    if (at.value >= tasks.size()) return task;
    const TaskInfo& info = tasks[at.value];
    if (info.kind != TaskKind::thread) return at;
    at = info.parent;
  }
  return task;
}

Tree treeOf(std::span<const TaskInfo> tasks) {
  Tree tree;
  tree.threads.resize(tasks.size());
  tree.children.resize(tasks.size());
  for (const TaskInfo& info : tasks) {
    if (!info.id.valid() || info.id.value >= tasks.size() || info.kind == TaskKind::supervisor) {
      continue;
    }
    const TaskId process = processOf(tasks, info.id);
    const bool leads = process == info.id || process == kSupervisor;
    if (!leads) {
      tree.threads[process.value].push_back(info.id);
      continue;
    }
    const TaskId parent = info.parent.valid() ? processOf(tasks, info.parent) : TaskId();
    // A parent has the smaller number; anything else would be a circle.
    if (parent.valid() && parent != kSupervisor && parent < info.id) {
      tree.children[parent.value].push_back(info.id);
    } else {
      tree.roots.push_back(info.id);
    }
  }
  return tree;
}

// Depth first with a stack of its own: a hostile file may nest processes as deep as ids reach.
void visit(const Tree& tree, TaskId root, std::vector<OrderedTask>& order) {
  std::vector<std::pair<TaskId, int>> open{{root, 0}};
  while (!open.empty()) {
    const auto [process, depth] = open.back();
    open.pop_back();
    order.push_back({process, process, depth, true});
    for (const TaskId thread : tree.threads[process.value]) {
      order.push_back({thread, process, depth, false});
    }
    const std::vector<TaskId>& children = tree.children[process.value];
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      open.emplace_back(*child, depth + 1);
    }
  }
}

}  // namespace

std::vector<OrderedTask> taskOrder(const Trace& trace) {
  const Tree tree = treeOf(trace.tasks());
  std::vector<OrderedTask> order;
  order.reserve(trace.tasks().size());
  for (const TaskId root : tree.roots) visit(tree, root, order);
  return order;
}

}  // namespace lockstep::ui
