// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "probe/probe.h"
#include "runtime/task.h"

/// What all objects of sync/ and ipc/ do alike: writing the events of one operation, and finding
/// their memory in the arena.

namespace lockstep {

/// ns of probe::now(); nothing means for ever.
using Deadline = std::optional<std::int64_t>;

/// The instant that lies `timeout` seconds ahead. Negative timeouts have passed already; more than
/// a century counts as a century.
Deadline deadlineAfter(const Timeout& timeout);

/// kFlagNonBlocking, kFlagTimed or 0.
std::uint8_t waitFlags(bool blocking, const Timeout& timeout);

/// One operation of the calling task on one resource, from its request until it is done:
///
///     ask() -> [block() -> sleep()...] -> done() -> back()
///
/// In Step mode ask() and pass() park the task until it is granted, and so does sleep() in place of
/// sleeping: whoever is granted looks again.
///
/// Operations that never wait use pass() and done(). Not shared between threads.
class Call {
 public:
  Call(Operation operation, ResourceId resource, const Where& where, std::uint8_t flags = 0);

  /// The item or number that the events carry from now on.
  void carry(std::int64_t value, ValueKind kind = ValueKind::none);
  /// Writes the request and passes the gate. `deadline` is that of the sleeps to come.
  void ask(Deadline deadline = {});
  /// Passes the gate without a request.
  void pass();
  void request();
  void block();
  bool blocked() const { return m_blocked; }
  /// The waiter that the grant of a notify names; not valid() where nobody chose.
  TaskId picked() const;
  /// Sleeps while `word` holds `expected`; false when the deadline came. A signal handler that ran
  /// does not end the wait: the caller looks again and keeps its deadline, as Python's PEP 475.
  bool sleep(const std::atomic<std::uint32_t>& word, std::uint32_t expected, Deadline deadline);
  /// For a wait that something else sleeps for.
  void slept() { m_slept = true; }
  /// sleep() in Step mode: parks; false when the wait's time is said to be over, true to look
  /// again.
  bool park(Deadline deadline);
  void done(Outcome outcome = Outcome::ok, TaskId peer = {});
  void doneWith(std::uint32_t aux);
  /// Lets the probe read the kernel's run_delay if this call slept. Outside of internal mutexes.
  void back();

 private:
  Event m_event;
  probe::Granted m_granted;
  bool m_blocked = false;
  bool m_slept = false;
};

/// Makes a T in the arena's heap, and its resource, and writes `create`.
/// Throws TaskError when the arena is full.
template <class T, class... Parts>
std::pair<ResourceId, T*> createObject(const ResourceInfo& info, std::int64_t value,
                                       const Where& where, Parts&&... parts);

/// The object behind an id; throws TaskError when it is not one of these kinds.
template <class T>
T* findObject(ResourceId id, ResourceKind kind, ResourceKind otherKind = ResourceKind::none);

namespace detail {
void* allocateObject(std::string_view name, std::size_t bytes);
ResourceId publishObject(const ResourceInfo& info, const void* object, std::int64_t value,
                         const Where& where);
void* findObject(ResourceId id, ResourceKind kind, ResourceKind otherKind);
}  // namespace detail

template <class T, class... Parts>
std::pair<ResourceId, T*> createObject(const ResourceInfo& info, std::int64_t value,
                                       const Where& where, Parts&&... parts) {
  T* object = new (detail::allocateObject(info.name, sizeof(T))) T(std::forward<Parts>(parts)...);
  return {detail::publishObject(info, object, value, where), object};
}

template <class T>
T* findObject(ResourceId id, ResourceKind kind, ResourceKind otherKind) {
  return static_cast<T*>(detail::findObject(id, kind, otherKind));
}

}  // namespace lockstep
