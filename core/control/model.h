// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "control/choice.h"
#include "probe/arena.h"
#include "trace/world.h"

namespace lockstep {

/// What a step must lead to, as far as that can be told: checked against what the real primitive
/// did. Phase request: nothing in particular.
struct Expectation {
  Phase phase = Phase::done;
  Outcome outcome = Outcome::ok;
  std::optional<std::int64_t> value;
};

/// The state of every resource, and by it what parked tasks can do. It follows the run by its
/// events, so it is right also when Step mode begins in the middle. One thread.
///
///     lock, rlock     free, or the dead owner's and robust; rlock: or its own
///     semaphore       permits left
///     event           always: a wait that finds the flag down joins the queue, and a later set()
///                     lets it through even if clear() follows
///     condition       wait: always (it gives the lock back and joins); then when notified; then as
///                     the lock
///     barrier         always; who waits: when all have come, or it is broken
///     queue           put: room left; get: items
///     join            the task has ended
///     anything else   always
///
/// A signal that would stop its process stays pending, as Lockstep holds the signals, until it is
/// delivered to one of the process's tasks.
class Model {
 public:
  /// Another round of the scenario: everything is forgotten.
  void reset();
  /// One event of the run, in the order of time. Rows of the tables that it names are read from
  /// `arena` when they are new.
  void observe(const Event& event, const Arena& arena);

  /// The task is there, although no event has said so yet.
  void meet(TaskId task, const Arena& arena);

  /// The end of a task with one of these names is no local step: somebody may ask in between
  /// whether it lives. Kept over reset(); to be changed between two rounds.
  void watchEnds(std::set<std::string> names) { m_watchedEnds = std::move(names); }

  const World& world() const { return m_world; }
  /// Whether the task has begun or was started, and has not ended.
  bool live(TaskId task) const;
  bool ended(TaskId task) const;
  bool isProcess(TaskId task) const;
  /// It has come so far as to begin: what it does is the program's, not that of its making.
  bool begun(TaskId task) const;
  bool sameProcess(TaskId one, TaskId other) const;
  std::size_t taskCount() const { return m_tasks.size(); }

  /// What a task that is parked with `next` can do. `tired`: it has made many local steps in a row.
  Offer offer(const Event& next, bool tired = false) const;
  Expectation expect(const Choice& choice, const Event& next) const;
  /// A timer that the process of `task` has set, which its offer carries; ns of virtual time.
  std::optional<std::int64_t> alarmOf(TaskId task) const;

 private:
  struct TaskState {
    bool started = false;
    bool begun = false;
    bool ended = false;
    bool watched = false;               ///< its end is no local step
    std::optional<std::int64_t> alarm;  ///< process: set and not yet fired
  };
  void learnTask(TaskId id, const Arena& arena);
  void learnResource(ResourceId id, const Arena& arena);
  TaskState& state(TaskId task);
  void end(TaskId task);

  const World::ResourceState& resource(ResourceId id) const;
  ResourceId innerOf(ResourceId id) const;
  bool robust(ResourceId id) const;
  bool available(const Event& next) const;
  bool waits(const Event& next) const;
  bool canGo(const Event& next) const;
  bool canTimeOut(const Event& next) const;
  bool isLocal(const Event& next) const;
  void addSignals(const Event& next, std::vector<Choice>& able) const;
  void addPicks(const Event& next, std::vector<Choice>& able) const;
  void explain(const Event& next, Offer& offer) const;
  TaskId leader(TaskId task) const;

  World m_world;
  std::vector<TaskInfo> m_tasks;
  std::vector<ResourceInfo> m_resources;
  std::vector<TaskState> m_states;
  std::set<std::string> m_watchedEnds;
};

}  // namespace lockstep
