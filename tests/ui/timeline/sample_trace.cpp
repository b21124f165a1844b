// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_trace.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace lockstep::ui::sample {

namespace {

TaskInfo task(int id, int parent, TaskKind kind, int pid, std::string name) {
  TaskInfo info;
  info.id = TaskId(static_cast<std::uint16_t>(id));
  info.parent = parent < 0 ? TaskId() : TaskId(static_cast<std::uint16_t>(parent));
  info.kind = kind;
  info.pid = pid;
  info.tid = 41200 + id;
  info.ppid = 41199;
  info.name = std::move(name);
  return info;
}

ResourceInfo resource(int id, ResourceKind kind, std::string name) {
  ResourceInfo info;
  info.id = ResourceId(static_cast<std::uint32_t>(id));
  info.kind = kind;
  info.name = std::move(name);
  return info;
}

Event at(std::int64_t time, int task, Operation operation, Phase phase = Phase::done) {
  Event event;
  event.time = time;
  event.task = TaskId(static_cast<std::uint16_t>(task));
  event.operation = operation;
  event.phase = phase;
  return event;
}

Event on(Event event, int resource, std::int64_t value = 0) {
  event.resource = ResourceId(static_cast<std::uint32_t>(resource));
  event.value = value;
  return event;
}

Event with(Event event, int peer) {
  event.aux = static_cast<std::uint32_t>(peer);
  return event;
}

Event valued(Event event, std::int64_t value) {
  event.value = value;
  return event;
}

Event preempted(Event event) {
  event.flags |= kFlagPreempted;
  return event;
}

// A lock comes from whoever released it last.
void nameWakers(std::vector<Event>& events) {
  std::map<ResourceId, TaskId> releasedBy;
  for (Event& event : events) {
    if (event.operation == Operation::release) releasedBy[event.resource] = event.task;
    if (event.operation != Operation::acquire || event.phase != Phase::done) continue;
    const auto last = releasedBy.find(event.resource);
    event.aux =
        last == releasedBy.end() || last->second == event.task ? Event::kNoAux : last->second.value;
  }
}

void appendSorted(Trace& trace, std::vector<Event>& events) {
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
  trace.append(events);
}

// One simulated CPU slice after another, and what the task does at its ends.
class BusyTask {
 public:
  BusyTask(int id, unsigned seed, std::int64_t meanSlice)
      : m_id(id), m_random(seed), m_mean(static_cast<double>(meanSlice)) {}

