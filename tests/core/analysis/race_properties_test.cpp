// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <bitset>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include "analysis/analysis.h"

/// The race detector against the definition: all edges written down one by one, the whole past of
/// every event by their transitive closure, and every pair of accesses looked at.

namespace lockstep {
namespace {

constexpr std::size_t kMostEvents = 200;
constexpr int kTasks = 6;  ///< with main
constexpr std::uint32_t kValues = 2;
constexpr std::uint32_t kLock = 2;  ///< two of them
constexpr std::uint32_t kSemaphore = 4;
constexpr std::uint32_t kEvent = 5;
constexpr std::uint32_t kCondition = 6;
constexpr std::uint32_t kBarrier = 7;
constexpr std::uint32_t kQueue = 8;
constexpr std::uint32_t kBounded = 9;
constexpr std::int64_t kCapacity = 2;
constexpr std::int64_t kSignal = 10;

bool isAccess(Operation operation) {
  return operation == Operation::load || operation == Operation::store;
}

bool isRace(Operation one, Operation other) {
  return isAccess(one) && isAccess(other) && (one == Operation::store || other == Operation::store);
}

/// A random run that could have been: what blocks is not chosen.
class RandomRun {
 public:
  explicit RandomRun(std::uint64_t seed, std::size_t length) : m_random(seed) {
    emit(1, Operation::begin, 0);
    m_tasks[1].alive = true;
    for (std::size_t i = pick(kTasks); i > 0; --i) live(1, m_tasks[1]);
    // Some runs come to a standstill before.
    for (std::size_t i = 0; i < 20 * length && events.size() + 2 < length; ++i) step();
  }

  std::vector<Event> events;
  bool before(std::size_t one, std::size_t other) const { return m_past[other][one]; }

 private:
  struct One {
    bool born = false;   ///< start requested
    bool alive = false;  ///< between begin and end
    bool ended = false;
    bool inBarrier = false;  ///< has arrived, has not left
    bool mayLeave = false;
    bool inCondition = false;
    std::optional<std::size_t> notified;  ///< by this event
    std::optional<std::size_t> last;
    std::size_t bornBy = 0;
  };
  struct Put {
    std::size_t event;
    std::int64_t item;
    int by;
  };

  std::size_t pick(std::size_t below) { return m_random() % below; }

  std::size_t emit(int task, Operation operation, std::uint32_t resource,
                   Phase phase = Phase::done) {
    const std::size_t index = events.size();
    Event event;
    event.time = static_cast<std::int64_t>(index + 1) * 1000;
    event.task = TaskId{static_cast<std::uint16_t>(task)};
    event.operation = operation;
    event.phase = phase;
    event.resource = ResourceId{resource};
    events.push_back(event);
    std::optional<std::size_t>& last = m_tasks[static_cast<std::size_t>(task)].last;
    if (last) edge(*last, index);
    last = index;
    return index;
  }
  /// `to` is the newest event, so its past is whole when its edges are.
  void edge(std::size_t from, std::size_t to) {
    m_past[to] |= m_past[from];
    m_past[to][from] = true;
  }
  void edges(const std::vector<std::size_t>& from, std::size_t to) {
    for (const std::size_t one : from) edge(one, to);
  }

  void step() {
    const int id = 1 + static_cast<int>(pick(kTasks));
    One& task = m_tasks[static_cast<std::size_t>(id)];
    if (task.born && !task.alive && !task.ended) {
      const std::size_t index = emit(id, Operation::begin, ResourceId{}.value);
      events[index].aux = events[task.bornBy].task.value;
      edge(task.bornBy, index);
      task.alive = true;
      return;
    }
    if (!task.alive) return;
    if (task.inBarrier) return leaveBarrier(id, task);
    if (task.inCondition) return leaveCondition(id, task);
    switch (pick(11)) {
      case 0:
      case 1:
      case 2:
        access(task, id, pick(2) == 0 ? Operation::load : Operation::store,
               static_cast<std::uint32_t>(pick(kValues)));
        break;
      case 3:
        useLock(id, kLock + static_cast<std::uint32_t>(pick(2)));
        break;
      case 4:
        useSemaphore(id);
        break;
      case 5:
        useEvent(id);
        break;
      case 6:
        useCondition(id, task);
        break;
      case 7:
        arrive(id, task);
        break;
      case 8:
        useQueue(id, kQueue, m_items[0], 1'000'000);
        break;
      case 9:
        useQueue(id, kBounded, m_items[1], kCapacity);
        break;
      default:
        live(id, task);
    }
  }

