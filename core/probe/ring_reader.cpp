// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ring_reader.h"

#include <algorithm>
#include <limits>

#include "base/clock.h"
#include "base/futex.h"

namespace lockstep {
namespace {

/// Nothing after it happens before the clock reading that came before it.
void settleClock() {
  std::atomic_thread_fence(std::memory_order_seq_cst);
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_lfence();
#elif defined(__aarch64__)
  asm volatile("isb" ::: "memory");
#endif
}

/// Insertion sort, as only a handler's events stand before their interrupted writer's.
void sortByTime(std::vector<Event>& events, std::size_t first) {
  for (std::size_t i = first + 1; i < events.size(); ++i) {
    if (events[i - 1].time <= events[i].time) continue;
    const Event event = events[i];
    std::size_t hole = i;
    for (; hole > first && events[hole - 1].time > event.time; --hole)
      events[hole] = events[hole - 1];
    events[hole] = event;
  }
}

}  // namespace

RingReader::RingReader(const Arena& arena, TaskId task)
    : m_control(arena.task(task).ring),
      m_slots(arena.ring(task)),
      m_capacity(arena.header().ringEvents),
      m_task(task) {}

std::size_t RingReader::drain(std::vector<Event>& out) {
  const std::int64_t now = monotonicNow();
  settleClock();
  const std::uint64_t reserved = m_control.reserved.load(std::memory_order_acquire);
  const std::uint64_t head = m_control.head.load(std::memory_order_acquire);
  const std::size_t count = take(head, out);
  if (head >= reserved) m_quietUntil = now;
  return count;
}

std::size_t RingReader::drainDead(std::vector<Event>& out) {
  const std::size_t count = take(m_control.reserved.load(std::memory_order_acquire), out);
  m_quietUntil = std::numeric_limits<std::int64_t>::max();
  return count;
}

bool RingReader::ready() const {
  return m_control.head.load(std::memory_order_acquire) !=
         m_control.tail.load(std::memory_order_relaxed);
}

std::uint64_t RingReader::dropped() const {
  return m_control.dropped.load(std::memory_order_relaxed);
}

std::size_t RingReader::take(std::uint64_t end, std::vector<Event>& out) {
  const std::uint64_t tail = m_control.tail.load(std::memory_order_relaxed);
  if (end <= tail) return 0;
  // A task that went astray and wrote into the counters must not lead the reader out of the ring.
  end = std::min(end, tail + m_capacity);
  const std::size_t first = out.size();
  for (std::uint64_t counter = tail; counter < end; ++counter) {
    Event& slot = m_slots[counter & (m_capacity - 1)];
    const std::int64_t time = std::atomic_ref(slot.time).load(std::memory_order_acquire);
    if (time == 0) continue;
    Event& event = out.emplace_back(slot);
    event.task = m_task;
    std::atomic_ref(slot.time).store(0, std::memory_order_relaxed);
  }
  sortByTime(out, first);
  m_control.tail.store(end, std::memory_order_release);
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (m_control.writerWaits.load(std::memory_order_relaxed) != 0) {
    m_control.roomFutex.fetch_add(1, std::memory_order_release);
    futexWake(m_control.roomFutex, kWakeAll);
  }
  return out.size() - first;
}

}  // namespace lockstep
