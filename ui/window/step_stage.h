// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stage/step_ghost.h"
#include "window/step_insight.h"
#include "window/step_mode.h"

namespace lockstep::ui {

/// What the stage marks in Step mode: what the step at the playhead has changed, and what the one
/// that is considered would do, where that is known and no secret.
StepsOnStage stepsOnStage(const StepMode& mode, const StepInsight& insight);

}  // namespace lockstep::ui
