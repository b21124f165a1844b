// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "events/vocabulary.h"
#include "probe/probe.h"
#include "runtime/task.h"

/// Locks and signs with the names and errors of Python's threading. Each object lives in the
/// arena, so the same class serves threads and processes. Handles are small and may be copied into
/// a Target or handed to a spawned process by id. Timeouts are seconds; none means for ever.

namespace lockstep {

struct LockState;
struct SemaphoreState;
struct EventState;
struct ConditionState;
struct BarrierState;

/// Marks a handle that finds an existing object: Lock lock(kExisting, id).
struct Existing {};
inline constexpr Existing kExisting{};

enum class LockKind : std::uint8_t {
  plain,   ///< a futex word; a dead owner leaves it locked for ever
  robust,  ///< a robust pthread mutex; the next owner is told of a death
};

/// Not reentrant. The plain kind may be released by any task, as in Python; the robust kind belongs
/// to its owner: TaskError("cannot release un-acquired lock"). A negative timeout, or one beside
/// `blocking` false, is a TaskError.
class Lock {
 public:
  explicit Lock(std::string name, LockKind kind = LockKind::plain, Where where = Where::current());
  Lock(Existing, ResourceId id);
  /// True when the lock was taken. `blocking` false asks once.
  bool acquire(bool blocking = true, Timeout timeout = {}, Where where = Where::current());
  /// Throws TaskError("release unlocked lock").
  void release(Where where = Where::current());
  bool locked() const;
  ResourceId id() const { return m_id; }
  /// Robust only: whether the last acquire() of this handle took over from a dead owner.
  bool ownerDied() const { return m_ownerDied; }

 private:
  friend class Condition;
  /// acquire() with the event flags of an operation that it is part of; deadline in CLOCK_MONOTONIC
  /// ns.
  bool acquireAs(std::uint8_t flags, std::optional<std::int64_t> deadline, Where where);
  // release() in three steps, so that a condition can join its queue between the second and third:
  // false when there is nothing to release; the event; the effect.
  bool claimRelease();
  void stampRelease(std::uint8_t flags, Where where);
  void finishRelease();

  ResourceId m_id;
  LockState* m_state;
  bool m_ownerDied = false;
};

/// Reentrant; only its owner may release it: TaskError("cannot release un-acquired lock").
class RLock {
 public:
  explicit RLock(std::string name, Where where = Where::current());
  RLock(Existing, ResourceId id);
  bool acquire(bool blocking = true, Timeout timeout = {}, Where where = Where::current());
  void release(Where where = Where::current());
  ResourceId id() const { return m_id; }

 private:
  ResourceId m_id;
  LockState* m_state;
};

class Semaphore {
 public:
  explicit Semaphore(std::string name, int value = 1, Where where = Where::current());
  Semaphore(Existing, ResourceId id);
  bool acquire(bool blocking = true, Timeout timeout = {}, Where where = Where::current());
  /// Throws TaskError("n must be one or more"); BoundedSemaphore also
  /// TaskError("Semaphore released too many times").
  void release(int n = 1, Where where = Where::current());
  ResourceId id() const { return m_id; }

 protected:
  Semaphore(std::string name, int value, bool bounded, Where where);
  ResourceId m_id;
  SemaphoreState* m_state;
};

class BoundedSemaphore : public Semaphore {
 public:
  explicit BoundedSemaphore(std::string name, int value = 1, Where where = Where::current())
      : Semaphore(std::move(name), value, true, where) {}
  BoundedSemaphore(Existing, ResourceId id) : Semaphore(kExisting, id) {}
};

/// threading.Event; the record of events/ owns the name Event.
class Flag {
 public:
  explicit Flag(std::string name, Where where = Where::current());
  Flag(Existing, ResourceId id);
  /// Async-signal-safe.
  void set(Where where = Where::current());
  void clear(Where where = Where::current());
  bool isSet(Where where = Where::current());
  bool wait(Timeout timeout = {}, Where where = Where::current());
  ResourceId id() const { return m_id; }

 private:
  ResourceId m_id;
  EventState* m_state;
};

/// Has a lock of its own ("<name> lock") or shares one. Waiters are woken in the order they came.
/// A waiter's events are: release of the lock, wait (request, blocked), acquire of the lock, wait
/// done; it has joined the queue before the lock is free.
class Condition {
 public:
  explicit Condition(std::string name, Where where = Where::current());
  Condition(std::string name, Lock lock, Where where = Where::current());
  Condition(Existing, ResourceId id);
  bool acquire(bool blocking = true, Timeout timeout = {}, Where where = Where::current());
  void release(Where where = Where::current());
  /// The lock must be held: else TaskError("cannot wait on un-acquired lock"). False on timeout;
  /// the lock is held again either way.
  bool wait(Timeout timeout = {}, Where where = Where::current());
  /// Waits again and again until `predicate()` holds; false when the timeout came first.
  template <class Predicate>
  bool waitFor(Predicate predicate, Timeout timeout = {}, Where where = Where::current());
  /// TaskError("cannot notify on un-acquired lock") unless held.
  void notify(int n = 1, Where where = Where::current());
  void notifyAll(Where where = Where::current());
  ResourceId id() const { return m_id; }

 private:
  void notifyAs(Operation operation, int most, Where where);

  ResourceId m_id;
  ConditionState* m_state;
  Lock m_lock;
};

template <class Predicate>
bool Condition::waitFor(Predicate predicate, Timeout timeout, Where where) {
  const std::int64_t start = probe::now();
  while (!predicate()) {
    Timeout left;
    if (timeout) {
      left = *timeout - static_cast<double>(probe::now() - start) / 1e9;
      if (*left <= 0) return false;
    }
    wait(left, where);
  }
  return true;
}

struct BrokenBarrierError : TaskError {
  using TaskError::TaskError;
};

class Barrier {
 public:
  /// Throws TaskError when `parties` is not positive.
  Barrier(std::string name, int parties, Where where = Where::current());
  Barrier(Existing, ResourceId id);
  /// Place of arrival as in CPython, 0 for the first up to parties-1 for the last. Throws
  /// BrokenBarrierError when it is or becomes broken; a timeout breaks it.
  int wait(Timeout timeout = {}, Where where = Where::current());
  /// Breaks it for all who wait and who come later.
  void abort(Where where = Where::current());
  /// Whole and empty again; whoever waited gets the error.
  void reset(Where where = Where::current());
  bool broken() const;
  int waiting() const;  ///< n_waiting
  ResourceId id() const { return m_id; }

 private:
  ResourceId m_id;
  BarrierState* m_state;
};

/// Python's `with lock:`.
template <class L>
class With {
 public:
  explicit With(L& lock, Where where = Where::current()) : m_lock(lock), m_where(where) {
    m_lock.acquire(true, {}, where);
  }
  ~With() { m_lock.release(m_where); }
  With(const With&) = delete;
  With& operator=(const With&) = delete;

 private:
  L& m_lock;
  Where m_where;
};

}  // namespace lockstep
