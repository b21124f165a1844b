// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <tuple>
#include <vector>

#include "analysis/deaths.h"
#include "analysis/vector_clock.h"

/// What came before what in this run, whatever the clock says: a vector clock for every task, moved
/// along the log. Internal to analysis/.
///
///     sender                            receiver
///     ------------------------------    ------------------------------------------------
///     start, requested                  begin
///     all of a task                     join or reap of it, is_alive that says no
///     release of a lock or semaphore    every later acquire of it
///     set of an event                   every later wait that ends well, is_set that says yes
///     notify                            wait of the task it woke
///     arrival at a barrier              every leave of the same round; abort: whoever finds it
///     put                               get of that item
///     get number k of a full queue      put number k + capacity (as the Go memory model has it)
///     kill                              deliver of that signal from that sender
///
/// An event carries the order of effects (see ARCHITECTURE.md, Stamps), so one pass will do. Where
/// the log alone cannot tell who heard whom, the receiver hears more than it may have: what is
/// called unordered is unordered.

namespace lockstep {

class HappensBefore {
 public:
  enum class Edges : std::uint8_t {
    all,
    /// Without locks, and without semaphores that had permits from the start: those only keep tasks
    /// apart, and another schedule turns their order round.
    messages,
  };
  HappensBefore(const Trace& trace, const Deaths& deaths, Edges edges);

  /// Tasks from this id on are not followed: clocks grow with the square of their number.
  static constexpr std::size_t kMostTasks = 1024;

  /// Reads one event of the log, in order. Its task must be below kMostTasks.
  void read(const Event& event);

  /// The clock of a task that has had an event. Its own part goes up with each message sent, so two
  /// events of a task with the same own part are one to everybody else.
  const VectorClock& clock(TaskId task) const { return m_tasks[task.value].clock; }
  /// Changes whenever the clock may have.
  std::uint32_t version(TaskId task) const { return m_tasks[task.value].version; }

 private:
  struct TaskOrder {
    VectorClock clock;
    VectorClock called;  ///< what a notify or a barrier has for it
    VectorClock born;    ///< what its parent knew at start
    std::uint32_t version = 0;
    bool known = false;
  };
  struct ResourceOrder {
    VectorClock sent;
    TaskId knownTo;  ///< has received all of `sent`
    TaskId owner;    ///< lock: who acquired it last
    VectorClock arrived;
    std::vector<TaskId> waiting;  ///< barrier: arrived, not yet let go
  };
  struct Message {
    Item item;
    VectorClock clock;
  };
  /// A queue: the items in it, and the gets whose places no put has used again. Of more than
  /// kMostItems, the rest is known as one.
  struct Channel {
    std::deque<Message> items;
    VectorClock moreItems;
    std::deque<VectorClock> places;
    VectorClock morePlaces;
    std::int64_t puts = 0;
  };
  static constexpr std::size_t kMostItems = 1024;

  TaskOrder& task(TaskId id) {
    if (id.value >= m_tasks.size() || !m_tasks[id.value].known) [[unlikely]]
      begin(id);
    return m_tasks[id.value];
  }
  void begin(TaskId id);
  ResourceOrder& resource(ResourceId id);
  const ResourceInfo& info(ResourceId id) const { return m_table[id.value]; }
  Channel& channel(ResourceId id);
  void tick(TaskId id);
  void receive(TaskId id, const VectorClock& clock);
  void receiveCall(TaskId id);
  void receiveLife(TaskId id, TaskId ended);
  void send(TaskId id, ResourceOrder& to);
  void receive(TaskId id, ResourceOrder& from);
  bool isOrder(ResourceId lock) const;

  void readBegin(const Event& event);
  void readLife(const Event& event);
  void readLock(const Event& event);
  void readWait(const Event& event);
  void readBarrier(const Event& event);
  void letGo(TaskId id, ResourceOrder& barrier);
  void readCall(const Event& event);
  void readQueue(const Event& event);
  void put(const Event& event, Channel& channel);
  void get(const Event& event, Channel& channel);
  void readSignal(const Event& event);

  const std::span<const ResourceInfo> m_table;
  const Deaths& m_deaths;
  const Edges m_edges;
  std::vector<TaskOrder> m_tasks;  ///< never moves
  std::vector<ResourceOrder> m_resources;
  std::vector<std::unique_ptr<Channel>> m_channels;
  /// Target process, signal, sender's process.
  std::map<std::tuple<TaskId, std::int64_t, TaskId>, VectorClock> m_signals;
};

}  // namespace lockstep
