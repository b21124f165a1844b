// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <vector>

#include "stage/stage.h"
#include "trace/trace.h"

/// One small run for each thing that the stage can show.

namespace lockstep::ui {

struct Sample {
  QString title;
  std::shared_ptr<Trace> trace;
  std::int64_t playhead = 0;  ///< ns
  StageMotion motion;         ///< of samples that show something on its way
};

struct SampleSection {
  QString title;
  std::vector<Sample> samples;
};

/// In the window's language. Every state of a task, every kind of resource in every situation that
/// it can be in, processes and signals.
std::vector<SampleSection> gallerySections();

}  // namespace lockstep::ui
