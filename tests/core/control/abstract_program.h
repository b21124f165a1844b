// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "control/schedulers.h"
#include "control/search.h"
#include "control/shrink.h"

/// Programs without tasks: lists of operations on locks, values, queues ... with rules of their own
/// for what is able, what happens and what it came to. They count what an exhaustive search must
/// find, by plain recursion, and stand in for real programs where schedulers are tested.
///
///     Program{{acquire(a), acquire(b), release(b), release(a)},
///             {acquire(b), acquire(a), release(a), release(b)}}.executions().verdicts
///     --> completed 4, deadlock 2
///
/// Tasks are numbered from 1. Their rules: a wait on a condition gives its lock back and joins the
/// queue in one step; who was called leaves the queue by a local step and then asks for the lock.
/// A wait on an event that is down joins the queue, too: it is called by the next set even if a
/// clear follows. A task lives until its script is over; where that matters, its last step is an
/// end() of its own. All other tasks that cannot go on are disabled and in no queue.

namespace lockstep::abstract {

struct Thing {
  ResourceKind kind = ResourceKind::none;
  std::uint32_t id = 0;
  std::int64_t initial = 0;  ///< permits, parties, slots (0 = unbounded) or value
  std::uint32_t inner = 0;   ///< condition: number of its lock
};
// Numbers of things differ within a program.
Thing lock(std::uint32_t id);
Thing semaphore(std::uint32_t id, std::int64_t permits);
Thing condition(std::uint32_t id, const Thing& lock);
Thing event(std::uint32_t id);
Thing barrier(std::uint32_t id, std::int64_t parties);
Thing queue(std::uint32_t id, std::int64_t slots);
Thing value(std::uint32_t id, std::int64_t initial = 0);

struct Do {
  Operation operation = Operation::none;
  Thing thing;
  std::int64_t amount = 0;
  bool adds = false;   ///< store: what the task loaded last, plus amount
  bool timed = false;  ///< it may end without success
  bool local = false;
  /// Operations that are left out afterwards when its result is 0 (read, failed), or is not.
  std::size_t skipOnZero = 0;
  std::size_t skipOnOther = 0;

  Do orTimeout() const;
  Do onZeroSkip(std::size_t operations) const;
  Do onOtherSkip(std::size_t operations) const;
};
Do acquire(const Thing& thing);
Do release(const Thing& thing);
Do load(const Thing& value);
Do store(const Thing& value, std::int64_t number);
/// Stores what this task has loaded last, plus `amount`.
Do storeSum(const Thing& value, std::int64_t amount = 1);
Do wait(const Thing& thing);
Do notify(const Thing& condition);
Do notifyAll(const Thing& condition);
Do set(const Thing& event);
Do clear(const Thing& event);
Do isSet(const Thing& event);
Do put(const Thing& queue, std::int64_t item);
Do get(const Thing& queue);
Do qsize(const Thing& queue);
Do sleep();
/// Whether the task with this number still has something to do.
Do isAlive(std::size_t task);
Do end();
/// Matters to nobody else and is offered as such.
Do say();

using Script = std::vector<Do>;

/// What all maximal executions came to.
struct Executions {
  std::uint64_t total = 0;
  std::map<std::string, std::uint64_t> verdicts;
  std::set<std::string> finalStates;
  std::set<std::string> words() const;  ///< the verdicts that came up
};

class Program {
 public:
  Program(std::initializer_list<Script> scripts) : m_scripts(scripts) {}
  explicit Program(std::vector<Script> scripts) : m_scripts(std::move(scripts)) {}
  const std::vector<Script>& scripts() const { return m_scripts; }

  /// Counts without any of the code under test. `preemptions`: only those with at most so many.
  /// `everyStep`: local steps are steps like others.
  Executions executions(std::optional<std::uint32_t> preemptions = {},
                        bool everyStep = false) const;

 private:
  std::vector<Script> m_scripts;
};

/// A program that is under way. Copies go their own ways.
class Machine {
 public:
  /// The program must outlive it.
  explicit Machine(const Program& program);

  Situation situation() const;
  /// `choice` must be one of situation().choices().
  void take(const Choice& choice);
  /// Nobody can go on.
  bool over() const;
  /// completed, lost-update (a store over a version that its task has not loaded), deadlock (a
  /// circle of lock holders), lost-wakeup (a call that nobody heard, and one who waits for it) or
  /// hang.
  std::string verdict() const;
  /// Everything that a later step could depend on.
  std::string state() const;
  std::uint64_t fingerprint() const;

 private:
  enum class Stage : std::uint8_t { asking, waiting, called, reacquiring };
  struct Task {
    std::size_t next = 0;
    Stage stage = Stage::asking;
    std::int64_t result = 0;
    std::map<std::uint32_t, std::pair<std::int64_t, std::uint64_t>> loaded;  ///< number, version
  };
  struct Resource {
    Thing thing;
    std::size_t holder = 0;   ///< lock: task; 0: free
    std::int64_t number = 0;  ///< permits, value, event up, arrived at a barrier
    std::uint64_t version = 0;
    std::deque<std::int64_t> items;
    std::vector<std::size_t> waiters;
    bool unheard = false;  ///< a condition was notified while nobody waited
  };

  const Script& script(std::size_t task) const { return m_program->scripts()[task - 1]; }
  const Do* pending(std::size_t task) const;
  Offer offer(std::size_t task) const;
  std::vector<Choice> able(std::size_t task, const Do& next) const;
  bool canSucceed(std::size_t task, const Do& next) const;
  void perform(std::size_t task, const Do& next, const Choice& choice);
  void performWait(std::size_t task, const Do& next);
  void performStore(std::size_t task, const Do& next);
  void call(Resource& resource, std::size_t waiter);
  void callAll(Resource& resource);
  void timeOut(std::size_t task, const Do& next);
  void finish(std::size_t task, std::int64_t result);
  bool stuckInCircle() const;
  Resource& of(const Do& next) { return m_resources.at(next.thing.id); }
  const Resource& of(const Do& next) const { return m_resources.at(next.thing.id); }

  const Program* m_program;
  std::vector<Task> m_tasks;  ///< by number; 0 is nobody
  std::map<std::uint32_t, Resource> m_resources;
  std::uint32_t m_step = 0;
  TaskId m_last;
  bool m_lostUpdate = false;
};

/// The words of a schedule file: tasks are "worker N", resources "Lock N" and so on.
StepWords describe(const Offer& offer);

struct Outcome {
  RunResult result;
  std::string state;
  std::vector<ScheduleStep> steps;
};
/// One run from the start. Ends where the scheduler gives it up, or after `mostSteps`.
Outcome run(const Program& program, Scheduler& scheduler, std::uint32_t mostSteps = 10'000);
Runner runner(const Program& program);

/// What the runs of a search that count came to.
Executions explore(const Program& program, Search& search);
Executions explore(const Program& program, const SearchOptions& options);

Program twoLocks();
Program lostUpdate(std::size_t tasks);
Program lostWakeup();
Program philosophers(std::size_t count);

/// A program whose maximal executions can be counted by hand.
struct Known {
  std::string name;
  Program program;
  std::map<std::string, std::uint64_t> verdicts;
};
std::vector<Known> knownPrograms();

/// Two or three tasks with at most 8 operations on things of every kind, the same for the same
/// seed.
Program randomProgram(std::uint64_t seed);

}  // namespace lockstep::abstract
