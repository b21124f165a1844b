// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "control/outcomes.h"
#include "control/search.h"
#include "session/session.h"

/// Runs one scenario under many schedules, on real tasks, and counts what they come to.

namespace lockstep {

enum class SearchKind : std::uint8_t { dfs, pct, random };
std::string_view name(SearchKind kind);  ///< "dfs", "pct", "random"

struct ExploreRequest {
  RunRequest run;
  SearchKind kind = SearchKind::dfs;
  std::optional<std::uint32_t> preemptions;  ///< dfs: bound
  bool reduce = true;                        ///< dfs: sleep sets
  bool everyStep = false;                    ///< dfs: branch on local steps, too
  Shard shard;
  std::vector<Choice> prefix;  ///< dfs: taken first in every run
  std::uint64_t seed = 1;      ///< pct, random
  std::uint32_t depth = 3;     ///< pct
  std::uint64_t runs = 0;      ///< at most; 0: as many as there are (dfs) or 10000
  double seconds = 0;          ///< of wall time at most; 0: no limit
  std::uint32_t jobs = 0;      ///< hosts at work at once; 0: one a CPU
};

/// One run, in the order in which runs came to their end.
struct ExploredRun {
  std::uint64_t number = 0;  ///< from 1
  Verdict verdict = Verdict::running;
  std::uint64_t outcome = 0;  ///< see outcomeOf()
  std::uint32_t preemptions = 0;
  std::vector<Choice> choices;  ///< repeats the run
};

/// What is known so far.
struct Exploration {
  Tally tally;
  std::optional<Schedule> firstFailure;
  Verdict firstVerdict = Verdict::running;  ///< of firstFailure
  std::uint32_t firstPreemptions = 0;
  std::vector<std::string> faults;  ///< of Lockstep itself; the search stops at the first
  /// Tasks whose ends are steps like others, since somebody asks whether they live. Where that is
  /// found out, an exhaustive search begins again.
  std::set<std::string> watched;
  std::string refusal;  ///< the machine's limits let nothing run: one sentence; the search stops
  bool done = false;
};

/// A search at work in threads of its own. One thread (the window's, the command's) asks it.
class Explorer {
 public:
  /// Checks the request and starts. Fails with one sentence, and leaves nothing behind.
  static Result<std::unique_ptr<Explorer>> start(const ExploreRequest& request);
  /// Stops, and waits for the hosts to end.
  ~Explorer();

  /// What has come since the last call, at most kMostKept runs: a window that looks too seldom sees
  /// the newest. The tally counts all of them.
  static constexpr std::size_t kMostKept = 4096;
  std::vector<ExploredRun> takeRuns();
  Exploration state() const;
  void stop();
  /// Sleeps until there is news or `timeoutMs` passed.
  void waitForNews(int timeoutMs) const;

 private:
  Explorer();
  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep
