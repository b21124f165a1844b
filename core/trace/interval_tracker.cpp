// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/interval_tracker.h"

#include <algorithm>

#include "trace/signal_rules.h"

namespace lockstep {

namespace {

bool asleep(const Doing* open) {
  if (open == nullptr || !canBlock(open->operation)) return false;
  // These sleep from their request on; the others say when they must wait.
  const bool always = open->operation == Operation::sleep || open->operation == Operation::stall;
  return always || open->phase == Phase::blocked;
}

}  // namespace

IntervalTracker::Track& IntervalTracker::track(TaskId task) {
  if (m_tracks.size() <= task.value) m_tracks.resize(task.value + std::size_t{1});
  return m_tracks[task.value];
}

Evidence IntervalTracker::evidence(const Track& track) const {
  if (track.step) return Evidence::step;
  return track.kernel ? Evidence::kernel : Evidence::probe;
}

void IntervalTracker::apply(const Event& event, std::span<const TaskInfo> tasks) {
  if (event.operation == Operation::gap) {
    gap(event);
    return;
  }
  if (!event.task.valid()) return;
  switch (event.operation) {
    case Operation::switchIn:
      switchIn(event);
      return;
    case Operation::switchOut:
      switchOut(event);
      return;
    case Operation::forked:
      forked(event);
      return;
    case Operation::exited:
      track(event.task).kernel = true;
      ended(event.task, event.time, tasks);
      return;
    case Operation::observed:
      observed(event, tasks);
      return;
    case Operation::delay:
      readDelay(event);
      return;
    case Operation::lost:
      lost(event);
      return;
    case Operation::granted:
    case Operation::parked:
    case Operation::freed:
      stepped(event);
      return;
    default:
      if (TaskDoing::isOwnAct(event)) ownAct(event, tasks);
  }
}

void IntervalTracker::show(TaskId task, std::int64_t time, State state, Evidence evidence,
                           std::uint16_t detail) {
  Interval interval;
  interval.state = state;
  interval.evidence = evidence;
  interval.detail = detail;
  if (state == State::stopped) interval.reason = Operation::kill;
  m_lanes->at(task).push(time, interval);
}

void IntervalTracker::showBlocked(TaskId task, std::int64_t time, Evidence evidence) {
  Interval interval;
  interval.state = State::blocked;
  interval.evidence = evidence;
  const Doing* open = track(task).doing.open();
  if (open != nullptr && canBlock(open->operation)) {
    interval.reason = open->operation;
    interval.resource = open->operand;
    if (open->operation == Operation::join) interval.detail = open->peer.value;
  }
  LaneWriter& lane = m_lanes->at(task);
  lane.push(time, interval);
  track(task).slept = lane.size() - 1;
}

/// The open interval began as it says, but when it ended was lost.
void IntervalTracker::loseLast(TaskId task) {
  Interval unknown;
  unknown.state = State::unknown;
  m_lanes->at(task).rewriteLast(unknown);
}

void IntervalTracker::switchIn(const Event& event) {
  Track& task = track(event.task);
  if (task.gone) return;
  task.kernel = true;
  if (task.step) return;
  const LaneWriter& lane = m_lanes->at(event.task);
  if (!lane.empty()) {
    const Interval last = lane.last();
    const bool kernel = last.evidence == Evidence::kernel;
    if (kernel && last.state == State::ready) task.readyTime += event.time - last.start;
    if (kernel && last.state == State::running) loseLast(event.task);
  }
  show(event.task, event.time, State::running, Evidence::kernel,
       static_cast<std::uint16_t>(event.value));
}

void IntervalTracker::switchOut(const Event& event) {
  Track& task = track(event.task);
  if (task.gone) return;
  task.kernel = true;
  if (task.step) return;
  const LaneWriter& lane = m_lanes->at(event.task);
  if (!lane.empty()) {
    const Interval last = lane.last();
    if (last.evidence == Evidence::kernel && last.state != State::running) loseLast(event.task);
  }
  if (event.has(kFlagPreempted))
    show(event.task, event.time, State::ready, Evidence::kernel, Interval::kNoDetail);
  else if (task.stopRequested)
    show(event.task, event.time, State::stopped, Evidence::kernel, Interval::kNoDetail);
  else
    showBlocked(event.task, event.time, Evidence::kernel);
}

void IntervalTracker::forked(const Event& event) {
  Track& task = track(event.task);
  if (task.gone) return;
  task.kernel = true;
  LaneWriter& lane = m_lanes->at(event.task);
  // The parent's request said that it would come; the kernel knows when it came.
  if (lane.size() == 1 && lane.last().state == State::created) lane.clear();
  if (lane.empty())
    show(event.task, event.time, State::created, Evidence::kernel, Interval::kNoDetail);
}

void IntervalTracker::gap(const Event& event) {
  for (std::size_t i = 0; i < m_tracks.size(); ++i) {
    Track& task = m_tracks[i];
    const TaskId id{static_cast<std::uint16_t>(i)};
    if (!task.kernel || task.gone || m_lanes->at(id).empty()) continue;
    show(id, event.time, State::unknown, Evidence::unknown, Interval::kNoDetail);
    task.delayKnown = false;
    task.slept = kNoInterval;
  }
}

void IntervalTracker::observed(const Event& event, std::span<const TaskInfo> tasks) {
  Track& task = track(event.task);
  if (task.gone) return;
  const LaneWriter& lane = m_lanes->at(event.task);
  const bool stopped = !lane.empty() && lane.last().state == State::stopped;
  switch (event.value) {
    case 'T':
    case 't':
      task.stopRequested = true;
      show(event.task, event.time, State::stopped, evidence(task), Interval::kNoDetail);
      break;
    case 'R':
    case 'S':
    case 'D': {
      if (stopped) resume(event.task, event.time, TaskId{});
      // A reading tells nothing that switch records would not, unless those were lost.
      const bool unknown = lane.empty() || lane.last().state == State::unknown;
      if (event.value != 'R' && unknown) showBlocked(event.task, event.time, evidence(task));
      break;
    }
    case 'Z':
    case 'X':
      if (task.step) ended(event.task, event.time, tasks);
      break;
    default:
      break;
  }
}

void IntervalTracker::stepped(const Event& event) {
  Track& task = track(event.task);
  if (task.gone) return;
  task.step = event.operation != Operation::freed;
  task.delayKnown = false;
  task.slept = kNoInterval;
  const LaneWriter& lane = m_lanes->at(event.task);
  if (!task.step && !lane.empty() && lane.last().state == State::stopped) return;
  if (event.operation != Operation::parked) {
    // Freed, it runs until a switch record says otherwise.
    show(event.task, event.time, State::running, evidence(task), Interval::kNoDetail);
    return;
  }
  if (event.value != 0) {
    show(event.task, event.time, State::ready, Evidence::step, Interval::kNoDetail);
    return;
  }
  Interval blocked;
  blocked.state = State::blocked;
  blocked.evidence = Evidence::step;
  blocked.resource = event.resource;
  blocked.detail = event.peer().value;
  if (const Doing* open = task.doing.open()) blocked.reason = open->operation;
  m_lanes->at(event.task).push(event.time, blocked);
}

/// run_delay grew by the time that the task was runnable without a CPU. What switch records explain
/// of it is known; the rest lies between the wake and the switch-in after the last block.
void IntervalTracker::readDelay(const Event& event) {
  Track& task = track(event.task);
  task.lastOwn = event.time;
  if (task.kernel && task.delayKnown && task.slept != kNoInterval) {
    LaneWriter& lane = m_lanes->at(event.task);
    const std::int64_t waited = event.value - task.delay - task.readyTime;
    const bool closed = task.slept + 1 < lane.size();
    const Interval slept = closed ? lane.lane().interval(task.slept) : Interval{};
    if (waited > 0 && slept.state == State::blocked) {
      Interval ready;
      ready.state = State::ready;
      ready.evidence = Evidence::kernel;
      ready.detail = task.waker.value;
      // It was asleep for an instant at least.
      const std::int64_t at = std::max(slept.end - waited, slept.start + 1);
      lane.split(task.slept, at, ready);
    }
  }
  task.delayKnown = true;
  task.delay = event.value;
  task.readyTime = 0;
  task.slept = kNoInterval;
  task.waker = TaskId{};
}

void IntervalTracker::lost(const Event& event) {
  Track& task = track(event.task);
  task.doing.forget();
  if (!task.kernel && !task.gone) {
    const LaneWriter& lane = m_lanes->at(event.task);
    const std::int64_t since = lane.empty() ? event.time : std::max(task.lastOwn, lane.lastStart());
    show(event.task, since, State::unknown, Evidence::unknown, Interval::kNoDetail);
    show(event.task, event.time, State::running, Evidence::probe, Interval::kNoDetail);
  }
  task.lastOwn = event.time;
}

void IntervalTracker::ownAct(const Event& event, std::span<const TaskInfo> tasks) {
  {
    Track& task = track(event.task);
    const Doing* open = task.doing.find(event);
    const bool slept = open != nullptr && asleep(open);
    // For `join` the peer is the task that ended, for `get` the one that put the item: both woke
    // it.
    if (event.phase == Phase::done && slept) task.waker = event.peer();
    task.doing.follow(event);
    task.lastOwn = event.time;
  }
  showOwnAct(event);
  switch (event.operation) {
    case Operation::begin:
      begun(event, tasks);
      break;
    case Operation::start:
      started(event);
      break;
    case Operation::end:
      if (evidence(track(event.task)) != Evidence::kernel) ended(event.task, event.time, tasks);
      break;
    case Operation::join:
    case Operation::reap:
      collected(event, tasks);
      break;
    case Operation::kill:
      killed(event, tasks);
      break;
    case Operation::mask:
      track(event.task).maskedSignals = static_cast<std::uint64_t>(event.value);
      break;
    case Operation::handle:
      setHandler(track(event.task).dispositions, event);
      break;
    case Operation::notify:
    case Operation::notifyAll:
      // The woken task names its waker only after it has the lock again.
      if (event.outcome == Outcome::ok && event.peer().value < m_tracks.size())
        track(event.peer()).waker = event.task;
      break;
    default:
      break;
  }
}

/// Probe evidence: whoever writes an event runs, unless the event says that it goes to sleep.
void IntervalTracker::showOwnAct(const Event& event) {
  Track& task = track(event.task);
  if (task.kernel || task.step || task.gone || event.operation == Operation::end) return;
  const bool handlerLeft = event.operation == Operation::deliver && event.phase == Phase::done;
  const bool sleeps = event.phase != Phase::done || handlerLeft;
  if (sleeps && asleep(task.doing.open())) {
    showBlocked(event.task, event.time, Evidence::probe);
    return;
  }
  task.stopRequested = false;
  show(event.task, event.time, State::running, Evidence::probe, Interval::kNoDetail);
}

Dispositions IntervalTracker::dispositionsOf(TaskId task, std::span<const TaskInfo> tasks) const {
  return processDispositions(task, tasks, [this](TaskId id) {
    return id.value < m_tracks.size() ? m_tracks[id.value].dispositions : Dispositions{};
  });
}

void IntervalTracker::begun(const Event& event, std::span<const TaskInfo> tasks) {
  Track& task = track(event.task);
  const TaskId parent = event.peer();
  if (parent.valid() && parent != event.task && parent.value < m_tracks.size()) {
    task.maskedSignals = m_tracks[parent.value].maskedSignals;
    if (isProcess(event.task, tasks)) task.dispositions = dispositionsOf(parent, tasks);
  }
  LaneWriter& lane = m_lanes->at(event.task);
  if (task.kernel && lane.size() >= 2) {
    const Interval first = lane.lane().interval(0);
    const std::int64_t waited = event.value - task.readyTime;
    if (first.state == State::created && waited > 0) {
      Interval ready;
      ready.state = State::ready;
      ready.evidence = Evidence::kernel;
      ready.detail = parent.value;
      const std::int64_t at = first.end - waited;
      lane.split(0, std::max(at, first.start + 1), ready);
    }
  }
  task.delayKnown = true;
  task.delay = event.value;
  task.readyTime = 0;
  task.slept = kNoInterval;
}

void IntervalTracker::started(const Event& event) {
  const TaskId child = event.peer();
  if (!child.valid() || child == event.task) return;
  LaneWriter& lane = m_lanes->at(child);
  if (event.phase == Phase::request && lane.empty() && !track(child).gone)
    show(child, event.time, State::created, Evidence::probe, Interval::kNoDetail);
  const bool neverCame = event.phase == Phase::done && event.outcome != Outcome::ok;
  if (neverCame && lane.size() == 1 && lane.last().state == State::created) lane.clear();
}

void IntervalTracker::killed(const Event& event, std::span<const TaskInfo> tasks) {
  const TaskId to = event.peer();
  const int number = static_cast<int>(event.value);
  if (!to.valid() || event.outcome != Outcome::ok || event.phase != Phase::done) return;
  if (!stopsProcess(number) && number != SIGCONT) return;
  const Dispositions own = dispositionsOf(to, tasks);
  const bool masked = number != SIGSTOP && (track(to).maskedSignals & signalBit(number)) != 0;
  if (number != SIGCONT && (own.catches(number) || own.ignores(number) || masked)) return;
  const auto affect = [&](TaskId task) {
    // Lockstep looks whether a task that it holds has stopped, and says so.
    if (track(task).step) return;
    if (number == SIGCONT)
      resume(task, event.time, event.task);
    else
      stop(task, event.time);
  };
  affect(to);
  for (const TaskInfo& info : tasks)
    if (info.id != to && sameProcess(info.id, to, tasks)) affect(info.id);
}

/// With kernel evidence the switch-out that follows shows when it really stopped.
void IntervalTracker::stop(TaskId id, std::int64_t time) {
  Track& task = track(id);
  if (task.gone || m_lanes->at(id).empty()) return;
  task.stopRequested = true;
  if (!task.kernel) show(id, time, State::stopped, Evidence::probe, Interval::kNoDetail);
}

void IntervalTracker::resume(TaskId id, std::int64_t time, TaskId by) {
  Track& task = track(id);
  task.stopRequested = false;
  const LaneWriter& lane = m_lanes->at(id);
  if (task.gone || lane.empty() || lane.last().state != State::stopped) return;
  if (task.step)
    show(id, time, State::running, Evidence::step, Interval::kNoDetail);
  else if (task.kernel)
    show(id, time, State::ready, Evidence::kernel, by.value);
  else if (asleep(task.doing.open()))
    showBlocked(id, time, Evidence::probe);
  else
    show(id, time, State::running, Evidence::probe, Interval::kNoDetail);
}

void IntervalTracker::ended(TaskId id, std::int64_t time, std::span<const TaskInfo> tasks) {
  Track& task = track(id);
  if (task.gone) return;
  task.gone = true;
  task.doing.forget();
  const bool awaited = id != kSupervisor && isProcess(id, tasks);
  show(id, time, awaited ? State::zombie : State::terminated, evidence(task), Interval::kNoDetail);
}

void IntervalTracker::terminate(TaskId id, std::int64_t time) {
  Track& task = track(id);
  const LaneWriter& lane = m_lanes->at(id);
  const bool terminated = !lane.empty() && lane.last().state == State::terminated;
  task.gone = true;
  task.doing.forget();
  if (!terminated && !lane.empty())
    show(id, time, State::terminated, evidence(task), Interval::kNoDetail);
}

void IntervalTracker::collected(const Event& event, std::span<const TaskInfo> tasks) {
  const TaskId id = event.peer();
  if (!id.valid() || id == event.task || event.phase != Phase::done || event.outcome != Outcome::ok)
    return;
  terminate(id, event.time);
  if (!isProcess(id, tasks)) return;
  // A process takes its threads with it; without kernel records nobody else says so.
  for (const TaskInfo& info : tasks)
    if (info.kind == TaskKind::thread && sameProcess(info.id, id, tasks) && !track(info.id).gone)
      terminate(info.id, event.time);
}

}  // namespace lockstep
