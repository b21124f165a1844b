// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/hand_made.h"

#include <algorithm>
#include <sstream>

#include "base/check.h"

namespace lockstep {

namespace {

std::string spoken(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

Operation operationOf(std::string_view word) {
  for (int i = 0; i < kOperations; ++i)
    if (name(static_cast<Operation>(i)) == word) return static_cast<Operation>(i);
  CHECK(!"a known operation");
  return Operation::none;
}

Phase phaseOf(std::string_view word) {
  for (const Phase phase : {Phase::request, Phase::blocked, Phase::done})
    if (name(phase) == word) return phase;
  CHECK(!"a known phase");
  return Phase::done;
}

Outcome outcomeOf(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(Outcome::failed); ++i)
    if (name(static_cast<Outcome>(i)) == spoken(word)) return static_cast<Outcome>(i);
  CHECK(!"a known outcome");
  return Outcome::ok;
}

}  // namespace

HandMade::HandMade() {
  trace.run().scenario = "supper";
  trace.run().variant = "naive";
  trace.run().as = "threads";
  trace.run().evidence = "probe";
  TaskInfo supervisor;
  supervisor.id = kSupervisor;
  supervisor.kind = TaskKind::supervisor;
  supervisor.pid = supervisor.tid = 99;
  trace.addTask(supervisor);
  TaskInfo main;
  main.id = kMainTask;
  main.parent = kSupervisor;
  main.kind = TaskKind::process;
  main.pid = main.tid = 100;
  main.ppid = 99;
  main.name = "main";
  trace.addTask(main);
}

TaskId HandMade::process(std::string_view name, std::string_view parent, bool daemon) {
  return add(TaskKind::process, name, parent, daemon);
}

TaskId HandMade::thread(std::string_view name, std::string_view parent) {
  return add(TaskKind::thread, name, parent, false);
}

TaskId HandMade::add(TaskKind kind, std::string_view name, std::string_view parent, bool daemon) {
  const TaskInfo from = trace.tasks()[task(parent).value];
  TaskInfo info;
  info.id = TaskId{static_cast<std::uint16_t>(trace.tasks().size())};
  info.parent = from.id;
  info.kind = kind;
  info.daemon = daemon;
  info.tid = 99 + static_cast<std::int32_t>(info.id.value);
  info.pid = kind == TaskKind::thread ? from.pid : info.tid;
  info.ppid = kind == TaskKind::thread ? from.ppid : from.pid;
  info.name = spoken(name);
  trace.addTask(info);
  return info.id;
}

ResourceId HandMade::resource(ResourceKind kind, std::string_view name, std::int64_t capacity) {
  ResourceInfo info;
  info.id = ResourceId{static_cast<std::uint32_t>(trace.resources().size())};
  info.kind = kind;
  info.capacity = capacity;
  info.name = spoken(name);
  trace.addResource(info);
  return info.id;
}

TaskId HandMade::task(std::string_view name) const {
  if (name == "user") return kSupervisor;
  for (const TaskInfo& info : trace.tasks())
    if (info.name == spoken(name)) return info.id;
  CHECK(!"a known task");
  return {};
}

ResourceId HandMade::resource(std::string_view name) const {
  for (const ResourceInfo& info : trace.resources())
    if (info.name == spoken(name)) return info.id;
  CHECK(!"a known resource");
  return {};
}

SiteId HandMade::site(std::int32_t line) {
  const SiteId id{static_cast<std::uint16_t>(line)};
  for (std::uint16_t i = 0; i <= id.value; ++i)
    if (!trace.site(SiteId{i})) trace.addSite({SiteId{i}, i, "supper.cpp", "dine"});
  return id;
}

HandMade& HandMade::lines(std::string_view text, std::int64_t later) {
  std::istringstream all{std::string(text)};
  for (std::string one; std::getline(all, one);) line(one.substr(0, one.find('#')), later);
  return *this;
}

void HandMade::line(const std::string& text, std::int64_t later) {
  std::istringstream words(text);
  std::int64_t time = 0;
  std::string who;
  std::string what;
  if (!(words >> time >> who >> what)) return;
  Event event;
  event.time = us(time + later);
  event.task = task(who);
  const std::size_t dot = what.find('.');
  event.operation = operationOf(what.substr(0, dot));
  if (dot != std::string::npos) event.phase = phaseOf(what.substr(dot + 1));
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    const std::string key = word.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (key == "timed") {
      event.flags |= kFlagTimed;
    } else if (key == "inner") {
      event.flags |= kFlagInner;
    } else if (key == "nonblocking") {
      event.flags |= kFlagNonBlocking;
    } else if (key == "preempted") {
      event.flags |= kFlagPreempted;
    } else if (key == "value") {
      event.value = std::stoll(value);
    } else if (key == "item") {
      event.value = std::stoll(value);
      event.flags |= static_cast<std::uint8_t>(ValueKind::integer);
    } else if (key == "peer") {
      event.aux = task(value).value;
    } else if (key == "aux") {
      event.aux = static_cast<std::uint32_t>(std::stoul(value));
    } else if (key == "text") {
      event.aux = ++m_texts;
      trace.addText(TextId{event.aux}, spoken(value));
    } else if (key == "line") {
      event.site = site(std::stoi(value));
    } else if (key == "outcome") {
      event.outcome = outcomeOf(value);
    } else {
      event.resource = resource(word);
    }
  }
  trace.append(event);
}

HandMade& HandMade::end(RunEnd how, std::int64_t time) {
  trace.advance(us(time));
  trace.setEnd(how);
  return *this;
}

HandMade deadlockedSupper() {
  HandMade made;
  made.thread("Plato");
  made.thread("Kant");
  made.resource(ResourceKind::lock, "fork_1");
  made.resource(ResourceKind::lock, "fork_2");
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=Plato line=10
    2 Plato begin peer=main
    3 main start peer=Plato line=10
    4 main start.request peer=Kant line=10
    5 Kant begin peer=main
    6 main start peer=Kant line=10
    7 main join.request peer=Plato line=12
    8 main join.blocked peer=Plato line=12
    10 Plato acquire.request fork_1 line=30
    11 Plato acquire fork_1 value=1 line=30
    12 Kant acquire.request fork_2 line=30
    13 Kant acquire fork_2 value=1 line=30
    14 Plato acquire.request fork_2 line=31
    15 Plato acquire.blocked fork_2 line=31
    16 Kant acquire.request fork_1 line=31
    17 Kant acquire.blocked fork_1 line=31
  )");
  return made;
}

}  // namespace lockstep
