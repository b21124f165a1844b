// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "control/choice.h"
#include "control/schedule.h"

/// Who chooses in Step mode. A scheduler is an oracle: what may happen goes in, one choice comes
/// out. The same object with the same seed makes the same run on every machine. None of them is
/// thread-safe.

namespace lockstep {

/// The first choice of the first local offer that is able: it commutes with whatever the others
/// may do, so every scheduler but manual and replay takes it without a decision.
std::optional<Choice> localChoice(const Situation& situation);

/// Whether the choice lets a task go on that idles, see Offer::idles.
bool isIdle(const Situation& situation, const Choice& choice);
/// All that are able, without idle ones where anything else is.
std::vector<Choice> busyChoices(const Situation& situation);

/// Whether the choice lets time pass (a timeout, an alarm) instead of letting a task go on.
bool isTimer(const Choice& choice);

/// Whether `choice` takes the turn from `running`, the task of the last decision, although that
/// could go on. Local steps never do, nor does whoever is the first to run.
bool isPreemption(const Situation& situation, TaskId running, const Choice& choice);

class Scheduler {
 public:
  virtual ~Scheduler() = default;
  /// A new run begins. A scheduler that has not been told is in run 0.
  virtual void begin(std::uint64_t run);
  /// A choice that the situation allows. Nothing: this run need not go on; the scheduler knows why.
  /// At least one choice must be able, else there is nothing to ask for.
  virtual std::optional<Choice> choose(const Situation& situation) = 0;
};

/// splitmix64, after Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA
/// 2014.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : m_state(seed) {}
  /// The dice of run `run` with the seed `seed`.
  Dice(std::uint64_t seed, std::uint64_t run);
  std::uint64_t roll();
  /// Uniform in [0, sides). `sides` is positive.
  std::uint64_t below(std::uint64_t sides);

 private:
  std::uint64_t m_state;
};

/// One operation each, in the order of task numbers. Timers wait until nothing else can happen.
class RoundRobin : public Scheduler {
 public:
  void begin(std::uint64_t run) override;
  std::optional<Choice> choose(const Situation& situation) override;

 private:
  TaskId m_last;  ///< of the last decision
};

/// Uniform over the tasks that are able, then over what the task may do.
class RandomScheduler : public Scheduler {
 public:
  explicit RandomScheduler(std::uint64_t seed) : m_seed(seed), m_dice(seed, 0) {}
  void begin(std::uint64_t run) override;
  std::optional<Choice> choose(const Situation& situation) override;

 private:
  std::uint64_t m_seed;
  Dice m_dice;
};

/// Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic
/// Guarantees of Finding Bugs, ASPLOS 2010. Every task gets a random priority and the highest one
/// runs; at depth - 1 random steps the task that has just run falls below all others. Of a program
/// of n tasks and at most k decisions, one run meets a bug that needs d ordering constraints with a
/// probability of at least 1 / (n k^(d-1)). Who idles comes last, or it would keep its turn for
/// ever.
///
/// Which waiter a notify wakes is drawn evenly. A task's timer counts as a task of its own, since
/// it can come at any time.
class Pct : public Scheduler {
 public:
  /// `depth` is d and `steps` is k; both are at least 1.
  Pct(std::uint64_t seed, std::uint32_t depth, std::uint32_t steps);
  void begin(std::uint64_t run) override;
  std::optional<Choice> choose(const Situation& situation) override;

 private:
  using Runner = std::pair<TaskId, bool>;  ///< a task, or (true) its timer
  /// The greater goes first: fallen ones (false) come after all others.
  using Priority = std::pair<bool, std::uint64_t>;
  Priority priorityOf(Runner runner);

  std::uint64_t m_seed;
  std::uint32_t m_depth;
  std::uint32_t m_steps;
  Dice m_dice;
  std::uint32_t m_step = 0;  ///< decisions of this run so far
  std::vector<std::uint32_t> m_changes;
  std::map<Runner, Priority> m_priorities;
};

/// Grants the given choices, local ones included, and then asks `then`; without one it stops there.
class Follow : public Scheduler {
 public:
  explicit Follow(std::vector<Choice> choices, Scheduler* then = nullptr)
      : m_choices(std::move(choices)), m_then(then) {}
  void begin(std::uint64_t run) override;
  std::optional<Choice> choose(const Situation& situation) override;
  /// Whether a choice was not allowed when it was due; the run stopped there.
  bool failed() const { return m_failed; }

 private:
  std::vector<Choice> m_choices;
  Scheduler* m_then;
  std::size_t m_next = 0;
  bool m_failed = false;
};

/// Looks over another scheduler's shoulder: what it chose, and how often it preempted a task.
class Observer : public Scheduler {
 public:
  explicit Observer(Scheduler& observed) : m_observed(observed) {}
  void begin(std::uint64_t run) override;
  std::optional<Choice> choose(const Situation& situation) override;
  const std::vector<Choice>& choices() const { return m_choices; }
  std::uint32_t preemptions() const { return m_preemptions; }

 private:
  Scheduler& m_observed;
  std::vector<Choice> m_choices;
  std::uint32_t m_preemptions = 0;
  TaskId m_running;
};

/// Where a replay and the run that it replays part. `step` counts from 1, as in the file.
struct Divergence {
  std::size_t step = 0;
  std::string expected;
  std::string found;
};
/// "diverged at step 12: expected ..., found ...".
std::string sentence(const Divergence& divergence);

/// Repeats a schedule, and holds every step to it: the same tasks are able, and the task that was
/// chosen asks for the same operation. Sites are not compared, so a comment may be added to the
/// source.
class Replay : public Scheduler {
 public:
  /// `describe` tells the words of what a parked task asks for.
  using Describe = std::function<StepWords(const Offer&)>;
  Replay(std::vector<ScheduleStep> steps, Describe describe);
  void begin(std::uint64_t run) override;
  std::optional<Choice> choose(const Situation& situation) override;
  /// The run came to its end: too early, when steps are left.
  void runEnded();

  /// Every step has been repeated.
  bool finished() const { return m_next == m_steps.size(); }
  const std::optional<Divergence>& divergence() const { return m_divergence; }

 private:
  std::string foundInstead(const Situation& situation, const ScheduleStep& step) const;

  std::vector<ScheduleStep> m_steps;
  Describe m_describe;
  std::size_t m_next = 0;
  std::optional<Divergence> m_divergence;
};

}  // namespace lockstep
