// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "stage/captions.h"
#include "stage/paths.h"
#include "stage/scene_parts.h"
#include "stage/stage_text.h"
#include "theme/labels.h"

namespace lockstep::ui {

namespace {

/// The state that a task came from and how far it has left it behind.
void addFade(const SceneInput& input, ActorItem& actor) {
  const Lane& lane = input.trace.lane(actor.id);
  const auto index = lane.find(input.playback.now);
  actor.before = actor.state;
  if (!index) return;
  const Interval interval = lane.interval(*index);
  if (interval.state != actor.state) return;
  const bool open = interval.end >= input.trace.endTime();
  const std::int64_t gap = open ? kNoGap : interval.end - interval.start;
  actor.fade = input.playback.progress(interval.start, kStateFade, gap);
  actor.before = *index > 0 ? lane.interval(*index - 1).state : State::unborn;
}

/// The kernel's evidence is the rule; the others are told.
QString evidenceBadge(const TaskMoment& task) {
  const bool alive =
      task.state == State::ready || task.state == State::running || task.state == State::blocked;
  if (!alive || task.evidence == Evidence::kernel) return {};
  return badge(task.evidence);
}

BoxForm formOf(State state) {
  switch (state) {
    case State::unborn:
      return BoxForm::unborn;
    case State::zombie:
      return BoxForm::zombie;
    case State::terminated:
      return BoxForm::ended;
    case State::created:
    case State::ready:
    case State::running:
    case State::blocked:
    case State::stopped:
    case State::unknown:
      break;
  }
  return BoxForm::alive;
}

/// Who changes too often to be followed is shown as its shares of time.
void addShares(const SceneInput& input, ActorItem& actor) {
  const std::size_t changes = input.heat.changesOf(input.trace, actor.id);
  if (changes == 0) return;
  actor.busy = true;
  actor.shares = input.trace.lane(actor.id).shares(input.heat.from, input.heat.to);
  const auto most = std::max_element(actor.shares.begin(), actor.shares.end());
  actor.state = actor.before = static_cast<State>(most - actor.shares.begin());
  actor.fade = 1;
  actor.code = false;
  actor.status = StageText::tr("%1 changes of state").arg(changes);
  actor.shorter = {QStringLiteral("×\u2009%1").arg(changes)};
}

/// From where the parent stands to the own place.
QPointF birthOffset(const SceneInput& input, TaskId id) {
  const double progress = birth(input, id);
  const TaskPlace* own = input.layout.task(id);
  const StageTask* task = input.structure.task(id);
  const TaskPlace* parent = task ? input.layout.task(task->parent) : nullptr;
  if (progress >= 1 || !own || !parent) return {};
  return (parent->disc - own->disc) * (1 - easeOut(progress));
}

ActorItem actorFor(const SceneInput& input, const StageTask& task, const TaskPlace& place) {
  const TaskMoment& moment = momentOf(input.moment, task.id);
  ActorItem actor;
  actor.id = task.id;
  actor.place = place;
  actor.radius = input.layout.scale.disc;
  actor.number = QString::number(task.id.value);
  actor.state = moment.state;
  actor.selected = input.selectedTask == task.id;
  actor.failed = moment.ended && moment.exitCode != 0;
  actor.badge = evidenceBadge(moment);
  actor.opacity = moment.state == State::terminated ? .6 : 1;
  const ProcessPlace* box = input.layout.process(task.process);
  const bool named = box && !box->frame && !box->tab.isEmpty() && task.process == task.id;
  actor.name = named ? QStringLiteral("MainThread") : task.name;
  const Caption caption = taskCaption(input.structure, input.trace, input.moment, task.id);
  actor.status = caption.text;
  actor.shorter = caption.shorter;
  actor.code = caption.code;
  const bool leads = box && !box->frame && task.process == task.id;
  if (leads && task.pid > 0) actor.pid = QStringLiteral("PID %1").arg(task.pid);
  if (leads) actor.tab = box->tab;
  actor.process = task.name;
  addFade(input, actor);
  addShares(input, actor);
  const bool ownBox = box && !box->frame;
  actor.boxed = ownBox && box->box.contains(place.name.center());
  actor.offset = birthOffset(input, ownBox ? task.process : task.id);
  return actor;
}

}  // namespace

double birth(const SceneInput& input, TaskId task) {
  const Lane& lane = input.trace.lane(task);
  if (lane.size() == 0) return 1;
  // A wait in state unborn may stand before the first real interval.
  std::size_t first = 0;
  while (first + 1 < lane.size() && lane.interval(first).state == State::unborn) ++first;
  const Interval born = lane.interval(first);
  const StageTask* info = input.structure.task(task);
  if (born.start > input.playback.now || !info || !input.structure.task(info->parent)) return 1;
  const std::int64_t life = lane.interval(lane.size() - 1).end - born.start;
  return input.playback.progress(born.start, kForkJoin, life);
}

void addActors(const SceneInput& input, Scene& scene) {
  for (const ProcessPlace& place : input.layout.processes) {
    const StageTask* task = input.structure.task(place.id);
    if (!task) continue;
    BoxItem box;
    box.place = place;
    box.form = formOf(momentOf(input.moment, place.id).state);
    box.name = task->name;
    if (task->pid > 0) box.pid = QStringLiteral("PID %1").arg(task->pid);
    const StageTask* selected = input.structure.task(input.selectedTask);
    box.selected = !place.frame && selected && selected->process == place.id;
    if (!place.frame) box.offset = birthOffset(input, place.id);
    scene.boxes.push_back(box);
  }
  for (const StageTask& task : input.structure.tasks())
    if (const TaskPlace* place = input.layout.task(task.id))
      scene.actors.push_back(actorFor(input, task, *place));
}

}  // namespace lockstep::ui
