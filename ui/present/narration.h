// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <cstddef>
#include <functional>

#include "analysis/analysis.h"
#include "trace/trace.h"

/// A run told event by event, in captions short enough for the last row.

namespace lockstep::ui {

/// A text of the translations' `context` in one language; English where there is no translation.
using Tongue = std::function<QString(const char* context, const char* english)>;

/// Which events are worth a stop.
enum class MomentDetail : std::uint8_t {
  all,      ///< every operation that takes effect or must wait
  turning,  ///< who starts, ends, waits, is woken, gets a signal or loses an update
};
bool isMoment(const Event& event, MomentDetail detail);

struct Narration {
  QStringList lines;  ///< what happens, and what it means; one or two
  TaskId task;        ///< who acts
};

/// Tells the event `index` of the log. `after` is the moment at its time.
Narration narrate(const Trace& trace, std::size_t index, const Moment& after, const Tongue& tongue);
/// Tells what an ended run came to.
Narration narrateEnd(const Trace& trace, const Report& report, const Tongue& tongue);

}  // namespace lockstep::ui
