// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/deaths.h"

#include <algorithm>
#include <csignal>

namespace lockstep {

namespace {

bool isEnd(State state) { return state == State::zombie || state == State::terminated; }

std::optional<std::int64_t> endOf(const Lane& lane) {
  std::optional<std::int64_t> end;
  for (std::size_t i = lane.size(); i > 0; --i) {
    const Interval interval = lane.interval(i - 1);
    if (!isEnd(interval.state)) break;
    end = interval.start;
  }
  return end;
}

}  // namespace

Deaths::Deaths(const Trace& trace) : m_trace(trace), m_fates(trace.tasks().size()) {
  for (const TaskInfo& task : trace.tasks()) {
    m_times.push_back(endOf(trace.lane(task.id)));
    if (task.kind != TaskKind::thread && task.pid != 0) m_leaders.emplace(task.pid, task.id);
  }
}

Deaths::Fate& Deaths::fate(TaskId task) {
  if (task.value >= m_fates.size()) m_fates.resize(task.value + std::size_t{1});
  return m_fates[task.value];
}

const Deaths::Fate* Deaths::find(TaskId task) const {
  return task.value < m_fates.size() ? &m_fates[task.value] : nullptr;
}

void Deaths::read(const Event& event) {
  // The supervisor's own acts after the run belong to the clean-up, but for signals that it passes
  // on.
  if (event.task != kSupervisor || (event.operation == Operation::kill && event.peer().valid()))
    m_lastAct = event.time;
  switch (event.operation) {
    case Operation::end:
      fate(event.task).end = event.time;
      fate(event.task).code = event.value;
      break;
    case Operation::join:
    case Operation::reap:
      if (event.phase == Phase::done && event.outcome == Outcome::ok && event.peer().valid() &&
          leader(event.peer()) == event.peer())
        fate(event.peer()).code = event.value;
      break;
    case Operation::kill:
      if (event.outcome == Outcome::ok && event.peer().valid())
        fate(leader(event.peer()))
            .sent.push_back(
                {event.value, event.task == kSupervisor ? Sender::user : Sender::scenario});
      break;
    case Operation::alarm:
      fate(leader(event.task)).sent.push_back({SIGALRM, Sender::scenario});
      break;
    case Operation::abortTask:
      fate(event.task).aborted = true;
      break;
    case Operation::execFailed:
      if (event.peer().valid()) fate(event.peer()).execError = event.value;
      break;
    default:
      break;
  }
}

std::optional<std::int64_t> Deaths::time(TaskId task) const {
  if (task.value < m_times.size() && m_times[task.value]) return m_times[task.value];
  const Fate* known = find(task);
  return known ? known->end : std::nullopt;
}

TaskId Deaths::leader(TaskId task) const {
  if (task.value >= m_trace.tasks().size()) return task;
  const TaskInfo& info = m_trace.tasks()[task.value];
  if (info.kind != TaskKind::thread) return task;
  const auto found = m_leaders.find(info.pid);
  return found == m_leaders.end() ? task : found->second;
}

std::optional<std::int64_t> Deaths::exitCode(TaskId task) const {
  const Fate* known = find(task);
  if (known && known->code) return known->code;
  const Fate* process = find(leader(task));
  return process ? process->code : std::nullopt;
}

bool Deaths::byItself(TaskId task) const {
  const Fate* known = find(task);
  return known && known->end;
}

bool Deaths::wasSent(TaskId task, const Sent& signal) const {
  const Fate* process = find(leader(task));
  return process && std::ranges::count(process->sent, signal) != 0;
}

std::optional<std::int64_t> Deaths::failedExec(TaskId task) const {
  const Fate* known = find(task);
  return known ? known->execError : std::nullopt;
}

bool Deaths::byCleanUp(TaskId task) const {
  const auto end = time(task);
  if (!end || byItself(task)) return false;
  const auto code = exitCode(task);
  if (code && *code != -SIGKILL) return false;
  if (wasSent(task, {SIGKILL, Sender::scenario}) || wasSent(task, {SIGKILL, Sender::user}))
    return false;
  switch (m_trace.end()) {
    case RunEnd::running:
      return false;
    case RunEnd::completed: {
      const auto main = time(kMainTask);
      return main && *end >= *main;
    }
    case RunEnd::quiescent:
    case RunEnd::timeLimit:
    case RunEnd::stopped:
      return *end >= m_lastAct;
  }
  return false;
}

bool Deaths::crashed(TaskId task) const {
  const Fate* known = find(task);
  if (!known) return false;
  if (known->aborted || known->execError) return true;
  if (leader(task) != task || !known->code || *known->code >= 0 || byCleanUp(task)) return false;
  const std::int64_t signal = -*known->code;
  if (wasSent(task, {signal, Sender::scenario})) return false;
  // A daemon is ended with its parent.
  const bool daemon = task.value < m_trace.tasks().size() && m_trace.tasks()[task.value].daemon;
  return !(daemon && (signal == SIGTERM || signal == SIGKILL));
}

std::int64_t Deaths::lastInstant() const {
  if (m_trace.end() == RunEnd::running || m_trace.end() == RunEnd::completed)
    return m_trace.endTime();
  std::int64_t last = m_lastAct;
  for (const TaskInfo& task : m_trace.tasks()) {
    const auto end = time(task.id);
    if (end && task.id != kSupervisor && !byCleanUp(task.id)) last = std::max(last, *end);
  }
  return last;
}

}  // namespace lockstep
