// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "session/session.h"
#include "trace/trace.h"

/// The time from the start of a run until its tasks are there.

namespace lockstep::ui {

struct Starting {
  int expected = 0;  ///< tasks besides main that the settings ask for; 0: not known
  int begun = 0;     ///< of these, those that live or have lived
  bool processes = false;
  /// All are there, main has gone on to something else, or the run has ended.
  bool over = false;

  double progress() const { return expected > 0 ? static_cast<double>(begun) / expected : 0; }
};

Starting startingOf(const RunRequest& request, const Trace& trace);
/// "Starting 4 threads".
QString words(const Starting& starting);

}  // namespace lockstep::ui
