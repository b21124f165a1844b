// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <tuple>
#include <vector>

#include "trace/trace.h"

/// Short words for events and lanes, so that tests read like the stories they tell.

namespace lockstep {

struct EventLine {
  Event event;

  EventLine& on(std::uint32_t resource) {
    event.resource = ResourceId{resource};
    return *this;
  }
  EventLine& value(std::int64_t value) {
    event.value = value;
    return *this;
  }
  EventLine& aux(std::uint32_t aux) {
    event.aux = aux;
    return *this;
  }
  EventLine& flags(std::uint8_t flags) {
    event.flags |= flags;
    return *this;
  }
  EventLine& outcome(Outcome outcome) {
    event.outcome = outcome;
    return *this;
  }
  EventLine& at(std::uint16_t site) {
    event.site = SiteId{site};
    return *this;
  }
  operator Event() const { return event; }
};

inline EventLine line(std::int64_t time, std::uint16_t task, Operation operation,
                      Phase phase = Phase::done) {
  EventLine line;
  line.event.time = time;
  line.event.task = TaskId{task};
  line.event.operation = operation;
  line.event.phase = phase;
  return line;
}
inline EventLine request(std::int64_t time, std::uint16_t task, Operation operation) {
  return line(time, task, operation, Phase::request);
}
inline EventLine sleeps(std::int64_t time, std::uint16_t task, Operation operation) {
  return line(time, task, operation, Phase::blocked);
}
inline EventLine done(std::int64_t time, std::uint16_t task, Operation operation) {
  return line(time, task, operation, Phase::done);
}
inline EventLine switchIn(std::int64_t time, std::uint16_t task, int cpu = 0) {
  return done(time, task, Operation::switchIn).value(cpu);
}
inline EventLine switchOut(std::int64_t time, std::uint16_t task, int cpu = 0) {
  return done(time, task, Operation::switchOut).value(cpu);
}
inline EventLine preempted(std::int64_t time, std::uint16_t task, int cpu = 0) {
  return switchOut(time, task, cpu).flags(kFlagPreempted);
}

inline TaskInfo process(std::uint16_t id, std::int32_t pid, std::uint16_t parent = 0) {
  TaskInfo info;
  info.id = TaskId{id};
  info.parent = TaskId{parent};
  info.kind = id == 0 ? TaskKind::supervisor : TaskKind::process;
  info.pid = info.tid = pid;
  return info;
}
inline TaskInfo thread(std::uint16_t id, std::int32_t pid, std::uint16_t parent = 1) {
  TaskInfo info = process(id, pid, parent);
  info.kind = TaskKind::thread;
  info.tid = pid + id;
  return info;
}
inline ResourceInfo resource(std::uint32_t id, ResourceKind kind, std::int64_t capacity = 0) {
  ResourceInfo info;
  info.id = ResourceId{id};
  info.kind = kind;
  info.capacity = capacity;
  return info;
}

/// One row of a lane, for comparing whole lanes: state, from, to.
using Stretch = std::tuple<State, std::int64_t, std::int64_t>;

inline std::vector<Stretch> stretches(const Lane& lane) {
  std::vector<Stretch> rows;
  for (std::size_t i = 0; i < lane.size(); ++i) {
    const Interval interval = lane.interval(i);
    rows.emplace_back(interval.state, interval.start, interval.end);
  }
  return rows;
}

inline std::ostream& operator<<(std::ostream& out, State state) { return out << name(state); }

}  // namespace lockstep
