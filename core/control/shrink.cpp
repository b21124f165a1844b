// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/shrink.h"

#include <algorithm>
#include <bit>

#include "control/search.h"

namespace lockstep {

namespace {

/// A budget that is being spent.
class Purse {
 public:
  explicit Purse(Budget budget) : m_budget(std::move(budget)) {}
  bool empty() const { return m_spent >= m_budget.runs || (m_budget.timeUp && m_budget.timeUp()); }
  std::uint64_t left() const { return m_budget.runs - std::min(m_spent, m_budget.runs); }
  std::uint64_t spent() const { return m_spent; }
  RunResult run(const Runner& runner, Scheduler& scheduler) {
    ++m_spent;
    scheduler.begin(m_spent);
    return runner(scheduler);
  }

 private:
  Budget m_budget;
  std::uint64_t m_spent = 0;
};

Result<Shrunk> followed(const std::vector<Choice>& choices, const Runner& run, Purse& purse) {
  Follow follow(choices);
  Observer observer(follow);
  const RunResult result = purse.run(run, observer);
  if (follow.failed() || observer.choices() != choices)
    return Error{"the schedule could be followed for only " +
                 std::to_string(observer.choices().size()) + " of its " +
                 std::to_string(choices.size()) + " steps"};
  return Shrunk{choices, result.verdict, observer.preemptions(), false, 0};
}

enum class Found : std::uint8_t { yes, no, unknown };

/// Replaces `best` by a schedule with at most `bound` preemptions.
Found searchWithin(std::uint32_t bound, const Runner& run, Purse& purse, Shrunk& best) {
  SearchOptions options;
  options.preemptionBound = bound;
  Search search(options);
  while (!search.done() && !purse.empty()) {
    Observer observer(search);
    const RunResult result = purse.run(run, observer);
    if (result.learned) search = Search(options);
    if (result.learned || !search.runEnded(result.cutShort) || result.verdict != best.verdict)
      continue;
    best.choices = observer.choices();
    best.preemptions = observer.preemptions();
    return Found::yes;
  }
  return search.coverage().withinBound() ? Found::no : Found::unknown;
}

bool endsWell(const RunResult& result) { return !result.bad && !result.cutShort; }

/// Whether some schedule that begins with `prefix` ends well, in at most `runs` runs. A few random
/// ones come first: where most schedules are good, they find one at once.
Found canEndWell(const std::vector<Choice>& prefix, const Runner& run, Purse& purse,
                 std::uint64_t runs) {
  constexpr std::uint64_t kMostRandomRuns = 32;
  const std::uint64_t last = purse.spent() + runs;
  const std::uint64_t lastRandom = purse.spent() + std::min(kMostRandomRuns, runs / 4);
  RandomScheduler random(prefix.size());
  Follow follow(prefix, &random);
  while (purse.spent() < lastRandom && !purse.empty()) {
    const RunResult result = purse.run(run, follow);
    if (follow.failed()) return Found::unknown;
    if (endsWell(result)) return Found::yes;
  }
  SearchOptions options;
  options.prefix = prefix;
  Search search(options);
  while (!search.done() && purse.spent() < last && !purse.empty()) {
    const RunResult result = purse.run(run, search);
    if (result.learned) search = Search(options);
    if (!result.learned && search.runEnded(result.cutShort) && endsWell(result)) return Found::yes;
  }
  return search.coverage().exhausted() ? Found::no : Found::unknown;
}

}  // namespace

Result<Shrunk> fewestPreemptions(const std::vector<Choice>& choices, const Runner& run,
                                 Budget budget) {
  Purse purse(std::move(budget));
  Result<Shrunk> best = followed(choices, run, purse);
  if (!best) return best;
  const std::uint32_t own = best->preemptions;
  Found found = Found::no;
  bool proven = true;
  for (std::uint32_t bound = 0; bound < own && found != Found::yes && proven; ++bound) {
    found = searchWithin(bound, run, purse, *best);
    proven = found != Found::unknown;
  }
  best->fewest = proven;
  best->runs = purse.spent();
  return best;
}

Result<LastSafe> lastSafeChoice(const std::vector<Choice>& choices, const Runner& run,
                                Budget budget) {
  Purse purse(std::move(budget));
  Follow follow(choices);
  const RunResult whole = purse.run(run, follow);
  if (follow.failed()) return Error{"the schedule cannot be followed to its end"};
  if (!whole.bad) return Error{"the schedule does not end badly: " + whole.verdict};

  // Whoever can still end well after k choices could so after any fewer. `lost` is the smallest
  // number known or, without `certain`, believed to be too many; the whole run is.
  LastSafe safe;
  std::size_t safeUntil = 0;
  std::size_t lost = choices.size();
  safe.certain = true;
  for (std::uint64_t probes = std::bit_width(choices.size()) + 1; lost > safeUntil; --probes) {
    const std::size_t middle = safeUntil + (lost - safeUntil) / 2;
    const std::vector<Choice> prefix(choices.begin(),
                                     choices.begin() + static_cast<std::ptrdiff_t>(middle));
    const Found found =
        canEndWell(prefix, run, purse, purse.left() / std::max<std::uint64_t>(probes, 1));
    if (found == Found::yes) {
      safe.step = middle;
      safeUntil = middle + 1;
    } else {
      lost = middle;
      safe.certain = found == Found::no;
    }
  }
  safe.runs = purse.spent();
  return safe;
}

}  // namespace lockstep