  /// Most accesses that would be a race are left out, so that the first one comes late or never.
  void access(const One& task, int id, Operation operation, std::uint32_t value) {
    const auto races = [&](std::size_t earlier) {
      const Event& event = events[earlier];
      return event.resource.value == value && event.task.value != id &&
             isRace(event.operation, operation) && !before(earlier, *task.last);
    };
    const bool careless = pick(20) == 0;
    for (std::size_t i = 0; i < events.size(); ++i)
      if (races(i) && !careless) return;
    emit(id, operation, value);
  }

  void useLock(int id, std::uint32_t lock) {
    int& owner = m_owner[lock];
    if (owner == 0) {
      edges(m_releases[lock], emit(id, Operation::acquire, lock));
      owner = id;
    } else if (owner == id || pick(8) == 0) {  // a plain lock is anybody's to release
      m_releases[lock].push_back(emit(id, Operation::release, lock));
      owner = 0;
    }
  }

  void useSemaphore(int id) {
    if (m_permits > 0 && pick(2) == 0) {
      edges(m_releases[kSemaphore], emit(id, Operation::acquire, kSemaphore));
      --m_permits;
    } else {
      m_releases[kSemaphore].push_back(emit(id, Operation::release, kSemaphore));
      ++m_permits;
    }
  }

  void useEvent(int id) {
    switch (pick(4)) {
      case 0:
        m_releases[kEvent].push_back(emit(id, Operation::set, kEvent));
        m_up = true;
        break;
      case 1:
        emit(id, Operation::clear, kEvent);
        m_up = false;
        break;
      case 2: {
        const std::size_t index = emit(id, Operation::isSet, kEvent);
        events[index].value = m_up ? 1 : 0;
        if (m_up) edges(m_releases[kEvent], index);
        break;
      }
      default:
        if (m_up) edges(m_releases[kEvent], emit(id, Operation::wait, kEvent));
    }
  }

  void useCondition(int id, One& task) {
    if (pick(2) == 0) {
      emit(id, Operation::wait, kCondition, Phase::blocked);
      task.inCondition = true;
      return;
    }
    const std::size_t index = emit(id, Operation::notify, kCondition);
    for (int other = 1; other <= kTasks; ++other) {
      One& waiter = m_tasks[static_cast<std::size_t>(other)];
      if (!waiter.inCondition || waiter.notified) continue;
      waiter.notified = index;
      events[index].aux = static_cast<std::uint32_t>(other);
      return;
    }
  }

  void leaveCondition(int id, One& task) {
    if (!task.notified && pick(4) != 0) return;
    const std::size_t index = emit(id, Operation::wait, kCondition);
    if (task.notified)
      edge(*task.notified, index);
    else
      events[index].outcome = Outcome::timeout;
    task.inCondition = false;
    task.notified.reset();
  }

  void arrive(int id, One& task) {
    for (int other = 1; other <= kTasks; ++other) {
      One& first = m_tasks[static_cast<std::size_t>(other)];
      if (!first.inBarrier || first.mayLeave) continue;
      const std::size_t index = emit(id, Operation::wait, kBarrier);
      events[index].value = 1;
      edge(*first.last, index);
      first.mayLeave = true;
      first.notified = index;
      return;
    }
    emit(id, Operation::wait, kBarrier, Phase::blocked);
    task.inBarrier = true;
  }

  void leaveBarrier(int id, One& task) {
    if (!task.mayLeave) return;
    edge(*task.notified, emit(id, Operation::wait, kBarrier));
    task.inBarrier = task.mayLeave = false;
    task.notified.reset();
  }

  void useQueue(int id, std::uint32_t queue, std::deque<Put>& items, std::int64_t capacity) {
    std::vector<std::size_t>& gets = m_gets[queue];
    std::size_t& puts = m_puts[queue];
    if (pick(2) == 0) {
      if (static_cast<std::int64_t>(items.size()) >= capacity) return;
      const std::size_t index = emit(id, Operation::put, queue);
      // Few different items, so that some are alike.
      const auto item = static_cast<std::int64_t>(pick(2));
      events[index].value = item;
      if (puts >= static_cast<std::size_t>(capacity))
        edge(gets[puts - static_cast<std::size_t>(capacity)], index);
      ++puts;
      items.push_back({index, item, id});
    } else if (!items.empty()) {
      const std::size_t index = emit(id, Operation::get, queue);
      events[index].value = items.front().item;
      events[index].aux = static_cast<std::uint32_t>(items.front().by);
      edge(items.front().event, index);
      items.pop_front();
      gets.push_back(index);
    }
  }

