// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "control/choice.h"
#include "control/controller.h"
#include "probe/ring_reader.h"
#include "session/host_process.h"
#include "session/session.h"
#include "session/step_control.h"

namespace lockstep {

/// One round of a scenario in Step mode.
struct Round {
  RunEnd end =
      RunEnd::running;  ///< completed, quiescent, timeLimit; stopped: nobody chose any more
  std::vector<StepTaken> steps;
  std::vector<Event> events;        ///< everything, in the order of time
  std::vector<std::string> faults;  ///< of Lockstep: see Controller::faults()
};

/// Plays a scenario in Step mode, round after round, on real tasks: one lockstep-host forks a fresh
/// main process for each. For searches and the command line; not for looking on while it runs. One
/// thread uses it.
class StepHost {
 public:
  /// Answers one choice that the situation allows, or nothing to give the round up.
  using Choose = std::function<std::optional<Choice>(const Situation&)>;

  /// Checks the request and starts the host. Where `cpu` is given, host and tasks
  /// share that CPU.
  static Result<std::unique_ptr<StepHost>> start(const RunRequest& request,
                                                 std::optional<int> cpu = {});
  /// Kills and reaps every descendant.
  ~StepHost();

  /// Moves the calling thread, which is to play, to the host's CPU: handing over is then several
  /// times faster.
  void moveHere() const;

  /// Plays one round into `round`, at most `timeLimit` of wall time. A task that dies, or that does
  /// not come to a gate, is content. Fails only when the host is gone: then there are no more
  /// rounds, and the sentence says why, as far as that is known.
  Result<void> play(const Choose& choose, Round& round, std::int64_t timeLimit = 30'000'000'000);
  /// The last round as a recording.
  Trace record(const Round& round) const;
  /// Names that were asked about in any round; see Controller::asked().
  const std::set<std::string>& asked() const { return m_controller.asked(); }
  /// From the next round on the ends of tasks with these names are steps like others: a search that
  /// has seen somebody ask about them begins again with that.
  void watchEnds(std::set<std::string> names);
  /// Watches the ends of all that were asked about. True when these are more than before.
  bool learn();

  /// The host left because the machine's limits let it run nothing: what play() has said.
  bool refused() const { return !m_arena.refusal().empty(); }
  /// Names and places for words; good until the next round.
  const Arena& arena() const { return m_arena; }
  const RunInfo& info() const { return m_info; }

 private:
  StepHost() : m_controller(m_arena) {}
  Result<void> begin();
  /// False when nothing more can be done in this round.
  bool step(const Choose& choose, Round& round);
  bool wait(std::uint32_t parksSeen, std::int64_t now) const;
  Error hostGone();
  Result<void> finish(Round& round);
  void drain(Round& round, bool dead);
  void publish(Round& round);

  Arena m_arena;
  RunInfo m_info;
  std::unique_ptr<HostProcess> m_host;
  Controller m_controller;
  std::vector<RingReader> m_readers;
  std::vector<Event> m_batch;
  std::set<std::string> m_watched;
  std::uint32_t m_rounds = 0;
  std::optional<int> m_cpu;
};

}  // namespace lockstep