  void live(std::int64_t from, std::int64_t to, std::vector<Event>& events) {
    std::int64_t time = from;
    std::int64_t delay = 0;
    events.push_back(valued(at(time, m_id, Operation::switchIn), cpu()));
    while (time < to) {
      const int lock = static_cast<int>(m_random() % 2);
      const std::int64_t asks = time + slice();
      events.push_back(on(at(asks, m_id, Operation::acquire, Phase::request), lock));
      events.push_back(on(at(asks + 500, m_id, Operation::acquire, Phase::blocked), lock));
      events.push_back(at(asks + 2'000, m_id, Operation::switchOut));
      const std::int64_t woken = asks + 2'000 + 2 * slice();
      const std::int64_t ready = slice() / 3;
      time = woken + ready;
      delay += ready;
      events.push_back(valued(at(time, m_id, Operation::switchIn), cpu()));
      events.push_back(with(on(at(time + 500, m_id, Operation::acquire), lock, 1), 1));
      events.push_back(valued(at(time + 600, m_id, Operation::delay), delay));
      const std::int64_t releases = time + slice() / 2;
      events.push_back(on(at(releases, m_id, Operation::release), lock));
      if (m_random() % 3 == 0) {
        events.push_back(preempted(at(releases + 1'000, m_id, Operation::switchOut)));
        time = releases + 1'000 + slice() / 2;
        delay += time - releases - 1'000;
        events.push_back(valued(at(time, m_id, Operation::switchIn), cpu()));
      } else {
        time = releases;
      }
    }
  }

 private:
  std::int64_t cpu() { return static_cast<std::int64_t>(m_random() % 4); }
  std::int64_t slice() {
    return 3'000 + static_cast<std::int64_t>(std::exponential_distribution<>(1 / m_mean)(m_random));
  }

  int m_id;
  std::mt19937 m_random;
  double m_mean;
};

}  // namespace

std::shared_ptr<Trace> twoTasks() {
  auto trace = std::make_shared<Trace>();
  trace->addTask(task(0, -1, TaskKind::supervisor, 41199, "supervisor"));
  trace->addTask(task(1, 0, TaskKind::process, 41200, "main"));
  trace->addTask(task(2, 1, TaskKind::thread, 41200, "worker"));
  trace->addResource(resource(0, ResourceKind::lock, "lock"));
  const auto ms = [](double value) {
    return kStart + static_cast<std::int64_t>(value * static_cast<double>(kMs));
  };
  std::vector<Event> events = {
      valued(at(ms(0), 1, Operation::switchIn), 0),
      with(at(ms(0), 1, Operation::begin), 0),
      with(at(ms(2), 1, Operation::start, Phase::request), 2),
      with(at(ms(2), 2, Operation::forked), 1),
      valued(at(ms(4), 2, Operation::switchIn), 1),
      with(at(ms(4), 2, Operation::begin), 1),
      on(at(ms(5), 1, Operation::acquire), 0, 1),
      at(ms(10), 1, Operation::sleep, Phase::request),
      at(ms(10), 1, Operation::switchOut),
      preempted(at(ms(12), 2, Operation::switchOut)),
      valued(at(ms(14), 2, Operation::switchIn), 3),
      on(at(ms(20), 2, Operation::acquire, Phase::request), 0),
      on(at(ms(20), 2, Operation::acquire, Phase::blocked), 0),
      at(ms(20), 2, Operation::switchOut),
      valued(at(ms(30), 1, Operation::switchIn), 0),
      at(ms(30), 1, Operation::sleep),
      on(at(ms(30), 1, Operation::release), 0),
      valued(at(ms(30), 2, Operation::switchIn), 1),
      with(on(at(ms(30), 2, Operation::acquire), 0, 1), 1),
      on(at(ms(35), 2, Operation::release), 0),
      at(ms(40), 1, Operation::say),
  };
  appendSorted(*trace, events);
  trace->advance(ms(40));
  trace->setEnd(RunEnd::completed);
  return trace;
}

std::shared_ptr<Trace> busyRun(int processes, int threads, std::int64_t length,
                               std::int64_t meanSlice) {
  auto trace = std::make_shared<Trace>();
  trace->addTask(task(0, -1, TaskKind::supervisor, 41199, "supervisor"));
  trace->addTask(task(1, 0, TaskKind::process, 41201, "main"));
  trace->addResource(resource(0, ResourceKind::lock, "read lock"));
  trace->addResource(resource(1, ResourceKind::lock, "write lock"));
  trace->addResource(resource(2, ResourceKind::queue, "orders"));
  std::vector<Event> events;
  events.push_back(with(at(kStart, 1, Operation::begin), 0));
  BusyTask(1, 1, meanSlice * 4).live(kStart, kStart + length, events);
  int id = 2;
  for (int process = 0; process < processes; ++process) {
    const int leader = id;
    for (int thread = 0; thread <= threads; ++thread, ++id) {
      const std::string name =
          thread == 0 ? (process % 2 == 0 ? "producer-" : "consumer-") + std::to_string(process + 1)
                      : "feeder-" + std::to_string(thread);
      trace->addTask(task(id, thread == 0 ? 1 : leader,
                          thread == 0 ? TaskKind::process : TaskKind::thread, 41200 + leader,
                          name));
      const std::int64_t born = kStart + length / 40 * (id - 1) / 2;
      events.push_back(
          with(at(born, thread == 0 ? 1 : leader, Operation::start, Phase::request), id));
      events.push_back(with(at(born, id, Operation::forked), thread == 0 ? 1 : leader));
      const std::int64_t begins = born + length / 60;
      events.push_back(with(at(begins, id, Operation::begin), thread == 0 ? 1 : leader));
      BusyTask(id, static_cast<unsigned>(id), meanSlice).live(begins, kStart + length, events);
    }
  }
  const int last = id - 1;
  events.push_back(with(valued(at(kStart + length * 7 / 10, 1, Operation::kill), 15), last));
  events.push_back(with(
      valued(at(kStart + length * 71 / 100, last, Operation::deliver, Phase::request), 15), 1));
  events.push_back(with(valued(at(kStart + length * 72 / 100, last, Operation::deliver), 15), 1));
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
  nameWakers(events);
  appendSorted(*trace, events);
  trace->advance(kStart + length);
  return trace;
}

std::shared_ptr<Trace> switches(int tasks, std::size_t events) {
  auto trace = std::make_shared<Trace>();
  trace->addTask(task(0, -1, TaskKind::supervisor, 41199, "supervisor"));
  for (int id = 1; id <= tasks; ++id) {
    trace->addTask(task(id, id == 1 ? 0 : 1, id == 1 ? TaskKind::process : TaskKind::thread, 41200,
                        "task " + std::to_string(id)));
  }
  std::mt19937 random(7);
  std::vector<bool> running(static_cast<std::size_t>(tasks) + 1, false);
  constexpr std::size_t kBatch = 65536;
  std::vector<Event> batch;
  batch.reserve(kBatch);
  std::int64_t time = kStart;
  for (std::size_t i = 0; i < events; ++i) {
    time += 200 + static_cast<std::int64_t>(random() % 600);
    const int id = 1 + static_cast<int>(random() % static_cast<unsigned>(tasks));
    Event event =
        at(time, id,
           running[static_cast<std::size_t>(id)] ? Operation::switchOut : Operation::switchIn);
    if (running[static_cast<std::size_t>(id)] && random() % 4 == 0) event = preempted(event);
    running[static_cast<std::size_t>(id)] = !running[static_cast<std::size_t>(id)];
    batch.push_back(event);
    if (batch.size() == kBatch) {
      trace->append(batch);
      batch.clear();
    }
  }
  trace->append(batch);
  trace->advance(time);
  trace->setEnd(RunEnd::completed);
  return trace;
}

}  // namespace lockstep::ui::sample
