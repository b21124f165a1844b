// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "probe/arena.h"
#include "session/step_control.h"
#include "trace/trace.h"

/// One live run: owns lockstep-host and all its descendants, drains their events and the kernel's,
/// and hands them over in time order.

namespace lockstep {

/// Makes this program the reaper of its orphaned descendants, so that not even a run whose host was
/// killed leaves zombies. Programs that start sessions call it once, first thing in main().
void becomeReaper();

struct TimedSignal {
  std::int64_t at = 0;  ///< ns after the scenario's start
  std::string task;     ///< name, or number
  int signal = 0;
};

/// Whether a run can be stepped: Lockstep then follows every event of it.
enum class Stepping : std::uint8_t { never, possible, fromStart };

struct ScenarioInfo;

enum class EvidenceChoice : std::uint8_t { automatic, probeOnly };

struct RunRequest {
  std::string scenario;
  std::string variant;                             ///< empty: the first
  std::string as;                                  ///< "threads", "processes"; empty: the first
  std::map<std::string, std::int64_t> parameters;  ///< missing ones take their defaults
  std::vector<TimedSignal> signals;
  std::int64_t timeLimit = 30'000'000'000;  ///< ns
  std::int64_t quietLimit = 500'000'000;    ///< ns with nothing able to run: the run hangs
  EvidenceChoice evidence = EvidenceChoice::automatic;
  Stepping stepping = Stepping::never;
  std::vector<Choice> prefix;  ///< fromStart: taken one after the other before anybody is asked
  Arena::Options arena;
  std::string hostProgram;  ///< path; empty: beside this program
  /// Of a host with scenarios of its own; null: the catalogue's. Must outlive the start.
  const ScenarioInfo* described = nullptr;
};

class Session {
 public:
  /// Checks the request against the scenario list, starts the host and lets it go. Fails with one
  /// sentence (unknown scenario, value out of range, host not found ...) and leaves nothing behind.
  static Result<std::unique_ptr<Session>> start(const RunRequest& request);
  /// Kills and reaps every descendant.
  ~Session();

  /// Events come at most this much later than they happened, in ns, while the reader keeps up.
  static constexpr std::int64_t kLateness = 250'000'000;

  /// Moves what has arrived into `trace`: table rows, events in time order, the live edge. Call
  /// it once a frame from the one thread that owns the trace. False when the run has ended and
  /// everything was delivered; then trace.end() is set.
  bool pull(Trace& trace);
  /// Sleeps until there is something to pull or `timeoutMs` passed. For programs without a loop.
  void waitForEvents(int timeoutMs);

  bool running() const;
  /// Asks for the end: everything is killed; pull() delivers the rest and then answers false.
  void stop();
  /// kill(2) to a task of this run, recorded as sent by the supervisor (the user).
  Result<void> signal(TaskId task, int number);
  int hostPid() const;

  // Step mode, of a run that can be stepped. A run in Step mode has no time limit and hangs for as
  // long as one likes; it ends, as quiescent, when nothing is able any more.
  void setStepping(bool on);
  /// One step, if the situation still allows it.
  void choose(const Choice& choice);
  /// Steps by itself until the goal, a breakpoint, pauseSteps() or another choice.
  void runUntil(StepGoal goal);
  void pauseSteps();
  void setBreakpoints(std::vector<Breakpoint> breakpoints);
  /// Never null. Any thread.
  std::shared_ptr<const StepView> stepView() const;
  /// What went otherwise than asked, one sentence each: a timed signal that found no task, a host
  /// that was killed from outside. Whole once pull() has answered false; any thread.
  std::vector<std::string> notes() const;
  /// Names in the request's signals that no task of the run had; notes() tells of them as well.
  /// Whole once pull() has answered false.
  std::vector<std::string> strangers() const;

 private:
  Session();
  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep
