// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pthread.h>
#include <signal.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "probe/probe.h"
#include "runtime/task.h"

/// Inside runtime: what a process knows of its own threads and children.

namespace lockstep {

/// A thread as its process knows it. Handles and the process share it.
struct ThreadLife {
  Target target;
  TaskId id;
  bool daemon = false;
  pid_t process = 0;  ///< a forked copy of the handle means a thread that is not there
  pthread_t handle{};
  sigset_t mask{};      ///< of the starter, for the thread once it can record signals
  std::mutex joining;   ///< guards joined
  bool joined = false;  ///< pthread_join has taken it

  bool finished() const;
};

/// A child process as its parent knows it. Handles and the process share it.
struct Child {
  TaskId id;
  pid_t pid = 0;  ///< -errno when it could not be made
  pid_t parent = 0;
  bool daemon = false;
  int number = 0;      ///< the parent's how-manieth process, for names
  std::mutex reaping;  ///< guards exitCode
  std::optional<int> exitCode;

  std::optional<int> code();
};

/// This process. `guard` guards all of it; the forking thread holds it over a fork.
struct ProcessLife {
  std::mutex guard;
  TaskId mainTask;
  bool daemon = false;
  std::string identity;  ///< "", "1", "1:2": which child of which child, as in Python's names
  int threadNames = 0;
  int processNames = 0;
  std::vector<std::shared_ptr<ThreadLife>> threads;  ///< started here
  std::vector<std::shared_ptr<Child>> children;      ///< started here and not yet reaped
};
ProcessLife& thisProcess();

/// A forked child's first act, with `guard` still held by the forking thread: forgets the parent's
/// threads and children.
void becomeNewProcess(const Child& self);

/// All signals blocked while it lives, so that none is handled between two lives.
class SignalsHeld {
 public:
  SignalsHeld();
  ~SignalsHeld();
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  const sigset_t& before() const { return m_before; }

 private:
  sigset_t m_before;
};

/// Becomes the task `id` with this set of blocked signals; in Step mode its first step is to begin.
void beginTask(TaskId id, const sigset_t& mask);

/// Waits in Step mode until `over()` holds, parked as `blocked`: false when its timeout was
/// granted, nothing when Step mode has ended and the caller must wait by itself.
template <class Over>
std::optional<bool> waitInStep(Event blocked, probe::Granted granted, Over over,
                               std::optional<std::int64_t> deadline) {
  blocked.phase = Phase::blocked;
  while (probe::stepping()) {
    if (granted.what == Grant::timeout) return false;
    granted = probe::pass(blocked, deadline.value_or(-1));
    if (granted.what != Grant::timeout && over()) return true;
  }
  return std::nullopt;
}

/// Runs the target of the calling thread, which is a task already. 1 when an exception left it;
/// its words are then recorded.
int runTarget(const Target& target);

/// The rest of a process that is a task already: target, Python's rules for the end, `end`. Returns
/// its exit code.
int liveProcess(const Target& target);
/// liveProcess() and the exit.
[[noreturn]] void runProcess(const Target& target);
/// Whether this process is as fresh as before it lived: it made no process, touched no signal, and
/// all its threads are joined. Then it forgets that it had any.
bool becomeFresh();
/// Whether this process changed its handlers, its mask or its timer.
bool signalsTouched();

/// Waits until `life` has ended, up to `deadline`, writing join's events.
bool joinThread(ThreadLife& life, std::optional<std::int64_t> deadline, SiteId site);
bool joinChild(Child& child, std::optional<std::int64_t> deadline, SiteId site);
/// Takes the child if it has ended; writes `reap` when this call did it. True when it has ended.
bool tryReap(Child& child, SiteId site);
/// Publishes how a process ended and that its pid is free.
void markReaped(TaskId task, int exitCode);

/// An event at a place.
Event eventAt(SiteId site, Operation operation, Phase phase = Phase::done, std::int64_t value = 0,
              std::uint32_t aux = Event::kNoAux);
/// A point of probe::now(), ns; none for no timeout. Negative timeouts are none at all (0).
std::optional<std::int64_t> deadlineOf(Timeout timeout);
/// Records the refusal and throws TaskError.
[[noreturn]] void refuse(Operation operation, TaskId about, SiteId site, const char* why);

bool sendSignal(TaskId target, int signal, SiteId site);

/// -N for a death by signal N, else the exit code, of a waitid result.
int exitCodeOf(const siginfo_t& info);

}  // namespace lockstep
