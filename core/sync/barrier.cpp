// SPDX-License-Identifier: GPL-3.0-or-later
#include <mutex>
#include <tuple>

#include "sync/call.h"
#include "sync/robust_mutex.h"
#include "sync/sync.h"
#include "sync/wait_room.h"

namespace lockstep {

/// The last to come calls the others; whoever breaks the barrier dismisses them.
struct BarrierState {
  explicit BarrierState(int itsParties) : parties(itsParties) {}

  const int parties;
  mutable RobustMutex mutex;
  // Guarded by mutex.
  int waiting = 0;
  bool broken = false;
  WaitRoom room;

  void breakUp() {
    broken = true;
    waiting = 0;
    room.callAll(WaitRoom::Answer::dismissed);
  }
};

namespace {

constexpr const char* kBroken = "the barrier is broken";

}  // namespace

Barrier::Barrier(std::string name, int parties, Where where) {
  if (parties < 1) throw TaskError("parties must be > 0");
  ResourceInfo info;
  info.kind = ResourceKind::barrier;
  info.capacity = parties;
  info.name = std::move(name);
  std::tie(m_id, m_state) = createObject<BarrierState>(info, parties, where, parties);
}

Barrier::Barrier(Existing, ResourceId id)
    : m_id(id), m_state(findObject<BarrierState>(id, ResourceKind::barrier)) {}

int Barrier::wait(Timeout timeout, Where where) {
  const Deadline deadline = deadlineAfter(timeout);
  Call call(Operation::wait, m_id, where, waitFlags(true, timeout));
  call.ask(deadline);
  int place = 0;
  {
    const std::lock_guard guard(m_state->mutex);
    if (m_state->broken) {
      call.done(Outcome::broken);
      throw BrokenBarrierError(kBroken);
    }
    place = m_state->waiting;
    call.carry(place);
    if (place == m_state->parties - 1) {
      call.done();
      m_state->waiting = 0;
      m_state->room.callAll(WaitRoom::Answer::called);
      return place;
    }
    m_state->room.enter();
    ++m_state->waiting;
    call.block();
  }
  if (!m_state->room.wait(call, deadline)) {
    const std::lock_guard guard(m_state->mutex);
    if (m_state->room.leave()) {
      Call(Operation::abortBarrier, m_id, where, kFlagInner).done();
      m_state->breakUp();
      call.done(Outcome::broken);
      call.back();
      throw BrokenBarrierError(kBroken);
    }
  }
  const WaitRoom::Collected answer = m_state->room.collect();
  const bool passed = answer.answer == WaitRoom::Answer::called;
  call.done(passed ? Outcome::ok : Outcome::broken, answer.caller);
  call.back();
  if (!passed) throw BrokenBarrierError(kBroken);
  return place;
}

void Barrier::abort(Where where) {
  Call call(Operation::abortBarrier, m_id, where);
  call.pass();
  const std::lock_guard guard(m_state->mutex);
  call.done();
  m_state->breakUp();
}

void Barrier::reset(Where where) {
  Call call(Operation::resetBarrier, m_id, where);
  call.pass();
  const std::lock_guard guard(m_state->mutex);
  call.done();
  m_state->breakUp();
  m_state->broken = false;
}

bool Barrier::broken() const {
  const std::lock_guard guard(m_state->mutex);
  return m_state->broken;
}

int Barrier::waiting() const {
  const std::lock_guard guard(m_state->mutex);
  return m_state->waiting;
}

}  // namespace lockstep
