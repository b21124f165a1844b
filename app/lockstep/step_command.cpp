// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cstdio>
#include <iostream>

#include "commands.h"
#include "explore/played.h"
#include "interchange/report_json.h"

namespace lockstep::cli {
namespace {

/// Stops the round when the user asks for it.
class Interruptible : public Scheduler {
 public:
  explicit Interruptible(Scheduler& inner) : m_inner(inner) {}
  std::optional<Choice> choose(const Situation& situation) override {
    return interrupted() != 0 ? std::nullopt : m_inner.choose(situation);
  }

 private:
  Scheduler& m_inner;
};

/// What a schedule says of the run that it belongs to, unless that was asked for differently.
Result<void> adopt(const Schedule& schedule, const std::string& file, RunRequest& request) {
  const auto settle = [&file](const char* what, const std::string& theirs,
                              std::string& ours) -> Result<void> {
    if (!ours.empty() && ours != theirs)
      return Error{fmt::format("{} is a schedule of {} {}, not of {}", file, what, theirs, ours)};
    ours = theirs;
    return {};
  };
  if (auto same = settle("scenario", schedule.scenario, request.scenario); !same) return same;
  if (auto same = settle("variant", schedule.variant, request.variant); !same) return same;
  if (auto same = settle("a run as", schedule.as, request.as); !same) return same;
  for (const auto& [name, value] : schedule.parameters) {
    const auto [ours, added] = request.parameters.emplace(name, value);
    if (!added && ours->second != value)
      return Error{fmt::format("{} is a schedule of a run with {} = {}, not {}", file, name, value,
                               ours->second)};
  }
  return {};
}

struct Chosen {
  std::unique_ptr<Scheduler> scheduler;
  Replay* replay = nullptr;  ///< the scheduler, if it is one
};

Result<Chosen> schedulerOf(const RunOptions& options, RunRequest& request,
                           const std::unique_ptr<StepHost>& host) {
  if ((options.scheduler == "replay") != !options.schedule.empty())
    return Error{options.schedule.empty() ? "--scheduler replay needs --schedule FILE"
                                          : "--schedule goes with --scheduler replay"};
  Chosen chosen;
  if (options.scheduler == "random") {
    chosen.scheduler = std::make_unique<RandomScheduler>(options.seed);
  } else if (options.scheduler == "pct") {
    constexpr std::uint32_t kSteps = 100;
    chosen.scheduler = std::make_unique<Pct>(options.seed, options.depth, kSteps);
  } else if (options.scheduler == "replay") {
    auto schedule = Schedule::load(options.schedule);
    if (!schedule) return schedule.error();
    if (const auto fits = adopt(*schedule, options.schedule, request); !fits) return fits.error();
    auto replay = std::make_unique<Replay>(schedule->steps, [&host](const Offer& offer) {
      return wordsOf(host->arena(), offer.next);
    });
    chosen.replay = replay.get();
    chosen.scheduler = std::move(replay);
  } else {
    chosen.scheduler = std::make_unique<RoundRobin>();
  }
  return chosen;
}

}  // namespace

int runInSteps(const RunOptions& options) {
  Result<RunRequest> request = requestOf(options);
  if (!request) return badInput(request.error().message);
  if (!request->signals.empty()) return badInput("--at needs real time, which --step has not");

  becomeReaper();
  catchInterrupts();
  std::unique_ptr<StepHost> host;
  auto chosen = schedulerOf(options, *request, host);
  if (!chosen) return badInput(chosen.error().message);
  auto started = StepHost::start(*request);
  if (!started) return badInput(started.error().message);
  host = std::move(*started);

  Interruptible scheduler(*chosen->scheduler);
  Round round;
  const auto choose = [&](const Situation& situation) { return scheduler.choose(situation); };
  const auto done = host->play(choose, round, request->timeLimit);
  if (!done && host->refused()) return badInput(done.error().message);
  if (!done) {
    fmt::print(stderr, "lockstep: {}\n", done.error().message);
    return kInternalFault;
  }
  const Trace trace = host->record(round);
  const Report report = analyse(trace);
  host.reset();
  if (!options.output.empty())
    if (const auto saved = trace.save(options.output); !saved)
      return badInput(saved.error().message);
  if (!options.saveSchedule.empty())
    if (const auto saved = scheduleOf(trace, round.steps).save(options.saveSchedule); !saved)
      return badInput(saved.error().message);
  if (options.json) {
    std::cout << reportJson(trace, report) << "\n";
  } else {
    printRun(trace, report);
    fmt::print("  {} steps\n", round.steps.size());
  }
  if (interrupted() != 0) return 128 + interrupted();
  if (chosen->replay) {
    chosen->replay->runEnded();
    if (const auto& divergence = chosen->replay->divergence())
      return badInput(fmt::format("{} {}", options.schedule, sentence(*divergence)));
  }
  for (const std::string& fault : round.faults)
    fmt::print(stderr, "lockstep: internal fault: {}\n", fault);
  if (!round.faults.empty()) return kInternalFault;
  return isBad(report.verdict) ? kBadVerdict : kCompleted;
}

}  // namespace lockstep::cli
