// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "control/controller.h"
#include "control/schedulers.h"
#include "session/step_control.h"

namespace lockstep {

/// Step mode of a live run: between the run's thread, which drains and observes, and whoever
/// chooses. Internal to session/.
class StepDriver {
 public:
  StepDriver(const Arena& arena, StepPlan plan);

  // For any thread.
  void setStepping(bool on);
  void choose(const Choice& choice);
  void runUntil(StepGoal goal);
  void pause();
  void setBreakpoints(std::vector<Breakpoint> breakpoints);
  std::shared_ptr<const StepView> view() const;
  /// Ends the sleep of a thread that waits for tasks to park.
  void wake();

  // For the run's thread.
  bool stepping() const { return m_controller.inControl(); }
  void observe(const Event& event);
  enum class Look : std::uint8_t {
    away,     ///< tasks are on their way; look again when something parks
    waiting,  ///< for a choice
    moved,    ///< a task was let go
    stuck,    ///< nothing is able, and nobody is outside: nothing can happen any more
    over,     ///< no task is left
  };
  /// One look at the run after everything that was written before its tasks parked was observed.
  /// `told` gets the events of Step mode.
  Look look(std::int64_t now, std::vector<Event>& told);
  /// What was asked for since the last time: Step mode on or off.
  void followMode(std::vector<Event>& told);

 private:
  std::optional<Choice> nextChoice();
  bool reached(const StepGoal& goal) const;
  bool atBreakpoint() const;
  void publish(bool waiting);
  void take(const Choice& choice, std::vector<Event>& told);

  const Arena& m_arena;

  // The run's thread's own.
  Controller m_controller;
  std::vector<Choice> m_prefix;
  std::size_t m_replayed = 0;
  std::vector<StepTaken> m_steps;
  std::string m_diverged;
  bool m_concluded = false;
  RoundRobin m_roundRobin;
  std::optional<StepGoal> m_goal;  ///< of the automatic run in progress
  Event m_goalStart;               ///< what its task asked for when it began
  bool m_goalMoved = false;        ///< it has let a task go

  // Guarded by m_mutex.
  mutable std::mutex m_mutex;
  std::optional<bool> m_wantStepping;
  std::optional<Choice> m_wantChoice;
  std::optional<StepGoal> m_wantGoal;
  bool m_wantPause = false;
  std::vector<Breakpoint> m_breakpoints;
  std::shared_ptr<const StepView> m_view;
};

}  // namespace lockstep
