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
/// Permits, copies of shared values and exit codes on their way, and copies that are there.
void addTransfers(const SceneInput& input, const RecentChanges& changes, Scene& scene);
void addSignals(const SceneInput& input, Scene& scene);
/// What the last step has changed and what the next one would do.
void addSteps(const SceneInput& input, Scene& scene);
/// Room for a sentence about a cycle.
QRectF sentenceRoom(const SceneInput& input);
void addCycles(const SceneInput& input, Scene& scene);

/// Middle of the drawn seat or slot that a queue's item has; 0 leaves next.
QPointF slotCentre(const ResourcePlace& place, double slot);
/// Whether a task has loaded a shared value and not stored it yet.
bool carriesCopy(const TaskMoment& task);
/// Where a task's own copy of a value stands.
QPointF copyPlace(const SceneInput& input, const TaskPlace& task);
/// How far a task has come out of its parent, 0 .. 1.
double birth(const SceneInput& input, TaskId task);

}  // namespace lockstep::ui
