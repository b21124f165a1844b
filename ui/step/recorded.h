// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "session/step_control.h"
#include "trace/trace.h"

/// The choices of a stepped run, read back from its recording.

namespace lockstep::ui {

struct RecordedSteps {
  /// What the task asked for is taken from its own events, and who was able from what Lockstep said
  /// of the parked tasks: which waiter a notify could have woken is not recorded.
  std::vector<StepTaken> steps;
  Situation last;  ///< after the last step, of tasks that were parked then
  /// It was in Step mode from its first operation to its end, so that it can be repeated.
  bool throughout = false;
};

/// Whether there is any step in it. Looks at the main task alone.
bool isStepped(const Trace& trace);
/// One pass over the log.
RecordedSteps recordedSteps(const Trace& trace);

/// Whether two tasks asked for the same thing, by the names that their recordings have; what a
/// recording does not tell (Operation::none) is not held against them.
bool sameRequest(const Trace& trace, const Event& asked, const Trace& otherTrace,
                 const Event& other);

}  // namespace lockstep::ui
