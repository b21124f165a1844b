// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/world.h"

#include <algorithm>
#include <csignal>

#include "trace/signal_rules.h"

namespace lockstep {

namespace {

/// Also of a resource whose creation was not seen.
bool mayBeLock(ResourceKind kind) {
  return kind == ResourceKind::lock || kind == ResourceKind::rlock || kind == ResourceKind::none;
}

bool took(Outcome outcome) { return outcome == Outcome::ok || outcome == Outcome::abandoned; }

void leave(std::vector<Wait>& waiters, TaskId task) {
  if (waiters.empty()) return;
  std::erase_if(waiters, [task](const Wait& wait) { return wait.task == task; });
}

std::vector<Hold>::iterator holdOf(std::vector<Hold>& holders, TaskId task) {
  return std::find_if(holders.begin(), holders.end(),
                      [task](const Hold& hold) { return hold.task == task; });
}

}  // namespace

void World::Items::take(Item item) {
  const auto first = list.begin() + static_cast<std::ptrdiff_t>(head);
  const auto found =
      std::find_if(first, list.end(), [&](const QueuedItem& q) { return q.item == item; });
  if (found == list.end()) return;
  if (found != first) {
    list.erase(found);
    return;
  }
  ++head;
  // Moving the rest forward is paid for by the items that went.
  if (head * 2 >= list.size()) {
    list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(head));
    head = 0;
  }
}

World::ResourceState* World::resource(const Event& event, const Tables& tables) {
  const ResourceId id = event.resource;
  if (id.value >= kMostResources) return nullptr;
  if (m_resources.size() <= id.value) m_resources.resize(id.value + std::size_t{1});
  ResourceState& state = m_resources[id.value];
  if (!state.exists && event.operation != Operation::destroy) bringToLife(id, tables);
  return &state;
}

void World::bringToLife(ResourceId id, const Tables& tables) {
  ResourceState& state = m_resources[id.value];
  state = {};
  state.exists = true;
  if (id.value >= tables.resources.size()) return;
  state.kind = tables.resources[id.value].kind;
  state.capacity = tables.resources[id.value].capacity;
}

void World::apply(const Event& event, const Tables& tables) {
  if (!event.task.valid()) return;
  task(event.task);
  if (event.resource.valid() && TaskDoing::isOwnAct(event))
    if (ResourceState* state = resource(event, tables)) applyToResource(event, *state);

  switch (event.operation) {
    case Operation::begin:
      begun(event, tables);
      break;
    case Operation::end:
      taskGone(event.task, event.time);
      task(event.task).exitCode = event.value;
      break;
    case Operation::join:
    case Operation::reap:
      if (event.phase == Phase::done && event.outcome == Outcome::ok) reaped(event, tables);
      break;
    case Operation::kill:
      if (event.phase != Phase::done) break;
      if (event.outcome == Outcome::ok)
        sent(event, tables);
      else
        takeBack(event);
      break;
    case Operation::deliver:
      if (event.phase == Phase::done)
        handled(event);
      else
        delivered(event, tables);
      break;
    case Operation::mask:
      task(event.task).blockedSignals = static_cast<std::uint64_t>(event.value);
      break;
    case Operation::handle:
      setHandler(task(event.task).dispositions, event);
      // To ignore a signal discards it.
      if (event.outcome == Outcome::ok && event.aux == 1)
        forgetPending(event.task, tables, [&](int number) { return number == event.value; });
      break;
    case Operation::phase:
      task(event.task).phaseText = TextId{event.aux};
      break;
    case Operation::lost:
      forgetLoads(event.task);
      break;
    case Operation::observed:
      observed(event, tables);
      break;
    default:
      break;
  }
  if (TaskDoing::isOwnAct(event)) m_tasks[event.task.value].doing.follow(event);
  if (event.operation == Operation::parked || event.operation == Operation::granted) stepped(event);
  if (event.operation == Operation::freed) task(event.task).held = false;
}

