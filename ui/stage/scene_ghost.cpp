// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "stage/captions.h"
#include "stage/paths.h"
#include "stage/scene_parts.h"

namespace lockstep::ui {

namespace {

struct GhostText {
  Q_DECLARE_TR_FUNCTIONS(Stage)
};

const ResourcePlace* placeOf(const SceneInput& input, ResourceId resource) {
  const StageResource* drawn = resource.valid() ? input.structure.drawnAs(resource) : nullptr;
  return drawn ? input.layout.resource(drawn->id) : nullptr;
}

void addGhostWait(const SceneInput& input, const StepGhost::Wait& wait, Scene& scene) {
  const TaskPlace* const task = input.layout.task(wait.task);
  if (!task) return;
  if (const ResourcePlace* place = placeOf(input, wait.resource)) {
    const QRectF target = place->seats.isEmpty() ? place->body : place->seats;
    const QPointF from = taskEdge(input.layout, *task, target.center());
    scene.lines.push_back(
        {LineKind::wouldWait, bend(input.layout, from, rectEdge(target, from, 3)), 1});
    return;
  }
  const TaskPlace* const other = input.layout.task(wait.holder);
  if (other && other != task)
    scene.lines.push_back({LineKind::wouldWait, clearPath(input.layout, *task, *other), 1});
}

void addGhostTake(const SceneInput& input, const StepGhost& ghost, Scene& scene) {
  const TaskPlace* const task = input.layout.task(ghost.mover);
  const ResourcePlace* const place = placeOf(input, ghost.takes);
  if (!task || !place) return;
  scene.lines.push_back(
      {LineKind::wouldTake, wayTo(input.layout, *task, *place, place->body, 3), 1});
}

void addGhostWakes(const SceneInput& input, const StepGhost& ghost, Scene& scene) {
  const TaskPlace* const from = input.layout.task(ghost.mover);
  for (const TaskId freed : ghost.freed) {
    const TaskPlace* const to = input.layout.task(freed);
    if (!from || !to || from == to) continue;
    scene.lines.push_back(
        {LineKind::wouldWake,
         arc(taskEdge(input.layout, *from, to->disc), taskEdge(input.layout, *to, from->disc)), 1});
  }
}

/// A ring around every task that the step would change.
void addGhostRings(const SceneInput& input, const StepGhost& ghost, Scene& scene) {
  std::vector<TaskId> tasks = ghost.freed;
  tasks.insert(tasks.end(), ghost.others.begin(), ghost.others.end());
  for (const StepGhost::Wait& wait : ghost.waits) tasks.push_back(wait.task);
  tasks.push_back(ghost.mover);
  std::ranges::sort(tasks);
  tasks.erase(std::ranges::unique(tasks).begin(), tasks.end());
  for (const TaskId task : tasks)
    if (const TaskPlace* place = input.layout.task(task); place && place->shown)
      scene.marks.push_back({place->disc, input.layout.scale.disc + 5, true});
}

bool holdsNow(const SceneInput& input, TaskId task, ResourceId resource) {
  const auto& holders = momentOf(input.moment, resource).holders;
  return std::ranges::find(holders, task, &Hold::task) != holders.end();
}

/// The band of a ring: solid where a link is closed, dashed where the step would close it.
void addGhostBand(const SceneInput& input, const std::vector<StepGhost::Link>& ring, Scene& scene) {
  const auto join = [&](const QPointF& from, const QPointF& to, bool open) {
    (open ? scene.openBand : scene.band).addPath(bend(input.layout, from, to));
  };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const StepGhost::Link& link = ring[i];
    const StepGhost::Link& next = ring[(i + 1) % ring.size()];
    const TaskPlace* const waiter = input.layout.task(link.task);
    const TaskPlace* const holder = input.layout.task(next.task);
    if (!waiter || !holder) continue;
    const ResourcePlace* const between = placeOf(input, link.resource);
    if (!between) {
      join(waiter->disc, holder->disc, link.open);
      continue;
    }
    join(waiter->disc, between->body.center(), link.open);
    join(between->body.center(), holder->disc, !holdsNow(input, next.task, link.resource));
  }
}

void addGhostSentence(const SceneInput& input, const StepGhost& ghost, Scene& scene) {
  if (input.layout.silent || !scene.sentence.isEmpty()) return;
  std::size_t closed = 0;
  for (const StepGhost::Link& link : ghost.ring) {
    scene.chain.push_back(QString::number(link.task.value));
    scene.openLinks.push_back(link.open);
    if (!link.open) ++closed;
  }
  scene.chain.push_back(scene.chain.front());
  scene.headline = GhostText::tr("%1 of %2 links are closed").arg(closed).arg(ghost.ring.size());
  const int mover = ghost.mover.value;
  scene.sentence = ghost.forGood
                       ? GhostText::tr("If %1 goes next, nobody can ever move").arg(mover)
                       : GhostText::tr("If %1 goes next, they wait for each other").arg(mover);
  scene.sentenceRect = sentenceRoom(input);
}

/// Before the name of a resource, or behind it where it stands at the right end of its room.
QPointF besideLabel(const SceneInput& input, const ResourcePlace& place) {
  constexpr double kAway = 8;
  const bool right = place.align.testFlag(Qt::AlignRight);
  return {right ? place.label.right() + kAway : place.label.left() - kAway,
          place.label.top() + input.layout.scale.nameLine() / 2};
}

}  // namespace

void addSteps(const SceneInput& input, Scene& scene) {
  if (!input.steps) return;
  const StepsOnStage& steps = *input.steps;
  for (const TaskId task : steps.changed)
    if (const TaskPlace* place = input.layout.task(task); place && place->shown)
      scene.marks.push_back({place->disc + QPointF(.76, -.76) * input.layout.scale.disc, 4, false});
  if (const ResourcePlace* place = placeOf(input, steps.touched); place && place->shown)
    scene.marks.push_back({besideLabel(input, *place), 4, false});
  if (!steps.ghost.mover.valid()) return;
  for (const StepGhost::Wait& wait : steps.ghost.waits) addGhostWait(input, wait, scene);
  addGhostTake(input, steps.ghost, scene);
  addGhostWakes(input, steps.ghost, scene);
  addGhostRings(input, steps.ghost, scene);
  if (steps.ghost.ring.empty()) return;
  addGhostBand(input, steps.ghost.ring, scene);
  addGhostSentence(input, steps.ghost, scene);
}

}  // namespace lockstep::ui
