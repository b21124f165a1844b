// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/played.h"

namespace lockstep {

Result<Played> play(StepHost& host, Scheduler& scheduler, std::int64_t timeLimit) {
  Played played;
  const auto choose = [&](const Situation& situation) {
    const auto choice = scheduler.choose(situation);
    played.abandoned = !choice;
    return choice;
  };
  if (const auto done = host.play(choose, played.round, timeLimit); !done) return done.error();
  if (played.abandoned) return played;
  played.trace = host.record(played.round);
  played.report = analyse(played.trace);
  return played;
}

Runner runnerOf(StepHost& host) {
  return [&host](Scheduler& scheduler) {
    const auto played = play(host, scheduler);
    RunResult result;
    result.learned = host.learn();
    result.cutShort = !played || played->abandoned || played->round.end == RunEnd::timeLimit;
    if (result.cutShort) return result;
    result.verdict = name(played->report.verdict);
    result.bad = isBad(played->report.verdict);
    return result;
  };
}

}  // namespace lockstep
