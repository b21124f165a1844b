// SPDX-License-Identifier: GPL-3.0-or-later
#include "two_forks.h"

#include <string>

namespace lockstep::ui::sample {

namespace {

void addTask(Trace& trace, int id, int parent, TaskKind kind, std::string name) {
  TaskInfo info;
  info.id = TaskId(static_cast<std::uint16_t>(id));
  if (parent >= 0) info.parent = TaskId(static_cast<std::uint16_t>(parent));
  info.kind = kind;
  info.pid = kind == TaskKind::supervisor ? 700 : 701;
  info.tid = 700 + id;
  info.ppid = 700;
  info.name = std::move(name);
  trace.addTask(info);
}

void addFork(Trace& trace, std::uint32_t id) {
  ResourceInfo info;
  info.id = ResourceId(id);
  info.kind = ResourceKind::lock;
  info.name = "fork " + std::to_string(id);
  trace.addResource(info);
}

SiteId addSite(Trace& trace, std::uint16_t id, int line) {
  SiteInfo info;
  info.id = SiteId(id);
  info.line = line;
  info.file = "philosophers.cpp";
  info.function = "dine";
  trace.addSite(info);
  return info.id;
}

Event make(double ms, TaskId task, Operation operation, Phase phase, SiteId site) {
  Event event;
  event.time = kStart + static_cast<std::int64_t>(ms * kMs);
  event.task = task;
  event.operation = operation;
  event.phase = phase;
  event.site = site;
  return event;
}

Event on(Event event, std::uint32_t resource, std::int64_t value = 0) {
  event.resource = ResourceId(resource);
  event.value = value;
  return event;
}

Event about(Event event, TaskId peer) {
  event.aux = peer.value;
  return event;
}

void describe(Trace& trace) {
  RunInfo& run = trace.run();
  run.scenario = "philosophers";
  run.variant = "naive";
  run.as = "threads";
  run.sourceFile = "philosophers.cpp";
  run.source =
      "// Two philosophers.\nvoid dine(Lock first, Lock second) {\n  first.acquire();  // @first\n"
      "  second.acquire();  // @second\n  second.release();\n  first.release();\n}\n"
      "plato.join();  // @join\n";
  run.evidence = "probe";
  run.evidenceNote = "perf is refused here";
  addTask(trace, 0, -1, TaskKind::supervisor, "lockstep");
  addTask(trace, 1, 0, TaskKind::process, "main");
  addTask(trace, 2, 1, TaskKind::thread, "Plato");
  addTask(trace, 3, 1, TaskKind::thread, "Kant");
  addFork(trace, 0);
  addFork(trace, 1);
  addFork(trace, 2);
}

}  // namespace

std::shared_ptr<Trace> twoForks() {
  auto made = std::make_shared<Trace>();
  Trace& trace = *made;
  describe(trace);
  const SiteId first = addSite(trace, 0, kFirstForkLine);
  const SiteId second = addSite(trace, 1, kSecondForkLine);
  const SiteId joined = addSite(trace, 2, kJoinLine);
  using enum Operation;
  using enum Phase;
  trace.append(about(make(0, kMainTask, begin, done, SiteId{}), kSupervisor));
  trace.append(on(make(0.1, kMainTask, create, done, SiteId{}), 1, 1));
  trace.append(on(make(0.2, kMainTask, create, done, SiteId{}), 2, 1));
  trace.append(about(make(0.3, kMainTask, start, request, SiteId{}), kPlato));
  trace.append(about(make(0.4, kMainTask, start, done, SiteId{}), kPlato));
  trace.append(about(make(0.5, kPlato, begin, done, SiteId{}), kMainTask));
  trace.append(about(make(0.6, kMainTask, start, request, SiteId{}), kKant));
  trace.append(about(make(0.7, kMainTask, start, done, SiteId{}), kKant));
  trace.append(about(make(0.8, kKant, begin, done, SiteId{}), kMainTask));
  trace.append(on(make(0.9, kPlato, acquire, request, first), 1));
  trace.append(on(make(1, kPlato, acquire, done, first), 1));
  trace.append(on(make(1.9, kKant, acquire, request, first), 2));
  trace.append(on(make(2, kKant, acquire, done, first), 2));
  trace.append(about(make(3, kMainTask, join, request, joined), kPlato));
  trace.append(about(make(3.1, kMainTask, join, blocked, joined), kPlato));
  trace.append(on(make(3.9, kPlato, acquire, request, second), 2));
  trace.append(on(make(4, kPlato, acquire, blocked, second), 2));
  trace.append(on(make(5.9, kKant, acquire, request, second), 1));
  trace.append(on(make(6, kKant, acquire, blocked, second), 1));
  trace.advance(kStart + 20 * kMs);
  trace.setEnd(RunEnd::quiescent);
  return made;
}

}  // namespace lockstep::ui::sample
