// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lockstep {

/// What lockstep-host is to run, as LOCKSTEP_PLAN tells it, a line `key=value` each:
///
///     scenario=counter
///     variant=locked
///     as=threads
///     set.workers=2
struct RunPlan {
  std::string scenario;
  std::string variant;
  bool processes = false;  ///< as=processes, else as=threads
  std::map<std::string, std::int64_t> parameters;
  friend bool operator==(const RunPlan&, const RunPlan&) = default;
};

/// Empty lines are skipped; an unknown or doubled key, a value that is none and a missing scenario
/// fail with one sentence. `as` is threads where it is not given.
Result<RunPlan> parseRunPlan(std::string_view text);
/// The text that parseRunPlan() reads back. Names must hold neither '=' nor line ends.
std::string toText(const RunPlan& plan);

}  // namespace lockstep
