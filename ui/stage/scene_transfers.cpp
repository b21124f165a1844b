// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "stage/captions.h"
#include "stage/paths.h"
#include "stage/scene_parts.h"
#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

QString exitText(std::int64_t code) {
  if (code >= 0) return QString::number(code);
  const std::string_view signal = signalName(static_cast<int>(-code));
  return QString::fromUtf8(signal.data(), static_cast<qsizetype>(signal.size()));
}

bool isSemaphoreKind(ResourceKind kind) {
  return kind == ResourceKind::semaphore || kind == ResourceKind::boundedSemaphore;
}

void addToken(const SceneInput& input, const QPainterPath& path, double progress, QString text,
              TokenKind kind, Scene& scene) {
  scene.tokens.push_back({std::move(text), path.pointAtPercent(easeInOut(progress)), kind});
  if (input.playback.still) scene.lines.push_back({LineKind::message, path, 1});
}

QPainterPath straight(const QPointF& from, const QPointF& to) {
  QPainterPath path(from);
  path.lineTo(to);
  return path;
}

/// A permit goes from its hole to its taker, or back.
void addPermit(const SceneInput& input, const StageResource& resource, const Change& change,
               Scene& scene) {
  const Event& event = change.event;
  const bool taken = event.operation == Operation::acquire;
  const bool moves = event.phase == Phase::done && event.outcome == Outcome::ok &&
                     (taken || event.operation == Operation::release);
  const ResourcePlace* place = input.layout.resource(resource.id);
  const TaskPlace* task = input.layout.task(event.task);
  const auto progress =
      moves ? input.playback.flight(event.time, kFlight, change.gap) : std::nullopt;
  if (!place || !task || !progress) return;
  const auto gone = static_cast<double>(place->slots) - static_cast<double>(event.value);
  const double hole = std::clamp(taken ? gone - 1 : gone, 0.0, std::max(0.0, place->slots - 1.0));
  const QPointF rack = permitCentre(*place, hole, input.layout.scale);
  const QPointF hand = taskEdge(input.layout, *task, rack);
  addToken(input, taken ? straight(rack, hand) : straight(hand, rack), *progress, {},
           TokenKind::permit, scene);
}

/// A load takes a copy of the cell to its task, a store takes the task's own back.
void addCopyFlight(const SceneInput& input, const StageResource& resource, const Change& change,
                   Scene& scene) {
  const Event& event = change.event;
  const bool out = event.operation == Operation::load;
  const ResourcePlace* place = input.layout.resource(resource.id);
  const TaskPlace* task = input.layout.task(event.task);
  const bool moves = event.phase == Phase::done && (out || event.operation == Operation::store);
  const auto progress =
      moves ? input.playback.flight(event.time, kFlight, change.gap) : std::nullopt;
  if (!place || !task || !progress) return;
  const QPointF cell = valueCell(*place, input.layout.scale).center();
  const QPointF own = copyPlace(input, *task);
  addToken(input, out ? straight(cell, own) : straight(own, cell), *progress,
           QString::number(event.value), TokenKind::copy, scene);
}

/// What a task has loaded is its own from then on: whatever happens to the cell, it stays.
void addCopies(const SceneInput& input, const RecentChanges& changes, Scene& scene) {
  for (const TaskMoment& task : input.moment.tasks) {
    const TaskPlace* place = carriesCopy(task) ? input.layout.task(task.id) : nullptr;
    if (!place || input.heat.of(task.operand) > 0) continue;
    const auto event = lastEvent(input.trace, task.id, input.playback.now, task.operation);
    if (!event) continue;
    const Change* change = changes.of(task.operand);
    const bool flies = change && change->event.task == task.id &&
                       change->event.operation == Operation::load && !input.playback.still &&
                       input.playback.flight(change->event.time, kFlight, change->gap);
    if (flies) continue;
    scene.copies.push_back({copyPlace(input, *place), QString::number(event->value),
                            task.operation == Operation::add});
  }
}

/// The exit code of a zombie waits for its parent, and goes to it when it is reaped.
void addExitCodes(const SceneInput& input, const RecentChanges& changes, Scene& scene) {
  for (const TaskMoment& task : input.moment.tasks) {
    const TaskPlace* place = input.layout.task(task.id);
    if (place && task.state == State::zombie && task.ended)
      scene.tokens.push_back(
          {exitText(task.exitCode), copyPlace(input, *place), TokenKind::exitCode});
  }
  for (const Event& event : changes.reaps()) {
    const TaskPlace* parent = input.layout.task(event.task);
    const TaskPlace* child = input.layout.task(event.peer());
    const auto progress = input.playback.flight(event.time, kForkJoin, kNoGap);
    if (!parent || !child || parent == child || !progress) continue;
    const QPainterPath path = descent(input.layout, *parent, *child);
    scene.lines.push_back({LineKind::join, path, 1});
    scene.tokens.push_back({exitText(event.value), path.pointAtPercent(1 - easeInOut(*progress)),
                            TokenKind::exitCode});
  }
}

}  // namespace

QPointF copyPlace(const SceneInput& input, const TaskPlace& task) {
  // Beside the disc, where neither its texts nor its badges are.
  const double away = input.layout.scale.disc * .62 + 9;
  const bool left = task.name.isEmpty() || task.name.center().x() > task.disc.x();
  return task.disc + QPointF(left ? -away : away, -away);
}

void addTransfers(const SceneInput& input, const RecentChanges& changes, Scene& scene) {
  for (const StageResource& resource : input.structure.resources()) {
    const Change* change = changes.of(resource.id);
    if (!change || input.heat.of(resource.id, resource.inner) > 0) continue;
    if (isSemaphoreKind(resource.kind)) addPermit(input, resource, *change, scene);
    if (resource.kind == ResourceKind::sharedValue) addCopyFlight(input, resource, *change, scene);
  }
  addCopies(input, changes, scene);
  addExitCodes(input, changes, scene);
}

}  // namespace lockstep::ui
