// SPDX-License-Identifier: GPL-3.0-or-later
#include <mutex>
#include <tuple>

#include "sync/call.h"
#include "sync/robust_mutex.h"
#include "sync/sync.h"
#include "sync/wait_room.h"

namespace lockstep {

/// A signal handler may set the flag that its own thread is just using, so the mutex is only ever
/// held with the handlers kept away.
struct EventState {
  RobustMutex mutex;
  // Guarded by mutex.
  bool up = false;
  WaitRoom room;
};

Flag::Flag(std::string name, Where where) {
  ResourceInfo info;
  info.kind = ResourceKind::event;
  info.name = std::move(name);
  std::tie(m_id, m_state) = createObject<EventState>(info, 0, where);
}

Flag::Flag(Existing, ResourceId id)
    : m_id(id), m_state(findObject<EventState>(id, ResourceKind::event)) {}

void Flag::set(Where where) {
  Call call(Operation::set, m_id, where);
  call.pass();
  const HandlersAway held;
  const std::lock_guard guard(m_state->mutex);
  call.carry(m_state->room.count());
  call.done();
  m_state->up = true;
  m_state->room.callAll(WaitRoom::Answer::called);
}

void Flag::clear(Where where) {
  Call call(Operation::clear, m_id, where);
  call.pass();
  const HandlersAway held;
  const std::lock_guard guard(m_state->mutex);
  m_state->up = false;
  call.done();
}

bool Flag::isSet(Where where) {
  Call call(Operation::isSet, m_id, where);
  call.pass();
  const HandlersAway held;
  const std::lock_guard guard(m_state->mutex);
  call.carry(m_state->up ? 1 : 0);
  call.done();
  return m_state->up;
}

bool Flag::wait(Timeout timeout, Where where) {
  const Deadline deadline = deadlineAfter(timeout);
  Call call(Operation::wait, m_id, where, waitFlags(true, timeout));
  call.ask(deadline);
  {
    const HandlersAway held;
    const std::lock_guard guard(m_state->mutex);
    if (m_state->up) {
      call.done();
      return true;
    }
    m_state->room.enter();
    call.block();
  }
  WaitRoom::Collected answer{};
  if (m_state->room.wait(call, deadline)) {
    answer = m_state->room.collect();
  } else {
    const HandlersAway held;
    const std::lock_guard guard(m_state->mutex);
    if (!m_state->room.leave()) answer = m_state->room.collect();
  }
  const bool set = answer.answer == WaitRoom::Answer::called;
  call.done(set ? Outcome::ok : Outcome::timeout, set ? answer.caller : TaskId{});
  call.back();
  return set;
}

}  // namespace lockstep
