// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "probe/arena.h"
#include "probe/probe.h"
#include "probe/ring_reader.h"

namespace lockstep::test {

enum class As { threads, processes };
std::string nameOf(As as);

/// A run in small: an arena in which the test itself is task 1, and tasks that it starts as
/// threads or forked processes. A task in which an expectation fails, or which throws, fails
/// join().
class SmallRun {
 public:
  explicit SmallRun(As as = As::threads);
  /// Kills what still runs.
  ~SmallRun();
  SmallRun(const SmallRun&) = delete;
  SmallRun& operator=(const SmallRun&) = delete;

  TaskId start(std::function<void()> body, const std::string& name = "task");
  /// Waits until the tasks have ended, and expects that they ended well.
  void join();
  /// SIGKILL for a process; returns when it is gone.
  void kill(TaskId task);
  /// Sends a signal to the kernel thread of a task.
  void signal(TaskId task, int number);

  /// All events of a task so far, in order.
  const std::vector<Event>& events(TaskId task);
  /// Those of one operation on one resource.
  std::vector<Event> events(TaskId task, Operation operation, ResourceId resource);
  /// Waits until the task has written such an event, `count` times; fails after a while.
  void await(TaskId task, Operation operation, Phase phase, int count = 1);
  /// Waits until `condition`; fails the test after a while.
  void await(const std::function<bool()>& condition);

  /// Memory that all tasks of the run see.
  template <class T>
  std::atomic<T>& shared(T value = {}) {
    return *new (probe::arena().allocate(sizeof(std::atomic<T>))) std::atomic<T>(value);
  }

 private:
  struct Started {
    std::thread thread;
    pid_t pid = 0;
  };
  As m_as;
  Arena m_arena;
  std::map<TaskId, Started> m_tasks;
  std::map<TaskId, std::unique_ptr<RingReader>> m_readers;
  std::map<TaskId, std::vector<Event>> m_events;
};

/// Its phases as one word each: "request blocked done".
std::string phases(const std::vector<Event>& events);

/// 30 seconds from now: what a test waits for at most.
std::int64_t patience();

/// The message of the exception that `act` throws; "nothing" when it does not.
template <class Exception, class Act>
std::string thrown(Act act) {
  try {
    act();
  } catch (const Exception& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace lockstep::test