/// A request that can't succeed stands in the queue for as long as Lockstep says so.
void World::stepped(const Event& event) {
  task(event.task).held = true;
  const Doing* const open = task(event.task).doing.open();
  if (open == nullptr || open->phase != Phase::request || !canBlock(open->operation) ||
      open->operand.value >= m_resources.size())
    return;
  ResourceState& state = m_resources[open->operand.value];
  leave(state.waiters, event.task);
  if (event.operation == Operation::parked && event.value == 0)
    state.waiters.push_back({event.task, event.time, open->operation, open->site, open->timed});
}

void World::applyToResource(const Event& event, ResourceState& state) {
  if (event.phase == Phase::request) return;
  if (event.phase == Phase::blocked) {
    join(event, state);
    return;
  }
  leave(state.waiters, event.task);
  switch (event.operation) {
    case Operation::create:
      state.value = state.kind == ResourceKind::semaphore ||
                            state.kind == ResourceKind::boundedSemaphore ||
                            state.kind == ResourceKind::sharedValue
                        ? event.value
                        : 0;
      break;
    case Operation::destroy:
      state = {};
      break;
    case Operation::acquire:
      if (took(event.outcome)) acquired(event, state);
      break;
    case Operation::release:
      if (event.outcome == Outcome::ok) released(event, state);
      break;
    case Operation::wait:
      waited(event, state);
      break;
    case Operation::notify:
    case Operation::notifyAll:
      if (event.outcome != Outcome::ok) break;
      if (event.peer().valid())
        leave(state.waiters, event.peer());
      else
        ++state.emptyNotifies;
      break;
    case Operation::set:
      state.value = 1;
      state.waiters.clear();
      break;
    case Operation::clear:
      state.value = 0;
      break;
    case Operation::abortBarrier:
    case Operation::resetBarrier:
      state.broken = event.operation == Operation::abortBarrier;
      state.waiters.clear();
      state.value = 0;
      break;
    case Operation::put:
      if (event.outcome == Outcome::ok)
        state.items.list.push_back({{event.value, event.valueKind()}, event.task, event.time});
      state.value = static_cast<std::int64_t>(state.items.size());
      break;
    case Operation::get:
      if (event.outcome == Outcome::ok) state.items.take({event.value, event.valueKind()});
      state.value = static_cast<std::int64_t>(state.items.size());
      break;
    case Operation::load:
    case Operation::store:
      stored(event, state);
      break;
    default:
      break;
  }
}

void World::join(const Event& event, ResourceState& state) {
  leave(state.waiters, event.task);
  Wait wait{event.task, event.time, event.operation, event.site, event.has(kFlagTimed)};
  // The request may carry the flag alone.
  if (const Doing* doing = task(event.task).doing.find(event)) wait.timed |= doing->timed;
  state.waiters.push_back(wait);
  if (state.kind == ResourceKind::barrier)
    state.value = static_cast<std::int64_t>(state.waiters.size());
}

void World::acquired(const Event& event, ResourceState& state) {
  const Hold hold{event.task, event.time, 1, event.site};
  state.value = event.value;
  const auto held = holdOf(state.holders, event.task);
  switch (state.kind) {
    case ResourceKind::semaphore:
    case ResourceKind::boundedSemaphore:
      if (held != state.holders.end())
        ++held->depth;
      else
        state.holders.push_back(hold);
      return;
    case ResourceKind::rlock:
      if (held != state.holders.end()) {
        ++held->depth;
        return;
      }
      break;
    default:
      break;
  }
  state.holders.assign(1, hold);
  state.abandoned = false;
}

