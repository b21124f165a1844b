// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "analysis/analysis.h"
#include "trace/trace.h"
#include "words/words.h"

namespace lockstep {

struct TextTimelineOptions {
  int width = 100;      ///< columns of the whole picture, at least 40
  bool colour = false;  ///< ANSI colours besides the glyphs; a state is never colour alone
};

/// A recording for a terminal, in UTF-8: an axis, one row per task with one glyph per column (the
/// state that took most of the column's time, but a task that ran at all in a column of blocked or
/// ready is marked as such), a row per task that held locks, the legend, the verdict and findings.
std::string textTimeline(const Trace& trace, const Report& report,
                         const TextTimelineOptions& options = {}, const Words& words = Words());

}  // namespace lockstep
