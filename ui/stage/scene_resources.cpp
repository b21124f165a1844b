// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "stage/captions.h"
#include "stage/scene_parts.h"
#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

QString number(TaskId task) { return QString::number(task.value); }

/// Who left its seat by an event: who had waited, or who was notified.
struct Leaver {
  TaskId task;
  std::int64_t since = 0;
};

std::optional<Leaver> leaverOf(const SceneInput& input, const Event& event) {
  if (event.phase != Phase::done) return std::nullopt;
  const bool told = event.operation == Operation::notify || event.operation == Operation::notifyAll;
  if (told && !event.peer().valid()) return std::nullopt;
  const TaskId task = told ? event.peer() : event.task;
  const Operation operation = told ? Operation::wait : event.operation;
  const auto blocked = lastEvent(input.trace, task, event.time, operation, Phase::blocked);
  const auto request = lastEvent(input.trace, task, event.time, operation, Phase::request);
  if (!blocked || blocked->resource != event.resource) return std::nullopt;
  if (request && request->time > blocked->time) return std::nullopt;
  return Leaver{task, blocked->time};
}

/// Chips in the recorded order. Who joined last fades in; when someone left, those behind move up.
std::vector<ChipItem> chips(const SceneInput& input, const std::vector<Wait>& waits,
                            const Change* change, std::optional<Operation> only) {
  std::vector<ChipItem> out;
  const bool recent = change && (!only || change->event.operation == *only);
  const double moved =
      recent ? easeOut(input.playback.progress(change->event.time, kSeats, change->gap)) : 1;
  const auto left = recent && moved < 1 ? leaverOf(input, change->event) : std::nullopt;
  for (const Wait& wait : waits) {
    if (only && wait.operation != *only) continue;
    ChipItem chip;
    chip.number = number(wait.task);
    chip.state = momentOf(input.moment, wait.task).state;
    chip.seat = static_cast<double>(out.size());
    if (left && wait.since > left->since) chip.seat += 1 - moved;
    const bool joins =
        recent && change->event.phase == Phase::blocked && change->event.task == wait.task;
    if (joins) chip.opacity = moved;
    out.push_back(chip);
  }
  return out;
}

/// Who leaves the first seat goes to where `to` is, and is seen no more when it is there.
void addWalker(const SceneInput& input, const Change* change, const QPointF& from,
               const QPointF& to, ResourceItem& item) {
  if (!change) return;
  const double moved = input.playback.progress(change->event.time, kHandOff, change->gap);
  const auto left = moved < 1 ? leaverOf(input, change->event) : std::nullopt;
  if (!left) return;
  ChipItem chip;
  chip.number = number(left->task);
  chip.state = momentOf(input.moment, left->task).state;
  chip.opacity = 1 - moved * moved * moved;
  item.walkers.push_back({chip, from + (to - from) * easeInOut(moved)});
}

QPointF keyhole(const SceneInput& input, const ResourcePlace& place) {
  const double k = input.layout.scale.icon;
  if (place.kind == ResourceKind::condition) return place.body.topLeft() + QPointF(22 * k, 64 * k);
  return {place.body.center().x(), place.body.top() + 44 * k};
}

double closing(const SceneInput& input, const Change* change, bool closed) {
  const double end = closed ? 1 : 0;
  if (!change) return end;
  const Event& event = change->event;
  const bool acts = event.phase == Phase::done &&
                    (event.operation == Operation::acquire ||
                     event.operation == Operation::release || event.operation == Operation::set ||
                     event.operation == Operation::clear || event.operation == Operation::wait);
  if (!acts) return end;
  const double done = easeOut(input.playback.progress(event.time, kPadlock, change->gap));
  return closed ? done : 1 - done;
}

/// Shackle, owner and seats of a lock, or of the lock that belongs to a condition.
void addLock(const SceneInput& input, ResourceId id, const RecentChanges& changes,
             ResourceItem& item) {
  const ResourceMoment& lock = momentOf(input.moment, id);
  const Change* change = changes.of(id);
  item.closed = closing(input, change, !lock.holders.empty());
  if (!lock.holders.empty()) {
    item.owner = number(lock.holders.front().task);
    item.depth = lock.holders.front().depth;
  }
  item.seats = chips(input, lock.waiters, change, std::nullopt);
  item.abandoned = item.abandoned || lock.abandoned;
  const ResourcePlace& place = item.place;
  addWalker(input, change, seatCentre(place.seats, place.direction, 0, input.layout.scale),
            keyhole(input, place), item);
}

void addSemaphore(const SceneInput& input, const ResourceMoment& moment, const Change* change,
                  ResourceItem& item) {
  for (const Hold& hold : moment.holders)
    for (int n = 0; n < std::min(hold.depth, 64); ++n) item.holders.push_back(number(hold.task));
  item.seats = chips(input, moment.waiters, change, std::nullopt);
  const bool returns = change && change->event.operation == Operation::release &&
                       !input.playback.still &&
                       input.playback.flight(change->event.time, kFlight, change->gap);
  item.flying = returns ? 1 : 0;
}