void World::released(const Event& event, ResourceState& state) {
  auto held = holdOf(state.holders, event.task);
  if (state.kind != ResourceKind::semaphore && state.kind != ResourceKind::boundedSemaphore) {
    // A plain lock may be released by any task.
    if (state.kind == ResourceKind::rlock && held != state.holders.end() && held->depth > 1) {
      --held->depth;
      state.value = held->depth;
      return;
    }
    state.holders.clear();
    state.value = 0;
    state.abandoned = false;
    return;
  }
  std::int64_t given = std::max<std::int64_t>(1, event.value - state.value);
  state.value = event.value;
  // Whoever gives back a permit that is not its own gives back the one taken longest ago.
  while (given > 0 && !state.holders.empty()) {
    held = holdOf(state.holders, event.task);
    if (held == state.holders.end()) held = state.holders.begin();
    const auto part = std::min<std::int64_t>(given, held->depth);
    held->depth -= static_cast<std::int32_t>(part);
    given -= part;
    if (held->depth == 0) state.holders.erase(held);
  }
}

void World::waited(const Event& event, ResourceState& state) {
  if (state.kind != ResourceKind::barrier) return;
  // Only an abort breaks it: after a reset its waiters are still told that it was broken.
  // The last to arrive lets all the others go, whenever they say so themselves.
  if (event.outcome == Outcome::ok && event.value == state.capacity - 1) state.waiters.clear();
  state.value = static_cast<std::int64_t>(state.waiters.size());
}

void World::stored(const Event& event, ResourceState& state) {
  const std::size_t who = event.task.value;
  if (state.known.size() <= who) state.known.resize(who + 1, kNoVersion);
  std::uint32_t& known = state.known[who];
  if (event.operation == Operation::load) {
    known = event.aux;
    return;
  }
  const std::uint32_t overwritten = event.aux == Event::kNoAux ? state.version : event.aux;
  if (known != kNoVersion && known != overwritten) ++state.lostUpdates;
  known = overwritten + 1;
  // Stores are stamped before they take effect, so two may come in the other order: the version
  // tells which of them the word kept.
  if (overwritten + 1 > state.version) {
    state.version = overwritten + 1;
    state.value = event.value;
  }
}

void World::forgetLoads(TaskId id) {
  for (ResourceState& state : m_resources)
    if (id.value < state.known.size()) state.known[id.value] = kNoVersion;
}

void World::sent(const Event& event, const Tables& tables) {
  const TaskId to = event.peer();
  const int number = static_cast<int>(event.value);
  if (!to.valid() || signalBit(event.value) == 0) return;
  const Dispositions own = dispositionsOf(to, tables);
  // The kernel lets neither kind wait beside the other.
  if (number == SIGCONT) forgetPending(to, tables, &stopsProcess);
  if (stopsProcess(number))
    forgetPending(to, tables, [](int pending) { return pending == SIGCONT; });
  SignalMoment signal{number, event.task, to, SignalPhase::pending, event.time, 0, 0};
  const bool waits = stopsProcess(number) && number != SIGSTOP && held(to, tables);
  if (!own.catches(number) && (own.ignores(number) || (actsAtOnce(number) && !waits))) {
    signal.phase = SignalPhase::handled;
    signal.delivered = signal.handled = event.time;
  } else {
    // The kernel keeps one of each number.
    for (const SignalMoment& other : m_signals)
      if (other.phase == SignalPhase::pending && other.number == number && other.to == to) return;
  }
  m_signals.push_back(signal);
  forgetHandled();
}

Dispositions World::dispositionsOf(TaskId id, const Tables& tables) const {
  return processDispositions(id, tables.tasks, [this](TaskId each) {
    return each.value < m_tasks.size() ? m_tasks[each.value].dispositions : Dispositions{};
  });
}

/// Whether Lockstep holds some task of the process: then it holds the process's signals.
bool World::held(TaskId id, const Tables& tables) const {
  for (std::size_t i = 0; i < m_tasks.size(); ++i)
    if (m_tasks[i].held && sameProcess(TaskId{static_cast<std::uint16_t>(i)}, id, tables.tasks))
      return true;
  return false;
}

