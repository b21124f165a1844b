// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stage/scene.h"

/// The parts of buildScene(), each for one family of items.

namespace lockstep::ui {

void addActors(const SceneInput& input, Scene& scene);
void addResources(const SceneInput& input, const RecentChanges& changes, Scene& scene);
/// Owns, waits, channels: what holds for as long as the state does.
void addStandingLines(const SceneInput& input, Scene& scene);
/// Wakes, hand-offs, forks, joins and items on their way.
void addPassingLines(const SceneInput& input, const RecentChanges& changes, Scene& scene);
void addSignals(const SceneInput& input, Scene& scene);
void addCycles(const SceneInput& input, Scene& scene);

/// Middle of the drawn seat or slot that a queue's item has; 0 leaves next.
QPointF slotCentre(const ResourcePlace& place, double slot);
/// How far a task has come out of its parent, 0 .. 1.
double birth(const SceneInput& input, TaskId task);

}  // namespace lockstep::ui
