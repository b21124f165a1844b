// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "session/session.h"

/// From what was asked for to a run that can be started.

namespace lockstep {

/// A request that the catalogue agrees with, defaults filled in.
struct CheckedRequest {
  RunInfo info;
  std::string plan;  ///< LOCKSTEP_PLAN: lines `key=value`, parameters as `set.NAME=VALUE`
};

/// Refuses with one sentence that names the choices or the range.
Result<CheckedRequest> checkRequest(const RunRequest& request);

}  // namespace lockstep
