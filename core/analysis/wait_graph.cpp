// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <deque>
#include <optional>

#include "analysis/waits.h"

namespace lockstep {

WaitingTask& Waits::task(TaskId id) {
  if (id.value >= tasks.size()) tasks.resize(id.value + std::size_t{1});
  return tasks[id.value];
}

Holders& Waits::resource(ResourceId id) {
  if (id.value >= resources.size()) resources.resize(id.value + std::size_t{1});
  return resources[id.value];
}

std::span<const Holders::Holder> Waits::holdersOf(ResourceId id) const {
  if (!id.valid() || id.value >= resources.size()) return {};
  return resources[id.value].holders;
}

bool Waits::ended(TaskId id) const { return id.value < tasks.size() && tasks[id.value].ended; }

namespace {

bool canEnd(State state) { return state == State::zombie || state == State::terminated; }

bool isWait(Operation operation) {
  switch (operation) {
    case Operation::acquire:
    case Operation::wait:
    case Operation::put:
    case Operation::get:
    case Operation::join:
    case Operation::pause:
      return true;
    default:
      return false;
  }
}

/// The tasks one of which must act to end this wait; empty: nobody in particular.
std::vector<Holders::Holder> holdersOf(const Waits& waits, const WaitingTask& wait) {
  if (wait.operation == Operation::join && wait.peer.valid()) return {{wait.peer, 0, 0, {}}};
  if (wait.operation != Operation::acquire) return {};
  const auto holders = waits.holdersOf(wait.resource);
  return {holders.begin(), holders.end()};
}

class CycleSearch {
 public:
  explicit CycleSearch(WaitGraph& graph, const std::vector<bool>& stuck)
      : m_graph(graph), m_stuck(stuck), m_out(stuck.size()) {
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      const WaitEdge& edge = graph.edges[i];
      if (isStuck(edge.waiter) && isStuck(edge.holder)) m_out[edge.waiter.value].push_back(i);
    }
  }

  /// One shortest cycle through the lowest task of every group of mutual waits. Where each task
  /// waits for one holder that is all the cycles there are.
  void run() {
    std::vector<bool> covered(m_out.size());
    for (std::size_t first = 0; first < m_out.size(); ++first) {
      if (covered[first]) continue;
      const std::vector<std::size_t> cycle = shortestThrough(first, covered);
      if (cycle.empty()) continue;
      for (const std::size_t edge : cycle) covered[m_graph.edges[edge].waiter.value] = true;
      m_graph.cycles.push_back(cycle);
    }
  }

 private:
  bool isStuck(TaskId task) const { return task.value < m_stuck.size() && m_stuck[task.value]; }

  /// Breadth first from `first` back to it, past the tasks of earlier cycles.
  std::vector<std::size_t> shortestThrough(std::size_t first,
                                           const std::vector<bool>& covered) const {
    std::vector<std::optional<std::size_t>> cameBy(m_out.size());
    std::deque<std::size_t> next{first};
    while (!next.empty()) {
      const std::size_t task = next.front();
      next.pop_front();
      for (const std::size_t edge : m_out[task]) {
        const std::size_t holder = m_graph.edges[edge].holder.value;
        if (holder == first) return pathTo(first, edge, cameBy);
        if (cameBy[holder] || covered[holder]) continue;
        cameBy[holder] = edge;
        next.push_back(holder);
      }
    }
    return {};
  }

  std::vector<std::size_t> pathTo(std::size_t first, std::size_t last,
                                  const std::vector<std::optional<std::size_t>>& cameBy) const {
    std::vector<std::size_t> path{last};
    while (m_graph.edges[path.back()].waiter.value != first)
      path.push_back(*cameBy[m_graph.edges[path.back()].waiter.value]);
    std::reverse(path.begin(), path.end());
    return path;
  }

