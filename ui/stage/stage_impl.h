// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "stage/stage.h"
#include "stage/stage_model.h"

namespace lockstep::ui {

struct StartingNote {
  QString words;  ///< empty: nothing is being started
  std::optional<double> progress;
};

struct Stage::Impl {
  struct Drag {
    StageItem item;
    QPointF from;    ///< where it was taken hold of, design pixels
    QPointF middle;  ///< of the thing then
    Placements before;
    bool moved = false;
  };

  Viewpoint& view;
  const Theme* theme = &lockstep::ui::theme(systemThemeKind());
  StageMotion motion;
  StartingNote starting;
  StepsOnStage steps;                      ///< what Step mode marks
  std::optional<PlaybackInstant> instant;  ///< in place of the playhead's
  StageModel model;
  std::size_t announced = 0;  ///< items that screen readers know of
  Placements placements;
  std::vector<Placements> undo;
  std::optional<Drag> drag;
  StageItem held;  ///< what was pressed last
};

}  // namespace lockstep::ui
