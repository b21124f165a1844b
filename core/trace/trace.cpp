// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/trace.h"

#include <algorithm>

#include "base/check.h"
#include "trace/trace_impl.h"

namespace lockstep {

namespace {

bool isKernelRecord(Operation operation) {
  switch (operation) {
    case Operation::switchIn:
    case Operation::switchOut:
    case Operation::forked:
    case Operation::exited:
    case Operation::gap:
      return true;
    default:
      return false;
  }
}

/// Puts `row` at its id, with empty rows before it where ids were left out.
template <class Row>
void put(std::vector<Row>& rows, const Row& row) {
  CHECK(row.id.valid());
  while (rows.size() <= row.id.value) {
    Row empty;
    empty.id.value = static_cast<decltype(empty.id.value)>(rows.size());
    rows.push_back(empty);
  }
  rows[row.id.value] = row;
}

}  // namespace

Trace::Trace() : m(std::make_unique<Impl>()) {}
Trace::~Trace() = default;
Trace::Trace(Trace&&) noexcept = default;
Trace& Trace::operator=(Trace&&) noexcept = default;

RunInfo& Trace::run() { return m->run; }
const RunInfo& Trace::run() const { return m->run; }
RunEnd Trace::end() const { return m->end; }
void Trace::setEnd(RunEnd end) { m->end = end; }

void Trace::addTask(const TaskInfo& task) { put(m->tasks, task); }

void Trace::addResource(const ResourceInfo& resource) {
  CHECK(resource.id.value < kMostResources);
  put(m->resources, resource);
}

void Trace::addSite(const SiteInfo& site) { put(m->sites, site); }
void Trace::addText(TextId id, std::string words) { m->texts[id.value] = std::move(words); }

std::span<const TaskInfo> Trace::tasks() const { return m->tasks; }
std::span<const ResourceInfo> Trace::resources() const { return m->resources; }

const SiteInfo* Trace::site(SiteId id) const {
  const bool known = id.value < m->sites.size() && !m->sites[id.value].file.empty();
  return known ? &m->sites[id.value] : nullptr;
}

std::span<const SiteInfo> Trace::sites() const { return m->sites; }

const std::string& Trace::text(TextId id) const {
  static const std::string kNone;
  const auto found = m->texts.find(id.value);
  return found == m->texts.end() ? kNone : found->second;
}

void Trace::append(const Event& event) { m->append(event); }

void Trace::append(std::span<const Event> events) {
  for (const Event& event : events) m->append(event);
}

void Trace::Impl::append(Event event) {
  if (!started) {
    started = true;
    startTime = lastTime = std::max<std::int64_t>(event.time, 0);
  }
  if (event.time < lastTime) {
    event.time = lastTime;
    event.flags |= kFlagLate;
    ++late;
  }
  lastTime = event.time;
  lanes.extendTo(event.time);
  ++events;
  if (event.task.valid() && event.task.value >= tasks.size()) {
    TaskInfo unnamed;
    unnamed.id = event.task;
    put(tasks, unnamed);
  }
  countLoss(event);
  const bool kernelRecord = isKernelRecord(event.operation);
  followGaps(event, kernelRecord);
  tracker.apply(event, tasks);
  if (!kernelRecord) {
    log.append(event);
    history.apply(event, tables());
  } else if (event.operation == Operation::exited && event.task.valid()) {
    history.die(event.task, event.time);
  }
}

void Trace::Impl::countLoss(const Event& event) {
  if (event.operation != Operation::lost && event.operation != Operation::gap) return;
  lost += event.value > 0 ? static_cast<std::uint64_t>(event.value) : 1;
}

void Trace::Impl::followGaps(const Event& event, bool kernelRecord) {
  if (!kernelRecord) return;
  if (event.operation != Operation::gap) {
    if (gapOpen) gaps.back().end = event.time;
    gapOpen = false;
    return;
  }
  if (gapOpen) return;
  gapOpen = true;
  Interval gap;
  gap.start = gap.end = event.time;
  gap.state = State::unknown;
  gaps.push_back(gap);
}

void Trace::advance(std::int64_t time) {
  if (!m->started) return;
  m->lanes.extendTo(time);
  if (m->gapOpen) m->gaps.back().end = m->lanes.end();
}

bool Trace::empty() const { return !m->started; }
std::int64_t Trace::startTime() const { return m->startTime; }
std::int64_t Trace::endTime() const { return m->lanes.end(); }
std::uint64_t Trace::eventCount() const { return m->events; }
std::uint64_t Trace::lostCount() const { return m->lost; }
std::uint64_t Trace::lateCount() const { return m->late; }

std::size_t Trace::logSize() const { return m->log.size(); }
Event Trace::event(std::size_t index) const { return m->log[index]; }
std::size_t Trace::firstAt(std::int64_t time) const { return m->log.firstAt(time); }
std::size_t Trace::taskEventCount(TaskId task) const { return m->log.taskCount(task); }
std::size_t Trace::taskEvent(TaskId task, std::size_t n) const { return m->log.taskEvent(task, n); }

const Lane& Trace::lane(TaskId task) const { return m->lanes.lane(task); }
std::span<const Interval> Trace::gaps() const { return m->gaps; }

Moment Trace::at(std::int64_t time) const {
  Moment moment;
  moment.time = time;
  moment.tasks.resize(m->tasks.size());
  moment.resources.resize(m->resources.size());
  m->history.at(time, m->log, m->tables()).describe(moment);
  for (std::size_t i = 0; i < moment.resources.size(); ++i)
    moment.resources[i].id = ResourceId{static_cast<std::uint32_t>(i)};
  for (std::size_t i = 0; i < moment.tasks.size(); ++i) {
    TaskMoment& task = moment.tasks[i];
    task.id = TaskId{static_cast<std::uint16_t>(i)};
    const Lane& line = lane(task.id);
    const auto found = line.find(std::min(time, endTime()));
    if (!found) continue;
    const Interval interval = line.interval(*found);
    task.state = interval.state;
    task.evidence = interval.evidence;
    task.reason = interval.reason;
    task.resource = interval.resource;
    task.detail = interval.detail;
    task.since = interval.start;
  }
  return moment;
}

std::size_t Trace::memoryBytes() const {
  return m->log.bytes() + m->lanes.bytes() + m->history.bytes();
}

}  // namespace lockstep
