// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "commands.h"
#include "explore/explorer.h"
#include "explore/played.h"

namespace lockstep::cli {
namespace {

constexpr std::uint64_t kShrinkRuns = 5'000;
constexpr std::int64_t kShrinkTime = 5'000'000'000;  ///< ns

/// The first failing schedule, made as short of preemptions as the time allows.
struct Failure {
  Schedule schedule;
  std::string verdict;
  std::uint32_t preemptions = 0;
  bool fewest = false;  ///< proven
};

Result<ExploreRequest> requestOf(const ExploreOptions& options) {
  if (options.run.scenario.empty())
    return Error{"explore needs a SCENARIO, or --merge; see `lockstep explore --help`"};
  auto run = cli::requestOf(options.run);
  if (!run) return run.error();
  ExploreRequest request;
  request.run = std::move(*run);
  request.kind = options.search == "pct"      ? SearchKind::pct
                 : options.search == "random" ? SearchKind::random
                                              : SearchKind::dfs;
  request.preemptions = options.preemptions;
  request.reduce = options.reduce;
  request.everyStep = options.everyStep;
  request.seed = options.run.seed;
  request.depth = options.run.depth;
  request.runs = options.runs;
  request.seconds = options.seconds;
  request.jobs = options.jobs;
  if (!options.shard.empty()) {
    const auto shard = parseShard(options.shard);
    if (!shard) return shard.error();
    request.shard = *shard;
  }
  return request;
}

/// One line on a terminal's standard error, rewritten as the search goes on.
std::string progressOf(const Tally& tally) {
  std::string words = fmt::format("{:.1f} s, {} runs, {:.0f} runs/s", tally.seconds, tally.runs,
                                  tally.runsPerSecond());
  for (const auto& [verdict, runs] : tally.verdicts) words += fmt::format(", {} {}", runs, verdict);
  return words;
}

Result<Exploration> search(const ExploreRequest& request, bool progress) {
  auto explorer = Explorer::start(request);
  if (!explorer) return explorer.error();
  ProgressLine line(progress);
  for (;;) {
    (*explorer)->waitForNews(100);
    static_cast<void>((*explorer)->takeRuns());
    if (interrupted() != 0) (*explorer)->stop();
    Exploration state = (*explorer)->state();
    if (state.done) return state;
    line.show(progressOf(state.tally));
  }
}

/// Looks for a schedule with fewer preemptions that fails in the same way.
Failure shrink(const ExploreRequest& request, const Exploration& found) {
  Failure failure{*found.firstFailure, std::string(name(found.firstVerdict)),
                  found.firstPreemptions, false};
  auto host = StepHost::start(request.run, 0);
  if (!host) return failure;
  (*host)->moveHere();
  (*host)->watchEnds(found.watched);
  std::vector<Choice> choices;
  for (const ScheduleStep& step : failure.schedule.steps) choices.push_back(step.choice);
  const std::int64_t deadline = monotonicNow() + kShrinkTime;
  const Budget budget{kShrinkRuns,
                      [deadline] { return interrupted() != 0 || monotonicNow() >= deadline; }};
  const auto shrunk = fewestPreemptions(choices, runnerOf(**host), budget);
  if (!shrunk) return failure;
  failure.fewest = shrunk->fewest;
  if (shrunk->preemptions >= failure.preemptions) return failure;
  Follow follow(shrunk->choices);
  const auto played = play(**host, follow);
  if (!played || played->abandoned) return failure;
  failure.schedule = scheduleOf(played->trace, played->round.steps);
  failure.preemptions = shrunk->preemptions;
  return failure;
}

std::string coverageWords(const Tally& tally) {
  if (tally.exhausted()) return "exhausted";
  const Coverage& coverage = tally.coverage;
  if (tally.parts.size() < tally.shards)
    return fmt::format("{} of {} shards", tally.parts.size(), tally.shards);
  if (coverage.withinBound() && coverage.bound)
    return fmt::format("all with at most {} preemptions", *coverage.bound);
  if (coverage.cutByTime) return "not exhausted: time was up";
  if (coverage.cutByRuns) return "not exhausted: the number of runs was reached";
  if (coverage.cutBySteps) return "not exhausted: a run was too long, or could go on for ever";
  return "not exhausted";
}

void print(const Tally& tally, const std::optional<Failure>& failure) {
  fmt::print("{} ({}, as {}): {} runs, {}; {} distinct outcomes; {:.0f} runs/s\n", tally.scenario,
             tally.variant, tally.as, tally.runs, coverageWords(tally), tally.outcomes.size(),
             tally.runsPerSecond());
  for (const auto& [verdict, runs] : tally.verdicts) fmt::print("  {:<12} {}\n", verdict, runs);
  if (tally.firstFailure.empty()) return;
  if (failure)
    fmt::print("{} with {} preemption{}{}: {}\n", failure->verdict, failure->preemptions,
               failure->preemptions == 1 ? "" : "s", failure->fewest ? ", the fewest" : "",
               tally.firstFailure);
  else
    fmt::print("first failure: {}\n", tally.firstFailure);
  fmt::print("replay it: lockstep run {} --step --scheduler replay --schedule {}\n", tally.scenario,
             tally.firstFailure);
}

bool isBadVerdict(const std::string& word) {
  for (const Verdict verdict : {Verdict::deadlock, Verdict::hang, Verdict::lostUpdate,
                                Verdict::lostWakeup, Verdict::race, Verdict::crashed})
    if (name(verdict) == word) return true;
  return false;
}

int statusOf(const Tally& tally) {
  for (const auto& [verdict, runs] : tally.verdicts)
    if (runs > 0 && isBadVerdict(verdict)) return kBadVerdict;
  return kCompleted;
}

/// The tally's object, and what is known of the failure beyond it.
void printJson(const Tally& tally, const std::optional<Failure>& failure) {
  auto object = nlohmann::ordered_json::parse(tally.json());
  if (failure) {
    object["first_failure_verdict"] = failure->verdict;
    object["first_failure_preemptions"] = failure->preemptions;
    object["first_failure_fewest"] = failure->fewest;
  }
  std::cout << object.dump(2) << "\n";
}

Result<Tally> readPart(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return Error{"cannot read " + file};
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) return Error{"cannot read " + file};
  auto tally = Tally::fromJson(text);
  if (!tally) return Error{file + ": " + tally.error().message};
  return tally;
}

int merge(const ExploreOptions& options) {
  if (!options.run.scenario.empty())
    return badInput("--merge joins finished parts; it takes no SCENARIO");
  std::vector<Tally> parts;
  for (const std::string& file : options.merge) {
    auto part = readPart(file);
    if (!part) return badInput(part.error().message);
    parts.push_back(std::move(*part));
  }
  const auto whole = merged(std::move(parts));
  if (!whole) return badInput(whole.error().message);
  if (options.run.json)
    printJson(*whole, std::nullopt);
  else
    print(*whole, std::nullopt);
  return statusOf(*whole);
}

}  // namespace

int explore(const ExploreOptions& options) {
  if (!options.merge.empty()) return merge(options);
  const auto request = requestOf(options);
  if (!request) return badInput(request.error().message);
  becomeReaper();
  catchInterrupts();
  auto found = search(*request, !options.run.json);
  if (!found) return badInput(found.error().message);
  if (!found->refusal.empty()) return badInput(found->refusal);
  for (const std::string& fault : found->faults)
    fmt::print(stderr, "lockstep: internal fault: {}\n", fault);
  if (!found->faults.empty()) return kInternalFault;

  std::optional<Failure> failure;
  if (found->firstFailure) {
    failure = shrink(*request, *found);
    Tally& tally = found->tally;
    tally.firstFailure = !options.run.saveSchedule.empty()
                             ? options.run.saveSchedule
                             : tally.scenario + "-" + tally.variant + ".schedule";
    if (const auto saved = failure->schedule.save(tally.firstFailure); !saved)
      return badInput(saved.error().message);
  }
  if (options.run.json)
    printJson(found->tally, failure);
  else
    print(found->tally, failure);
  if (interrupted() != 0) return 128 + interrupted();
  return statusOf(found->tally);
}

}  // namespace lockstep::cli
