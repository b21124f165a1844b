// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"
#include "timeline/frame.h"

class QPainter;

/// The timeline whose axis has steps, and what Step mode adds to either axis.

namespace lockstep::ui {

struct StepMarks;

/// All intervals of a lane that have a width there.
LaneDetail stepDetail(const Lane& lane, const TimelineLayout& layout);
/// One tick where each step ends, with as many numbers as there is room for.
Axis stepTicks(const TimelineLayout& layout);
/// The minimap of a frame whose axis has steps.
void fillWholeSteps(const Viewpoint& view, TimelineFrame& frame);

/// Veil, flags and the step that would come next. Flags stand in the title row, left of
/// `titleRight`.
void paintStepMarks(QPainter& painter, const TimelineFrame& frame, const Viewpoint& view,
                    const Theme& theme, const StepMarks& marks, double titleRight);

}  // namespace lockstep::ui
