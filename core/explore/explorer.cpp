// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explorer.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "explore/played.h"
#include "session/limits.h"

namespace lockstep {
namespace {

constexpr std::uint64_t kDefaultRuns = 10'000;  ///< of searches that have no end of their own
constexpr std::uint32_t kPctSteps = 100;        ///< decisions of a run before the first was made
constexpr std::uint32_t kMostJobs = 64;

/// CPUs that this process may use.
std::vector<int> allowedCpus() {
  cpu_set_t set;
  std::vector<int> cpus;
  if (::sched_getaffinity(0, sizeof set, &set) == 0) {
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
      if (CPU_ISSET(cpu, &set)) cpus.push_back(cpu);
  }
  return cpus.empty() ? std::vector<int>{0} : cpus;
}

Result<void> check(const ExploreRequest& request) {
  if (request.jobs > kMostJobs) return Error{"there can be 1 to 64 jobs"};
  if (request.seconds < 0) return Error{"the time must not be negative"};
  if (request.depth < 1) return Error{"the depth must be at least 1"};
  if (request.kind != SearchKind::dfs && request.shard.of > 1)
    return Error{"only an exhaustive search (dfs) can be dealt out in shards"};
  return {};
}

Tally emptyTally(const ExploreRequest& request, const RunInfo& info,
                 const std::set<std::string>& watched) {
  Tally tally;
  tally.scenario = info.scenario;
  tally.variant = info.variant;
  tally.as = info.as;
  tally.parameters = info.parameters;
  tally.search = name(request.kind);
  tally.shards = request.shard.of;
  tally.parts = {request.shard.index};
  if (request.kind == SearchKind::dfs) {
    tally.options["reduce"] = request.reduce;
    tally.options["every_step"] = request.everyStep;
    if (request.preemptions) tally.options["preemptions"] = *request.preemptions;
    if (!watched.empty()) tally.options["watched_ends"] = watched.size();
  } else {
    tally.options["seed"] = request.seed;
  }
  if (request.kind == SearchKind::pct) tally.options["depth"] = request.depth;
  return tally;
}

SearchOptions optionsOf(const ExploreRequest& request) {
  SearchOptions options;
  options.preemptionBound = request.preemptions;
  options.sleepSets = request.reduce;
  options.everyStep = request.everyStep;
  options.shard = request.shard;
  options.prefix = request.prefix;
  return options;
}

}  // namespace

std::string_view name(SearchKind kind) {
  switch (kind) {
    case SearchKind::dfs:
      return "dfs";
    case SearchKind::pct:
      return "pct";
    case SearchKind::random:
      return "random";
  }
  return {};
}

struct Explorer::Impl {
  Impl(ExploreRequest wanted, RunInfo of, std::size_t workers)
      : request(std::move(wanted)), info(std::move(of)), jobs(workers) {
    beginSearch();
  }

  void work(std::size_t worker, std::unique_ptr<StepHost> host);
  bool dfsRun(std::size_t worker, StepHost& host);
  bool dicedRun(StepHost& host);
  void finish(const Played& played, const Observer& observer, const Crew* of);
  void fail(const StepHost& host, const Error& error);
  void learn(const std::set<std::string>& asked);
  void beginSearch();
  bool cutNow();
  void leave();

  const ExploreRequest request;
  const RunInfo info;
  const std::size_t jobs;
  std::int64_t startedAt = 0;
  std::int64_t deadline = 0;  ///< 0: none
  std::uint64_t mostRuns = 0;
  std::atomic<bool> stopping{false};

  mutable std::mutex mutex;
  mutable std::condition_variable news;
  // Guarded by mutex.
  std::shared_ptr<Crew> crew;  ///< a run of one that was replaced counts for nothing
  Exploration known;
  std::vector<ExploredRun> fresh;
  std::uint64_t begun = 0;  ///< diced runs
  std::uint32_t pctSteps = kPctSteps;
  std::size_t working = 0;
  std::optional<Cut> cut;

