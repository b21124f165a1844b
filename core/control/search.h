// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "control/choice.h"
#include "control/schedulers.h"

/// Exhaustive search without a memory of states: the program runs again and again, each run repeats
/// the decisions of the one before up to the deepest that has something left to try, and takes
/// another turn there.
///
///     decision 0      1        2          the path of the run before, one node a decision
///        [a b] --> [a b c] --> [b]
///                    ^ next run: a, then b, then whatever comes first
///
/// A decision is every choice that is not local. Nothing here is thread-safe.

namespace lockstep {

/// One part of a space that is dealt out in `of` parts.
struct Shard {
  std::uint32_t index = 1;  ///< 1 to `of`
  std::uint32_t of = 1;

  static constexpr std::uint32_t kMost = 100'000;
  friend bool operator==(const Shard&, const Shard&) = default;
};
/// "2/5".
Result<Shard> parseShard(std::string_view text);

struct SearchOptions {
  /// Leave out what needs more preemptions. Steps of the prefix and local steps are not counted.
  std::optional<std::uint32_t> preemptionBound;
  /// Leave out runs that differ from another one only in the order of independent acts.
  bool sleepSets = true;
  /// Branch on local steps, too.
  bool everyStep = false;
  Shard shard;
  /// Granted first in every run; what is searched is everything after it. Local steps included.
  std::vector<Choice> prefix;
};

/// How much of its part of the space a search has seen. Nothing but exhausted() may be called
/// exhaustive, and that of one shard is about this shard only.
struct Coverage {
  bool walked = false;                 ///< it came to its end by itself
  std::optional<std::uint32_t> bound;  ///< preemptions allowed
  bool cutByBound = false;             ///< some schedule would have needed more
  bool cutByRuns = false;
  bool cutByTime = false;
  bool cutBySteps = false;  ///< a run was longer than its limit, or a task idles (Offer::idles)
  bool failed = false;      ///< the program is not deterministic

  /// Nothing was left out.
  bool exhausted() const { return withinBound() && !cutByBound; }
  /// Nothing was left out but what needs more preemptions than the bound.
  bool withinBound() const { return walked && !cutByRuns && !cutByTime && !cutBySteps && !failed; }
  friend bool operator==(const Coverage&, const Coverage&) = default;
};
/// Of two parts of one space together.
Coverage together(const Coverage& one, const Coverage& other);

enum class Cut : std::uint8_t { runs, time };

/// One search, as the scheduler of one run after the other:
///
///     while (!search.done()) { run the program with `search`; search.runEnded(); }
///
/// With a bound, what is put to sleep is only what was searched without being cut, so that a bound
/// and sleep sets together lose nothing that the bound alone would have found.
///
/// Sleep sets: Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996.
/// Preemption bounds: Musuvathi, Qadeer, Iterative Context Bounding, PLDI 2007. Why a bound and
/// reduction do not simply add up: Coons, Musuvathi, McKinley, OOPSLA 2013.
class Search : public Scheduler {
 public:
  explicit Search(SearchOptions options);

  /// A run that has begun without runEnded() counts for nothing and is repeated.
  void begin(std::uint64_t run) override;
  /// Nothing when the rest of this run is known already (asleep), belongs to another shard, or when
  /// the program turns out not to be deterministic.
  std::optional<Choice> choose(const Situation& situation) override;
  /// The run has ended, or was given up after choose() returned nothing. `cutShort`: it was stopped
  /// by a limit before its own end. True when the run counts; false when it was given up or is
  /// counted by another shard.
  bool runEnded(bool cutShort = false);
  /// Nothing is left to run.
  bool done() const { return m_done; }
  /// The caller will not go on; without effect when nothing is left anyway.
  void stop(Cut why);

  /// Gives away a part of what is left, as near to the root as there is one, to be searched by
  /// another worker; also in the middle of a run. Nothing when only this run is left.
  std::optional<Search> split();

