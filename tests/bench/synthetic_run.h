// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "trace/trace.h"

/// Runs of any size for benchmarks: tasks that compute, contend for locks, pass items through a
/// queue, add to a shared value and sleep, in about the proportions of the real scenarios, with
/// switch records, run delays and sites. The same seed gives the same run.

namespace lockstep {

class SyntheticRun {
 public:
  static constexpr std::uint32_t kLocks = 4;
  static constexpr std::uint32_t kQueue = 4;
  static constexpr std::uint32_t kValue = 5;

  explicit SyntheticRun(int threads = 32, std::uint64_t seed = 1)
      : m_random(seed), m_threads(static_cast<std::size_t>(threads)) {}

  /// A trace that knows the tasks and resources of this run.
  Trace trace() const {
    Trace trace;
    trace.run().scenario = "synthetic";
    for (std::size_t i = 0; i < m_threads.size() + 2; ++i) {
      TaskInfo info;
      info.id = TaskId{static_cast<std::uint16_t>(i)};
      info.kind = i == 0 ? TaskKind::supervisor : i == 1 ? TaskKind::process : TaskKind::thread;
      info.pid = i == 0 ? 100 : 101;
      info.tid = static_cast<std::int32_t>(100 + i);
      info.name = "task " + std::to_string(i);
      trace.addTask(info);
    }
    for (std::uint32_t i = 0; i <= kValue; ++i) {
      ResourceInfo info;
      info.id = ResourceId{i};
      info.kind = i < kLocks    ? ResourceKind::lock
                  : i == kQueue ? ResourceKind::queue
                                : ResourceKind::sharedValue;
      info.name = "resource " + std::to_string(i);
      trace.addResource(info);
    }
    return trace;
  }

  /// Appends at least `count` more events to `events`, in time order.
  void grow(std::vector<Event>& events, std::size_t count) {
    const std::size_t end = events.size() + count;
    while (events.size() < end) turn(events);
  }

 private:
  struct Thread {
    bool begun = false;
    std::int64_t runDelay = 0;
    std::uint32_t version = 0;
  };

  int pick(int below) { return static_cast<int>(m_random() % static_cast<std::uint64_t>(below)); }

  void emit(std::vector<Event>& events, Operation operation, Phase phase, std::int64_t value = 0,
            std::uint32_t resource = ResourceId{}.value, std::uint32_t aux = Event::kNoAux,
            std::uint8_t flags = 0) {
    m_time += 60 + pick(900);
    Event event;
    event.time = m_time;
    event.value = value;
    event.resource = ResourceId{resource};
    event.aux = aux;
    event.task = m_task;
    event.operation = operation;
    event.phase = phase;
    event.flags = flags;
    const bool kernel = operation == Operation::switchIn || operation == Operation::switchOut;
    if (!kernel && operation != Operation::delay)
      event.site = SiteId{
          static_cast<std::uint16_t>(static_cast<int>(operation) * 2 + (resource == 1 ? 1 : 0))};
    events.push_back(event);
  }

  /// One thread gets a CPU, works for a while, and gives it back.
  void turn(std::vector<Event>& events) {
    const auto which = static_cast<std::size_t>(pick(static_cast<int>(m_threads.size())));
    Thread& thread = m_threads[which];
    m_task = TaskId{static_cast<std::uint16_t>(which + 2)};
    const int cpu = pick(2);
    emit(events, Operation::switchIn, Phase::done, cpu);
    if (!thread.begun) emit(events, Operation::begin, Phase::done, 1000, ResourceId{}.value, 1);
    thread.begun = true;
    finishWait(events, which);
    for (int work = pick(4); work >= 0; --work) act(events, thread);
    if (pick(4) == 0) {
      emit(events, Operation::switchOut, Phase::done, cpu, ResourceId{}.value, Event::kNoAux,
           kFlagPreempted);
      return;
    }
    startWait(events, which);
    emit(events, Operation::switchOut, Phase::done, cpu);
  }

  void startWait(std::vector<Event>& events, std::size_t which) {
    if (m_waits.size() < m_threads.size()) m_waits.resize(m_threads.size(), -1);
    m_waits[which] = pick(static_cast<int>(kLocks) + 1);
    if (m_waits[which] == static_cast<int>(kLocks)) {
      emit(events, Operation::sleep, Phase::request, 1'000'000);
      return;
    }
    const auto lock = static_cast<std::uint32_t>(m_waits[which]);
    emit(events, Operation::acquire, Phase::request, 0, lock);
    emit(events, Operation::acquire, Phase::blocked, 0, lock);
  }

  void finishWait(std::vector<Event>& events, std::size_t which) {
    if (which >= m_waits.size() || m_waits[which] < 0) return;
    const auto lock = static_cast<std::uint32_t>(m_waits[which]);
    m_waits[which] = -1;
    Thread& thread = m_threads[which];
    const std::uint32_t waker =
        2 + static_cast<std::uint32_t>(pick(static_cast<int>(m_threads.size())));
    if (lock == kLocks)
      emit(events, Operation::sleep, Phase::done, 1'000'000);
    else
      emit(events, Operation::acquire, Phase::done, 1, lock, waker);
    thread.runDelay += pick(20'000);
    emit(events, Operation::delay, Phase::done, thread.runDelay);
    if (lock < kLocks) emit(events, Operation::release, Phase::done, 0, lock);
  }

  void act(std::vector<Event>& events, Thread& thread) {
    switch (pick(4)) {
      case 0:
        emit(events, Operation::load, Phase::done, m_value, kValue, m_version, 1);
        emit(events, Operation::store, Phase::done, ++m_value, kValue, m_version++, 1);
        thread.version = m_version;
        break;
      case 1:
        emit(events, Operation::put, Phase::request, m_put, kQueue, Event::kNoAux, 1);
        emit(events, Operation::put, Phase::done, m_put++, kQueue, Event::kNoAux, 1);
        break;
      case 2:
        if (m_got == m_put) break;
        emit(events, Operation::get, Phase::request, 0, kQueue);
        emit(events, Operation::get, Phase::done, m_got++, kQueue, 2, 1);
        break;
      default:
        emit(events, Operation::acquire, Phase::request, 0, 1);
        emit(events, Operation::acquire, Phase::done, 1, 1);
        emit(events, Operation::release, Phase::done, 0, 1);
    }
  }

  std::mt19937_64 m_random;
  std::vector<Thread> m_threads;
  std::vector<int> m_waits;
  std::int64_t m_time = 1'000'000'000;
  std::int64_t m_value = 0;
  std::uint32_t m_version = 0;
  std::int64_t m_put = 0;
  std::int64_t m_got = 0;
  TaskId m_task;
};

}  // namespace lockstep
