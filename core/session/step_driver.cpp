// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/step_driver.h"

#include <algorithm>

#include "base/futex.h"
#include "probe/gate.h"

namespace lockstep {

StepDriver::StepDriver(const Arena& arena, StepPlan plan)
    : m_arena(arena),
      m_controller(arena),
      m_prefix(std::move(plan.prefix)),
      m_view(std::make_shared<const StepView>()) {
  if (plan.stepping) m_controller.takeOver();
  publish(false);
}

// Asking.

void StepDriver::wake() {
  m_arena.header().parks.fetch_add(1, std::memory_order_seq_cst);
  futexWake(m_arena.header().parks, kWakeAll);
}

void StepDriver::setStepping(bool on) {
  {
    const std::lock_guard lock(m_mutex);
    m_wantStepping = on;
  }
  wake();
}

void StepDriver::choose(const Choice& choice) {
  {
    const std::lock_guard lock(m_mutex);
    m_wantChoice = choice;
  }
  wake();
}

void StepDriver::runUntil(StepGoal goal) {
  {
    const std::lock_guard lock(m_mutex);
    m_wantGoal = std::move(goal);
    m_wantPause = false;
  }
  wake();
}

void StepDriver::pause() {
  {
    const std::lock_guard lock(m_mutex);
    m_wantPause = true;
  }
  wake();
}

void StepDriver::setBreakpoints(std::vector<Breakpoint> breakpoints) {
  const std::lock_guard lock(m_mutex);
  m_breakpoints = std::move(breakpoints);
}

std::shared_ptr<const StepView> StepDriver::view() const {
  const std::lock_guard lock(m_mutex);
  return m_view;
}

// Answering.

void StepDriver::observe(const Event& event) {
  m_controller.observe(event);
  // What the user sends, or /proc says, makes another situation without a step.
  if (event.operation == Operation::kill || event.operation == Operation::observed)
    m_concluded = false;
}

void StepDriver::followMode(std::vector<Event>& told) {
  std::optional<bool> wanted;
  {
    const std::lock_guard lock(m_mutex);
    wanted = std::exchange(m_wantStepping, std::nullopt);
  }
  if (!wanted || *wanted == stepping()) return;
  if (*wanted)
    m_controller.takeOver();
  else
    m_controller.letGo(told);
  m_goal.reset();
  m_concluded = false;
  publish(false);
}

StepDriver::Look StepDriver::look(std::int64_t now, std::vector<Event>& told) {
  const Controller::Settled settled = m_controller.settled(now, told);
  if (settled == Controller::Settled::no) return Look::away;
  if (settled == Controller::Settled::over) {
    publish(false);
    return Look::over;
  }
  const bool news = !m_concluded;
  if (news) m_controller.conclude(now, told);
  m_concluded = true;
  const Situation& situation = m_controller.situation();
  const bool able = std::any_of(situation.offers.begin(), situation.offers.end(),
                                [](const Offer& offer) { return !offer.able.empty(); });
  if (able) {
    if (const auto choice = nextChoice()) {
      take(*choice, told);
      return Look::moved;
    }
  }
  if (news || !view()->waiting) publish(true);
  if (!able && situation.outside.empty()) return Look::stuck;
  // Who is outside may come back by itself.
  if (!situation.outside.empty()) m_concluded = false;
  return Look::waiting;
}

void StepDriver::take(const Choice& choice, std::vector<Event>& told) {
  const Offer* offer = m_controller.situation().offer(choice.task);
  if (offer == nullptr) return;
  const StepTaken taken{choice, offer->next, ableTasks(m_controller.situation()),
                        m_controller.situation().choices()};
  if (!m_controller.grant(choice, told)) return;
  m_steps.push_back(taken);
  m_concluded = false;
  // A learner sees at once that the choice was taken; automatic runs need not tell of each step.
  if (!m_goal) publish(false);
}

std::optional<Choice> StepDriver::nextChoice() {
  const Situation& situation = m_controller.situation();
  if (m_replayed < m_prefix.size()) {
    const Choice choice = m_prefix[m_replayed];
    if (situation.allows(choice)) {
      ++m_replayed;
      return choice;
    }
    m_diverged = "diverged at step " + std::to_string(m_replayed + 1) +
                 ": the choice that was recorded there is not possible";
    m_prefix.clear();
  }
  std::optional<Choice> chosen;
  {
    const std::lock_guard lock(m_mutex);
    if (std::exchange(m_wantPause, false)) m_goal.reset();
    chosen = std::exchange(m_wantChoice, std::nullopt);
    if (m_wantGoal) {
      m_goal = std::exchange(m_wantGoal, std::nullopt);
      m_goalMoved = false;
      const Offer* offer = situation.offer(m_goal->task);
      m_goalStart = offer ? offer->next : Event{};
    }
  }
  if (chosen) {
    m_goal.reset();
    return situation.allows(*chosen) ? chosen : std::nullopt;
  }
  if (!m_goal) return std::nullopt;
  if (reached(*m_goal) || (m_goalMoved && atBreakpoint())) {
    m_goal.reset();
    return std::nullopt;
  }
  m_goalMoved = true;
  if (m_goal->until == StepGoal::Until::nextLine)
    return situation.offer(m_goal->task)->able.front();
  Scheduler& scheduler = m_goal->scheduler ? *m_goal->scheduler : m_roundRobin;
  const auto choice = scheduler.choose(situation);
  if (!choice) m_goal.reset();
  return choice;
}

bool StepDriver::reached(const StepGoal& goal) const {
  const Situation& situation = m_controller.situation();
  const Offer* const offer = situation.offer(goal.task);
  switch (goal.until) {
    case StepGoal::Until::moves:
      return offer == nullptr || (m_goalMoved && situation.last == goal.task);
    case StepGoal::Until::blocks:
      return offer == nullptr || offer->able.empty();
    case StepGoal::Until::contended:
      return std::any_of(situation.offers.begin(), situation.offers.end(), [&](const Offer& one) {
        return one.able.empty() && one.next.operation != Operation::join &&
               (!goal.resource.valid() || one.waitsFor == goal.resource);
      });
    case StepGoal::Until::nextLine:
      return offer == nullptr || offer->able.empty() ||
             (m_goalMoved && offer->next.site != m_goalStart.site);
    case StepGoal::Until::end:
      return false;
  }
  return false;
}

/// Whether the task that moved last has come to a place to stop at.
bool StepDriver::atBreakpoint() const {
  const Situation& situation = m_controller.situation();
  const Offer* const offer = situation.offer(situation.last);
  if (offer == nullptr || offer->next.phase != Phase::request) return false;
  const Event& next = offer->next;
  const std::lock_guard lock(m_mutex);
  if (m_breakpoints.empty()) return false;
  const SiteInfo site = next.site.valid() ? m_arena.siteInfo(next.site) : SiteInfo{};
  return std::ranges::any_of(m_breakpoints,
                             [&](const Breakpoint& point) { return standsAt(point, next, &site); });
}

void StepDriver::publish(bool waiting) {
  auto next = std::make_shared<StepView>();
  next->stepping = stepping();
  next->waiting = waiting && stepping();
  if (next->waiting) next->situation = m_controller.situation();
  next->steps = m_steps;
  next->replayed = m_replayed;
  next->diverged = m_diverged;
  next->faults = m_controller.faults();
  const std::lock_guard lock(m_mutex);
  next->version = m_view->version + 1;
  m_view = std::move(next);
}

}  // namespace lockstep
