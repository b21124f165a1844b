// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "trace/trace.h"

namespace lockstep::ui {

/// A task in the order in which every view lists them: processes as a tree (a child after its
/// parent's threads), a process's main task before its threads.
struct OrderedTask {
  TaskId task;
  TaskId process;      ///< the task that leads its process
  int depth = 0;       ///< of its process in the tree; 0 = the scenario's main process
  bool leads = false;  ///< it is a process's main task
};

/// All tasks but the supervisor. Tolerates parents that are unknown, late or in a circle.
std::vector<OrderedTask> taskOrder(const Trace& trace);

}  // namespace lockstep::ui
