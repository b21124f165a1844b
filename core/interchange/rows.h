// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "trace/trace.h"

/// What several formats say of the same rows. Internal to interchange/.

namespace lockstep {

/// `cpu 1`, `woken by 3`, `acquire`, `join 3` ...; empty where there is nothing to say.
std::string detailOf(const Interval& interval);

/// Name of a resource, or "" for none; "Lock 4" for one without a name.
std::string resourceLabel(const Trace& trace, ResourceId resource);
std::string taskLabel(const Trace& trace, TaskId task);

/// "completed", "quiescent", "time-limit" ...
const char* name(RunEnd end);

/// Replaces what is not UTF-8, so that a hostile recording still makes valid JSON.
std::string utf8(const std::string& text);

}  // namespace lockstep
