// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "code/source_text.h"
#include "trace/trace.h"

/// Which task is at which line of the scenario's source: the facts that the code pane draws.

namespace lockstep::ui {

/// Line (from 1) to the tasks whose last operation is there, in task order. Only sites in
/// `trace.run().sourceFile` count; tasks that are unborn, ended or the supervisor are left out.
std::map<int, std::vector<TaskId>> taskLines(const Trace& trace, const Moment& moment);

/// The same by the lines of a text; without tasks at a line that has no like there.
std::map<int, std::vector<TaskId>> taskLines(const Trace& trace, const Moment& moment,
                                             const SourceText& text);

/// The line of one task, 0 if it has none.
int lineOf(const Trace& trace, const Moment& moment, TaskId task);

}  // namespace lockstep::ui
