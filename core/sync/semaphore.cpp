// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <mutex>
#include <tuple>

#include "base/futex.h"
#include "sync/call.h"
#include "sync/robust_mutex.h"
#include "sync/sync.h"

namespace lockstep {

/// Waiters sleep on `releases`; whoever is woken, or comes by, looks for a permit again.
struct SemaphoreState {
  SemaphoreState(int value, bool isBounded) : initial(value), bounded(isBounded), permits(value) {}

  const std::int32_t initial;
  const bool bounded;
  std::atomic<std::uint32_t> releases{0};  ///< futex; grows with every release
  RobustMutex mutex;
  // Guarded by mutex.
  std::int32_t permits;
  std::int32_t waiters = 0;  ///< at least as many as sleep: a killed one stays counted
  TaskId lastReleaser;
};

Semaphore::Semaphore(std::string name, int value, Where where)
    : Semaphore(std::move(name), value, false, where) {}

Semaphore::Semaphore(std::string name, int value, bool bounded, Where where) {
  if (value < 0) throw TaskError("semaphore initial value must be >= 0");
  ResourceInfo info;
  info.kind = bounded ? ResourceKind::boundedSemaphore : ResourceKind::semaphore;
  info.capacity = value;
  info.name = std::move(name);
  std::tie(m_id, m_state) = createObject<SemaphoreState>(info, value, where, value, bounded);
}

Semaphore::Semaphore(Existing, ResourceId id)
    : m_id(id),
      m_state(findObject<SemaphoreState>(id, ResourceKind::semaphore,
                                         ResourceKind::boundedSemaphore)) {}

bool Semaphore::acquire(bool blocking, Timeout timeout, Where where) {
  if (!blocking && timeout) throw TaskError("can't specify timeout for non-blocking acquire");
  const Deadline deadline = deadlineAfter(timeout);
  Call call(Operation::acquire, m_id, where, waitFlags(blocking, timeout));
  call.ask(deadline);
  bool inTime = blocking;
  std::unique_lock guard(m_state->mutex);
  while (m_state->permits == 0 && inTime) {
    if (!call.blocked()) call.block();
    const std::uint32_t seen = m_state->releases.load(std::memory_order_relaxed);
    ++m_state->waiters;
    guard.unlock();
    inTime = call.sleep(m_state->releases, seen, deadline);
    guard.lock();
    --m_state->waiters;
  }
  const bool taken = m_state->permits > 0;
  if (taken) --m_state->permits;
  call.carry(m_state->permits);
  call.done(taken ? Outcome::ok : Outcome::timeout,
            taken && call.blocked() ? m_state->lastReleaser : TaskId{});
  guard.unlock();
  call.back();
  return taken;
}

void Semaphore::release(int n, Where where) {
  if (n < 1) throw TaskError("n must be one or more");
  Call call(Operation::release, m_id, where);
  call.carry(n);
  call.pass();
  std::unique_lock guard(m_state->mutex);
  const std::int32_t most =
      m_state->bounded ? m_state->initial : std::numeric_limits<std::int32_t>::max();
  if (n > most - m_state->permits) {
    call.carry(m_state->permits);
    call.done(Outcome::overReleased);
    throw TaskError("Semaphore released too many times");
  }
  call.carry(m_state->permits + n);
  call.done();
  m_state->lastReleaser = probe::self();
  m_state->permits += n;
  const int sleepers = std::min(n, m_state->waiters);
  m_state->releases.fetch_add(1, std::memory_order_relaxed);
  guard.unlock();
  if (sleepers > 0) futexWake(m_state->releases, sleepers);
}

}  // namespace lockstep
