// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/call.h"

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "base/futex.h"

namespace lockstep {

Deadline deadlineAfter(const Timeout& timeout) {
  constexpr double kCentury = 100.0 * 365 * 24 * 3600;
  if (!timeout) return std::nullopt;
  const double seconds = std::clamp(*timeout, 0.0, kCentury);
  return probe::now() + static_cast<std::int64_t>(seconds * 1e9);
}

std::uint8_t waitFlags(bool blocking, const Timeout& timeout) {
  if (!blocking) return kFlagNonBlocking;
  return timeout ? kFlagTimed : 0;
}

Call::Call(Operation operation, ResourceId resource, const Where& where, std::uint8_t flags) {
  m_event.operation = operation;
  m_event.resource = resource;
  m_event.site = probe::site(where);
  m_event.flags = flags;
}

void Call::carry(std::int64_t value, ValueKind kind) {
  m_event.value = value;
  m_event.flags = static_cast<std::uint8_t>((m_event.flags & ~kValueKindMask) |
                                            static_cast<std::uint8_t>(kind));
}

void Call::ask(Deadline deadline) {
  request();
  m_granted = probe::pass(m_event, deadline.value_or(-1));
}

void Call::pass() {
  m_event.phase = Phase::request;
  m_granted = probe::pass(m_event);
}

TaskId Call::picked() const {
  return m_granted.pick < kMaxTasks ? TaskId{static_cast<std::uint16_t>(m_granted.pick)} : TaskId{};
}

void Call::request() {
  m_event.phase = Phase::request;
  probe::write(m_event);
}

void Call::block() {
  m_event.phase = Phase::blocked;
  probe::write(m_event);
  m_blocked = true;
}

bool Call::sleep(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                 Deadline deadline) {
  if (!probe::sleepsOn(&word)) {
    probe::sleepsOn(nullptr);
    return park(deadline);
  }
  const FutexWait result = futexWait(word, expected, deadline);
  probe::sleepsOn(nullptr);
  if (result != FutexWait::changed) m_slept = true;
  return result != FutexWait::timedOut;
}

bool Call::park(Deadline deadline) {
  // A timeout that was granted with the request ends the wait as soon as it begins.
  if (m_granted.what != Grant::timeout) m_granted = probe::pass(m_event, deadline.value_or(-1));
  return std::exchange(m_granted.what, Grant::go) != Grant::timeout;
}

void Call::done(Outcome outcome, TaskId peer) {
  m_event.outcome = outcome;
  doneWith(peer.valid() ? peer.value : Event::kNoAux);
}

void Call::doneWith(std::uint32_t aux) {
  m_event.phase = Phase::done;
  m_event.aux = aux;
  probe::write(m_event);
}

void Call::back() {
  if (m_slept) probe::returned();
  m_slept = false;
}

namespace detail {

void* allocateObject(std::string_view name, std::size_t bytes) {
  void* memory = probe::arena().allocate(bytes);
  if (!memory) throw TaskError("no shared memory left for " + std::string(name));
  return memory;
}

ResourceId publishObject(const ResourceInfo& info, const void* object, std::int64_t value,
                         const Where& where) {
  const ResourceId id = probe::arena().addResource(info, object);
  if (!id.valid()) throw TaskError("too many resources: no room for " + info.name);
  Call create(Operation::create, id, where, info.robust ? kFlagRobust : 0);
  create.carry(value);
  create.done();
  return id;
}

void* findObject(ResourceId id, ResourceKind kind, ResourceKind otherKind) {
  if (!id.valid() || id.value >= kMaxResources) throw TaskError("there is no such resource");
  const ResourceSlot& slot = probe::arena().resource(id);
  if (slot.live.load(std::memory_order_acquire) == 0) throw TaskError("there is no such resource");
  const auto found = static_cast<ResourceKind>(slot.kind);
  if (found != kind && (found != otherKind || otherKind == ResourceKind::none))
    throw TaskError("the resource is a " + std::string(lockstep::name(found)) + ", not a " +
                    std::string(lockstep::name(kind)));
  return reinterpret_cast<void*>(slot.object);
}

}  // namespace detail

}  // namespace lockstep
