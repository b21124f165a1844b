// SPDX-License-Identifier: GPL-3.0-or-later
#include <mutex>
#include <tuple>

#include "sync/call.h"
#include "sync/robust_mutex.h"
#include "sync/sync.h"
#include "sync/wait_room.h"

namespace lockstep {

struct ConditionState {
  RobustMutex mutex;
  WaitRoom room;  ///< guarded by mutex
};

namespace {

Lock lockOf(ResourceId condition) {
  findObject<ConditionState>(condition, ResourceKind::condition);
  return Lock(kExisting, ResourceId{probe::arena().resource(condition).inner});
}

}  // namespace

Condition::Condition(std::string name, Where where)
    : Condition(name, Lock(name + " lock", LockKind::plain, where), where) {}

Condition::Condition(std::string name, Lock lock, Where where) : m_lock(lock) {
  ResourceInfo info;
  info.kind = ResourceKind::condition;
  info.inner = lock.id();
  info.name = std::move(name);
  std::tie(m_id, m_state) = createObject<ConditionState>(info, 0, where);
}

Condition::Condition(Existing, ResourceId id)
    : m_id(id),
      m_state(findObject<ConditionState>(id, ResourceKind::condition)),
      m_lock(lockOf(id)) {}

bool Condition::acquire(bool blocking, Timeout timeout, Where where) {
  return m_lock.acquire(blocking, timeout, where);
}

void Condition::release(Where where) { m_lock.release(where); }

bool Condition::wait(Timeout timeout, Where where) {
  const Deadline deadline = deadlineAfter(timeout);
  Call call(Operation::wait, m_id, where, waitFlags(true, timeout));
  call.pass();
  {
    const std::lock_guard guard(m_state->mutex);
    if (!m_lock.claimRelease()) {
      call.done(Outcome::notOwned);
      throw TaskError("cannot wait on un-acquired lock");
    }
    m_state->room.enter();
    m_lock.stampRelease(kFlagInner, where);
    call.request();
    call.block();
  }
  m_lock.finishRelease();

  WaitRoom::Collected answer{};
  if (m_state->room.wait(call, deadline)) {
    answer = m_state->room.collect();
  } else {
    const std::lock_guard guard(m_state->mutex);
    if (!m_state->room.leave()) answer = m_state->room.collect();
  }
  call.back();
  m_lock.acquireAs(kFlagInner, std::nullopt, where);
  const bool notified = answer.answer == WaitRoom::Answer::called;
  call.done(notified ? Outcome::ok : Outcome::timeout, notified ? answer.caller : TaskId{});
  return notified;
}

void Condition::notify(int n, Where where) { notifyAs(Operation::notify, n, where); }

void Condition::notifyAll(Where where) {
  notifyAs(Operation::notifyAll, static_cast<int>(kMaxTasks), where);
}

void Condition::notifyAs(Operation operation, int most, Where where) {
  Call call(operation, m_id, where);
  call.carry(most);
  call.pass();
  call.carry(0);
  if (!m_lock.locked()) {
    call.done(Outcome::notOwned);
    throw TaskError("cannot notify on un-acquired lock");
  }
  const std::lock_guard guard(m_state->mutex);
  int woken = 0;
  for (; woken < most; ++woken) {
    const bool chosen = woken == 0 && m_state->room.waits(call.picked());
    const TaskId waiter = chosen ? call.picked() : m_state->room.first();
    if (!waiter.valid()) break;
    call.done(Outcome::ok, waiter);
    m_state->room.call(waiter, WaitRoom::Answer::called);
  }
  if (woken == 0) call.done();
}

}  // namespace lockstep
