// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "analysis/analysis.h"
#include "control/shrink.h"
#include "session/step_host.h"

/// Rounds with their meaning: what searches, shrinking and the command line ask for.

namespace lockstep {

struct Played {
  Round round;
  Trace trace;
  Report report;
  bool abandoned = false;  ///< the scheduler gave it up: nothing else is meant
};

/// One round under a scheduler. Fails when the host is gone.
Result<Played> play(StepHost& host, Scheduler& scheduler, std::int64_t timeLimit = 30'000'000'000);

/// play() for shrinking and for the last safe choice. A host that is gone counts as cut short.
Runner runnerOf(StepHost& host);

/// Everything by which the ends of two runs can differ, but times and ids of processes: verdict,
/// exit codes, values, items, who waits for what, and what was said.
std::uint64_t outcomeOf(const Trace& trace, const Report& report);

}  // namespace lockstep
