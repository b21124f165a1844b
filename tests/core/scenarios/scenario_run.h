// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/unique_fd.h"
#include "probe/arena.h"
#include "probe/ring_reader.h"

namespace lockstep::test {

/// One run of a scenario under a real supervisor in a child process; the test plays Lockstep.
class ScenarioRun {
 public:
  using Parameters = std::map<std::string, std::int64_t>;
  /// Starts at once. Parameters that are not given have their defaults.
  ScenarioRun(const std::string& scenario, const std::string& variant, const std::string& as,
              const Parameters& parameters = {});
  /// Ends the run and all its processes.
  ~ScenarioRun();
  ScenarioRun(const ScenarioRun&) = delete;
  ScenarioRun& operator=(const ScenarioRun&) = delete;

  /// Waits for the end of the run; false when it does not come.
  bool ends();
  /// Waits until each task of these names waits in `operation`; false when that does not come.
  bool allWait(const std::vector<std::string>& names, Operation operation);
  bool waitFor(const std::function<bool()>& condition);

  /// Not valid() when there is no task of this name (yet).
  TaskId task(const std::string& name) const;
  const std::vector<Event>& events(TaskId task);
  std::vector<Event> events(const std::string& task, Operation operation);
  /// All events in the order of time.
  std::vector<Event> story();
  /// What a task said, in order.
  std::vector<std::string> sayings(const std::string& task);
  const Arena& arena() const { return m_arena; }

 private:
  Arena m_arena;
  UniqueFd m_lifeline;
  pid_t m_host = 0;
  std::map<TaskId, std::unique_ptr<RingReader>> m_readers;
  std::map<TaskId, std::vector<Event>> m_events;
};

}  // namespace lockstep::test
