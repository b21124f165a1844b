// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "stage/captions.h"
#include "stage/paths.h"
#include "stage/scene_parts.h"

namespace lockstep::ui {

namespace {

bool isLive(const SceneInput& input, TaskId task) {
  const State state = momentOf(input.moment, task).state;
  return state != State::unborn && state != State::terminated && state != State::zombie;
}

bool isHot(const SceneInput& input, const StageResource& resource) {
  return input.heat.of(resource.id, resource.inner) > 0;
}

bool waitsOn(const SceneInput& input, ResourceId resource, TaskId task) {
  const auto& waiters = momentOf(input.moment, resource).waiters;
  return std::any_of(waiters.begin(), waiters.end(),
                     [&](const Wait& wait) { return wait.task == task; });
}

void addLine(Scene& scene, LineKind kind, QPainterPath path, double opacity = 1) {
  scene.lines.push_back({kind, std::move(path), opacity});
}

/// The left or right end of a queue's tray.
QPointF trayEnd(const ResourcePlace& place, bool in) {
  return {in ? place.body.left() - 5 : place.body.right() + 5, place.body.center().y()};
}

QPainterPath way(const SceneInput& input, const TaskPlace& task, const ResourcePlace& place,
                 const QRectF& target, double margin) {
  if (input.ways) return input.ways->to(input.layout, task, place, target, margin);
  return wayTo(input.layout, task, place, target, margin);
}

/// From a task to an end of a queue's tray.
QPainterPath channel(const SceneInput& input, const TaskPlace& task, const ResourcePlace& place,
                     bool in) {
  const QPointF end = trayEnd(place, in);
  return way(input, task, place, QRectF(end - QPointF(.5, .5), QSizeF(1, 1)), 0);
}

/// The padlock of a lock or condition; the whole drawing of anything else.
QRectF ownedPart(const SceneInput& input, const ResourcePlace& place) {
  if (place.kind != ResourceKind::condition) return place.body;
  const double k = input.layout.scale.icon;
  return {place.body.left(), place.body.top() + 24 * k, 44 * k, 60 * k};
}

void addOwners(const SceneInput& input, Scene& scene) {
  for (const ResourceMoment& resource : input.moment.resources) {
    const StageResource* drawn = input.structure.drawnAs(resource.id);
    const ResourcePlace* place = drawn ? input.layout.resource(drawn->id) : nullptr;
    const bool inner = drawn && drawn->inner == resource.id;
    if (!place || !(inner || isLockLike(*drawn)) || isHot(input, *drawn)) continue;
    for (const Hold& hold : resource.holders) {
      const TaskPlace* task = input.layout.task(hold.task);
      if (!task) continue;
      addLine(scene, LineKind::owns, way(input, *task, *place, ownedPart(input, *place), 2));
    }
  }
}

/// Where the dashed line of a waiting task ends: at the seats it waits in.
QRectF waitingPlace(const ResourcePlace& place, bool inner, Operation operation) {
  if (inner) return place.seats;
  if (operation == Operation::get && !place.getters.isEmpty()) return place.getters;
  if (place.seats.isEmpty() || place.kind == ResourceKind::condition) return place.body;
  return place.seats;
}

void addWaiters(const SceneInput& input, Scene& scene) {
  for (const ResourceMoment& resource : input.moment.resources) {
    const StageResource* drawn = input.structure.drawnAs(resource.id);
    const ResourcePlace* place = drawn ? input.layout.resource(drawn->id) : nullptr;
    if (!place || isHot(input, *drawn)) continue;
    for (const Wait& wait : resource.waiters) {
      const TaskPlace* task = input.layout.task(wait.task);
      if (!task) continue;
      const QRectF target = waitingPlace(*place, drawn->inner == resource.id, wait.operation);
      addLine(scene, LineKind::waits, way(input, *task, *place, target, 3));
    }
  }
  for (const TaskMoment& moment : input.moment.tasks) {
    if (moment.state != State::blocked || moment.reason != Operation::join) continue;
    const TaskPlace* task = input.layout.task(moment.id);
    const TaskPlace* other = input.layout.task(moment.peer);
    if (!task || !other || task == other) continue;
    addLine(scene, LineKind::waits, clearPath(input.layout, *task, *other));
  }
}

/// Dotted lines of all who put and get; who waits has a dashed one instead.
void addChannels(const SceneInput& input, Scene& scene) {
  for (const StageResource& resource : input.structure.resources()) {
    const ResourcePlace* place = input.layout.resource(resource.id);
    if (!place || resource.kind != ResourceKind::queue) continue;
    const bool hot = isHot(input, resource);
    for (const StageTask& info : input.structure.tasks()) {
      const TaskPlace* task = input.layout.task(info.id);
      const std::uint8_t uses = input.structure.uses(info.id, resource.id);
      if (!task || (!hot && waitsOn(input, resource.id, info.id))) continue;
      const double opacity = isLive(input, info.id) ? 1 : .35;
      for (const bool in : {true, false}) {
        if (!(uses & (in ? kPuts : kGets))) continue;
        const QPainterPath path = channel(input, *task, *place, in);
        addLine(scene, LineKind::channel, in ? path : path.toReversed(), opacity);
      }
    }
  }
}

/// Lines from a shared value to those who have read it and will write.
void addTouches(const SceneInput& input, Scene& scene) {
  for (const TaskMoment& moment : input.moment.tasks) {
    if (!carriesCopy(moment)) continue;
    const ResourcePlace* place = input.layout.resource(moment.operand);
    const TaskPlace* task = input.layout.task(moment.id);
    if (!place || !task || input.heat.of(moment.operand) > 0) continue;
    addLine(scene, LineKind::touches, way(input, *task, *place, place->body, 3));
  }
}

/// In place of what comes and goes too fast: who uses what is that busy.
void addTraffic(const SceneInput& input, Scene& scene) {
  for (const StageResource& resource : input.structure.resources()) {
    const ResourcePlace* place = input.layout.resource(resource.id);
    const bool channels = resource.kind == ResourceKind::queue;
    if (!place || channels || !isHot(input, resource)) continue;
    for (const StageTask& info : input.structure.tasks()) {
      const TaskPlace* task = input.layout.task(info.id);
      const int uses = input.structure.uses(info.id, resource.id) |
                       input.structure.uses(info.id, resource.inner);
      if (!task || uses == 0 || !isLive(input, info.id)) continue;
      addLine(scene, LineKind::traffic, way(input, *task, *place, place->body, 3));
    }
  }
}

void addKin(const SceneInput& input, Scene& scene) {
  if (input.layout.kind != LayoutKind::tree) return;
  for (const StageTask& info : input.structure.tasks()) {
    const TaskPlace* child = input.layout.task(info.id);
    const TaskPlace* parent = input.layout.task(info.parent);
    const StageTask* above = input.structure.task(info.parent);
    if (!child || !parent || !above) continue;
    const bool sameBox = input.structure.processes().size() > 1 && above->process == info.process;
    if (sameBox) continue;
    const double opacity = isLive(input, info.id) ? 1 : .5;
    addLine(scene, LineKind::kin, descent(input.layout, *parent, *child), opacity);
  }
}

/// Progress of a relation that happened from `sent` to `received`; nothing when it is over.
std::optional<double> passing(const SceneInput& input, const Arrow& arrow, double nominal) {
  const std::int64_t now = input.playback.now;
  // A join meets when the one who waits goes on, however long ago the other one ended.
  const std::int64_t start = arrow.kind == ArrowKind::join ? arrow.received : arrow.sent;
  if (now < start) return std::nullopt;
  if (const auto progress = input.playback.flight(start, nominal, kNoGap)) return progress;
  // Standing still, the relation of this very step is told by its line.
  const bool thisStep = now == arrow.sent || now == arrow.received;
  if (now < arrow.received || (input.playback.rate <= 0 && thisStep)) return 1;
  return std::nullopt;
}

void addHandOff(const SceneInput& input, const Arrow& arrow, double progress, Scene& scene) {
  const TaskPlace* from = input.layout.task(arrow.from);
  const TaskPlace* to = input.layout.task(arrow.to);
  if (!from || !to || from == to) return;
  const QPainterPath path =
      arc(taskEdge(input.layout, *from, to->disc), taskEdge(input.layout, *to, from->disc));
  addLine(scene, LineKind::handOff, path);
  if (progress < 1)
    scene.badges.push_back({QString::number(arrow.to.value),
                            path.pointAtPercent(input.playback.still ? .5 : easeOut(progress))});
}

void addArrow(const SceneInput& input, const Arrow& arrow, Scene& scene) {
  const TaskPlace* from = input.layout.task(arrow.from);
  const TaskPlace* to = input.layout.task(arrow.to);
  if (!from || !to || from == to) return;
  const bool wake = arrow.kind == ArrowKind::wake || arrow.kind == ArrowKind::handOff;
  if (arrow.resource.valid() && input.heat.of(arrow.resource) > 0) return;
  const auto progress = passing(input, arrow, wake ? kHandOff : kForkJoin);
  if (!progress) return;
  switch (arrow.kind) {
    case ArrowKind::wake:
      return addLine(
          scene, LineKind::wakes,
          arc(taskEdge(input.layout, *from, to->disc), taskEdge(input.layout, *to, from->disc)));
    case ArrowKind::handOff:
      return addHandOff(input, arrow, *progress, scene);
    case ArrowKind::fork:
      return addLine(scene, LineKind::fork, descent(input.layout, *from, *to));
    case ArrowKind::join:
      return addLine(scene, LineKind::join, descent(input.layout, *to, *from));
    case ArrowKind::message:  // items fly to and from the queue
    case ArrowKind::signal:   // envelopes
      return;
  }
}

/// The item of a queue's last change on its way: in from the task, or out to it.
void addFlight(const SceneInput& input, const StageResource& resource, const Change& change,
               Scene& scene) {
  const Event& event = change.event;
  const bool in = event.operation == Operation::put;
  const bool moves = event.phase == Phase::done && event.outcome == Outcome::ok &&
                     (in || event.operation == Operation::get);
  const ResourcePlace* place = input.layout.resource(resource.id);
  const TaskPlace* task = input.layout.task(event.task);
  if (!moves || !place || !task) return;
  const auto progress = input.playback.flight(event.time, kFlight, change.gap);
  if (!progress || isHot(input, resource)) return;
  const std::size_t items = momentOf(input.moment, resource.id).items.size();
  const double last = static_cast<double>(items == 0 ? 0 : items - 1);
  const double slot = std::min(in ? last : 0.0, static_cast<double>(place->slots - 1));
  QPainterPath path = channel(input, *task, *place, in);
  path.lineTo(slotCentre(*place, slot));
  if (!in) path = path.toReversed();
  const Item item{event.value, event.valueKind()};
  scene.tokens.push_back({itemText(item), path.pointAtPercent(easeInOut(*progress))});
  if (input.playback.still) addLine(scene, LineKind::message, path);
}

/// Standing still at the instant of a put or get, its way is a solid line.
void addStepMessage(const SceneInput& input, Scene& scene) {
  const std::int64_t now = input.playback.now;
  std::size_t scanned = 0;
  for (std::size_t i = input.trace.firstAt(now); i < input.trace.logSize(); ++i) {
    const Event& event = input.trace.event(i);
    if (event.time != now || ++scanned > 16) return;
    const bool in = event.operation == Operation::put;
    if (!(in || event.operation == Operation::get) || event.phase != Phase::done ||
        event.outcome != Outcome::ok)
      continue;
    const ResourcePlace* place = input.layout.resource(event.resource);
    const TaskPlace* task = input.layout.task(event.task);
    if (!place || !task) continue;
    const QPainterPath ahead = channel(input, *task, *place, in);
    const QPainterPath path = in ? ahead : ahead.toReversed();
    addLine(scene, LineKind::message, path);
    if (!in)
      scene.tokens.push_back(
          {itemText(Item{event.value, event.valueKind()}), path.pointAtPercent(.5)});
  }
}

}  // namespace

void addStandingLines(const SceneInput& input, Scene& scene) {
  addKin(input, scene);
  addChannels(input, scene);
  addTouches(input, scene);
  addTraffic(input, scene);
  addOwners(input, scene);
  addWaiters(input, scene);
}

void addPassingLines(const SceneInput& input, const RecentChanges& changes, Scene& scene) {
  constexpr std::size_t kMostArrows = 60;
  const std::int64_t now = input.playback.now;
  const std::int64_t reach = input.playback.nanoseconds(kForkJoin);
  for (const Arrow& arrow : input.relations.arrows(now - reach, now, kMostArrows))
    addArrow(input, arrow, scene);
  for (const StageResource& resource : input.structure.resources())
    if (const Change* change = changes.of(resource.id); change)
      if (resource.kind == ResourceKind::queue) addFlight(input, resource, *change, scene);
  if (input.playback.rate <= 0) addStepMessage(input, scene);
}

}  // namespace lockstep::ui
