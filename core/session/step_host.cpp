// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/step_host.h"

#include <sched.h>
#include <signal.h>

#include <algorithm>

#include "base/clock.h"
#include "base/futex.h"
#include "probe/gate.h"
#include "session/host_process.h"
#include "session/limits.h"
#include "session/request.h"
#include "session/table_feed.h"

namespace lockstep {
namespace {

constexpr std::int64_t kLookEvery = 1'000'000;         ///< ns
constexpr std::int64_t kHostPatience = 5'000'000'000;  ///< ns for the host to reap a round

void bind(pid_t thread, int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  // Where this is not allowed the search is only slower.
  static_cast<void>(::sched_setaffinity(thread, sizeof set, &set));
}

}  // namespace

Result<std::unique_ptr<StepHost>> StepHost::start(const RunRequest& request,
                                                  std::optional<int> cpu) {
  auto checked = checkRequest(request);
  if (!checked) return checked.error();
  Arena::Options options = request.arena;
  options.mode = RunMode::step;
  auto arena = Arena::create(options);
  if (!arena) return arena.error();
  arena->header().lastRound = 0;
  auto host = HostProcess::spawn({request.hostProgram, arena->fd(), checked->plan});
  if (!host) return host.error();
  if (const auto spare = checkDescriptors(); !spare) return spare.error();
  if (cpu) bind((*host)->pid(), *cpu);

  std::unique_ptr<StepHost> self(new StepHost);
  self->m_arena = std::move(*arena);
  self->m_info = std::move(checked->info);
  self->m_info.evidence = "step";
  self->m_cpu = cpu;
  self->m_host = std::move(*host);
  self->m_controller.takeOver();
  return self;
}

StepHost::~StepHost() = default;

void StepHost::moveHere() const {
  if (m_cpu) bind(0, *m_cpu);
}

Result<void> StepHost::play(const Choose& choose, Round& round, std::int64_t timeLimit) {
  round = {};
  if (const auto begun = begin(); !begun) return begun.error();
  const std::int64_t deadline = monotonicNow() + timeLimit;
  while (step(choose, round)) {
    if (round.end != RunEnd::running) break;
    if (monotonicNow() >= deadline) round.end = RunEnd::timeLimit;
    if (round.end != RunEnd::running) break;
  }
  round.faults = m_controller.faults();
  return finish(round);
}

Result<void> StepHost::begin() {
  if (m_host->exited()) return hostGone();
  if (m_rounds > 0) {
    m_arena.reset();
    m_controller.reset();
  }
  m_readers.clear();
  ++m_rounds;
  m_arena.header().go.store(m_rounds, std::memory_order_release);
  futexWake(m_arena.header().go, kWakeAll);
  return {};
}

void StepHost::watchEnds(std::set<std::string> names) {
  m_watched = std::move(names);
  m_controller.watchEnds(m_watched);
}

bool StepHost::learn() {
  if (std::ranges::includes(m_watched, asked())) return false;
  watchEnds(asked());
  return true;
}

/// Moves what tasks have written into the round, in the order of time, and shows it to the
/// controller.
void StepHost::drain(Round& round, bool dead) {
  while (m_readers.size() < m_arena.taskCount())
    m_readers.emplace_back(m_arena, TaskId{static_cast<std::uint16_t>(m_readers.size())});
  for (RingReader& reader : m_readers) {
    if (dead)
      reader.drainDead(m_batch);
    else if (reader.ready())
      reader.drain(m_batch);
  }
  std::stable_sort(m_batch.begin(), m_batch.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
  publish(round);
}

void StepHost::publish(Round& round) {
  for (const Event& event : m_batch) m_controller.observe(event);
  round.events.insert(round.events.end(), m_batch.begin(), m_batch.end());
  m_batch.clear();
}

/// Why there will be no more rounds.
Error StepHost::hostGone() {
  m_host->end();
  if (refused()) return Error{m_arena.refusal()};
  return Error{m_host->complaint().empty() ? "lockstep-host is gone" : m_host->complaint()};
}

/// Until something parks or ends, or for a while. False when the host is gone, and nothing will.
bool StepHost::wait(std::uint32_t parksSeen, std::int64_t now) const {
  awaitPark(m_arena, parksSeen, now + kLookEvery);
  return parkCount(m_arena) != parksSeen || !m_host->exited();
}

bool StepHost::step(const Choose& choose, Round& round) {
  const std::uint32_t seen = parkCount(m_arena);
  drain(round, false);
  const std::int64_t now = monotonicNow();
  const Controller::Settled settled = m_controller.settled(now, m_batch);
  // What a task wrote before it parked a moment ago has not been seen yet.
  if (settled == Controller::Settled::yes && parkCount(m_arena) != seen) return true;
  if (settled == Controller::Settled::yes) m_controller.conclude(now, m_batch);
  publish(round);
  if (settled == Controller::Settled::over) {
    round.end = RunEnd::completed;
    return false;
  }
  const Situation& situation = m_controller.situation();
  const bool able = settled == Controller::Settled::yes &&
                    std::any_of(situation.offers.begin(), situation.offers.end(),
                                [](const Offer& offer) { return !offer.able.empty(); });
  if (!able) {
    // Nobody is left who could send a SIGCONT.
    const bool allStopped = situation.outside.size() == situation.stopped.size();
    if (settled == Controller::Settled::yes && allStopped) {
      round.end = RunEnd::quiescent;
      return false;
    }
    return wait(seen, now);
  }
  const std::optional<Choice> choice = choose(situation);
  if (!choice) {
    round.end = RunEnd::stopped;
    return false;
  }
  if (const Offer* offer = situation.offer(choice->task))
    round.steps.push_back({*choice, offer->next, ableTasks(situation), {}});
  m_controller.grant(*choice, m_batch);
  publish(round);
  return true;
}

/// Whoever is left is killed; the supervisor reaps until nobody is.
Result<void> StepHost::finish(Round& round) {
  const bool byItself = round.end == RunEnd::completed;
  const std::int64_t deadline = monotonicNow() + kHostPatience;
  const auto& rounds = m_arena.header().rounds;
  while (rounds.load(std::memory_order_acquire) != m_rounds) {
    // Main leads the group of all tasks; they are at their gates, so none forks on.
    const pid_t main = m_arena.task(kMainTask).pid.load(std::memory_order_relaxed);
    if (!byItself && main > 1) ::kill(-main, SIGKILL);
    futexWait(rounds, m_rounds - 1, monotonicNow() + 2 * kLookEvery);
    if (m_host->exited() || monotonicNow() >= deadline) return hostGone();
  }
  // What Lockstep's own clean-up did is no part of the run, but leaves the rings all the same.
  Round discarded;
  drain(byItself ? round : discarded, true);
  return {};
}

Trace StepHost::record(const Round& round) const {
  Trace trace;
  trace.run() = m_info;
  TableFeed tables;
  tables.feed(m_arena, round.events, trace);
  trace.append(round.events);
  trace.setEnd(round.end);
  return trace;
}

}  // namespace lockstep
