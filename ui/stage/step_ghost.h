// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/ids.h"

/// What Step mode adds to the stage, in ids: the stage knows where they stand.

namespace lockstep::ui {

/// What the next step would do.
struct StepGhost {
  /// A wait that it would begin. The holder is not valid() for nobody in particular.
  struct Wait {
    TaskId task;
    TaskId holder;
    ResourceId resource;  ///< not valid(): waits for the holder itself
    friend bool operator==(const Wait&, const Wait&) = default;
  };
  /// A member of a ring that the step would close, and what it waits for the next member by.
  struct Link {
    TaskId task;
    ResourceId resource;
    bool open = false;  ///< it does not wait yet
    friend bool operator==(const Link&, const Link&) = default;
  };
  TaskId mover;  ///< not valid(): nothing is known
  std::vector<Wait> waits;
  ResourceId takes;  ///< what the mover would hold; not valid(): nothing
  std::vector<TaskId> freed;
  std::vector<TaskId> others;  ///< would appear or go
  std::vector<Link> ring;
  bool forGood = false;  ///< nobody could ever move again
  friend bool operator==(const StepGhost&, const StepGhost&) = default;
};

struct StepsOnStage {
  StepGhost ghost;
  // What the last step has changed.
  std::vector<TaskId> changed;
  ResourceId touched;
  friend bool operator==(const StepsOnStage&, const StepsOnStage&) = default;
};

}  // namespace lockstep::ui
