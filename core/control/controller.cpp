// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controller.h"

#include <signal.h>

#include <algorithm>

#include "base/clock.h"
#include "kernel/procfs.h"
#include "probe/gate.h"

namespace lockstep {
namespace {

constexpr std::int64_t kLookEvery = 5'000'000;    ///< ns between looks at a task that is on its way
constexpr std::int64_t kPulseEvery = 50'000'000;  ///< ns between looks at one that is parked
constexpr std::int64_t kLongRun = 1'000'000'000;  ///< ns of computing after which it is outside
constexpr int kAsleepLooks = 3;

bool isOver(char state) { return state == 'Z' || state == 'X'; }
bool isStopped(char state) { return state == 'T' || state == 't'; }

/// Whether an able choice means that the task could run now: a sleeper's timer has not rung, and a
/// timeout is no progress of its own.
bool isReady(const Offer& offer) {
  const bool sleeps =
      offer.next.operation == Operation::sleep && offer.next.phase == Phase::blocked;
  return std::any_of(offer.able.begin(), offer.able.end(), [sleeps](const Choice& choice) {
    return (choice.act == Act::go && !sleeps) || choice.act == Act::deliver;
  });
}

std::string describe(Operation operation, Phase phase, Outcome outcome) {
  return std::string(name(operation)) + " " + std::string(name(phase)) +
         (phase == Phase::done ? " " + std::string(name(outcome)) : std::string());
}

}  // namespace

void Controller::takeOver() {
  m_arena.header().virtualNow.store(monotonicNow(), std::memory_order_relaxed);
  setMode(m_arena, RunMode::step);
  m_inControl = true;
}

void Controller::letGo(std::vector<Event>& told) {
  setMode(m_arena, RunMode::free);
  m_inControl = false;
  for (std::size_t i = kMainTask.value; i < m_model.taskCount(); ++i) {
    const TaskId task{static_cast<std::uint16_t>(i)};
    if (!m_model.live(task)) continue;
    told.push_back(said(Operation::freed, task, monotonicNow()));
    lockstep::grant(m_arena, task, Grant::leave);
  }
  m_watches.clear();
  m_pending = {};
}

void Controller::reset() {
  m_model.reset();
  m_situation = {};
  m_watches.clear();
  m_pending = {};
  if (m_inControl) takeOver();
}

Controller::TaskWatch& Controller::watch(TaskId task) {
  if (m_watches.size() <= task.value) m_watches.resize(task.value + std::size_t{1});
  return m_watches[task.value];
}

void Controller::observe(const Event& event) {
  if (!m_pending.checked && event.task == m_pending.choice.task) check(event);
  m_model.observe(event, m_arena);
  if (event.operation == Operation::end) watch(event.task).ending = true;
  if (event.operation == Operation::kill) followKill(event);
}

/// Nobody survives SIGKILL: the process is gone in a moment, parked or not.
void Controller::followKill(const Event& event) {
  if (event.value != SIGKILL || event.phase != Phase::done || !event.peer().valid()) return;
  if (!m_model.live(event.peer())) return;
  watch(event.peer()).dying = event.outcome == Outcome::ok;
}

void Controller::check(const Event& event) {
  const Event& next = m_pending.next;
  if (event.operation != next.operation || event.resource != next.resource ||
      event.phase == Phase::request || m_pending.fulfilled)
    return;
  // A wait whose time is said to be over begins before it ends.
  if (m_pending.choice.act == Act::timeout && event.phase == Phase::blocked) return;
  const Expectation& expected = m_pending.expected;
  m_pending.fulfilled = true;
  if (expected.phase == Phase::request) return;
  if (event.phase != expected.phase || event.outcome != expected.outcome)
    m_pending.found = describe(event.operation, event.phase, event.outcome);
  else if (expected.value && event.value != *expected.value)
    m_pending.found = "the value " + std::to_string(event.value);
  else if (event.operation == Operation::notify && m_pending.choice.pick != Choice::kNoPick &&
           event.aux != m_pending.choice.pick)
    m_pending.found = "another task woken";
}

Event Controller::said(Operation operation, TaskId task, std::int64_t time) const {
  Event event;
  event.operation = operation;
  event.task = task;
  event.time = time;
  return event;
}

Controller::Whereabouts Controller::find(TaskId task, std::int64_t now, std::vector<Event>& told) {
  TaskWatch& it = watch(task);
  // Who waits for it looks at the flag.
  if (it.ending && m_arena.task(task).finished.load(std::memory_order_acquire) == 0)
    return Whereabouts::moving;
  if (!m_model.live(task)) return Whereabouts::gone;
  const bool parked = parkedAt(m_arena, task).has_value();
  if (parked && !it.dying) {
    it.asleep = 0;
    if (it.where != Whereabouts::gate) {
      it.where = Whereabouts::gate;
      it.nextLook = now + kPulseEvery;
    }
    if (!m_model.isProcess(task) || now < it.nextLook) return it.where;
    it.nextLook = now + kPulseEvery;
    return askProc(task, it, now, told);
  }
  if (it.where == Whereabouts::gate || it.since == 0) {
    it.where = Whereabouts::moving;
    it.since = now;
    it.nextLook = now + kPatience;
  }
  if (now < it.nextLook) return it.where;
  it.nextLook = now + (it.dying ? kPatience / 10 : kLookEvery);
  rouse(m_arena, task);
  return askProc(task, it, now, told);
}

Controller::Whereabouts Controller::askProc(TaskId task, TaskWatch& it, std::int64_t now,
                                            std::vector<Event>& told) {
  const TaskSlot& slot = m_arena.task(task);
  const pid_t pid = slot.pid.load(std::memory_order_relaxed);
  const pid_t tid = slot.tid.load(std::memory_order_relaxed);
  if (pid == 0 || tid == 0) return it.where;
  const auto stat =
      slot.reaped.load(std::memory_order_acquire) != 0 ? std::nullopt : readTaskStat(pid, tid);
  const char state = stat ? stat->state : 'X';
  if (isOver(state)) {
    // Its last events may still lie in its ring: they are older than this one.
    Event gone = said(Operation::observed, task, now);
    gone.value = state;
    told.push_back(gone);
    it.where = Whereabouts::gone;
    return Whereabouts::moving;
  }
  if (it.where == Whereabouts::gate || it.where == Whereabouts::outside || it.dying)
    return it.where;
  it.asleep = state == 'R' ? 0 : it.asleep + 1;
  if (isStopped(state) || it.asleep >= kAsleepLooks || now - it.since > kLongRun)
    it.where = Whereabouts::outside;
  return it.where;
}

Controller::Settled Controller::settled(std::int64_t now, std::vector<Event>& told) {
  bool any = false;
  bool moving = false;
  // Nobody tells of the start of a main task that plays another round of its own accord.
  if (!m_model.live(kMainTask) && !m_model.ended(kMainTask) && parkedAt(m_arena, kMainTask))
    m_model.meet(kMainTask, m_arena);
  for (std::size_t i = kMainTask.value; i < m_model.taskCount(); ++i) {
    const TaskId task{static_cast<std::uint16_t>(i)};
    const Whereabouts where = find(task, now, told);
    any = any || where != Whereabouts::gone;
    moving = moving || where == Whereabouts::moving;
  }
  if (moving) return Settled::no;
  if (!any) return m_model.ended(kMainTask) ? Settled::over : Settled::no;
  buildSituation();
  return Settled::yes;
}

void Controller::buildSituation() {
  m_situation.offers.clear();
  m_situation.outside.clear();
  for (std::size_t i = kMainTask.value; i < m_model.taskCount(); ++i) {
    const TaskId task{static_cast<std::uint16_t>(i)};
    if (!m_model.live(task)) continue;
    const auto next = parkedAt(m_arena, task);
    if (next && watch(task).where == Whereabouts::gate)
      m_situation.offers.push_back(m_model.offer(*next));
    else
      m_situation.outside.push_back(task);
  }
}

void Controller::conclude(std::int64_t now, std::vector<Event>& told) {
  if (!m_pending.checked) {
    m_pending.checked = true;
    const bool still = m_situation.offer(m_pending.choice.task) != nullptr;
    if (!m_pending.fulfilled && still && m_pending.expected.phase != Phase::request)
      m_pending.found = "nothing";
    if (!m_pending.found.empty())
      m_faults.push_back(
          "step " + std::to_string(m_situation.step) + ": expected task " +
          std::to_string(m_pending.choice.task.value) + " to come to " +
          describe(m_pending.next.operation, m_pending.expected.phase, m_pending.expected.outcome) +
          ", found " + m_pending.found);
  }
  for (const Offer& offer : m_situation.offers) {
    TaskWatch& it = watch(offer.task);
    const bool able = isReady(offer);
    const bool same = it.told && it.able == able &&
                      (able || (it.waitsFor == offer.waitsFor && it.holder == offer.holder));
    if (same) continue;
    it.told = true;
    it.able = able;
    it.waitsFor = offer.waitsFor;
    it.holder = offer.holder;
    Event event = said(Operation::parked, offer.task, now);
    event.value = able;
    event.site = offer.next.site;
    if (!able) {
      event.resource = offer.waitsFor;
      event.aux = offer.holder.valid() ? offer.holder.value : Event::kNoAux;
    }
    told.push_back(event);
  }
}

/// Virtual time goes on to the end of the wait that is over.
void Controller::advanceClock(const Choice& choice, TaskId task) {
  const Gate& gate = m_arena.task(task).gate;
  const bool wakes = gate.next.operation == Operation::sleep && gate.next.phase == Phase::blocked;
  if (gate.until < 0 || (choice.act != Act::timeout && !wakes)) return;
  auto& clock = m_arena.header().virtualNow;
  clock.store(std::max(clock.load(std::memory_order_relaxed), gate.until),
              std::memory_order_relaxed);
}

bool Controller::grant(const Choice& choice, std::vector<Event>& told) {
  const auto next = parkedAt(m_arena, choice.task);
  if (!next) return false;
  Event event = said(Operation::granted, choice.task, monotonicNow());
  event.value = ++m_situation.step;
  event.site = next->site;
  event.aux = static_cast<std::uint32_t>(choice.act) << 16 | (choice.pick & 0xffff);
  told.push_back(event);
  m_situation.last = choice.task;

  TaskWatch& it = watch(choice.task);
  it.told = false;
  if (choice.act == Act::alarm) {
    Event kill = said(Operation::kill, kSupervisor, monotonicNow());
    kill.value = SIGALRM;
    kill.aux = choice.task.value;
    told.push_back(kill);
    ::kill(m_arena.task(choice.task).pid.load(std::memory_order_relaxed), SIGALRM);
    return true;
  }
  m_pending = {};
  const bool stays = next->phase == Phase::blocked && choice.act == Act::go &&
                     m_model.expect(choice, *next).phase == Phase::blocked;
  if (choice.act == Act::go || choice.act == Act::timeout) {
    m_pending = {stays, choice, *next, m_model.expect(choice, *next), false, {}};
  }
  advanceClock(choice, choice.task);
  it.where = Whereabouts::moving;
  it.since = monotonicNow();
  it.nextLook = it.since + kPatience;
  const Grant what = choice.act == Act::timeout   ? Grant::timeout
                     : choice.act == Act::deliver ? Grant::deliver
                                                  : Grant::go;
  return lockstep::grant(m_arena, choice.task, what, choice.pick);
}

}  // namespace lockstep
