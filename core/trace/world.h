// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trace/doing.h"
#include "trace/moment.h"
#include "trace/signal_rules.h"

/// What every task does and every resource holds after a sequence of events. A value: copying it is
/// a checkpoint. States of tasks are not in it, they come from the lanes.

namespace lockstep {

/// What the events refer to. Rows may be missing.
struct Tables {
  std::span<const TaskInfo> tasks;
  std::span<const ResourceInfo> resources;
};

/// Ids from here on are ignored: no recording has so many, a damaged file may name them.
inline constexpr std::uint32_t kMostResources = 1u << 16;

class World {
 public:
  struct TaskState {
    TaskDoing doing;
    std::int64_t exitCode = 0;
    std::uint64_t blockedSignals = 0;
    Dispositions dispositions;
    TextId phaseText;
    bool ended = false;
    bool reaped = false;
    bool held = false;  ///< by Lockstep, with all its signals
  };
  /// A queue that is cheap to copy and to take from.
  struct Items {
    std::vector<QueuedItem> list;
    std::size_t head = 0;
    std::size_t size() const { return list.size() - head; }
    void take(Item item);
  };
  struct ResourceState {
    std::int64_t value = 0;
    std::int64_t lostUpdates = 0;
    std::int64_t emptyNotifies = 0;
    std::int64_t capacity = 0;
    std::uint32_t version = 0;
    ResourceKind kind = ResourceKind::none;
    bool exists = false;
    bool broken = false;
    bool abandoned = false;
    std::vector<Hold> holders;
    std::vector<Wait> waiters;
    Items items;
    std::vector<std::uint32_t> known;  ///< by task: version it loaded or stored last
  };

  /// Events in time order. An event that makes no sense (loss, a damaged file) changes as little as
  /// it can.
  void apply(const Event& event, const Tables& tables);
  /// The kernel says that `task` is gone, with or without its own word. False if that is no news.
  bool taskGone(TaskId task, std::int64_t time);
  /// Null for an id that no event named.
  const TaskState* task(TaskId id) const;
  const ResourceState* resource(ResourceId id) const;
  const std::vector<SignalMoment>& signals() const { return m_signals; }
  /// Writes tasks (but their states), resources and signals.
  void describe(Moment& moment) const;
  /// Memory that a copy takes, roughly.
  std::size_t bytes() const;

 private:
  static constexpr std::uint32_t kNoVersion = 0xffffffff;

  TaskState& task(TaskId id) {
    if (m_tasks.size() <= id.value) m_tasks.resize(id.value + std::size_t{1});
    return m_tasks[id.value];
  }
  /// Events of the task are missing: what it loaded last is not known any more.
  void forgetLoads(TaskId id);
  ResourceState* resource(const Event& event, const Tables& tables);
  void bringToLife(ResourceId id, const Tables& tables);
  void applyToResource(const Event& event, ResourceState& resource);
  void acquired(const Event& event, ResourceState& resource);
  void released(const Event& event, ResourceState& resource);
  void waited(const Event& event, ResourceState& resource);
  void stored(const Event& event, ResourceState& resource);
  void join(const Event& event, ResourceState& resource);
  void stepped(const Event& event);
  void sent(const Event& event, const Tables& tables);
  void takeBack(const Event& event);
  void observed(const Event& event, const Tables& tables);
  bool held(TaskId id, const Tables& tables) const;
  Dispositions dispositionsOf(TaskId id, const Tables& tables) const;
  template <class Which>
  void forgetPending(TaskId to, const Tables& tables, Which which);
  void delivered(const Event& event, const Tables& tables);
  void handled(const Event& event);
  void forgetHandled();
  void begun(const Event& event, const Tables& tables);
  void reaped(const Event& event, const Tables& tables);
  void processGone(TaskId id, std::int64_t time, const Tables& tables);

  std::vector<TaskState> m_tasks;
  std::vector<ResourceState> m_resources;
  std::vector<SignalMoment> m_signals;
};

}  // namespace lockstep
