// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "control/choice.h"
#include "control/schedulers.h"

/// What makes a failing schedule worth reading: as few preemptions as possible, and the last choice
/// up to which all could still have ended well.

namespace lockstep {

/// What one run came to. Of a run that its scheduler gave up, nothing is read.
struct RunResult {
  std::string verdict;    ///< a word of DESIGN.md
  bool bad = false;       ///< the verdict is a failure
  bool cutShort = false;  ///< a limit ended the run before its own end
  /// It has shown that more is a choice than was known: from the next run on it is one, and a
  /// search begins again.
  bool learned = false;
};
/// Runs the program once, from its start, as the scheduler says.
using Runner = std::function<RunResult(Scheduler&)>;

struct Budget {
  std::uint64_t runs = 10'000;
  /// Asked before each run: whether time is up. None: it never is.
  std::function<bool()> timeUp;
};

struct Shrunk {
  std::vector<Choice> choices;  ///< every grant, local steps included
  std::string verdict;
  std::uint32_t preemptions = 0;
  bool fewest = false;  ///< proven: every schedule with less preemptions ends in another verdict
  std::uint64_t runs = 0;
};

/// The schedule with the fewest preemptions that comes to the same verdict as `choices`. Searches
/// with 0, 1, 2 ... preemptions until one does, or nothing below the schedule's own number is left.
/// An Error when `choices` cannot be followed to the end of a run.
Result<Shrunk> fewestPreemptions(const std::vector<Choice>& choices, const Runner& run,
                                 Budget budget);

struct LastSafe {
  /// So many choices, and all can still end well. Nothing: not even before the first one was a good
  /// end found.
  std::optional<std::size_t> step;
  /// Proven: after one choice more, or from the start where there is no step, no schedule ends
  /// well. Else the budget was spent, and the last safe choice may come later.
  bool certain = false;
  std::uint64_t runs = 0;
};

/// Where the run of `choices`, which ended badly, was lost. Only a run that ends by itself and is
/// not bad ends well. An Error when `choices` cannot be followed, or do not end badly.
Result<LastSafe> lastSafeChoice(const std::vector<Choice>& choices, const Runner& run,
                                Budget budget);

}  // namespace lockstep
