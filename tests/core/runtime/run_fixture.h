// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/unique_fd.h"
#include "probe/arena.h"
#include "probe/ring_reader.h"
#include "runtime/signals.h"
#include "runtime/task.h"

namespace lockstep {

constexpr std::int64_t kPatience = 20'000'000'000;  ///< ns that a test waits before it fails

/// A run as Lockstep makes it, with this test as Lockstep: a host process supervises `main`, whose
/// events are drained here.
class LiveRun {
 public:
  explicit LiveRun(const Target& main, const Arena::Options& options = {});
  /// Closes the lifeline and reaps the host.
  ~LiveRun();

  /// Drains until the host has ended by itself; fails the test after kPatience. Then checks that no
  /// demand of the tasks failed.
  void finish();
  /// Drains until `condition` holds; false after kPatience.
  bool until(const std::function<bool()>& condition);
  void closeLifeline() { m_lifeline.reset(); }
  /// The host's wait status, once it has ended.
  bool hostEnded();
  int hostStatus() const { return m_status; }
  pid_t hostPid() const { return m_host; }

  const Arena& arena() const { return m_arena; }
  /// Events so far in time order, all or of one task.
  const std::vector<Event>& events();
  std::vector<Event> of(TaskId task);
  std::vector<Event> of(TaskId task, Operation operation);
  /// The only one of its kind; fails the test if there is none or are several.
  Event one(TaskId task, Operation operation, Phase phase = Phase::done);
  /// Not valid() when no task has this name.
  TaskId task(const std::string& name) const;
  bool said(const std::string& words);

 private:
  void drain();

  Arena m_arena;
  UniqueFd m_lifeline;
  pid_t m_host = -1;
  bool m_ended = false;
  int m_status = 0;
  std::vector<RingReader> m_readers;
  std::vector<Event> m_events;
};

/// For tasks: says what does not hold, which fails the test in LiveRun::finish().
void demand(bool holds, const char* what, int line);
#define DEMAND(condition) ::lockstep::demand((condition), #condition, __LINE__)

/// For tasks: holds until the word is set by someone else, without sleeping blindly.
struct Latch {
  std::atomic<std::uint32_t>* word;
  Latch();  ///< in the arena; made inside the run
  void open() const;
  void await() const;
};

/// Whether the process exists and is no zombie.
bool processLives(pid_t pid);
/// The state letter of /proc; 0 when there is none.
char processState(pid_t pid);

/// For tasks: from now on this process gets no further thread or process, whoever runs the tests.
/// Root is exempt from the limit, so it is given away.
void wantNoMoreTasks();

/// What a call of tasks was refused with; empty when it was not.
template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const TaskError& error) {
    return error.what();
  }
  return {};
}

}  // namespace lockstep
