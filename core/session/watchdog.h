// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "events/event.h"

namespace lockstep {

/// Notices a run in which nothing can happen any more. Internal to session/.
///
/// It reads all events in time order and keeps what each task waits for. The run is quiet when
/// every live task but the supervisor sleeps in a wait without a timeout, and nothing came for a
/// while. A sleeping task, one that waits with a timeout, one under way, and one that is stopped
/// (the user may continue it) can all go on. Not thread-safe.
class Watchdog {
 public:
  /// State letter of a task from /proc; 'X' when it is gone, '?' when it has no thread id yet.
  using StateOf = std::function<char(TaskId)>;

  void observe(const Event& event);

  /// Whether nothing can happen any more, and has not for `limit` ns. Asks the kernel about each
  /// task only when the events alone say so.
  bool quiet(std::int64_t now, std::int64_t limit, const StateOf& stateOf) const;

  struct Task {
    bool started = false;
    bool ended = false;
    bool waits = false;  ///< in `operation`, blocked
    bool timed = false;  ///< it ends by itself
    Operation operation = Operation::none;
    TaskId joins;      ///< the task it waits for in a join
    int handlers = 0;  ///< signal handlers under way
    std::int64_t alarmAt = 0;
    std::int64_t lastEvent = 0;
  };
  /// By task id.
  const std::vector<Task>& tasks() const { return m_tasks; }
  std::int64_t lastEvent() const { return m_lastEvent; }
  /// Time of the main task's `begin`; 0 before it.
  std::int64_t scenarioStart() const { return m_scenarioStart; }

 private:
  Task& task(TaskId id);
  void observeLife(const Event& event);
  void observeWait(const Event& event);

  std::vector<Task> m_tasks;
  std::int64_t m_lastEvent = 0;
  std::int64_t m_scenarioStart = 0;
};

}  // namespace lockstep
