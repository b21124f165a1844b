// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/model.h"

#include <algorithm>
#include <csignal>

namespace lockstep {
namespace {

const World::ResourceState kNothing{};

bool holds(const World::ResourceState& resource, TaskId task) {
  return std::any_of(resource.holders.begin(), resource.holders.end(),
                     [task](const Hold& hold) { return hold.task == task; });
}

/// The most items that a queue without a bound takes.
constexpr std::int64_t kUnboundedItems = 32767;

Expectation done(Outcome outcome, std::optional<std::int64_t> value = {}) {
  return {Phase::done, outcome, value};
}

}  // namespace

void Model::reset() {
  Model fresh;
  fresh.m_watchedEnds = std::move(m_watchedEnds);
  *this = std::move(fresh);
}

void Model::learnTask(TaskId id, const Arena& arena) {
  if (!id.valid() || !arena.taskLive(id)) return;
  for (auto next = m_tasks.size(); next <= id.value; ++next) {
    m_tasks.emplace_back().id = TaskId{static_cast<std::uint16_t>(next)};
  }
  const TaskSlot& slot = arena.task(id);
  TaskInfo& info = m_tasks[id.value];
  info.kind = static_cast<TaskKind>(slot.kind);
  info.parent = TaskId{slot.parent};
  info.daemon = slot.daemon != 0;
  info.pid = slot.pid.load(std::memory_order_relaxed);
  info.tid = slot.tid.load(std::memory_order_relaxed);
  if (!m_watchedEnds.empty())
    state(id).watched = m_watchedEnds.contains(arena.text(TextId{slot.name}));
}

void Model::learnResource(ResourceId id, const Arena& arena) {
  if (id.value >= arena.resourceCount()) return;
  for (auto next = m_resources.size(); next <= id.value; ++next) {
    ResourceInfo& info = m_resources.emplace_back();
    info.id = ResourceId{static_cast<std::uint32_t>(next)};
    const ResourceSlot& slot = arena.resource(info.id);
    info.kind = static_cast<ResourceKind>(slot.kind);
    info.robust = slot.robust != 0;
    info.capacity = slot.capacity;
    info.inner = ResourceId{slot.inner};
  }
}

Model::TaskState& Model::state(TaskId task) {
  if (m_states.size() <= task.value) m_states.resize(task.value + std::size_t{1});
  return m_states[task.value];
}

/// A process takes its threads with it.
void Model::end(TaskId task) {
  state(task).ended = true;
  if (!isProcess(task)) return;
  for (const TaskInfo& info : m_tasks)
    if (info.kind == TaskKind::thread && leader(info.id) == task) state(info.id).ended = true;
}

void Model::observe(const Event& event, const Arena& arena) {
  if (!event.task.valid()) return;
  if (event.task.value >= m_tasks.size() || event.operation == Operation::begin)
    learnTask(event.task, arena);
  if (event.resource.valid() && event.resource.value >= m_resources.size())
    learnResource(event.resource, arena);
  switch (event.operation) {
    case Operation::start:
      learnTask(event.peer(), arena);
      if (event.phase == Phase::done && event.outcome == Outcome::ok && event.peer().valid())
        state(event.peer()).started = true;
      break;
    case Operation::begin:
      state(event.task).started = state(event.task).begun = true;
      break;
    case Operation::end:
      end(event.task);
      break;
    case Operation::exited:
      end(event.task);
      m_world.taskGone(event.task, event.time);
      break;
    case Operation::execFailed:
      if (event.peer().valid()) end(event.peer());
      break;
    case Operation::observed:
      if (event.value == 'Z' || event.value == 'X') end(event.task);
      break;
    case Operation::join:
    case Operation::reap:
      if (event.phase == Phase::done && event.outcome == Outcome::ok && event.peer().valid())
        end(event.peer());
      break;
    case Operation::alarm:
      if (event.value > 0)
        state(leader(event.task)).alarm = event.value;
      else
        state(leader(event.task)).alarm.reset();
      break;
    case Operation::kill:
      // The timer's own signal, sent in the name of the supervisor.
      if (event.task == kSupervisor && event.value == SIGALRM && event.peer().valid())
        state(leader(event.peer())).alarm.reset();
      break;
    default:
      break;
  }
  m_world.apply(event, {m_tasks, m_resources});
}

void Model::meet(TaskId task, const Arena& arena) {
  learnTask(task, arena);
  state(task).started = true;
}

bool Model::live(TaskId task) const {
  return task.value < m_states.size() && m_states[task.value].started &&
         !m_states[task.value].ended;
}

bool Model::ended(TaskId task) const {
  return task.value < m_states.size() && m_states[task.value].ended;
}

bool Model::begun(TaskId task) const {
  return task.value < m_states.size() && m_states[task.value].begun;
}

bool Model::isProcess(TaskId task) const {
  return task.value < m_tasks.size() && m_tasks[task.value].kind == TaskKind::process;
}

TaskId Model::leader(TaskId task) const {
  while (task.value < m_tasks.size() && m_tasks[task.value].kind == TaskKind::thread &&
         m_tasks[task.value].parent.valid())
    task = m_tasks[task.value].parent;
  return task;
}

bool Model::sameProcess(TaskId one, TaskId other) const { return leader(one) == leader(other); }

std::optional<std::int64_t> Model::alarmOf(TaskId task) const {
  const TaskId process = leader(task);
  return process.value < m_states.size() ? m_states[process.value].alarm : std::nullopt;
}

const World::ResourceState& Model::resource(ResourceId id) const {
  const World::ResourceState* const found = m_world.resource(id);
  return found ? *found : kNothing;
}

ResourceId Model::innerOf(ResourceId id) const {
  return id.value < m_resources.size() ? m_resources[id.value].inner : ResourceId{};
}

bool Model::robust(ResourceId id) const {
  return id.value < m_resources.size() && m_resources[id.value].robust;
}

/// Whether the task stands in the queue of the resource still.
bool Model::waits(const Event& next) const {
  const auto& waiters = resource(next.resource).waiters;
  return std::any_of(waiters.begin(), waiters.end(),
                     [&](const Wait& wait) { return wait.task == next.task; });
}

/// Whether what the operation asks for is there.
bool Model::available(const Event& next) const {
  const World::ResourceState& it = resource(next.resource);
  switch (next.operation) {
    case Operation::acquire:
      switch (it.kind) {
        case ResourceKind::semaphore:
        case ResourceKind::boundedSemaphore:
          return it.value > 0;
        case ResourceKind::rlock:
          return it.holders.empty() || holds(it, next.task);
        default:
          return it.holders.empty() || (it.abandoned && robust(next.resource));
      }
    case Operation::put: {
      const auto items = static_cast<std::int64_t>(it.items.size());
      return items < (it.capacity > 0 ? it.capacity : kUnboundedItems);
    }
    case Operation::get:
      return it.items.size() > 0;
    case Operation::join:
      return ended(next.peer());
    case Operation::wait:
      if (next.phase == Phase::blocked) return !waits(next);
      return true;
    case Operation::pause:
      return next.phase == Phase::request;
    default:
      return true;
  }
}

bool Model::canGo(const Event& next) const {
  return available(next) || (next.phase == Phase::request && next.has(kFlagNonBlocking));
}

bool Model::canTimeOut(const Event& next) const {
  if (!next.has(kFlagTimed)) return false;
  // Whoever sleeps for a lock may give up although it has just become free; the others look again.
  const auto kind = resource(next.resource).kind;
  const bool lock = kind == ResourceKind::lock || kind == ResourceKind::rlock;
  if (next.operation == Operation::acquire && lock && next.phase == Phase::blocked) return true;
  if (next.operation == Operation::wait && next.phase == Phase::request) return false;
  return !available(next);
}

/// Matters to nobody else, see Offer::local.
bool Model::isLocal(const Event& next) const {
  switch (next.operation) {
    case Operation::start:
    case Operation::begin:
    case Operation::join:
    case Operation::sleep:
    case Operation::add:
      return true;
    case Operation::wait:
      return next.phase == Phase::blocked;
    case Operation::end: {
      if (next.task.value < m_states.size() && m_states[next.task.value].watched) return false;
      // The end of a process ends its threads, and that of an owner hands its robust locks on.
      for (const ResourceInfo& info : m_resources)
        if (info.robust && holds(resource(info.id), next.task)) return false;
      if (!isProcess(next.task)) return true;
      return std::none_of(m_tasks.begin(), m_tasks.end(), [&](const TaskInfo& info) {
        return info.id != next.task && live(info.id) && leader(info.id) == next.task;
      });
    }
    default:
      return false;
  }
}

void Model::addSignals(const Event& next, std::vector<Choice>& able) const {
  const World::TaskState* const task = m_world.task(next.task);
  if (task == nullptr) return;
  const Dispositions own = processDispositions(next.task, m_tasks, [this](TaskId id) {
    const World::TaskState* const one = m_world.task(id);
    return one ? one->dispositions : Dispositions{};
  });
  for (const SignalMoment& signal : m_world.signals()) {
    if (signal.phase != SignalPhase::pending || !sameProcess(signal.to, next.task)) continue;
    const bool pauses = next.operation == Operation::pause && next.phase == Phase::blocked &&
                        own.catches(signal.number);
    if ((task->blockedSignals & signalBit(signal.number)) != 0 && !pauses) continue;
    const Choice choice{next.task, Act::deliver, static_cast<std::uint32_t>(signal.number)};
    if (std::find(able.begin(), able.end(), choice) == able.end()) able.push_back(choice);
  }
}

/// A notify of one wakes any of those who wait.
void Model::addPicks(const Event& next, std::vector<Choice>& able) const {
  const World::ResourceState& it = resource(next.resource);
  const bool locked = !resource(innerOf(next.resource)).holders.empty();
  if (next.operation != Operation::notify || next.value != 1 || !locked || it.waiters.size() < 2) {
    able.push_back({next.task, Act::go, Choice::kNoPick});
    return;
  }
  for (const Wait& wait : it.waiters) able.push_back({next.task, Act::go, wait.task.value});
}

void Model::explain(const Event& next, Offer& offer) const {
  offer.waitsFor = next.resource;
  if (next.operation == Operation::join) {
    offer.holder = next.peer();
    return;
  }
  const auto& holders = resource(next.resource).holders;
  if (next.operation == Operation::acquire && holders.size() == 1)
    offer.holder = holders.front().task;
}

Offer Model::offer(const Event& next, bool tired) const {
  Offer offer;
  offer.task = next.task;
  offer.next = next;
  offer.kind = resource(next.resource).kind;
  offer.inner = innerOf(next.resource);
  if (canGo(next))
    addPicks(next, offer.able);
  else
    explain(next, offer);
  if (canTimeOut(next)) offer.able.push_back({next.task, Act::timeout, Choice::kNoPick});
  offer.local = !offer.able.empty() && offer.able.front().act == Act::go && isLocal(next);
  offer.idles = offer.local && tired;
  addSignals(next, offer.able);
  if (isProcess(next.task) && alarmOf(next.task))
    offer.able.push_back({next.task, Act::alarm, Choice::kNoPick});
  // What may still come between is somebody's decision.
  if (offer.able.size() > 1 || offer.idles) offer.local = false;
  return offer;
}

Expectation Model::expect(const Choice& choice, const Event& next) const {
  const World::ResourceState& it = resource(next.resource);
  const bool timeout = choice.act == Act::timeout;
  const auto items = static_cast<std::int64_t>(it.items.size());
  switch (next.operation) {
    case Operation::acquire: {
      if (timeout || !available(next)) {
        if (timeout || next.has(kFlagNonBlocking)) return done(Outcome::timeout);
        return {Phase::blocked, Outcome::ok, {}};
      }
      const bool semaphore =
          it.kind == ResourceKind::semaphore || it.kind == ResourceKind::boundedSemaphore;
      if (semaphore) return done(Outcome::ok, it.value - 1);
      return done(it.abandoned && !it.holders.empty() && it.kind == ResourceKind::lock
                      ? Outcome::abandoned
                      : Outcome::ok);
    }
    case Operation::release: {
      if (it.kind == ResourceKind::semaphore) return done(Outcome::ok, it.value + next.value);
      if (it.kind == ResourceKind::boundedSemaphore)
        return it.value + next.value > it.capacity ? done(Outcome::overReleased)
                                                   : done(Outcome::ok, it.value + next.value);
      const bool owned = it.kind == ResourceKind::rlock || robust(next.resource);
      const bool mine = owned ? holds(it, next.task) : !it.holders.empty();
      return done(mine ? Outcome::ok : Outcome::notOwned);
    }
    case Operation::wait:
      switch (it.kind) {
        case ResourceKind::barrier: {
          const auto waiting = static_cast<std::int64_t>(it.waiters.size());
          // Who was let go by a reset is told that the barrier was broken, although it is whole
          // again.
          if (next.phase == Phase::blocked)
            return timeout || it.broken ? done(Outcome::broken)
                                        : Expectation{Phase::request, {}, {}};
          if (it.broken) return done(Outcome::broken);
          if (waiting + 1 == it.capacity) return done(Outcome::ok, waiting);
          return {Phase::blocked, Outcome::ok, {}};
        }
        case ResourceKind::event:
          if (next.phase == Phase::blocked) return done(timeout ? Outcome::timeout : Outcome::ok);
          return it.value != 0 ? done(Outcome::ok) : Expectation{Phase::blocked, Outcome::ok, {}};
        default:
          // A condition: its waiter's `done` comes when it has the lock again.
          if (next.phase == Phase::blocked) return {Phase::request, Outcome::ok, {}};
          if (resource(innerOf(next.resource)).holders.empty()) return done(Outcome::notOwned);
          return {Phase::blocked, Outcome::ok, {}};
      }
    case Operation::put:
      if (available(next) && !timeout) return done(Outcome::ok);
      if (timeout || next.has(kFlagNonBlocking)) return done(Outcome::full);
      return {Phase::blocked, Outcome::ok, {}};
    case Operation::get:
      if (available(next) && !timeout)
        return done(Outcome::ok, it.items.list[it.items.head].item.bits);
      if (timeout || next.has(kFlagNonBlocking)) return done(Outcome::empty);
      return {Phase::blocked, Outcome::ok, {}};
    case Operation::qsize:
      return done(Outcome::ok, items);
    case Operation::empty:
      return done(Outcome::ok, items == 0);
    case Operation::full:
      return done(Outcome::ok, it.capacity > 0 && items >= it.capacity);
    case Operation::isSet:
    case Operation::load:
      return done(Outcome::ok, it.value);
    case Operation::isAlive:
      // A killed process that nobody has reaped still looks alive to all but its parent.
      if (!next.peer().valid() || !live(next.peer())) return {Phase::request, Outcome::ok, {}};
      return done(Outcome::ok, 1);
    case Operation::join:
      if (available(next)) return done(Outcome::ok);
      return timeout ? done(Outcome::timeout) : Expectation{Phase::blocked, Outcome::ok, {}};
    default:
      return {Phase::request, Outcome::ok, {}};
  }
}

}  // namespace lockstep
