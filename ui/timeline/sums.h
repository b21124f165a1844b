// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "view/viewpoint.h"

namespace lockstep::ui {

/// Time in one state within a stretch.
struct SumRow {
  State state = State::unknown;
  std::int64_t ns = 0;
  double share = 0;  ///< of the time of all states, 0 .. 1
};

/// How long `task` (all tasks but the supervisor, if not valid()) was in each state within [from,
/// to): states that occur, in lane order. Exact.
std::vector<SumRow> stateSums(const Viewpoint& view, TaskId task, std::int64_t from,
                              std::int64_t to);

/// "22 %", "< 1 %" for what is there but little.
QString percentLabel(double share);

}  // namespace lockstep::ui
