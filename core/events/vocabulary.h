// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// The words that every room shares: what a task can be, what it can do, and how that is known.
/// The values are part of the file format and of the probe's ABI: append, never renumber.

namespace lockstep {

enum class State : std::uint8_t {
  unborn,      ///< not created yet
  created,     ///< "new": fork or clone called, not yet runnable
  ready,       ///< runnable, not on a CPU
  running,     ///< on a CPU
  blocked,     ///< asleep
  stopped,     ///< held by SIGSTOP, SIGTSTP or a debugger
  zombie,      ///< ended, not yet reaped
  terminated,  ///< ended and, for a process, reaped
  unknown,     ///< lost events or too little evidence
};
inline constexpr int kStates = 9;

/// How a state is known. LOOK.md's badges: K, I, P.
enum class Evidence : std::uint8_t {
  unknown,
  kernel,  ///< scheduler records
  probe,   ///< the task's own events
  step,    ///< Lockstep holds the task at its gate
};
inline constexpr int kEvidences = 4;

enum class TaskKind : std::uint8_t { supervisor, process, thread };

enum class ResourceKind : std::uint8_t {
  none,
  lock,
  rlock,
  semaphore,
  boundedSemaphore,
  event,
  condition,
  barrier,
  queue,
  sharedValue,
};
inline constexpr int kResourceKinds = 10;

/// One call. What `resource`, `value` and `aux` of its events mean stands beside it; fields that
/// are not named are unset. "waker" is the task whose act ended the wait, if it was blocked.
enum class Operation : std::uint8_t {
  none,
  // The life of a task.
  start,       ///< aux = child task; value = its tid once done. request .. done, by the parent
  begin,       ///< done: first event of a task. aux = parent task; value = run_delay so far, ns
  end,         ///< done: last event of a task that returns or exits. value = exit code
  join,        ///< aux = the task waited for; value at done = its exit code (-N: signal N)
  reap,        ///< done: a waitid took a child. aux = child; value = exit code (-N: signal N)
  execFailed,  ///< done: the new image could not be executed. aux = child; value = errno
  abortTask,   ///< done: the task is about to crash on purpose or by an unhandled error. value = 0
  // Locks and permits. value at done: lock 1/0, rlock depth, semaphores permits left.
  acquire,  ///< request, blocked, done. aux at done = waker. outcome abandoned: owner had died
  release,  ///< done, stamped before the release takes effect. outcome notOwned / overReleased
  // Conditions. Waiting is: release(lock), wait request/blocked, acquire(lock), wait done.
  wait,  ///< condition, event, barrier. value at barrier done = place, from 0; aux at done = waker
  notify,     ///< done: one event per task woken (aux = that task), or one with aux unset if none
  notifyAll,  ///< as notify
  set,        ///< done: event flag up. value = number of waiters woken
  clear,      ///< done: event flag down
  isSet,      ///< done. value = 0 or 1
  abortBarrier,  ///< done: barrier is broken from now on
  resetBarrier,  ///< done
  // Queues. value = the item, flags tell its kind.
  put,    ///< request, blocked, done. aux at done = waker (the getter that made room)
  get,    ///< request, blocked, done. aux at done = the task that put the item
  qsize,  ///< done. value = items
  full,   ///< done. value = 0 or 1
  empty,  ///< done. value = 0 or 1
  // Shared values. aux = version of the word: loads carry the version read, stores the version
  // overwritten. A store that overwrites another version than its task loaded loses an update.
  load,
  store,
  // Signals. value = signal number.
  kill,     ///< done. aux = target task
  deliver,  ///< request = handler entered, done = handler left. aux = sender task or unset
  pause,    ///< request, blocked, done
  alarm,    ///< done. value = seconds asked for, in ns
  mask,     ///< done. value = set of blocked signals, bit N-1 for signal N
  handle,   ///< done: a handler was installed. value = signal number
  // Time and speech.
  sleep,  ///< request, done. value = ns asked for
  say,    ///< done. aux = TextId of the words
  phase,  ///< done: the scenario names what the task does now. aux = TextId
  // Tables.
  create,   ///< done: a resource came to be. value = its initial permits, parties or capacity
  destroy,  ///< done
  isAlive,  ///< done. aux = task; value = 0 or 1
  // What the probe says of itself.
  delay,  ///< done: back from a block. value = run_delay so far, ns
  stall,  ///< request, done: the writer waits for room in its ring. value at done = ns
  lost,   ///< done: value = events dropped because the ring was full (option)
  // What the session adds.
  switchIn,   ///< kernel. value = CPU
  switchOut,  ///< kernel. value = CPU; flag preempted: still runnable
  forked,     ///< kernel, on the child's lane. aux = parent task
  exited,     ///< kernel: the task is gone from the scheduler
  gap,        ///< kernel records lost: every task's state is unknown until its next record
  observed,  ///< session read /proc. value = state letter (R S D T t Z X); T: aux = signal or unset
  add,  ///< done: the sum that a `value += n` is about to store, still the task's own. value = it
  // What the session says of a task in Step mode.
  granted,  ///< it may go on. value = number of the step, from 1; aux = an Act << 16 | its pick
  parked,   ///< it is at its gate. value = 1: could go on, 0: can't; then resource, aux = holder
  freed,    ///< Step mode has ended for it
  setNice,  ///< done: how willing it is to let others run from now on. value = -20 .. 19
};
inline constexpr int kOperations = 51;

enum class Phase : std::uint8_t {
  request,  ///< asked for; nothing has happened
  blocked,  ///< cannot go on: the task joins the wait queue and sleeps
  done,     ///< has taken effect, or has ended as `outcome` says
};

/// Python's exceptions and results, by meaning.
enum class Outcome : std::uint8_t {
  ok,
  timeout,       ///< timed wait returned False
  full,          ///< queue.Full
  empty,         ///< queue.Empty
  notOwned,      ///< RuntimeError: release of an un-acquired lock / not the owner
  overReleased,  ///< ValueError: semaphore released too many times
  broken,        ///< threading.BrokenBarrierError
  abandoned,     ///< the lock was taken over from an owner that died
  interrupted,   ///< a signal handler ended the wait
  refused,       ///< not allowed now (daemon after start, start twice, join before start)
  failed,        ///< the system call failed; value = errno
};

/// Kind of `value` where it is an item, and bits about the event.
enum class ValueKind : std::uint8_t { none, integer, text, real };

enum EventFlag : std::uint8_t {
  kValueKindMask = 0x03,    ///< a ValueKind: none is Python's None
  kFlagPreempted = 0x04,    ///< switchOut: the task stays runnable
  kFlagTimed = 0x08,        ///< the request carries a timeout
  kFlagNonBlocking = 0x10,  ///< the request does not wait
  kFlagInner = 0x20,        ///< part of another operation (a condition's release and acquire)
  kFlagLate = 0x40,         ///< came later than the session's bound; drawn at its own time
  kFlagRobust = 0x80,       ///< create: the lock tells its next owner of a death
};

std::string_view name(State state);          ///< "new", "ready", ...
std::string_view name(Evidence evidence);    ///< "kernel", ...
std::string_view name(TaskKind kind);        ///< "process", ...
std::string_view name(ResourceKind kind);    ///< Python's: "Lock", "BoundedSemaphore", ...
std::string_view name(Operation operation);  ///< Python's: "acquire", "notify_all", ...
std::string_view name(Phase phase);
std::string_view name(Outcome outcome);  ///< "ok", "timeout", "Full", ...
/// "SIGUSR1" for a signal number, "unnamed signal" for one without a name.
std::string_view signalName(int signal);
/// The number of "SIGUSR1" or "USR1"; nothing for an unknown name.
std::optional<int> signalNumber(std::string_view name);

bool isLock(ResourceKind kind);       ///< Lock or RLock
bool isSemaphore(ResourceKind kind);  ///< Semaphore or BoundedSemaphore
/// Whether a task can sleep in this operation.
bool canBlock(Operation operation);

}  // namespace lockstep
