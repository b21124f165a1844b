// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <span>
#include <vector>

#include "trace/trace.h"

/// What a whole run consists of and who uses what: all that places on the stage depend on, so that
/// nothing moves while the run plays.

namespace lockstep::ui {

/// How a task uses a resource, as bits.
enum Use : std::uint8_t {
  kHolds = 1,    ///< acquire
  kWaitsOn = 2,  ///< wait of an event, condition or barrier
  kPuts = 4,
  kGets = 8,
  kTouches = 16,  ///< anything else: notify, set, load, store
};

struct StageTask {
  TaskId id;
  TaskId parent;
  TaskId process;  ///< the task that stands for its process; itself for a process
  QString name;
  std::int32_t pid = 0;
  friend bool operator==(const StageTask&, const StageTask&) = default;
};

struct StageResource {
  ResourceId id;
  ResourceKind kind = ResourceKind::none;
  std::int64_t capacity = 0;
  ResourceId inner;  ///< condition: the lock that is drawn as a part of it; not valid() for none
  QString name;
  friend bool operator==(const StageResource&, const StageResource&) = default;
};

class Structure {
 public:
  Structure() = default;
  /// For tests and pictures without a trace: uses are added with addUse().
  Structure(std::vector<StageTask> tasks, std::vector<StageResource> resources);
  /// Reads what the trace has got since the last call; from the start for another trace. True when
  /// a task, a resource or a use is new. Cost is linear in the new events.
  bool update(const Trace& trace);
  void addUse(TaskId task, ResourceId resource, Use use);

  /// All tasks but the supervisor, by id.
  std::span<const StageTask> tasks() const { return m_tasks; }
  /// All resources that are drawn on their own, by id.
  std::span<const StageResource> resources() const { return m_resources; }
  const StageTask* task(TaskId id) const;
  /// The resource that `id` is drawn as: itself, or the condition whose lock it is; null if none.
  const StageResource* drawnAs(ResourceId id) const;
  /// Bits of Use; 0 for none. The uses of a condition's lock count for the condition.
  std::uint8_t uses(TaskId task, ResourceId resource) const;
  /// Whether a signal was sent: then lines between processes need room for envelopes.
  bool hasSignals() const { return m_hasSignals; }
  /// Tasks that stand for a process, by id.
  std::vector<TaskId> processes() const;

 private:
  bool readTables(const Trace& trace);
  bool readLog(const Trace& trace);

  const Trace* m_trace = nullptr;
  std::size_t m_read = 0;
  std::vector<StageTask> m_tasks;
  std::vector<StageResource> m_resources;
  bool m_hasSignals = false;
  std::vector<std::vector<std::uint8_t>> m_uses;  ///< by task id, then resource id
};

/// The uses that an operation is; 0 for none.
std::uint8_t useOf(Operation operation);
/// Resources that one task at a time owns, as the forks of the philosophers.
bool isLockLike(const StageResource& resource);

}  // namespace lockstep::ui
