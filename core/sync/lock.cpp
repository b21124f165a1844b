// SPDX-License-Identifier: GPL-3.0-or-later
#include <pthread.h>

#include <cerrno>
#include <tuple>

#include "base/check.h"
#include "base/clock.h"
#include "sync/call.h"
#include "sync/futex_lock.h"
#include "sync/sync.h"

namespace lockstep {

/// A robust pthread mutex that knows its holder. Only the holder may release it.
class RobustLock {
 public:
  RobustLock();
  enum class Taken : std::uint8_t { no, yes, fromDead };
  Taken tryTake() { return taken(::pthread_mutex_trylock(&m_mutex)); }
  Taken take(Call& call, Deadline deadline);
  bool claim() const { return holder() == probe::self() && holder().valid(); }
  void free();
  TaskId holder() const { return TaskId{m_holder.load(std::memory_order_acquire)}; }
  TaskId lastReleaser() const { return TaskId{m_lastReleaser.load(std::memory_order_relaxed)}; }

 private:
  Taken taken(int status);

  pthread_mutex_t m_mutex;
  std::atomic<std::uint16_t> m_holder{0xffff};
  std::atomic<std::uint16_t> m_lastReleaser{0xffff};
};

RobustLock::RobustLock() {
  pthread_mutexattr_t attributes;
  CHECK(::pthread_mutexattr_init(&attributes) == 0);
  CHECK(::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
  CHECK(::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST) == 0);
  CHECK(::pthread_mutex_init(&m_mutex, &attributes) == 0);
  ::pthread_mutexattr_destroy(&attributes);
}

RobustLock::Taken RobustLock::take(Call& call, Deadline deadline) {
  call.block();
  while (probe::stepping()) {
    if (!call.park(deadline)) return Taken::no;
    if (const Taken now = tryTake(); now != Taken::no) return now;
  }
  call.slept();
  if (!deadline) return taken(::pthread_mutex_lock(&m_mutex));
  const timespec until = toTimespec(*deadline);
  return taken(::pthread_mutex_clocklock(&m_mutex, CLOCK_MONOTONIC, &until));
}

RobustLock::Taken RobustLock::taken(int status) {
  if (status == EBUSY || status == ETIMEDOUT) return Taken::no;
  CHECK(status == 0 || status == EOWNERDEAD);
  if (status == EOWNERDEAD) {
    CHECK(::pthread_mutex_consistent(&m_mutex) == 0);
    // The owner's death is what ended the wait, so it counts as its last release.
    m_lastReleaser.store(m_holder.load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
  m_holder.store(probe::self().value, std::memory_order_release);
  return status == EOWNERDEAD ? Taken::fromDead : Taken::yes;
}

void RobustLock::free() {
  m_lastReleaser.store(probe::self().value, std::memory_order_relaxed);
  m_holder.store(0xffff, std::memory_order_release);
  CHECK(::pthread_mutex_unlock(&m_mutex) == 0);
}

struct LockState {
  explicit LockState(LockKind itsKind) : kind(itsKind) {}
  const LockKind kind;
  FutexLock plain;
  RobustLock robust;
  std::int32_t depth = 0;  ///< RLock: written by its holder only
};

namespace {

void checkTimeout(bool blocking, const Timeout& timeout) {
  if (!timeout) return;
  if (!blocking) throw TaskError("can't specify a timeout for a non-blocking call");
  if (*timeout < 0) throw TaskError("timeout value must be a non-negative number");
}

/// The `done` of an acquire: its waker is named when it had to wait.
void finishAcquire(Call& call, bool taken, std::int64_t value, Outcome outcome, TaskId waker) {
  call.carry(taken ? value : 0);
  call.done(taken ? outcome : Outcome::timeout, taken && call.blocked() ? waker : TaskId{});
  call.back();
}

}  // namespace

Lock::Lock(std::string name, LockKind kind, Where where) {
  ResourceInfo info;
  info.kind = ResourceKind::lock;
  info.robust = kind == LockKind::robust;
  info.name = std::move(name);
  std::tie(m_id, m_state) = createObject<LockState>(info, 0, where, kind);
}

Lock::Lock(Existing, ResourceId id)
    : m_id(id), m_state(findObject<LockState>(id, ResourceKind::lock)) {}

bool Lock::acquire(bool blocking, Timeout timeout, Where where) {
  checkTimeout(blocking, timeout);
  return acquireAs(waitFlags(blocking, timeout), deadlineAfter(timeout), where);
}

bool Lock::acquireAs(std::uint8_t flags, std::optional<std::int64_t> deadline, Where where) {
  const bool blocking = !(flags & kFlagNonBlocking);
  Call call(Operation::acquire, m_id, where, flags);
  call.ask(deadline);
  if (m_state->kind == LockKind::plain) {
    FutexLock& lock = m_state->plain;
    const bool taken = lock.tryTake() || (blocking && lock.take(call, deadline));
    finishAcquire(call, taken, 1, Outcome::ok, lock.lastReleaser());
    return taken;
  }
  RobustLock& lock = m_state->robust;
  RobustLock::Taken taken = lock.tryTake();
  if (taken == RobustLock::Taken::no && blocking) taken = lock.take(call, deadline);
  m_ownerDied = taken == RobustLock::Taken::fromDead;
  finishAcquire(call, taken != RobustLock::Taken::no, 1,
                m_ownerDied ? Outcome::abandoned : Outcome::ok, lock.lastReleaser());
  return taken != RobustLock::Taken::no;
}

void Lock::release(Where where) {
  Call call(Operation::release, m_id, where);
  call.pass();
  if (claimRelease()) {
    call.done();
    finishRelease();
    return;
  }
  const bool othersLock = locked();
  call.carry(othersLock ? 1 : 0);
  call.done(Outcome::notOwned);
  throw TaskError(othersLock ? "cannot release un-acquired lock" : "release unlocked lock");
}

bool Lock::claimRelease() {
  return m_state->kind == LockKind::plain ? m_state->plain.claim() : m_state->robust.claim();
}

void Lock::stampRelease(std::uint8_t flags, Where where) {
  Call(Operation::release, m_id, where, flags).done();
}

void Lock::finishRelease() {
  if (m_state->kind == LockKind::plain)
    m_state->plain.free();
  else
    m_state->robust.free();
}

bool Lock::locked() const {
  return m_state->kind == LockKind::plain ? m_state->plain.held()
                                          : m_state->robust.holder().valid();
}

RLock::RLock(std::string name, Where where) {
  ResourceInfo info;
  info.kind = ResourceKind::rlock;
  info.name = std::move(name);
  std::tie(m_id, m_state) = createObject<LockState>(info, 0, where, LockKind::plain);
}

RLock::RLock(Existing, ResourceId id)
    : m_id(id), m_state(findObject<LockState>(id, ResourceKind::rlock)) {}

bool RLock::acquire(bool blocking, Timeout timeout, Where where) {
  checkTimeout(blocking, timeout);
  const Deadline deadline = deadlineAfter(timeout);
  Call call(Operation::acquire, m_id, where, waitFlags(blocking, timeout));
  call.ask(deadline);
  FutexLock& lock = m_state->plain;
  const bool mine = lock.holder() == probe::self() && probe::self().valid();
  const bool taken = mine || lock.tryTake() || (blocking && lock.take(call, deadline));
  if (taken) ++m_state->depth;
  finishAcquire(call, taken, m_state->depth, Outcome::ok, lock.lastReleaser());
  return taken;
}

void RLock::release(Where where) {
  FutexLock& lock = m_state->plain;
  Call call(Operation::release, m_id, where);
  call.pass();
  if (lock.holder() != probe::self() || !probe::self().valid()) {
    call.done(Outcome::notOwned);
    throw TaskError("cannot release un-acquired lock");
  }
  const bool last = m_state->depth == 1;
  if (last) CHECK(lock.claim());
  --m_state->depth;
  call.carry(m_state->depth);
  call.done();
  if (last) lock.free();
}

}  // namespace lockstep
