// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/structure.h"

#include <algorithm>
#include <utility>

namespace lockstep::ui {

namespace {

/// The task that stands for the process of `id`: the nearest one up the tree that is a process.
TaskId processOf(std::span<const TaskInfo> tasks, TaskId id) {
  for (std::size_t hops = 0; hops <= tasks.size() && id.value < tasks.size(); ++hops) {
    const TaskInfo& task = tasks[id.value];
    const bool top = !task.parent.valid() || task.parent == kSupervisor || task.parent == id;
    if (task.kind == TaskKind::process || top) return id;
    id = task.parent;
  }
  return id;
}

std::vector<StageTask> readTasks(std::span<const TaskInfo> tasks) {
  std::vector<StageTask> out;
  for (const TaskInfo& task : tasks) {
    if (!task.id.valid() || task.id == kSupervisor || task.kind == TaskKind::supervisor) continue;
    const bool gapInIds = task.name.empty() && task.pid == 0 && !task.parent.valid();
    if (gapInIds) continue;
    out.push_back({task.id, task.parent, processOf(tasks, task.id),
                   QString::fromStdString(task.name), task.pid});
  }
  return out;
}

std::vector<StageResource> readResources(std::span<const ResourceInfo> resources) {
  std::vector<ResourceId> inner;
  std::vector<StageResource> out;
  for (const ResourceInfo& info : resources) {
    if (!info.id.valid() || info.kind == ResourceKind::none) continue;
    StageResource resource{
        info.id, info.kind, info.capacity, {}, QString::fromStdString(info.name)};
    const bool joined = info.kind == ResourceKind::condition && info.inner.valid();
    if (joined && std::find(inner.begin(), inner.end(), info.inner) == inner.end()) {
      resource.inner = info.inner;
      inner.push_back(info.inner);
    }
    out.push_back(resource);
  }
  std::erase_if(out, [&](const StageResource& resource) {
    return std::find(inner.begin(), inner.end(), resource.id) != inner.end();
  });
  return out;
}

}  // namespace

std::uint8_t useOf(Operation operation) {
  switch (operation) {
    case Operation::acquire:
      return kHolds;
    case Operation::wait:
      return kWaitsOn;
    case Operation::put:
      return kPuts;
    case Operation::get:
      return kGets;
    case Operation::release:
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::set:
    case Operation::clear:
    case Operation::isSet:
    case Operation::abortBarrier:
    case Operation::resetBarrier:
    case Operation::load:
    case Operation::store:
      return kTouches;
    default:
      return 0;
  }
}

bool isLockLike(const StageResource& resource) {
  const bool mutex =
      resource.kind == ResourceKind::semaphore || resource.kind == ResourceKind::boundedSemaphore;
  return resource.kind == ResourceKind::lock || resource.kind == ResourceKind::rlock ||
         (mutex && resource.capacity == 1);
}

Structure::Structure(std::vector<StageTask> tasks, std::vector<StageResource> resources)
    : m_tasks(std::move(tasks)), m_resources(std::move(resources)) {}

bool Structure::update(const Trace& trace) {
  if (m_trace != &trace || trace.logSize() < m_read) *this = Structure();
  m_trace = &trace;
  const bool tables = readTables(trace);
  return readLog(trace) || tables;
}

bool Structure::readTables(const Trace& trace) {
  std::vector<StageTask> tasks = readTasks(trace.tasks());
  std::vector<StageResource> resources = readResources(trace.resources());
  const bool changed = tasks != m_tasks || resources != m_resources;
  m_tasks = std::move(tasks);
  m_resources = std::move(resources);
  return changed;
}

bool Structure::readLog(const Trace& trace) {
  bool changed = false;
  for (; m_read < trace.logSize(); ++m_read) {
    const Event& event = trace.event(m_read);
    if (event.operation == Operation::kill && !std::exchange(m_hasSignals, true)) changed = true;
    const std::uint8_t use = useOf(event.operation);
    if (use == 0 || !event.resource.valid() || !event.task.valid()) continue;
    if (uses(event.task, event.resource) & use) continue;
    addUse(event.task, event.resource, static_cast<Use>(use));
    changed = true;
  }
  return changed;
}

void Structure::addUse(TaskId task, ResourceId resource, Use use) {
  constexpr std::uint32_t kMost = 1U << 20;  // a damaged file may name any id
  if (!task.valid() || resource.value >= kMost) return;
  if (m_uses.size() <= task.value) m_uses.resize(task.value + 1U);
  auto& row = m_uses[task.value];
  if (row.size() <= resource.value) row.resize(resource.value + 1U);
  row[resource.value] = static_cast<std::uint8_t>(row[resource.value] | use);
}

const StageTask* Structure::task(TaskId id) const {
  const auto found =
      std::lower_bound(m_tasks.begin(), m_tasks.end(), id,
                       [](const StageTask& task, TaskId wanted) { return task.id < wanted; });
  return found != m_tasks.end() && found->id == id ? &*found : nullptr;
}

const StageResource* Structure::drawnAs(ResourceId id) const {
  if (!id.valid()) return nullptr;
  for (const StageResource& resource : m_resources)
    if (resource.id == id || resource.inner == id) return &resource;
  return nullptr;
}

std::uint8_t Structure::uses(TaskId task, ResourceId resource) const {
  if (!task.valid() || task.value >= m_uses.size()) return 0;
  const auto& row = m_uses[task.value];
  return resource.value < row.size() ? row[resource.value] : std::uint8_t{0};
}

std::vector<TaskId> Structure::processes() const {
  std::vector<TaskId> out;
  for (const StageTask& task : m_tasks)
    if (task.process == task.id) out.push_back(task.id);
  return out;
}

}  // namespace lockstep::ui
