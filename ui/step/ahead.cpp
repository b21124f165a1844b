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
                                        const Choice& choice, const Worker::Stop& stop) {
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

Budget budgetOf(const Worker::Stop& stop) {
  const std::int64_t deadline = monotonicNow() + LastSafeSearch::kMostTime;
  Budget budget;
  budget.runs = LastSafeSearch::kMostRuns;
  budget.timeUp = [&stop, deadline] {
    return stop.load(std::memory_order_relaxed) || monotonicNow() >= deadline;
  };
  return budget;
}

}  // namespace

Worker::~Worker() {
  stop();
  {
    const std::lock_guard lock(m_mutex);
    m_over = true;
  }
  m_came.notify_one();
  if (m_thread.joinable()) m_thread.join();
}

void Worker::start(std::function<void(const Stop&)> work) {
  stop();
  m_job = std::make_shared<Job>();
  m_job->work = std::move(work);
  {
    const std::lock_guard lock(m_mutex);
    m_next = m_job;
  }
  m_came.notify_one();
  if (!m_thread.joinable()) m_thread = std::thread([this] { run(); });
}

void Worker::stop() {
  if (!m_job) return;
  m_job->stop.store(true);
  m_job.reset();
}

void Worker::run() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_came.wait(lock, [this] { return m_next || m_over; });
    if (m_over) return;
    const std::shared_ptr<Job> job = std::exchange(m_next, nullptr);
    lock.unlock();
    if (!job->stop.load()) job->work(job->stop);
    job->done.store(true, std::memory_order_release);
    lock.lock();
  }
}

void StepsAhead::ask(const RunRequest& run, std::vector<Choice> prefix, const Situation& before) {
  forget();
  if (prefix.size() > kMostSteps) return;
  m_worker.start([this, request = playable(run), prefix = std::move(prefix),
                  before](const Worker::Stop& stop) {
    auto host = StepHost::start(request);
    if (!host) return;
    for (const Choice& choice : before.choices()) {
      const auto after = situationAfter(**host, prefix, choice, stop);
      if (stop.load()) return;
      if (!after) continue;
      m_effects.change(stop,
                       [&](auto& effects) { effects[choice] = effectOf(before, choice, *after); });
    }
  });
}

void StepsAhead::forget() {
  m_worker.stop();
  m_effects.clear();
}

std::optional<StepEffect> StepsAhead::effect(const Choice& choice) const {
  return m_effects.read([&choice](const auto& effects) {
    const auto found = effects.find(choice);
    return found == effects.end() ? std::nullopt : std::optional(found->second);
  });
}

std::size_t StepsAhead::known() const {
  return m_effects.read([](const auto& effects) { return effects.size(); });
}

void LastSafeSearch::ask(const RunRequest& run, std::vector<Choice> choices) {
  forget();
  m_worker.start(
      [this, request = playable(run), choices = std::move(choices)](const Worker::Stop& stop) {
        auto host = StepHost::start(request);
        if (!host) return;
        const auto safe = lastSafeChoice(choices, runnerOf(**host), budgetOf(stop));
        if (safe) m_found.change(stop, [&](auto& found) { found = *safe; });
      });
}

void LastSafeSearch::forget() {
  m_worker.stop();
  m_found.clear();
}

std::optional<LastSafe> LastSafeSearch::found() const {
  return m_found.read([](const auto& found) { return found; });
}

void FewestSwitches::ask(const RunRequest& run, std::vector<Choice> choices) {
  forget();
  m_worker.start(
      [this, request = playable(run), choices = std::move(choices)](const Worker::Stop& stop) {
        auto host = StepHost::start(request);
        if (!host) return;
        auto fewest = fewestPreemptions(choices, runnerOf(**host), budgetOf(stop));
        if (fewest) m_found.change(stop, [&](auto& found) { found = std::move(*fewest); });
      });
}

void FewestSwitches::forget() {
  m_worker.stop();
  m_found.clear();
}

std::optional<Shrunk> FewestSwitches::found() const {
  return m_found.read([](const auto& found) { return found; });
}

}  // namespace lockstep::ui