  /// Starts, ends, joins, sends signals, handles them.
  void live(int id, One& task) {
    const int other = 2 + static_cast<int>(pick(kTasks - 1));
    One& peer = m_tasks[static_cast<std::size_t>(other)];
    if (!peer.born) {
      peer.bornBy = emit(id, Operation::start, ResourceId{}.value, Phase::request);
      events[peer.bornBy].aux = static_cast<std::uint32_t>(other);
      peer.born = true;
    } else if (peer.ended && other != id) {
      const std::size_t index = emit(id, Operation::join, ResourceId{}.value);
      events[index].aux = static_cast<std::uint32_t>(other);
      edge(*peer.last, index);
    } else if (pick(6) == 0 && id != 1) {
      emit(id, Operation::end, ResourceId{}.value);
      task.alive = false;
      task.ended = true;
    } else if (pick(2) == 0) {
      const std::size_t index = emit(id, Operation::kill, ResourceId{}.value);
      events[index].aux = 1;
      events[index].value = kSignal;
      m_kills.push_back(index);
    } else if (!m_kills.empty()) {
      const std::size_t index = emit(id, Operation::deliver, ResourceId{}.value, Phase::request);
      events[index].aux = 1;
      events[index].value = kSignal;
      edges(m_kills, index);
    }
  }

  std::mt19937_64 m_random;
  std::array<One, kTasks + 1> m_tasks;
  std::array<std::bitset<kMostEvents>, kMostEvents> m_past;  ///< by event: all that came before
  std::map<std::uint32_t, std::vector<std::size_t>> m_releases;
  std::map<std::uint32_t, int> m_owner;
  std::map<std::uint32_t, std::vector<std::size_t>> m_gets;
  std::map<std::uint32_t, std::size_t> m_puts;
  std::array<std::deque<Put>, 2> m_items;
  std::vector<std::size_t> m_kills;
  int m_permits = 1;
  bool m_up = false;
};

Trace traceOf(const RandomRun& run) {
  Trace trace;
  for (int id = 0; id <= kTasks; ++id) {
    TaskInfo info;
    info.id = TaskId{static_cast<std::uint16_t>(id)};
    info.parent = id <= 1 ? kSupervisor : kMainTask;
    info.kind = id == 0 ? TaskKind::supervisor : id == 1 ? TaskKind::process : TaskKind::thread;
    info.pid = id == 0 ? 99 : 100;
    trace.addTask(info);
  }
  constexpr std::array kKinds{ResourceKind::sharedValue, ResourceKind::sharedValue,
                              ResourceKind::lock,        ResourceKind::lock,
                              ResourceKind::semaphore,   ResourceKind::event,
                              ResourceKind::condition,   ResourceKind::barrier,
                              ResourceKind::queue,       ResourceKind::queue};
  for (std::uint32_t id = 0; id < kKinds.size(); ++id) {
    ResourceInfo info;
    info.id = ResourceId{id};
    info.kind = kKinds[id];
    info.capacity = id == kSemaphore ? 1 : id == kBarrier || id == kBounded ? kCapacity : 0;
    trace.addResource(info);
  }
  trace.append(run.events);
  return trace;
}

/// The pairs of accesses to one value that are a race, by the later one, in order.
std::map<std::size_t, std::set<std::size_t>> racesOn(const RandomRun& run, std::uint32_t value) {
  std::map<std::size_t, std::set<std::size_t>> races;
  for (std::size_t later = 0; later < run.events.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const Event& one = run.events[earlier];
      const Event& other = run.events[later];
      if (one.resource.value == value && other.resource.value == value && one.task != other.task &&
          isRace(one.operation, other.operation) && !run.before(earlier, later))
        races[later].insert(earlier);
    }
  }
  return races;
}

std::size_t indexOf(const Access& access) {
  return static_cast<std::size_t>(access.time / 1000) - 1;
}

TEST(RaceProperties, TheFirstRaceOnEachValueIsTheOneThatTheDefinitionGives) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    const RandomRun run(seed, 40 + seed % (kMostEvents - 40));
    const Report report = analyse(traceOf(run));
    std::map<std::uint32_t, Finding> found;
    for (const Finding& finding : report.happened)
      if (finding.kind == FindingKind::race) found[finding.resource.value] = finding;
    for (std::uint32_t value = 0; value < kValues; ++value) {
      const auto races = racesOn(run, value);
      RC_CLASSIFY(races.empty());
      RC_ASSERT(races.empty() == !found.contains(value));
      if (races.empty()) continue;
      const Finding& race = found[value];
      RC_ASSERT(indexOf(race.accesses[1]) == races.begin()->first);
      RC_ASSERT(races.begin()->second.contains(indexOf(race.accesses[0])));
    }
  }));
}

}  // namespace
}  // namespace lockstep
