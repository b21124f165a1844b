// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/search.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"

namespace lockstep {

namespace {

/// Parts per shard, so that no shard is left with one large subtree while others have small ones.
constexpr std::uint64_t kPartsPerShard = 8;

bool sameOffer(const Action& one, const Action& other) {
  return one.choice == other.choice && one.next.operation == other.next.operation &&
         one.next.phase == other.next.phase && one.next.resource == other.next.resource;
}

std::string toWords(const std::vector<Action>& able) {
  std::string words;
  for (const Action& action : able) {
    words += words.empty() ? "" : ", ";
    words += "task " + std::to_string(action.choice.task.value) + ' ';
    words += name(action.choice.act);
    if (action.choice.pick != Choice::kNoPick) words += ' ' + std::to_string(action.choice.pick);
    words += " in ";
    words += name(action.next.operation);
  }
  return words.empty() ? "nothing" : words;
}

}  // namespace

Result<Shard> parseShard(std::string_view text) {
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  const bool slash = index.ec == std::errc() && index.ptr != end && *index.ptr == '/';
  const auto of = slash ? std::from_chars(index.ptr + 1, end, shard.of) : index;
  if (!slash || of.ec != std::errc() || of.ptr != end || shard.index < 1 ||
      shard.index > shard.of || shard.of > Shard::kMost)
    return Error{"a shard is I/N with I from 1 to N and N up to " + std::to_string(Shard::kMost) +
                 ", not '" + std::string(text) + "'"};
  return shard;
}

Coverage together(const Coverage& one, const Coverage& other) {
  Coverage both = one;
  both.walked = one.walked && other.walked;
  both.cutByBound = one.cutByBound || other.cutByBound;
  both.cutByRuns = one.cutByRuns || other.cutByRuns;
  both.cutByTime = one.cutByTime || other.cutByTime;
  both.cutBySteps = one.cutBySteps || other.cutBySteps;
  both.failed = one.failed || other.failed;
  return both;
}

Search::Search(SearchOptions options)
    : m_options(std::move(options)),
      m_cells(m_options.shard.of == 1 ? 1 : m_options.shard.of * kPartsPerShard) {
  CHECK(m_options.shard.index >= 1 && m_options.shard.index <= m_options.shard.of &&
        m_options.shard.of <= Shard::kMost);
  m_coverage.bound = m_options.preemptionBound;
}

void Search::begin(std::uint64_t) {
  m_granted = 0;
  m_decided = 0;
  m_running = {};
  m_givenUp = false;
}

std::optional<Choice> Search::choose(const Situation& situation) {
  CHECK(!m_done && !m_givenUp);
  if (m_granted < m_options.prefix.size()) return followPrefix(situation);
  if (!m_options.everyStep)
    if (const auto local = localChoice(situation)) return local;
  return m_decided < m_path.size() ? repeat(situation) : branch(situation);
}

std::optional<Choice> Search::followPrefix(const Situation& situation) {
  const Choice& choice = m_options.prefix[m_granted];
  if (!situation.allows(choice)) {
    fail("choice " + std::to_string(m_granted + 1) +
         " of the schedule that the search starts from is not possible");
    return giveUp();
  }
  ++m_granted;
  return take(situation, choice);
}

std::optional<Choice> Search::repeat(const Situation& situation) {
  const Node& node = m_path[m_decided];
  const std::vector<Action> able = decisions(situation);
  if (!std::equal(able.begin(), able.end(), node.able.begin(), node.able.end(), sameOffer)) {
    fail("the program is not deterministic: after the same " + std::to_string(m_decided) +
         " decisions it once offered " + toWords(node.able) + " and once " + toWords(able));
    return giveUp();
  }
  ++m_decided;
  return take(situation, node.candidates[node.current].action.choice);
}

std::optional<Choice> Search::branch(const Situation& situation) {
  Node node;
  node.able = decisions(situation);
  CHECK(!node.able.empty());
  // What an idle task may do later, while the others wait, is left out.
  if (node.able.size() < situation.choices().size()) m_coverage.cutBySteps = true;
  node.asleep = nextAsleep();
  node.preemptions = nextPreemptions();
  node.place = nextPlace();
  addCandidates(situation, node);
  if (node.current == node.end) return giveUp();
  const Choice choice = node.candidates[node.current].action.choice;
  m_path.push_back(std::move(node));
  ++m_decided;
  return take(situation, choice);
}

void Search::addCandidates(const Situation& situation, Node& node) {
  const std::optional<std::uint32_t>& bound = m_options.preemptionBound;
  for (const Action& action : node.able) {
    const bool asleep =
        std::any_of(node.asleep.begin(), node.asleep.end(),
                    [&](const Action& sleeper) { return sleeper.choice == action.choice; });
    if (asleep) continue;
    const bool preempts = isPreemption(situation, m_running, action.choice);
    if (bound && preempts && node.preemptions == *bound)
      node.cut = m_coverage.cutByBound = true;
    else
      node.candidates.push_back({action, preempts, !bound});
  }
  node.end = node.candidates.size();
  node.current = nextMine(node, 0);
}

std::optional<Choice> Search::take(const Situation& situation, const Choice& choice) {
  const Offer* const offer = situation.offer(choice.task);
  if (!offer->local) m_running = choice.task;
  return choice;
}

std::optional<Choice> Search::giveUp() {
  m_givenUp = true;
  return std::nullopt;
}

void Search::fail(std::string message) {
  m_error = Error{std::move(message)};
  m_coverage.failed = true;
}

/// Whoever ran last goes on first and timers come last, so that the first runs are the plain ones.
std::vector<Action> Search::decisions(const Situation& situation) const {
  std::vector<Action> able;
  for (const Choice& choice : busyChoices(situation))
    able.push_back(actionOf(*situation.offer(choice.task), choice));
  const auto order = [this](const Action& action) {
    return isTimer(action.choice) ? 2 : action.choice.task == m_running ? 0 : 1;
  };
  std::stable_sort(able.begin(), able.end(), [&](const Action& one, const Action& other) {
    return order(one) < order(other);
  });
  return able;
}

Search::Place Search::placeOf(const Node& node, std::size_t candidate) const {
  if (!shared(node.place)) return node.place;
  const std::uint64_t count = node.candidates.size();
  return {node.place.rank * count + candidate, node.place.width * count};
}

Search::Place Search::nextPlace() const {
  return m_path.empty() ? Place{} : placeOf(m_path.back(), m_path.back().current);
}

std::uint32_t Search::nextPreemptions() const {
  if (m_path.empty()) return 0;
  const Node& node = m_path.back();
  return node.preemptions + (node.candidates[node.current].preempts ? 1 : 0);
}

std::vector<Action> Search::nextAsleep() const {
  std::vector<Action> asleep;
  if (!m_options.sleepSets || m_path.empty()) return asleep;
  const Node& node = m_path.back();
  const Action& chosen = node.candidates[node.current].action;
  for (const Action& action : node.asleep)
    if (independent(action, chosen)) asleep.push_back(action);
  // Above the parts that are dealt out, all shards must see the same tree, whatever each of them
  // has found in its own parts.
  const bool upper = shared(nextPlace());
  for (std::size_t i = 0; i < node.current; ++i) {
    const Candidate& earlier = node.candidates[i];
    const bool covered = upper ? !m_options.preemptionBound : earlier.covered;
    if (covered && independent(earlier.action, chosen)) asleep.push_back(earlier.action);
  }
  return asleep;
}

// The cells of [0, 1) are dealt in turn; a part belongs to the cell that it begins in. Where a
// node's children stand depends on nothing but the way to them, so shards need not ask each other.
bool Search::mine(const Place& place) const {
  return place.rank * m_cells / place.width % m_options.shard.of == m_options.shard.index - 1;
}

std::size_t Search::nextMine(const Node& node, std::size_t from) const {
  if (!shared(node.place)) return std::min(from, node.end);
  for (; from < node.end; ++from) {
    const Place place = placeOf(node, from);
    if (shared(place) || mine(place)) return from;
  }
  return node.end;
}

bool Search::runEnded(bool cutShort) {
  CHECK(!m_done);
  const bool early = m_granted < m_options.prefix.size() || m_decided < m_path.size();
  if (early && !m_givenUp && !cutShort)
    fail("the program is not deterministic: it once went on after decision " +
         std::to_string(m_decided) + " and once ended there");
  const Place place = nextPlace();
  const bool counts = !m_givenUp && (!shared(place) || mine(place));
  ++(counts ? m_runs : m_abandoned);
  m_coverage.cutBySteps = m_coverage.cutBySteps || cutShort;
  if (m_error)
    m_done = true;
  else
    backtrack(cutShort);
  begin(0);
  return counts;
}

void Search::backtrack(bool cut) {
  while (!m_path.empty()) {
    Node& node = m_path.back();
    node.candidates[node.current].covered = !cut;
    node.cut = node.cut || cut;
    node.current = nextMine(node, node.current + 1);
    if (node.current < node.end) return;
    cut = node.cut;
    m_path.pop_back();
  }
  m_done = m_coverage.walked = true;
}

void Search::stop(Cut why) {
  if (m_done) return;
  (why == Cut::runs ? m_coverage.cutByRuns : m_coverage.cutByTime) = true;
}

// From the root down, so that nodes above the one that gives have nothing left to try, here or in
// the part, and nobody will ask whether what was given away was cut by the bound.
std::optional<Search> Search::split() {
  for (std::size_t depth = 0; depth < m_path.size(); ++depth) {
    Node& node = m_path[depth];
    std::size_t given = node.current;
    for (std::size_t i = nextMine(node, given + 1); i < node.end; i = nextMine(node, i + 1))
      given = i;
    if (given == node.current) continue;
    Search part = *this;
    part.m_path.resize(depth + 1);
    part.m_path.back().current = given;
    part.m_path.back().end = given + 1;
    part.m_coverage = {};
    part.m_coverage.bound = m_options.preemptionBound;
    part.m_runs = part.m_abandoned = 0;
    part.begin(0);
    node.end = given;
    return part;
  }
  return std::nullopt;
}

Crew::Crew(const SearchOptions& options, std::size_t workers) : m_searches(workers) {
  CHECK(workers > 0);
  m_searches[0].emplace(options);
  m_coverage.bound = options.preemptionBound;
  m_coverage.walked = true;
}

Search* Crew::search(std::size_t worker) {
  std::optional<Search>& own = m_searches[worker];
  if (error()) return nullptr;
  if (own && !own->done()) return &*own;
  for (std::optional<Search>& other : m_searches) {
    std::optional<Search> part = other ? other->split() : std::nullopt;
    if (!part) continue;
    if (own) {
      m_coverage = together(m_coverage, own->coverage());
      m_runs += own->runs();
      m_abandoned += own->abandoned();
    }
    own = std::move(part);
    return &*own;
  }
  return nullptr;
}

bool Crew::done() const {
  return error() || std::all_of(m_searches.begin(), m_searches.end(),
                                [](const auto& search) { return !search || search->done(); });
}

void Crew::stop(Cut why) {
  for (std::optional<Search>& search : m_searches)
    if (search) search->stop(why);
}

Coverage Crew::coverage() const {
  Coverage all = m_coverage;
  for (const std::optional<Search>& search : m_searches)
    if (search) all = together(all, search->coverage());
  return all;
}

std::uint64_t Crew::runs() const {
  std::uint64_t all = m_runs;
  for (const std::optional<Search>& search : m_searches) all += search ? search->runs() : 0;
  return all;
}

std::uint64_t Crew::abandoned() const {
  std::uint64_t all = m_abandoned;
  for (const std::optional<Search>& search : m_searches) all += search ? search->abandoned() : 0;
  return all;
}

const Error* Crew::error() const {
  for (const std::optional<Search>& search : m_searches)
    if (search && search->error()) return &*search->error();
  return nullptr;
}

}  // namespace lockstep