  const Coverage& coverage() const { return m_coverage; }
  std::uint64_t runs() const { return m_runs; }            ///< that count
  std::uint64_t abandoned() const { return m_abandoned; }  ///< that do not
  /// Why the search failed: the program offered something else after the same choices.
  const std::optional<Error>& error() const { return m_error; }

 private:
  struct Candidate {
    Action action;
    bool preempts = false;
    /// Everything after it is searched by somebody, so it may sleep while later ones are tried.
    bool covered = true;
  };
  /// Which part of the space it is, while it may still belong to several shards: the interval
  /// [rank/width, (rank+1)/width) of [0, 1).
  struct Place {
    std::uint64_t rank = 0;
    std::uint64_t width = 1;
  };
  /// One decision: what could be done, what is being tried, what is left.
  struct Node {
    std::vector<Action> able;           ///< all, in the order in which they are tried
    std::vector<Candidate> candidates;  ///< of these: neither asleep nor beyond the bound
    std::size_t current = 0;            ///< candidate that is being tried
    std::size_t end = 0;                ///< candidates from here on are somebody else's
    std::vector<Action> asleep;
    std::uint32_t preemptions = 0;  ///< before this decision
    bool cut = false;               ///< something below was left out
    Place place;
  };

  std::vector<Action> decisions(const Situation& situation) const;
  std::optional<Choice> followPrefix(const Situation& situation);
  std::optional<Choice> repeat(const Situation& situation);
  std::optional<Choice> branch(const Situation& situation);
  void addCandidates(const Situation& situation, Node& node);
  std::optional<Choice> take(const Situation& situation, const Choice& choice);
  std::optional<Choice> giveUp();
  void fail(std::string message);

  // Of what comes after the path.
  Place nextPlace() const;
  std::vector<Action> nextAsleep() const;
  std::uint32_t nextPreemptions() const;

  /// Whether a place may belong to several shards.
  bool shared(const Place& place) const { return place.width < m_cells; }
  bool mine(const Place& place) const;
  Place placeOf(const Node& node, std::size_t candidate) const;
  /// The first candidate from `from` on in which there is something to try here; node.end for none.
  std::size_t nextMine(const Node& node, std::size_t from) const;
  void backtrack(bool cut);

  SearchOptions m_options;
  std::uint64_t m_cells;  ///< what is not wider than 1/m_cells belongs to one shard
  std::vector<Node> m_path;
  bool m_done = false;
  Coverage m_coverage;
  std::uint64_t m_runs = 0;
  std::uint64_t m_abandoned = 0;
  std::optional<Error> m_error;

  // Of the run in progress.
  std::size_t m_granted = 0;  ///< steps of the prefix
  std::size_t m_decided = 0;  ///< nodes of the path
  TaskId m_running;           ///< task of the last decision
  bool m_givenUp = false;
};

/// One search by several workers. Each asks for its own Search before each of its runs:
///
///     if (Search* search = crew.search(worker)) run the program with *search; search->runEnded();
///     else if (!crew.done()) wait until another worker's run has ended
///
/// Runs of several workers may be in progress at once, but calls of the crew and of its searches
/// may not: one thread, or a lock around each.
class Crew {
 public:
  Crew(const SearchOptions& options, std::size_t workers);
  /// Null when there is nothing for this worker now. Not while a run of this worker is in progress.
  Search* search(std::size_t worker);
  bool done() const;
  void stop(Cut why);

  // Of all workers together.
  Coverage coverage() const;
  std::uint64_t runs() const;
  std::uint64_t abandoned() const;
  /// Of the first worker whose search failed; null for none.
  const Error* error() const;

 private:
  std::vector<std::optional<Search>> m_searches;  ///< by worker; empty: had nothing yet
  // Of searches that were replaced.
  Coverage m_coverage;
  std::uint64_t m_runs = 0;
  std::uint64_t m_abandoned = 0;
};

}  // namespace lockstep
