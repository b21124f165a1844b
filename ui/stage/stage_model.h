// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "stage/activity.h"
#include "stage/layout.h"
#include "stage/placements.h"
#include "stage/scene.h"
#include "stage/stage.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// Structure and places of the run that a viewpoint shows; scenes of it at any instant. Keeps
/// places while a live run grows and for as long as the area stays the same.
class StageModel {
 public:
  /// Reads what is new. `area` is the whole stage, px; `header`: with one.
  void update(const Viewpoint& view, const QRectF& area, bool header = true);
  /// Puts things where the user has put them.
  void place(const Placements& placements);
  const Structure& structure() const { return m_structure; }
  const Layout& layout() const { return m_layout; }
  /// At the playhead; `steps` may be null.
  Scene scene(const Viewpoint& view, const StageMotion& motion,
              const StepsOnStage* steps = nullptr) const;
  /// At another instant, which `moment` is of.
  Scene scene(const Viewpoint& view, const PlaybackInstant& instant, const Moment& moment) const;
  QRectF header() const;

 private:
  void arrangeAll(bool header);

  Structure m_structure;
  Activity m_activity;
  Layout m_arranged;
  Placements m_placements;
  mutable Ways m_ways;
  Layout m_layout;  ///< what was arranged, with what the user has moved
  QRectF m_area;
  bool m_placed = false;
};

}  // namespace lockstep::ui
