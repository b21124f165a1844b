// SPDX-License-Identifier: GPL-3.0-or-later
#include "ipc/queue.h"

#include <mutex>
#include <tuple>

#include "base/futex.h"
#include "sync/call.h"
#include "sync/robust_mutex.h"

namespace lockstep {

/// One end of a queue: tasks that wait for an item, or for room, sleep on `changes`. Whoever is
/// woken, or comes by, looks again.
struct QueueEnd {
  std::atomic<std::uint32_t> changes{0};  ///< futex
  std::int32_t waiters = 0;  ///< guarded; at least as many as sleep: a killed one stays counted
};

struct QueueSlot {
  std::int64_t bits = 0;
  TaskId putter;
  ValueKind kind = ValueKind::none;
};

/// A ring. `added` and `taken` count for ever; each moves by one store when its item is whole, so
/// a task killed at any instant leaves a queue that is good.
///
///     slots:  | . . a3 b1 a4 . . |      taken = 2, added = 5 (modulo slots)
struct QueueState {
  QueueState(QueueSlot* memory, std::uint32_t count, bool isBounded)
      : slots(memory), slotCount(count), bounded(isBounded) {}

  QueueSlot* const slots;
  const std::uint32_t slotCount;
  const bool bounded;
  RobustMutex mutex;
  QueueEnd items;
  QueueEnd room;
  // Guarded by mutex.
  std::uint64_t added = 0;
  std::uint64_t taken = 0;
  TaskId lastGetter;

  std::uint32_t size() const { return static_cast<std::uint32_t>(added - taken); }
  bool isFull() const { return size() == slotCount; }
  bool isEmpty() const { return size() == 0; }
};

namespace {

void checkTimeout(bool blocking, const Timeout& timeout) {
  if (blocking && timeout && *timeout < 0)
    throw TaskError("'timeout' must be a non-negative number");
}

/// Sleeps at `end` until `ready()` or the deadline. `guard` holds the queue's mutex before and
/// after.
template <class Ready>
void waitAt(QueueEnd& end, std::unique_lock<RobustMutex>& guard, Call& call, Deadline deadline,
            Ready ready) {
  bool inTime = true;
  while (!ready() && inTime) {
    if (!call.blocked()) call.block();
    const std::uint32_t seen = end.changes.load(std::memory_order_relaxed);
    ++end.waiters;
    guard.unlock();
    inTime = call.sleep(end.changes, seen, deadline);
    guard.lock();
    --end.waiters;
  }
}

/// Lets one sleeper of `end` look again; gives the mutex back before it wakes it.
void changed(QueueEnd& end, std::unique_lock<RobustMutex>& guard) {
  end.changes.fetch_add(1, std::memory_order_relaxed);
  const bool sleeper = end.waiters > 0;
  guard.unlock();
  if (sleeper) futexWake(end.changes);
}

}  // namespace

Queue::Queue(std::string name, int capacity, Where where) {
  if (capacity > kMaxItems)
    throw TaskError("a queue holds at most " + std::to_string(kMaxItems) + " items");
  const bool bounded = capacity > 0;
  ResourceInfo info;
  info.kind = ResourceKind::queue;
  info.capacity = bounded ? capacity : 0;
  info.name = std::move(name);
  const auto slots = static_cast<std::uint32_t>(bounded ? capacity : kMaxItems);
  void* memory = detail::allocateObject(info.name, slots * sizeof(QueueSlot));
  std::tie(m_id, m_state) = createObject<QueueState>(
      info, info.capacity, where, static_cast<QueueSlot*>(memory), slots, bounded);
}

Queue::Queue(Existing, ResourceId id)
    : m_id(id), m_state(findObject<QueueState>(id, ResourceKind::queue)) {}

void Queue::put(Item item, bool blocking, Timeout timeout, Where where) {
  checkTimeout(blocking, timeout);
  const Deadline deadline = deadlineAfter(timeout);
  Call call(Operation::put, m_id, where, waitFlags(blocking, timeout));
  call.carry(item.bits, item.kind);
  call.ask(deadline);
  QueueState& queue = *m_state;
  std::unique_lock guard(queue.mutex);
  if (blocking) waitAt(queue.room, guard, call, deadline, [&] { return !queue.isFull(); });
  if (queue.isFull()) {
    call.done(Outcome::full);
    guard.unlock();
    call.back();
    throw FullError("Full");
  }
  call.done(Outcome::ok, call.blocked() ? queue.lastGetter : TaskId{});
  queue.slots[queue.added % queue.slotCount] = {item.bits, probe::self(), item.kind};
  ++queue.added;
  changed(queue.items, guard);
  call.back();
}

Item Queue::get(bool blocking, Timeout timeout, Where where) {
  checkTimeout(blocking, timeout);
  const Deadline deadline = deadlineAfter(timeout);
  Call call(Operation::get, m_id, where, waitFlags(blocking, timeout));
  call.ask(deadline);
  QueueState& queue = *m_state;
  std::unique_lock guard(queue.mutex);
  if (blocking) waitAt(queue.items, guard, call, deadline, [&] { return !queue.isEmpty(); });
  if (queue.isEmpty()) {
    call.done(Outcome::empty);
    guard.unlock();
    call.back();
    throw EmptyError("Empty");
  }
  const QueueSlot slot = queue.slots[queue.taken % queue.slotCount];
  ++queue.taken;
  queue.lastGetter = probe::self();
  call.carry(slot.bits, slot.kind);
  call.done(Outcome::ok, slot.putter);
  changed(queue.room, guard);
  call.back();
  return {slot.bits, slot.kind};
}

int Queue::qsize(Where where) {
  Call call(Operation::qsize, m_id, where);
  call.pass();
  const std::lock_guard guard(m_state->mutex);
  const int size = static_cast<int>(m_state->size());
  call.carry(size);
  call.done();
  return size;
}

bool Queue::full(Where where) {
  Call call(Operation::full, m_id, where);
  call.pass();
  const std::lock_guard guard(m_state->mutex);
  const bool full = m_state->bounded && m_state->isFull();
  call.carry(full ? 1 : 0);
  call.done();
  return full;
}

bool Queue::empty(Where where) {
  Call call(Operation::empty, m_id, where);
  call.pass();
  const std::lock_guard guard(m_state->mutex);
  const bool empty = m_state->isEmpty();
  call.carry(empty ? 1 : 0);
  call.done();
  return empty;
}

}  // namespace lockstep
