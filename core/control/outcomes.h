// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "control/search.h"

/// What many runs of one scenario came to, as one JSON object for scripts. Keys are only ever
/// added.
///
///     scenario, variant, as   what was run
///     parameters              object: name -> number
///     search                  object: kind ("dfs", "random", "pct" ...) and its options, numbers
///     runs                    runs that came to a verdict
///     abandoned               runs given up because another run, or another shard, stands for them
///     exhausted               every schedule of the scenario was seen, or stands for one that was
///     coverage                object: walked, bound (null: none), cut_by_bound, cut_by_runs,
///                             cut_by_time, cut_by_steps, failed; of the shards at hand
///     verdicts                object: word -> runs
///     outcomes                object: fingerprint (16 hexadecimal digits) -> object: runs,
///     verdict,
///                             schedule (path of the first one saved, or null)
///     more_outcomes           runs with outcomes beyond the first kMaxOutcomes
///     first_failure           path of the schedule of the first bad run, or null
///     shard                   object: of, parts (array of numbers from 1: those in this object)
///     seconds                 time that the runs took; of parts, the sum
///     runs_per_second         runs, abandoned ones too, per second

namespace lockstep {

struct Tally {
  struct Outcome {
    std::uint64_t runs = 0;
    std::string verdict;
    std::string schedule;  ///< path; empty: not saved
    friend bool operator==(const Outcome&, const Outcome&) = default;
  };
  static constexpr std::size_t kMaxOutcomes = 100'000;
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

  std::string scenario;
  std::string variant;
  std::string as;
  std::map<std::string, std::int64_t> parameters;
  std::string search;
  std::map<std::string, std::uint64_t> options;  ///< of the search

  std::uint64_t runs = 0;
  std::uint64_t abandoned = 0;
  Coverage coverage;
  std::map<std::string, std::uint64_t> verdicts;
  std::map<std::uint64_t, Outcome> outcomes;  ///< by fingerprint
  std::uint64_t moreOutcomes = 0;
  std::string firstFailure;  ///< path; empty: none
  std::uint32_t shards = 1;
  std::set<std::uint32_t> parts{1};
  double seconds = 0;
  friend bool operator==(const Tally&, const Tally&) = default;

  /// Counts a run. The outcome when it is the first of its kind, for its schedule to be filled in;
  /// else null.
  Outcome* add(const std::string& verdict, std::uint64_t fingerprint);

  /// All shards are here and none has left out anything.
  bool exhausted() const { return parts.size() == shards && coverage.exhausted(); }
  double runsPerSecond() const;

  /// The object, indented, without a newline at the end.
  std::string json() const;
  /// Refuses with one sentence what json() cannot have written.
  static Result<Tally> fromJson(std::string_view text);
};

/// The shards of one search together. Refuses none at all, tallies of different scenarios or
/// options, and shards that are there twice.
Result<Tally> merged(std::vector<Tally> tallies);

}  // namespace lockstep
