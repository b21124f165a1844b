// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

namespace lockstep {

/// Calls `read` with every event of the log, in order. A recording may come from anywhere: an id of
/// a resource without a row is none. Internal to analysis/.
template <class Read>
void readLog(const Trace& trace, Read read) {
  const std::size_t count = trace.logSize();
  const std::size_t resources = trace.resources().size();
  for (std::size_t i = 0; i < count; ++i) {
    Event event = trace.event(i);
    if (event.resource.value >= resources) event.resource = {};
    read(event);
  }
}

}  // namespace lockstep