void addItems(const SceneInput& input, const ResourceMoment& moment, const Change* change,
              ResourceItem& item) {
  const std::size_t slots = static_cast<std::size_t>(std::max(1, item.place.slots));
  const std::size_t shown = moment.items.size() <= slots ? moment.items.size() : slots - 1;
  double shift = 0;
  bool flying = false;
  if (change && change->event.phase == Phase::done) {
    const Event& event = change->event;
    const bool ok = event.outcome == Outcome::ok;
    if (ok && event.operation == Operation::get)
      shift = 1 - easeOut(input.playback.progress(event.time, kSeats, change->gap));
    if (ok && event.operation == Operation::put)
      flying = input.playback.progress(event.time, kFlight, change->gap) < 1;
  }
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == moment.items.size();
    if (flying && last) continue;
    item.items.push_back(
        {itemText(moment.items[i].item), static_cast<double>(i) + (shown < slots ? shift : 0)});
  }
  item.more = static_cast<int>(moment.items.size() - shown);
  item.seats = chips(input, moment.waiters, change, Operation::put);
  item.getters = chips(input, moment.waiters, change, Operation::get);
}

/// Tasks that have read the value and will write it: two of them may lose an update.
void addLoaders(const SceneInput& input, ResourceItem& item) {
  for (const TaskMoment& task : input.moment.tasks) {
    if (task.operand != item.place.id || !carriesCopy(task)) continue;
    ChipItem chip;
    chip.number = number(task.id);
    chip.state = task.state;
    chip.seat = static_cast<double>(item.room.size());
    item.room.push_back(chip);
  }
  item.concurrent = item.room.size() > 1;
}

void addKind(const SceneInput& input, const StageResource& info, const RecentChanges& changes,
             ResourceItem& item) {
  const ResourceMoment& moment = momentOf(input.moment, info.id);
  const Change* change = changes.of(info.id);
  switch (info.kind) {
    case ResourceKind::none:
    case ResourceKind::lock:
    case ResourceKind::rlock:
      return addLock(input, info.id, changes, item);
    case ResourceKind::semaphore:
    case ResourceKind::boundedSemaphore:
      return addSemaphore(input, moment, change, item);
    case ResourceKind::event:
      item.closed = closing(input, change, moment.value == 0);
      item.seats = chips(input, moment.waiters, change, std::nullopt);
      return;
    case ResourceKind::condition:
      item.room = chips(input, moment.waiters, change, std::nullopt);
      addWalker(input, change, chairCentre(item.place, 0, input.layout.scale),
                seatCentre(item.place.seats, item.place.direction, 0, input.layout.scale), item);
      return addLock(input, info.inner, changes, item);
    case ResourceKind::barrier:
      item.room = chips(input, moment.waiters, change, std::nullopt);
      item.closed = closing(input, change, !moment.waiters.empty());
      return;
    case ResourceKind::queue:
      return addItems(input, moment, change, item);
    case ResourceKind::sharedValue:
      return addLoaders(input, item);
  }
}

/// What changes too often to be followed is shown without anything that does.
void addHeat(std::uint32_t count, ResourceItem& item) {
  QString digits = QString::number(count);
  for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, QChar(0x2009));
  item.count = QStringLiteral("×\u2009") + digits;
  item.heat = Heat::level(count);
  item.closed = .5;
}

}  // namespace

bool carriesCopy(const TaskMoment& task) {
  return (task.operation == Operation::load || task.operation == Operation::add) &&
         task.phase == Phase::done && !task.ended;
}

QPointF slotCentre(const ResourcePlace& place, double slot) {
  const double right = place.body.right() - 8;
  return {right - (slot + .5) * (place.slot + 4) + 2, place.body.center().y()};
}

void addResources(const SceneInput& input, const RecentChanges& changes, Scene& scene) {
  for (const StageResource& info : input.structure.resources()) {
    const ResourcePlace* place = input.layout.resource(info.id);
    if (!place) continue;
    const ResourceMoment& moment = momentOf(input.moment, info.id);
    ResourceItem item;
    item.place = *place;
    item.name = info.name;
    item.meta = resourceCaption(info, input.trace, input.moment);
    item.exists = moment.exists;
    item.selected = input.selectedResource == info.id ||
                    (info.inner.valid() && input.selectedResource == info.inner);
    item.abandoned = moment.abandoned;
    item.broken = moment.broken;
    item.value = moment.value;
    item.capacity = info.capacity;
    if (const std::uint32_t count = input.heat.of(info.id, info.inner)) {
      item.meta.clear();
      addHeat(count, item);
    } else {
      addKind(input, info, changes, item);
    }
    scene.resources.push_back(std::move(item));
  }
}

}  // namespace lockstep::ui
