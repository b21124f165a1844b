// SPDX-License-Identifier: GPL-3.0-or-later
#include "step/ahead.h"

#include <utility>

#include "base/clock.h"
#include "explore/played.h"
#include "session/step_host.h"

namespace lockstep::ui {

namespace {

RunRequest playable(const RunRequest& run) {
  RunRequest request = run;
  request.stepping = Stepping::fromStart;
  request.prefix.clear();
  request.signals.clear();
  request.evidence = EvidenceChoice::probeOnly;
  return request;
}

/// The situation at the end of a round that nothing could go on in: what each task waits for stands
/// in the events of Step mode.
Situation situationAtEnd(const Round& round, const Situation& last) {
  Situation end;
  if (round.end != RunEnd::quiescent) return end;
  std::map<TaskId, Offer> offers;
  for (const Event& event : round.events) {
    if (event.operation == Operation::end && event.phase == Phase::done) offers.erase(event.task);
    if (event.operation != Operation::parked) continue;
    Offer& offer = offers[event.task];
    offer = Offer();
    offer.task = event.task;
    offer.waitsFor = event.resource;
    offer.holder = event.peer();
    if (const Offer* before = last.offer(event.task)) offer.next = before->next;
  }
  for (auto& [task, offer] : offers) end.offers.push_back(std::move(offer));
  return end;
}

/// The situation after `prefix` and `choice`; nothing when the run does not come there.
std::optional<Situation> situationAfter(StepHost& host, const std::vector<Choice>& prefix,
                                        const Choice& choice, const std::atomic<bool>& stop) {
  std::size_t taken = 0;
  std::optional<Situation> after;
  Situation last;
  Round round;
  const auto choose = [&](const Situation& situation) -> std::optional<Choice> {
    if (stop.load(std::memory_order_relaxed)) return std::nullopt;
    if (taken > prefix.size()) {
      after = situation;
      return std::nullopt;
    }
    const Choice next = taken < prefix.size() ? prefix[taken] : choice;
    if (!situation.allows(next)) return std::nullopt;
    last = situation;
    ++taken;
    return next;
  };
  if (!host.play(choose, round)) return std::nullopt;
  if (after || taken <= prefix.size()) return after;
  return situationAtEnd(round, last);
}

Budget budgetOf(const std::atomic<bool>& stop) {
  const std::int64_t deadline = monotonicNow() + LastSafeSearch::kMostTime;
  Budget budget;
  budget.runs = LastSafeSearch::kMostRuns;
  budget.timeUp = [&stop, deadline] {
    return stop.load(std::memory_order_relaxed) || monotonicNow() >= deadline;
  };
  return budget;
}

}  // namespace

void Worker::start(std::function<void(const std::atomic<bool>&)> work) {
  stop();
  m_busy.store(true, std::memory_order_release);
  m_thread = std::thread([this, work = std::move(work)] {
    work(m_stop);
    m_busy.store(false, std::memory_order_release);
  });
}

void Worker::stop() {
  m_stop.store(true);
  if (m_thread.joinable()) m_thread.join();
  m_stop.store(false);
}

void StepsAhead::ask(const RunRequest& run, std::vector<Choice> prefix, const Situation& before) {
  forget();
  if (prefix.size() > kMostSteps) return;
  m_worker.start([this, request = playable(run), prefix = std::move(prefix),
                  before](const std::atomic<bool>& stop) {
    auto host = StepHost::start(request);
    if (!host) return;
    for (const Choice& choice : before.choices()) {
      const auto after = situationAfter(**host, prefix, choice, stop);
      if (stop.load(std::memory_order_relaxed)) return;
      if (!after) continue;
      const std::lock_guard lock(m_mutex);
      m_effects[choice] = effectOf(before, choice, *after);
    }
  });
}

void StepsAhead::forget() {
  m_worker.stop();
  const std::lock_guard lock(m_mutex);
  m_effects.clear();
}

std::optional<StepEffect> StepsAhead::effect(const Choice& choice) const {
  const std::lock_guard lock(m_mutex);
  const auto found = m_effects.find(choice);
  if (found == m_effects.end()) return std::nullopt;
  return found->second;
}

std::size_t StepsAhead::known() const {
  const std::lock_guard lock(m_mutex);
  return m_effects.size();
}

void LastSafeSearch::ask(const RunRequest& run, std::vector<Choice> choices) {
  forget();
  m_worker.start(
      [this, request = playable(run), choices = std::move(choices)](const std::atomic<bool>& stop) {
        auto host = StepHost::start(request);
        if (!host) return;
        const auto found = lastSafeChoice(choices, runnerOf(**host), budgetOf(stop));
        if (!found || stop.load(std::memory_order_relaxed)) return;
        const std::lock_guard lock(m_mutex);
        m_found = *found;
      });
}

void LastSafeSearch::forget() {
  m_worker.stop();
  const std::lock_guard lock(m_mutex);
  m_found.reset();
}

std::optional<LastSafe> LastSafeSearch::found() const {
  const std::lock_guard lock(m_mutex);
  return m_found;
}

void FewestSwitches::ask(const RunRequest& run, std::vector<Choice> choices) {
  forget();
  m_worker.start(
      [this, request = playable(run), choices = std::move(choices)](const std::atomic<bool>& stop) {
        auto host = StepHost::start(request);
        if (!host) return;
        auto found = fewestPreemptions(choices, runnerOf(**host), budgetOf(stop));
        if (!found || stop.load(std::memory_order_relaxed)) return;
        const std::lock_guard lock(m_mutex);
        m_found = std::move(*found);
      });
}

void FewestSwitches::forget() {
  m_worker.stop();
  const std::lock_guard lock(m_mutex);
  m_found.reset();
}

std::optional<Shrunk> FewestSwitches::found() const {
  const std::lock_guard lock(m_mutex);
  return m_found;
}

}  // namespace lockstep::ui