template <class Which>
void World::forgetPending(TaskId to, const Tables& tables, Which which) {
  std::erase_if(m_signals, [&](const SignalMoment& signal) {
    return signal.phase == SignalPhase::pending && which(signal.number) &&
           sameProcess(signal.to, to, tables.tasks);
  });
}

/// What was pending and has stopped its process has done its work.
void World::observed(const Event& event, const Tables& tables) {
  if (event.value == 'Z' || event.value == 'X') processGone(event.task, event.time, tables);
  if (event.value != 'T') return;
  for (SignalMoment& signal : m_signals) {
    if (signal.phase != SignalPhase::pending || !sameProcess(signal.to, event.task, tables.tasks) ||
        event.aux != static_cast<std::uint32_t>(signal.number))
      continue;
    signal.phase = SignalPhase::handled;
    signal.delivered = signal.handled = event.time;
  }
  forgetHandled();
}

/// kill says so before it acts; a second event says that it failed.
void World::takeBack(const Event& event) {
  const auto found =
      std::find_if(m_signals.rbegin(), m_signals.rend(), [&event](const SignalMoment& signal) {
        return signal.from == event.task && signal.to == event.peer() &&
               signal.phase == SignalPhase::pending;
      });
  if (found != m_signals.rend()) m_signals.erase(std::next(found).base());
}

void World::delivered(const Event& event, const Tables& tables) {
  const int number = static_cast<int>(event.value);
  if (signalBit(event.value) == 0) return;
  auto found = m_signals.end();
  for (auto it = m_signals.begin(); it != m_signals.end(); ++it) {
    if (it->phase != SignalPhase::pending || it->number != number) continue;
    if (it->to != event.task && !sameProcess(it->to, event.task, tables.tasks)) continue;
    if (found == m_signals.end() || (found->from != event.peer() && it->from == event.peer()))
      found = it;
  }
  if (found == m_signals.end()) {
    m_signals.push_back({number, event.peer(), event.task, SignalPhase::pending, event.time, 0, 0});
    found = std::prev(m_signals.end());
  }
  found->to = event.task;
  found->phase = SignalPhase::handling;
  found->delivered = event.time;
}

void World::handled(const Event& event) {
  const auto found =
      std::find_if(m_signals.rbegin(), m_signals.rend(), [&event](const SignalMoment& signal) {
        return signal.phase == SignalPhase::handling && signal.to == event.task &&
               signal.number == event.value;
      });
  if (found == m_signals.rend()) return;
  found->phase = SignalPhase::handled;
  found->handled = event.time;
  forgetHandled();
}

void World::forgetHandled() {
  const auto isHandled = [](const SignalMoment& s) { return s.phase == SignalPhase::handled; };
  auto count =
      static_cast<std::size_t>(std::count_if(m_signals.begin(), m_signals.end(), isHandled));
  while (count-- > kKeptSignals)
    m_signals.erase(std::find_if(m_signals.begin(), m_signals.end(), isHandled));
}

bool World::taskGone(TaskId id, std::int64_t time) {
  if (!id.valid() || task(id).ended) return false;
  TaskState& gone = task(id);
  gone.ended = true;
  gone.doing.forget();
  for (ResourceState& state : m_resources) {
    leave(state.waiters, id);
    if (state.kind == ResourceKind::barrier)
      state.value = static_cast<std::int64_t>(state.waiters.size());
    if (mayBeLock(state.kind) && holdOf(state.holders, id) != state.holders.end())
      state.abandoned = true;
  }
  // What was pending and let through ended it or went down with it; what it blocked never came.
  const auto never = [&](const SignalMoment& signal) {
    return signal.to == id && signal.phase == SignalPhase::pending &&
           (gone.blockedSignals & signalBit(signal.number)) != 0;
  };
  std::erase_if(m_signals, never);
  for (SignalMoment& signal : m_signals) {
    if (signal.to != id || signal.phase == SignalPhase::handled) continue;
    if (signal.phase == SignalPhase::pending) signal.delivered = time;
    signal.phase = SignalPhase::handled;
    signal.handled = time;
  }
  forgetHandled();
  return true;
}

