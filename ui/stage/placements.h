// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>
#include <compare>
#include <map>

#include "stage/layout.h"
#include "stage/scene.h"

/// Where the user has put things: on top of the layout, which knows nothing of it.

namespace lockstep::ui {

/// A task or a resource on the stage; one of both is valid.
struct StageItem {
  TaskId task;
  ResourceId resource;
  friend auto operator<=>(const StageItem&, const StageItem&) = default;
};

/// Middles of what was moved, as shares of the area, 0 .. 1 both ways, so that they hold in any
/// size.
using Placements = std::map<StageItem, QPointF>;

/// What moves when a thing is taken hold of: the box of a task's process, a task that has none, a
/// resource. Nothing (neither valid) where the hit is none, or is all of the stage.
StageItem handleOf(const Layout& layout, const Hit& hit);
/// Everything that moves with it; empty for what is not on the stage.
QRectF extentOf(const Layout& layout, const StageItem& item);
/// The layout with everything moved to where it was put, but never out of the area.
Layout placed(Layout layout, const Placements& placements);

/// "t2 0.25 0.5;r0 0.1 0.9", and back; what makes no sense is left out.
QString toText(const Placements& placements);
Placements placementsOf(const QString& text);
/// Tells one recording from all others, also when its file is copied or renamed.
QString recordingKey(const Trace& trace);

}  // namespace lockstep::ui
