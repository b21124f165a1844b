// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery/recorded.h"

namespace lockstep::ui {

namespace {

constexpr int kFirstPid = 41200;

}  // namespace

Recorded::Recorded() : m_trace(std::make_shared<Trace>()) {
  m_trace->run().evidence = "kernel";
  task(0, -1, TaskKind::supervisor, "supervisor");
}

Recorded::Recorded(const Recorded& other)
    : m_trace(std::make_shared<Trace>()),
      m_events(other.m_events),
      m_time(other.m_time),
      m_texts(other.m_texts) {
  m_trace->run() = other.m_trace->run();
  for (const TaskInfo& task : other.m_trace->tasks()) m_trace->addTask(task);
  for (const ResourceInfo& info : other.m_trace->resources()) m_trace->addResource(info);
  for (std::uint32_t id = 1; id <= m_texts; ++id)
    m_trace->addText(TextId(id), other.m_trace->text(TextId(id)));
  m_trace->append(m_events);
}

Recorded& Recorded::operator=(const Recorded& other) {
  Recorded copy(other);
  return *this = std::move(copy);
}

std::shared_ptr<Trace> Recorded::trace() {
  m_trace->advance(m_time + kStep);
  return m_trace;
}

TaskId Recorded::task(int id, int parent, TaskKind kind, const std::string& name) {
  TaskInfo info;
  info.id = TaskId(static_cast<std::uint16_t>(id));
  if (parent >= 0) info.parent = TaskId(static_cast<std::uint16_t>(parent));
  info.kind = kind;
  info.name = name;
  info.tid = kFirstPid + id;
  info.pid = kFirstPid + (kind == TaskKind::thread ? 1 : id);
  m_trace->addTask(info);
  return info.id;
}

ResourceId Recorded::resource(int id, ResourceKind kind, const std::string& name,
                              std::int64_t capacity, int inner) {
  ResourceInfo info;
  info.id = ResourceId(static_cast<std::uint32_t>(id));
  info.kind = kind;
  info.name = name;
  info.capacity = capacity;
  if (inner >= 0) info.inner = ResourceId(static_cast<std::uint32_t>(inner));
  m_trace->addResource(info);
  Event created = blank(1, Operation::create, Phase::done, id);
  created.value = capacity;
  event(created);
  return info.id;
}

Event Recorded::blank(int task, Operation operation, Phase phase, int resource) const {
  Event event;
  event.time = m_time;
  event.task = TaskId(static_cast<std::uint16_t>(task));
  event.operation = operation;
  event.phase = phase;
  if (resource >= 0) event.resource = ResourceId(static_cast<std::uint32_t>(resource));
  return event;
}

Recorded& Recorded::at(std::int64_t time) {
  m_time = time;
  return *this;
}

Recorded& Recorded::event(Event event) {
  event.time = m_time;
  m_trace->append(event);
  m_events.push_back(event);
  m_time += kStep;
  return *this;
}

Recorded& Recorded::born(int task, int parent) {
  Event start = blank(parent, Operation::start, Phase::request, kNone);
  start.aux = static_cast<std::uint32_t>(task);
  if (parent > 0) event(start);
  Event forked = blank(task, Operation::forked, Phase::done, kNone);
  forked.aux = static_cast<std::uint32_t>(parent);
  event(forked);
  wakes(task);
  Event begin = blank(task, Operation::begin, Phase::done, kNone);
  begin.aux = static_cast<std::uint32_t>(parent);
  event(begin);
  start.phase = Phase::done;
  return parent > 0 ? event(start) : *this;
}

Recorded& Recorded::request(int task, Operation operation, int resource, std::int64_t value,
                            std::uint8_t flags) {
  Event request = blank(task, operation, Phase::request, resource);
  request.value = value;
  request.flags = flags;
  return event(request);
}

Recorded& Recorded::blocks(int task, Operation operation, int resource, Item item) {
  const auto flags = static_cast<std::uint8_t>(item.kind);
  request(task, operation, resource, item.bits, flags);
  Event blocked = blank(task, operation, Phase::blocked, resource);
  blocked.value = item.bits;
  blocked.flags = flags;
  event(blocked);
  return event(blank(task, Operation::switchOut, Phase::done, kNone));
}

Recorded& Recorded::wakes(int task) {
  return event(blank(task, Operation::switchIn, Phase::done, kNone));
}

Recorded& Recorded::preempted(int task) {
  Event out = blank(task, Operation::switchOut, Phase::done, kNone);
  out.flags = kFlagPreempted;
  return event(out);
}

Recorded& Recorded::done(int task, Operation operation, int resource, std::int64_t value, int aux,
                         std::uint8_t flags) {
  Event done = blank(task, operation, Phase::done, resource);
  done.value = value;
  if (aux >= 0) done.aux = static_cast<std::uint32_t>(aux);
  done.flags = flags;
  return event(done);
}

Recorded& Recorded::puts(int task, int resource, Item item) {
  const auto flags = static_cast<std::uint8_t>(item.kind);
  request(task, Operation::put, resource, item.bits, flags);
  return done(task, Operation::put, resource, item.bits, -1, flags);
}

Recorded& Recorded::gets(int task, int resource, Item item) {
  request(task, Operation::get, resource);
  return done(task, Operation::get, resource, item.bits, -1, static_cast<std::uint8_t>(item.kind));
}

Recorded& Recorded::says(int task, const std::string& phase) {
  const TextId id(++m_texts);
  m_trace->addText(id, phase);
  return done(task, Operation::phase, kNone, 0, static_cast<int>(id.value));
}

Recorded& Recorded::ends(int task, std::int64_t code) {
  done(task, Operation::end, kNone, code);
  return event(blank(task, Operation::exited, Phase::done, kNone));
}

Recorded& Recorded::reaps(int parent, int child, std::int64_t code) {
  return done(parent, Operation::reap, kNone, code, child);
}

Recorded& Recorded::joins(int parent, int child) {
  for (const Phase phase : {Phase::request, Phase::blocked}) {
    Event join = blank(parent, Operation::join, phase, kNone);
    join.aux = static_cast<std::uint32_t>(child);
    event(join);
  }
  return event(blank(parent, Operation::switchOut, Phase::done, kNone));
}

}  // namespace lockstep::ui
