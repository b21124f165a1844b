// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/task.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/check.h"
#include "base/clock.h"
#include "runtime/life.h"

namespace lockstep {

void Task::setDaemon(bool daemon, Where where) {
  if (m_started)
    refuse(Operation::start, m_id, probe::site(where), "cannot set daemon status of active task");
  m_daemon = daemon;
}

pid_t Task::pid() const { return m_id.valid() ? pidOf(m_id) : 0; }

pid_t Task::tid() const {
  return m_id.valid() ? probe::arena().task(m_id).tid.load(std::memory_order_relaxed) : 0;
}

std::vector<TaskId> enumerate() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  std::vector<TaskId> tasks{currentTask()};
  if (life.mainTask.valid() && life.mainTask != tasks.front()) tasks.push_back(life.mainTask);
  for (const auto& thread : life.threads)
    if (!thread->finished() && thread->id != tasks.front()) tasks.push_back(thread->id);
  return tasks;
}

void sleep(double seconds, Where where) {
  const auto duration = static_cast<std::int64_t>(std::clamp(seconds, 0.0, 1e9) * 1e9);
  Event event = eventAt(probe::site(where), Operation::sleep, Phase::request, duration);
  const std::int64_t asked = probe::write(event);
  probe::pass(event);
  if (probe::stepping()) {
    Event asleep = event;
    asleep.phase = Phase::blocked;
    if (probe::pass(asleep, probe::now() + duration).what != Grant::leave) {
      event.phase = Phase::done;
      probe::write(event);
      return;
    }
  }
  const timespec until = toTimespec((asked != 0 ? asked : monotonicNow()) + duration);
  int status;
  do status = ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
  while (status == EINTR);
  CHECK(status == 0);
  event.phase = Phase::done;
  probe::write(event);
  probe::returned();
}

void say(std::string_view words, Where where) {
  probe::write(
      eventAt(probe::site(where), Operation::say, Phase::done, 0, probe::text(words).value));
}

void phase(std::string_view words, Where where) {
  probe::write(
      eventAt(probe::site(where), Operation::phase, Phase::done, 0, probe::text(words).value));
}

bool setNice(int nice, Where where) {
  Event event = eventAt(probe::site(where), Operation::setNice, Phase::done, nice);
  if (::setpriority(PRIO_PROCESS, 0, nice) != 0) {
    event.outcome = Outcome::failed;
    event.value = errno;
  }
  probe::write(event);
  return event.outcome == Outcome::ok;
}

void exitNow(int code, Where where) {
  static_cast<void>(probe::site(where));
  probe::leave(code);
  ::_exit(code);
}

TaskId currentTask() { return probe::self(); }

pid_t pidOf(TaskId task) { return probe::arena().task(task).pid.load(std::memory_order_relaxed); }

}  // namespace lockstep