  WaitGraph& m_graph;
  const std::vector<bool>& m_stuck;
  std::vector<std::vector<std::size_t>> m_out;
};

/// The queue of the resource knows best since when a task waits, and whether it has been called.
void readWaiter(const Moment& moment, TaskId task, WaitingTask& wait) {
  if (!wait.waiting || wait.resource.value >= moment.resources.size()) return;
  const std::vector<Wait>& waiters = moment.resources[wait.resource.value].waiters;
  const auto place = std::find_if(waiters.begin(), waiters.end(),
                                  [task](const Wait& row) { return row.task == task; });
  if (place != waiters.end()) {
    wait.since = place->since;
  } else if (wait.operation == Operation::wait) {
    wait.waiting = false;
  }
}

}  // namespace

Waits waitsOf(const Moment& moment) {
  Waits waits;
  waits.tasks.resize(moment.tasks.size());
  for (std::size_t i = 0; i < moment.tasks.size(); ++i) {
    const TaskMoment& task = moment.tasks[i];
    WaitingTask& wait = waits.tasks[i];
    wait.ended = task.ended || canEnd(task.state);
    wait.parked = task.phase == Phase::request && task.state == State::blocked &&
                  task.evidence == Evidence::step;
    wait.waiting =
        !wait.ended && isWait(task.operation) && (task.phase == Phase::blocked || wait.parked);
    wait.operation = task.operation;
    wait.resource = task.operand;
    wait.peer = task.peer;
    wait.since = task.requestedAt;
    wait.site = task.site;
    wait.timed = task.timed;
  }
  waits.resources.resize(moment.resources.size());
  for (std::size_t i = 0; i < moment.resources.size(); ++i) {
    for (const Hold& hold : moment.resources[i].holders)
      waits.resources[i].holders.push_back({hold.task, hold.depth, hold.since, hold.site});
  }
  for (std::size_t i = 0; i < waits.tasks.size(); ++i)
    readWaiter(moment, TaskId{static_cast<std::uint16_t>(i)}, waits.tasks[i]);
  return waits;
}

std::vector<bool> stuckTasks(const Waits& waits, bool nobodyActs) {
  std::vector<bool> stuck(waits.tasks.size());
  for (std::size_t i = 0; i < stuck.size(); ++i)
    stuck[i] = waits.tasks[i].waiting && !waits.tasks[i].timed;
  const auto mayGoOn = [&](std::size_t i) {
    const WaitingTask& wait = waits.tasks[i];
    const std::vector<Holders::Holder> holders = holdersOf(waits, wait);
    if (holders.empty()) return !nobodyActs;
    // A join ends with its task; a lock whose holder is dead stays closed.
    return std::any_of(holders.begin(), holders.end(), [&](const Holders::Holder& holder) {
      if (waits.ended(holder.task)) return wait.operation == Operation::join;
      return holder.task.value >= stuck.size() || !stuck[holder.task.value];
    });
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < stuck.size(); ++i) {
      if (!stuck[i] || !mayGoOn(i)) continue;
      stuck[i] = false;
      changed = true;
    }
  }
  return stuck;
}

WaitGraph graphOf(const Waits& waits) {
  WaitGraph graph;
  for (std::size_t i = 0; i < waits.tasks.size(); ++i) {
    const WaitingTask& wait = waits.tasks[i];
    if (!wait.waiting) continue;
    WaitEdge edge;
    edge.waiter = TaskId{static_cast<std::uint16_t>(i)};
    edge.resource = wait.operation == Operation::join ? ResourceId{} : wait.resource;
    edge.operation = wait.operation;
    edge.since = wait.since;
    edge.site = wait.site;
    edge.timed = wait.timed;
    const std::vector<Holders::Holder> holders = holdersOf(waits, wait);
    if (holders.empty()) graph.edges.push_back(edge);
    for (const Holders::Holder& holder : holders) {
      edge.holder = holder.task;
      edge.holderDead = waits.ended(holder.task);
      edge.heldSince = holder.since;
      graph.edges.push_back(edge);
    }
  }
  const std::vector<bool> stuck = stuckTasks(waits, false);
  CycleSearch(graph, stuck).run();
  return graph;
}

WaitGraph waitGraph(const Moment& moment, const Trace&) { return graphOf(waitsOf(moment)); }

}  // namespace lockstep
