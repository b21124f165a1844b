// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <vector>

#include "events.h"

/// Tasks that really share a lock, a semaphore, a queue, a value and a flag, as a simple program:
/// it emits the events of what it does, and knows the truth at each instant without reading them.

namespace lockstep {

class Story {
 public:
  static constexpr std::uint16_t kTasks = 7;  ///< 0 the supervisor, 1 a process, the rest threads
  static constexpr std::uint32_t kLock = 0, kSemaphore = 1, kQueue = 2, kValue = 3, kFlag = 4;
  static constexpr std::size_t kRoom = 3;

  struct Truth {
    std::vector<std::uint16_t> lockHolder;  ///< none or one
    bool lockAbandoned = false;
    std::vector<std::uint16_t> lockWaiters, semaphoreWaiters, putWaiters, flagWaiters;
    std::map<std::uint16_t, int> permits;  ///< taken
    std::int64_t permitsLeft = 2;
    std::deque<std::pair<std::int64_t, std::uint16_t>> items;  ///< bits, from
    std::int64_t value = 0;
    std::uint32_t version = 0;
    std::int64_t lostUpdates = 0;
    bool flag = false;
    std::vector<bool> dead = std::vector<bool>(kTasks, false);
  };

  explicit Story(std::uint64_t seed) : m_random(seed), m_busy(kTasks, Operation::none) {
    m_loaded.resize(kTasks);
    for (const ResourceInfo& info : resources())
      emit(done(0, 1, Operation::create).on(info.id.value).value(info.capacity));
  }

  static std::vector<TaskInfo> tasks() {
    std::vector<TaskInfo> tasks{process(0, 100), process(1, 101)};
    for (std::uint16_t id = 2; id < kTasks; ++id) tasks.push_back(thread(id, 101));
    return tasks;
  }
  static std::vector<ResourceInfo> resources() {
    return {resource(kLock, ResourceKind::lock), resource(kSemaphore, ResourceKind::semaphore, 2),
            resource(kQueue, ResourceKind::queue, kRoom),
            resource(kValue, ResourceKind::sharedValue), resource(kFlag, ResourceKind::event)};
  }

  /// One step of one task.
  void step() {
    m_time += pick(4);
    const auto task = static_cast<std::uint16_t>(2 + pick(kTasks - 2));
    if (m_truth.dead[task]) return;
    constexpr int kMostDeaths = 3;
    if (m_deaths < kMostDeaths && pick(1000) == 0) {
      die(task);
      return;
    }
    if (m_busy[task] != Operation::none) {
      goOn(task);
      return;
    }
    switch (pick(10)) {
      case 0:
      case 1:
        lock(task);
        break;
      case 2:
        permit(task);
        break;
      case 3:
      case 4:
        put(task);
        break;
      case 5:
        get(task);
        break;
      case 6:
        load(task);
        break;
      case 7:
        store(task);
        break;
      case 8:
        flag(task);
        break;
      default:
        kernel(task);
        break;
    }
  }

  const std::vector<Event>& events() const { return m_events; }
  const Truth& truth() const { return m_truth; }
  std::int64_t time() const { return m_time; }

 private:
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }

  void emit(const EventLine& line) {
    Event event = line;
    event.time = m_time;
    m_events.push_back(event);
  }

  static void remove(std::vector<std::uint16_t>& list, std::uint16_t task) {
    list.erase(std::remove(list.begin(), list.end(), task), list.end());
  }

  void wait(std::uint16_t task, Operation operation, std::uint32_t on,
            std::vector<std::uint16_t>& room) {
    emit(sleeps(0, task, operation).on(on));
    room.push_back(task);
    m_busy[task] = operation;
    m_on[task] = on;
  }

  void lock(std::uint16_t task) {
    if (m_truth.lockHolder == std::vector{task}) {
      emit(done(0, task, Operation::release).on(kLock));
      m_truth.lockHolder.clear();
      return;
    }
    emit(request(0, task, Operation::acquire).on(kLock));
    if (!tryLock(task)) wait(task, Operation::acquire, kLock, m_truth.lockWaiters);
  }

  bool tryLock(std::uint16_t task) {
    const bool orphaned = m_truth.lockAbandoned && pick(3) == 0;
    if (!m_truth.lockHolder.empty() && !orphaned) return false;
    emit(done(0, task, Operation::acquire)
             .on(kLock)
             .value(1)
             .outcome(orphaned ? Outcome::abandoned : Outcome::ok));
    remove(m_truth.lockWaiters, task);
    m_truth.lockHolder = {task};
    m_truth.lockAbandoned = false;
    return true;
  }

  void permit(std::uint16_t task) {
    if (m_truth.permits[task] > 0 && pick(2) == 0) {
      emit(done(0, task, Operation::release).on(kSemaphore).value(++m_truth.permitsLeft));
      --m_truth.permits[task];
      return;
    }
    emit(request(0, task, Operation::acquire).on(kSemaphore).flags(kFlagTimed));
    if (!tryPermit(task)) wait(task, Operation::acquire, kSemaphore, m_truth.semaphoreWaiters);
  }

