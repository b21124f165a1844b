// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "control/choice.h"

/// What one step changes, as a comparison of the situations before and after it. The one after is
/// either what came of the step, or what came of it in a run that was played ahead on tasks of its
/// own; so a forecast is never guessed.

namespace lockstep::ui {

/// A task that waits, for what, and who could end it.
struct WaitLink {
  TaskId waiter;
  TaskId holder;  ///< not valid() for nobody in particular
  ResourceId resource;
  friend bool operator==(const WaitLink&, const WaitLink&) = default;
};

/// The tasks of a situation that cannot go on.
std::vector<WaitLink> waits(const Situation& situation);
/// Tasks that wait for each other in a ring, each for the next one and the last for the first;
/// empty where there is none. Begins with `from` if that is one of them.
std::vector<TaskId> ringOf(const std::vector<WaitLink>& links, TaskId from);

struct StepEffect {
  Choice choice;
  std::vector<WaitLink> stuck;  ///< could go on before, or was not there, and now waits
  std::vector<TaskId> freed;    ///< waited before and could go on now
  std::vector<TaskId> appeared;
  std::vector<TaskId> gone;
  std::vector<TaskId> ring;   ///< closed by this step, see ringOf()
  std::optional<Event> next;  ///< what the task of the step asks for now
  bool stuckForGood = false;  ///< nothing is able any more
  friend bool operator==(const StepEffect&, const StepEffect&) = default;
};
StepEffect effectOf(const Situation& before, const Choice& choice, const Situation& after);

}  // namespace lockstep::ui