  std::vector<std::thread> threads;  ///< last: they use everything above
};

/// Locks around every question to a search that workers share.
class SharedScheduler : public Scheduler {
 public:
  SharedScheduler(Scheduler& inner, std::mutex& mutex) : m_inner(inner), m_mutex(mutex) {}
  void begin(std::uint64_t run) override {
    const std::lock_guard lock(m_mutex);
    m_inner.begin(run);
  }
  std::optional<Choice> choose(const Situation& situation) override {
    const std::lock_guard lock(m_mutex);
    return m_inner.choose(situation);
  }

 private:
  Scheduler& m_inner;
  std::mutex& m_mutex;
};

/// Under the mutex, or before there are workers. What was found by an earlier search is forgotten.
void Explorer::Impl::beginSearch() {
  crew = std::make_shared<Crew>(optionsOf(request), jobs);
  Exploration empty;
  empty.tally = emptyTally(request, info, known.watched);
  empty.watched = std::move(known.watched);
  empty.faults = std::move(known.faults);
  known = std::move(empty);
  fresh.clear();
}

/// Under the mutex.
void Explorer::Impl::learn(const std::set<std::string>& asked) {
  if (std::ranges::includes(known.watched, asked)) return;
  known.watched.insert(asked.begin(), asked.end());
  if (request.kind == SearchKind::dfs) beginSearch();
}

/// Under the mutex.
bool Explorer::Impl::cutNow() {
  if (stopping) cut = cut.value_or(Cut::runs);
  if (!cut && deadline != 0 && monotonicNow() >= deadline) cut = Cut::time;
  const std::uint64_t count = request.kind == SearchKind::dfs ? known.tally.runs : begun;
  if (!cut && mostRuns != 0 && count >= mostRuns) cut = Cut::runs;
  if (!known.faults.empty() || !known.refusal.empty()) cut = cut.value_or(Cut::runs);
  if (cut && request.kind == SearchKind::dfs) crew->stop(*cut);
  return cut.has_value();
}

/// A run has come to its end; `of` is the search that asked for it, or null.
void Explorer::Impl::finish(const Played& played, const Observer& observer, const Crew* of) {
  ExploredRun run;
  run.verdict = played.report.verdict;
  run.outcome = outcomeOf(played.trace, played.report);
  run.preemptions = observer.preemptions();
  run.choices = observer.choices();

  const std::lock_guard lock(mutex);
  if (of != nullptr && of != crew.get()) return;
  const std::string verdict(name(run.verdict));
  known.tally.add(verdict, run.outcome);
  run.number = known.tally.runs;
  if (isBad(run.verdict) && !known.firstFailure) {
    known.firstFailure = scheduleOf(played.trace, played.round.steps);
    known.firstVerdict = run.verdict;
    known.firstPreemptions = run.preemptions;
  }
  for (const std::string& fault : played.round.faults) known.faults.push_back(fault);
  if (fresh.size() >= kMostKept) fresh.erase(fresh.begin(), fresh.begin() + kMostKept / 2);
  fresh.push_back(std::move(run));
  news.notify_all();
}

/// Under the mutex.
void Explorer::Impl::fail(const StepHost& host, const Error& error) {
  if (host.refused())
    known.refusal = error.message;
  else
    known.faults.push_back(error.message);
}

/// One run of the exhaustive search. False when there is nothing more for this worker.
bool Explorer::Impl::dfsRun(std::size_t worker, StepHost& host) {
  std::shared_ptr<Crew> mine;
  Search* search = nullptr;
  {
    std::unique_lock lock(mutex);
    while (!cutNow() && !crew->done() && (search = crew->search(worker)) == nullptr)
      news.wait_for(lock, std::chrono::milliseconds(1));
    if (search == nullptr) return false;
    mine = crew;
    host.watchEnds(known.watched);
  }
  SharedScheduler shared(*search, mutex);
  Observer observer(shared);
  observer.begin(0);
  auto played = play(host, observer);
  const bool cutShort = !played || (!played->abandoned && played->round.end == RunEnd::timeLimit);
  bool counts = false;
  {
    const std::lock_guard lock(mutex);
    learn(host.asked());
    if (mine == crew) counts = search->runEnded(cutShort);
    if (mine == crew && crew->error() != nullptr) known.faults.push_back(crew->error()->message);
    if (!played) fail(host, played.error());
  }
  if (counts && played && !played->abandoned) finish(*played, observer, mine.get());
  news.notify_all();
  return static_cast<bool>(played);
}

bool Explorer::Impl::dicedRun(StepHost& host) {
  std::uint64_t number = 0;
  std::unique_ptr<Scheduler> scheduler;
  {
    const std::lock_guard lock(mutex);
    if (cutNow()) return false;
    number = begun++;
    host.watchEnds(known.watched);
    if (request.kind == SearchKind::pct)
      scheduler = std::make_unique<Pct>(request.seed, request.depth, pctSteps);
    else
      scheduler = std::make_unique<RandomScheduler>(request.seed);
  }
  Observer observer(*scheduler);
  observer.begin(number);
  auto played = play(host, observer);
  {
    const std::lock_guard lock(mutex);
    learn(host.asked());
    if (!played) fail(host, played.error());
  }
  if (played) finish(*played, observer, nullptr);
  return static_cast<bool>(played);
}

void Explorer::Impl::leave() {
  const std::lock_guard lock(mutex);
  if (--working == 0) known.done = true;
  news.notify_all();
}

void Explorer::Impl::work(std::size_t worker, std::unique_ptr<StepHost> host) {
  const bool dfs = request.kind == SearchKind::dfs;
  host->moveHere();
  while (dfs ? dfsRun(worker, *host) : dicedRun(*host)) continue;
  host.reset();
  leave();
}

Explorer::Explorer() = default;

Explorer::~Explorer() {
  stop();
  for (std::thread& thread : m->threads) thread.join();
}

Result<std::unique_ptr<Explorer>> Explorer::start(const ExploreRequest& request) {
  if (const auto good = check(request); !good) return good.error();
  const std::vector<int> cpus = allowedCpus();
  const std::size_t jobs = request.jobs != 0 ? request.jobs : cpus.size();
  std::vector<std::unique_ptr<StepHost>> hosts;
  for (std::size_t i = 0; i < jobs; ++i) {
    auto host = StepHost::start(request.run, cpus[i % cpus.size()]);
    if (!host) return host.error();
    hosts.push_back(std::move(*host));
  }
  std::unique_ptr<Explorer> explorer(new Explorer);
  explorer->m = std::make_unique<Impl>(request, hosts.front()->info(), jobs);
  Impl& m = *explorer->m;
  m.startedAt = monotonicNow();
  if (request.seconds > 0)
    m.deadline = m.startedAt + static_cast<std::int64_t>(std::min(request.seconds, 1e9) * 1e9);
  m.mostRuns = request.runs;
  if (m.mostRuns == 0 && request.kind != SearchKind::dfs && request.seconds == 0)
    m.mostRuns = kDefaultRuns;
  m.working = jobs;
  for (std::size_t i = 0; i < jobs; ++i) {
    auto thread =
        startThread([&m, i, host = std::move(hosts[i])]() mutable { m.work(i, std::move(host)); });
    if (!thread) return thread.error();
    m.threads.push_back(std::move(*thread));
  }
  return explorer;
}

std::vector<ExploredRun> Explorer::takeRuns() {
  const std::lock_guard lock(m->mutex);
  return std::exchange(m->fresh, {});
}

Exploration Explorer::state() const {
  const std::lock_guard lock(m->mutex);
  Exploration state = m->known;
  if (m->request.kind == SearchKind::dfs) {
    state.tally.coverage = m->crew->coverage();
    state.tally.abandoned = m->crew->abandoned();
  } else {
    state.tally.coverage.cutByRuns = m->cut == Cut::runs;
    state.tally.coverage.cutByTime = m->cut == Cut::time;
  }
  state.tally.seconds = static_cast<double>(monotonicNow() - m->startedAt) / 1e9;
  return state;
}

void Explorer::stop() {
  m->stopping = true;
  m->news.notify_all();
}

void Explorer::waitForNews(int timeoutMs) const {
  std::unique_lock lock(m->mutex);
  m->news.wait_for(lock, std::chrono::milliseconds(timeoutMs),
                   [this] { return !m->fresh.empty() || m->known.done; });
}

}  // namespace lockstep