  bool tryPermit(std::uint16_t task) {
    if (m_truth.permitsLeft == 0) return false;
    emit(done(0, task, Operation::acquire).on(kSemaphore).value(--m_truth.permitsLeft));
    remove(m_truth.semaphoreWaiters, task);
    ++m_truth.permits[task];
    return true;
  }

  void put(std::uint16_t task) {
    m_item[task] = pick(5);
    emit(request(0, task, Operation::put).on(kQueue));
    if (!tryPut(task)) wait(task, Operation::put, kQueue, m_truth.putWaiters);
  }

  bool tryPut(std::uint16_t task) {
    if (m_truth.items.size() >= kRoom) return false;
    emit(done(0, task, Operation::put).on(kQueue).value(m_item[task]).flags(1));
    remove(m_truth.putWaiters, task);
    m_truth.items.emplace_back(m_item[task], task);
    return true;
  }

  void get(std::uint16_t task) {
    if (m_truth.items.empty()) {
      emit(done(0, task, Operation::get).on(kQueue).outcome(Outcome::empty));
      return;
    }
    const auto [bits, from] = m_truth.items.front();
    m_truth.items.pop_front();
    emit(done(0, task, Operation::get).on(kQueue).value(bits).flags(1).aux(from));
  }

  void load(std::uint16_t task) {
    m_loaded[task] = {true, m_truth.version};
    emit(done(0, task, Operation::load).on(kValue).value(m_truth.value).aux(m_truth.version));
  }

  void store(std::uint16_t task) {
    m_truth.value = pick(1000);
    emit(done(0, task, Operation::store).on(kValue).value(m_truth.value).aux(m_truth.version));
    if (m_loaded[task].first && m_loaded[task].second != m_truth.version) ++m_truth.lostUpdates;
    m_loaded[task] = {true, ++m_truth.version};
  }

  void flag(std::uint16_t task) {
    switch (pick(3)) {
      case 0:
        emit(done(0, task, Operation::set).on(kFlag));
        m_truth.flag = true;
        for (const std::uint16_t waiter : m_truth.flagWaiters) m_released.push_back(waiter);
        m_truth.flagWaiters.clear();
        break;
      case 1:
        emit(done(0, task, Operation::clear).on(kFlag));
        m_truth.flag = false;
        break;
      default:
        emit(request(0, task, Operation::wait).on(kFlag));
        if (m_truth.flag)
          emit(done(0, task, Operation::wait).on(kFlag));
        else
          wait(task, Operation::wait, kFlag, m_truth.flagWaiters);
    }
  }

  /// The task waits: perhaps it need not any more, or its time is over.
  void goOn(std::uint16_t task) {
    bool over = false;
    if (m_on[task] == kLock) over = tryLock(task);
    if (m_on[task] == kSemaphore) over = tryPermit(task);
    if (m_on[task] == kQueue) over = tryPut(task);
    if (m_on[task] == kFlag && std::count(m_released.begin(), m_released.end(), task) > 0) {
      emit(done(0, task, Operation::wait).on(kFlag));
      remove(m_released, task);
      over = true;
    }
    if (!over && pick(10) == 0) {
      emit(done(0, task, m_busy[task]).on(m_on[task]).outcome(Outcome::timeout));
      for (auto* room : rooms()) remove(*room, task);
      over = true;
    }
    if (over) m_busy[task] = Operation::none;
  }

  void kernel(std::uint16_t task) {
    switch (pick(4)) {
      case 0:
        emit(lockstep::switchIn(0, task, pick(2)));
        break;
      case 1:
        emit(lockstep::switchOut(0, task));
        break;
      case 2:
        emit(lockstep::preempted(0, task));
        break;
      default:
        emit(done(0, task, Operation::delay).value(m_delay += pick(3)));
    }
  }

  void die(std::uint16_t task) {
    emit(done(0, task, Operation::exited));
    m_truth.dead[task] = true;
    if (m_truth.lockHolder == std::vector{task}) m_truth.lockAbandoned = true;
    for (auto* room : rooms()) remove(*room, task);
    ++m_deaths;
  }

  std::vector<std::vector<std::uint16_t>*> rooms() {
    return {&m_truth.lockWaiters, &m_truth.semaphoreWaiters, &m_truth.putWaiters,
            &m_truth.flagWaiters, &m_released};
  }

  std::mt19937_64 m_random;
  std::int64_t m_time = 1000;
  std::int64_t m_delay = 0;
  int m_deaths = 0;
  Truth m_truth;
  std::vector<Event> m_events;
  std::vector<Operation> m_busy;
  std::map<std::uint16_t, std::uint32_t> m_on;
  std::map<std::uint16_t, std::int64_t> m_item;
  std::vector<std::pair<bool, std::uint32_t>> m_loaded;
  std::vector<std::uint16_t> m_released;  ///< the flag went up, they have not said so yet
};

/// A trace with the story's tables and no events.
inline Trace traceOfStory() {
  Trace trace;
  for (const TaskInfo& info : Story::tasks()) trace.addTask(info);
  for (const ResourceInfo& info : Story::resources()) trace.addResource(info);
  return trace;
}

}  // namespace lockstep