/// Fork hands the parent's mask and handlers on; a thread has its own mask and shares handlers.
void World::begun(const Event& event, const Tables& tables) {
  const TaskId parent = event.peer();
  if (!parent.valid() || parent.value >= m_tasks.size() || parent == event.task) return;
  const TaskState& from = m_tasks[parent.value];
  TaskState& to = m_tasks[event.task.value];
  to.blockedSignals = from.blockedSignals;
  if (!isProcess(event.task, tables.tasks)) return;
  to.dispositions = dispositionsOf(parent, tables);
}

void World::reaped(const Event& event, const Tables& tables) {
  const TaskId id = event.peer();
  if (!id.valid() || id.value >= std::max(tables.tasks.size(), m_tasks.size())) return;
  processGone(id, event.time, tables);
  task(id).reaped = true;
  task(id).exitCode = event.value;
}

/// A process takes its threads with it.
void World::processGone(TaskId id, std::int64_t time, const Tables& tables) {
  taskGone(id, time);
  if (!isProcess(id, tables.tasks)) return;
  for (const TaskInfo& info : tables.tasks)
    if (info.kind == TaskKind::thread && sameProcess(info.id, id, tables.tasks))
      taskGone(info.id, time);
}

const World::TaskState* World::task(TaskId id) const {
  return id.value < m_tasks.size() ? &m_tasks[id.value] : nullptr;
}

const World::ResourceState* World::resource(ResourceId id) const {
  return id.value < m_resources.size() ? &m_resources[id.value] : nullptr;
}

void World::describe(Moment& moment) const {
  if (moment.tasks.size() < m_tasks.size()) moment.tasks.resize(m_tasks.size());
  for (std::size_t i = 0; i < m_tasks.size(); ++i) {
    const TaskState& from = m_tasks[i];
    const Doing& doing = from.doing.current();
    TaskMoment& to = moment.tasks[i];
    to.operation = doing.operation;
    to.phase = doing.phase;
    to.operand = doing.operand;
    to.peer = doing.peer;
    to.site = doing.site;
    to.requestedAt = doing.requestedAt;
    to.timed = doing.timed;
    to.phaseText = from.phaseText;
    to.exitCode = from.exitCode;
    to.ended = from.ended;
    to.reaped = from.reaped;
    to.blockedSignals = from.blockedSignals;
  }
  if (moment.resources.size() < m_resources.size()) moment.resources.resize(m_resources.size());
  for (std::size_t i = 0; i < m_resources.size(); ++i) {
    const ResourceState& from = m_resources[i];
    ResourceMoment& to = moment.resources[i];
    to.exists = from.exists;
    to.value = from.value;
    to.version = from.version;
    to.broken = from.broken;
    to.abandoned = from.abandoned;
    to.lostUpdates = from.lostUpdates;
    to.emptyNotifies = from.emptyNotifies;
    to.holders = from.holders;
    to.waiters = from.waiters;
    to.items.assign(from.items.list.begin() + static_cast<std::ptrdiff_t>(from.items.head),
                    from.items.list.end());
  }
  moment.signals = m_signals;
}

std::size_t World::bytes() const {
  std::size_t bytes = sizeof(World) + m_tasks.size() * sizeof(TaskState) +
                      m_resources.size() * sizeof(ResourceState) +
                      m_signals.size() * sizeof(SignalMoment);
  for (const TaskState& task : m_tasks) bytes += task.doing.depth() * sizeof(Doing);
  for (const ResourceState& state : m_resources)
    bytes += state.holders.size() * sizeof(Hold) + state.waiters.size() * sizeof(Wait) +
             state.items.size() * sizeof(QueuedItem) + state.known.size() * sizeof(std::uint32_t);
  return bytes;
}

}  // namespace lockstep
