// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "control/choice.h"
#include "control/model.h"
#include "probe/arena.h"

namespace lockstep {

/// Holds the real tasks of one run at their gates and lets them go one operation at a time. It
/// neither drains rings nor decides: its owner hands it every event of the run in the order of time
/// and grants what a learner, a scheduler or a search has chosen.
///
///     observe(events) --> settled()? --> situation() --> grant(choice) --> (the task moves) ---+
///           ^                                                                                  |
///           +----------------------------------------------------------------------------------+
///
/// One thread works a controller; the tasks may die at any instant.
class Controller {
 public:
  explicit Controller(const Arena& arena) : m_arena(arena) {}

  /// Tasks park from now on; those that sleep in an operation are made to look up.
  void takeOver();
  /// Tasks no longer park, and those that are parked go on. Returns the events that say so.
  void letGo(std::vector<Event>& said);
  bool inControl() const { return m_inControl; }
  /// Another round of the scenario begins.
  void reset();

  /// Every event of the run, also before takeOver(), in the order of time.
  void observe(const Event& event);

  enum class Settled : std::uint8_t {
    no,    ///< some task is on its way to its gate
    yes,   ///< situation() is whole
    over,  ///< no task is left
  };
  /// Whether everything is parked, outside or gone; to be asked after observe(). Where a task does
  /// not come to its gate, /proc is asked where it is: what is found dead is told by `said`, and
  /// what sleeps elsewhere is waited for no more.
  Settled settled(std::int64_t now, std::vector<Event>& said);
  /// What may happen next. Valid after settled() said yes, until grant().
  const Situation& situation() const { return m_situation; }
  /// Compares what the last grant did with what the model expected, and tells by `said` which tasks
  /// are ready and which are not. To be called once after settled() said yes.
  void conclude(std::int64_t now, std::vector<Event>& said);

  /// Lets one task make its step, whether able or as an attempt. False when it is not parked (any
  /// more). `said` gets the event, stamped before the task moves.
  bool grant(const Choice& choice, std::vector<Event>& said);

  /// Names of tasks that somebody has asked about so far, over all rounds: whether they live, or by
  /// a join with a timeout. Where the end of such a task is taken at once, a search misses what
  /// comes of asking before it.
  const std::set<std::string>& asked() const { return m_asked; }
  /// The ends of tasks with these names are steps like others; see Model::watchEnds().
  void watchEnds(std::set<std::string> names) { m_model.watchEnds(std::move(names)); }

  /// Disagreements between model and reality, one sentence each: faults of Lockstep.
  const std::vector<std::string>& faults() const { return m_faults; }
  const Model& model() const { return m_model; }

  /// ns that a task may need to its gate before /proc is asked.
  static constexpr std::int64_t kPatience = 2'000'000;
  /// Local steps in a row after which a task idles; see Offer::idles.
  static constexpr std::uint32_t kMostLocal = 64;

 private:
  enum class Whereabouts : std::uint8_t { gate, moving, stopped, outside, gone };
  struct TaskWatch {
    Whereabouts where = Whereabouts::moving;
    std::int64_t since = 0;      ///< moving: when it was last seen to begin to
    std::int64_t nextLook = 0;   ///< at /proc
    int asleep = 0;              ///< looks in a row that found it asleep
    bool ending = false;         ///< its `end` was seen
    bool dying = false;          ///< a signal that nobody survives is on its way
    bool stopping = false;       ///< a SIGSTOP is on its way
    bool waking = false;         ///< stopped, but a SIGCONT is on its way
    std::uint32_t localRow = 0;  ///< local steps since its last other one
    // What was last said of it.
    bool told = false;
    bool able = false;
    ResourceId waitsFor;
    TaskId holder;
  };
  struct Pending {
    bool checked = true;
    Choice choice;
    Event next;
    Expectation expected;
    bool fulfilled = false;
    std::string found;
  };

  TaskWatch& watch(TaskId task);
  Whereabouts find(TaskId task, std::int64_t now, std::vector<Event>& said);
  Whereabouts findStopped(TaskId task, std::int64_t now, std::vector<Event>& said);
  Whereabouts askProc(TaskId task, TaskWatch& watch, std::int64_t now, std::vector<Event>& said);
  char stateOf(TaskId task) const;
  bool othersRun(TaskId task) const;
  bool isStarting(TaskId task) const;
  bool isBeingMade(TaskId task) const;
  Whereabouts lose(TaskId task, char state, std::int64_t now, std::vector<Event>& said);
  void stopProcess(TaskId task, std::int64_t now, std::vector<Event>& said);
  void wakeProcess(TaskId task, char state, std::int64_t now, std::vector<Event>& said);
  template <class Act>
  void forProcess(TaskId task, Act act);
  void followKill(const Event& event);
  void followQuestion(const Event& event);
  void check(const Event& event);
  void buildSituation();
  bool situationIsStuck() const;
  void advanceClock(const Choice& choice, TaskId task);
  Event said(Operation operation, TaskId task, std::int64_t time) const;

  const Arena& m_arena;
  Model m_model;
  Situation m_situation;
  std::vector<TaskWatch> m_watches;
  Pending m_pending;
  Choice m_last;          ///< granted last; its task is not valid() before the first
  bool m_looked = false;  ///< since then at everybody, because nobody was able
  std::set<std::string> m_asked;
  std::vector<std::string> m_faults;
  bool m_inControl = false;
};

}  // namespace lockstep
