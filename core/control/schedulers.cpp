// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/schedulers.h"

#include <algorithm>

#include "base/check.h"

namespace lockstep {

namespace {

bool canGoOn(const Offer& offer) {
  return !std::all_of(offer.able.begin(), offer.able.end(), isTimer);
}

/// The next task after `last` in the circle of those that `wanted` holds for; null for none.
template <class Wanted>
const Offer* nextAfter(const std::vector<Offer>& offers, TaskId last, Wanted wanted) {
  const Offer* first = nullptr;
  for (const Offer& offer : offers) {
    if (!wanted(offer)) continue;
    if (last.valid() && offer.task > last) return &offer;
    if (!first) first = &offer;
  }
  return first;
}

std::string tasksOf(const std::vector<TaskId>& tasks) {
  std::string words = tasks.size() == 1 ? "only task" : "tasks";
  for (std::size_t i = 0; i < tasks.size(); ++i)
    words += (i == 0 ? " " : ", ") + std::to_string(tasks[i].value);
  return tasks.empty() ? "nobody" : words;
}

}  // namespace

std::optional<Choice> localChoice(const Situation& situation) {
  for (const Offer& offer : situation.offers)
    if (offer.local && !offer.able.empty()) return offer.able.front();
  return std::nullopt;
}

bool isIdle(const Situation& situation, const Choice& choice) {
  const Offer* const offer = situation.offer(choice.task);
  return offer && offer->idles && choice.act == Act::go;
}

std::vector<Choice> busyChoices(const Situation& situation) {
  std::vector<Choice> all = situation.choices();
  if (std::ranges::none_of(situation.offers, &Offer::idles)) return all;
  std::vector<Choice> busy = all;
  std::erase_if(busy, [&](const Choice& choice) { return isIdle(situation, choice); });
  return busy.empty() ? all : busy;
}

bool isTimer(const Choice& choice) {
  return choice.act == Act::timeout || choice.act == Act::alarm;
}

bool isPreemption(const Situation& situation, TaskId running, const Choice& choice) {
  if (choice.task == running) return false;
  const Offer* const chosen = situation.offer(choice.task);
  if (chosen && chosen->local) return false;
  const Offer* const left = running.valid() ? situation.offer(running) : nullptr;
  return left && canGoOn(*left);
}

void Scheduler::begin(std::uint64_t) {}

// The stream of a run starts where seed and run meet after each has been mixed, so that
// neighbouring seeds and runs share nothing.
Dice::Dice(std::uint64_t seed, std::uint64_t run) : m_state(Dice(seed).roll() ^ Dice(run).roll()) {}

std::uint64_t Dice::roll() {
  m_state += 0x9e3779b97f4a7c15;
  std::uint64_t word = m_state;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
  word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
  return word ^ (word >> 31);
}

std::uint64_t Dice::below(std::uint64_t sides) {
  CHECK(sides > 0);
  // Rolls in the last, incomplete row of `sides` numbers would favour the small ones.
  const std::uint64_t fair = UINT64_MAX - UINT64_MAX % sides;
  std::uint64_t rolled = roll();
  while (rolled >= fair) rolled = roll();
  return rolled % sides;
}

void RoundRobin::begin(std::uint64_t) { m_last = {}; }

std::optional<Choice> RoundRobin::choose(const Situation& situation) {
  if (const auto local = localChoice(situation)) return local;
  const TaskId last = m_last.valid() ? m_last : situation.last;
  const Offer* next = nextAfter(situation.offers, last, canGoOn);
  if (!next)
    next =
        nextAfter(situation.offers, last, [](const Offer& offer) { return !offer.able.empty(); });
  CHECK(next);
  m_last = next->task;
  const auto order = [&](const Choice& choice) {
    return isTimer(choice) ? 2 : isIdle(situation, choice) ? 1 : 0;
  };
  return *std::min_element(
      next->able.begin(), next->able.end(),
      [&](const Choice& one, const Choice& other) { return order(one) < order(other); });
}

void RandomScheduler::begin(std::uint64_t run) { m_dice = Dice(m_seed, run); }

std::optional<Choice> RandomScheduler::choose(const Situation& situation) {
  if (const auto local = localChoice(situation)) return local;
  std::vector<const Offer*> able;
  for (const Offer& offer : situation.offers)
    if (!offer.able.empty()) able.push_back(&offer);
  CHECK(!able.empty());
  const std::vector<Choice>& choices = able[m_dice.below(able.size())]->able;
  return choices[m_dice.below(choices.size())];
}

Pct::Pct(std::uint64_t seed, std::uint32_t depth, std::uint32_t steps)
    : m_seed(seed), m_depth(depth), m_steps(steps), m_dice(seed) {
  CHECK(depth >= 1 && steps >= 1);
  Pct::begin(0);
}

void Pct::begin(std::uint64_t run) {
  m_dice = Dice(m_seed, run);
  m_step = 0;
  m_priorities.clear();
  m_changes.clear();
  for (std::uint32_t i = 1; i < m_depth; ++i)
    m_changes.push_back(1 + static_cast<std::uint32_t>(m_dice.below(m_steps)));
}

Pct::Priority Pct::priorityOf(Runner runner) {
  const auto known = m_priorities.find(runner);
  if (known != m_priorities.end()) return known->second;
  return m_priorities[runner] = {true, m_dice.roll()};
}

std::optional<Choice> Pct::choose(const Situation& situation) {
  if (const auto local = localChoice(situation)) return local;
  std::vector<Choice> best;
  std::pair<Priority, Runner> highest;
  for (const Choice& choice : busyChoices(situation)) {
    const Runner runner{choice.task, isTimer(choice)};
    const std::pair<Priority, Runner> candidate{priorityOf(runner), runner};
    if (!best.empty() && candidate < highest) continue;
    if (best.empty() || candidate > highest) best.clear();
    highest = candidate;
    best.push_back(choice);
  }
  CHECK(!best.empty());
  ++m_step;
  for (std::size_t i = 0; i < m_changes.size(); ++i)
    if (m_changes[i] == m_step) m_priorities[highest.second] = {false, i + 1};
  return best[m_dice.below(best.size())];
}

void Follow::begin(std::uint64_t run) {
  m_next = 0;
  m_failed = false;
  if (m_then) m_then->begin(run);
}

std::optional<Choice> Follow::choose(const Situation& situation) {
  if (m_next == m_choices.size()) return m_then ? m_then->choose(situation) : std::nullopt;
  const Choice choice = m_choices[m_next];
  m_failed = m_failed || !situation.allows(choice);
  if (m_failed) return std::nullopt;
  ++m_next;
  return choice;
}

void Observer::begin(std::uint64_t run) {
  m_choices.clear();
  m_preemptions = 0;
  m_running = {};
  m_observed.begin(run);
}

std::optional<Choice> Observer::choose(const Situation& situation) {
  const std::optional<Choice> choice = m_observed.choose(situation);
  if (!choice) return choice;
  m_choices.push_back(*choice);
  if (isPreemption(situation, m_running, *choice)) ++m_preemptions;
  const Offer* const chosen = situation.offer(choice->task);
  if (chosen && !chosen->local) m_running = choice->task;
  return choice;
}

std::string sentence(const Divergence& divergence) {
  return "diverged at step " + std::to_string(divergence.step) + ": expected " +
         divergence.expected + ", found " + divergence.found;
}

Replay::Replay(std::vector<ScheduleStep> steps, Describe describe)
    : m_steps(std::move(steps)), m_describe(std::move(describe)) {}

void Replay::begin(std::uint64_t) {
  m_next = 0;
  m_divergence.reset();
}

std::optional<Choice> Replay::choose(const Situation& situation) {
  if (finished() || m_divergence) return std::nullopt;
  const ScheduleStep& step = m_steps[m_next];
  const std::vector<TaskId> able = ableTasks(situation);
  const std::string instead = foundInstead(situation, step);
  if (!instead.empty())
    m_divergence = {m_next + 1, toString(step.words), instead};
  else if (able != step.able)
    m_divergence = {m_next + 1, tasksOf(step.able) + " able to go on", tasksOf(able)};
  else if (!situation.allows(step.choice))
    m_divergence = {m_next + 1, toString(step), "that this is not possible"};
  if (m_divergence) return std::nullopt;
  ++m_next;
  return step.choice;
}

std::string Replay::foundInstead(const Situation& situation, const ScheduleStep& step) const {
  const Offer* const offer = situation.offer(step.choice.task);
  if (!offer) return "no task " + std::to_string(step.choice.task.value) + " waiting for its turn";
  const StepWords found = m_describe(*offer);
  return sameOperation(found, step.words) ? std::string() : toString(found);
}

void Replay::runEnded() {
  if (finished() || m_divergence) return;
  m_divergence = {m_next + 1, toString(m_steps[m_next].words), "the end of the run"};
}

}  // namespace lockstep
