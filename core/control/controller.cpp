// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controller.h"

#include <signal.h>

#include <algorithm>

#include "base/clock.h"
#include "kernel/procfs.h"
#include "probe/gate.h"
#include "trace/signal_rules.h"

namespace lockstep {
namespace {

constexpr std::int64_t kLookEvery = 5'000'000;    ///< ns between looks at a task that is on its way
constexpr std::int64_t kPulseEvery = 50'000'000;  ///< ns between looks at one that is parked
constexpr std::int64_t kLongRun = 1'000'000'000;  ///< ns of computing after which it is outside
constexpr int kAsleepLooks = 3;

constexpr char kLeaving = 'z';  ///< dead, but threads of its are not gone yet: nobody can reap it

bool isOver(char state) { return state == 'Z' || state == 'X'; }
bool isStopped(char state) { return state == 'T' || state == 't'; }
/// On a CPU or waiting for one, or for the kernel: it comes on by itself.
bool runs(char state) { return state == 'R' || state == 'D' || state == kLeaving; }

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
  m_last = {};
  m_looked = false;
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
  followQuestion(event);
}

template <class Act>
void Controller::forProcess(TaskId task, Act act) {
  for (std::size_t i = kMainTask.value; i < m_model.taskCount(); ++i) {
    const TaskId each{static_cast<std::uint16_t>(i)};
    if (m_model.live(each) && m_model.sameProcess(each, task)) act(each, watch(each));
  }
}

/// These act although Lockstep holds the signals of all tasks. Nobody survives SIGKILL: the process
/// is gone in a moment, parked or not.
void Controller::followKill(const Event& event) {
  if (event.phase != Phase::done || !event.peer().valid() || !m_model.live(event.peer())) return;
  const bool sent = event.outcome == Outcome::ok;
  if (event.value == SIGKILL) watch(event.peer()).dying = sent;
  if (event.value != SIGSTOP && event.value != SIGCONT) return;
  forProcess(event.peer(), [&](TaskId, TaskWatch& it) {
    const bool stopped = it.where == Whereabouts::stopped;
    it.stopping = sent && event.value == SIGSTOP && !stopped;
    it.waking = sent && event.value == SIGCONT && stopped;
    if (it.stopping || it.waking) it.since = event.time;
    if (it.stopping) it.where = Whereabouts::moving;
    it.nextLook = 0;
  });
}

void Controller::followQuestion(const Event& event) {
  const bool asks = event.operation == Operation::isAlive ||
                    (event.operation == Operation::join && event.has(kFlagTimed));
  if (!asks || !event.peer().valid() || !m_arena.taskLive(event.peer())) return;
  m_asked.insert(m_arena.taskInfo(event.peer()).name);
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
  if (it.where == Whereabouts::stopped && !it.dying) return findStopped(task, now, told);
  const bool parked = parkedAt(m_arena, task).has_value();
  if (parked && !it.dying && !it.stopping) {
    it.asleep = 0;
    if (it.where != Whereabouts::gate) {
      it.where = Whereabouts::gate;
      it.nextLook = now + kPulseEvery;
    }
    if (!m_model.isProcess(task) || now < it.nextLook) return it.where;
    it.nextLook = now + kPulseEvery;
    return askProc(task, it, now, told);
  }
  if (it.where == Whereabouts::gate || it.where == Whereabouts::stopped || it.since == 0) {
    it.where = Whereabouts::moving;
    it.since = now;
    it.nextLook = now + kPatience;
  }
  if (now < it.nextLook) return it.where;
  it.nextLook = now + (it.dying || it.stopping ? kPatience / 10 : kLookEvery);
  if (now - it.since > kLongRun) it.stopping = false;
  rouse(m_arena, task);
  return askProc(task, it, now, told);
}

/// The letter of /proc or kLeaving; X for a task that is gone, ? where it is not known yet.
char Controller::stateOf(TaskId task) const {
  const TaskSlot& slot = m_arena.task(task);
  const pid_t pid = slot.pid.load(std::memory_order_relaxed);
  const pid_t tid = slot.tid.load(std::memory_order_relaxed);
  if (pid == 0 || tid == 0) return '?';
  if (slot.reaped.load(std::memory_order_acquire) != 0) return 'X';
  const auto stat = readTaskStat(pid, tid);
  if (!stat) return 'X';
  return stat->state == 'Z' && m_model.isProcess(task) && stat->threads > 1 ? kLeaving
                                                                            : stat->state;
}

bool Controller::isStarting(TaskId task) const {
  const World::TaskState* const state = m_model.world().task(task);
  const Doing* const open = state ? state->doing.open() : nullptr;
  return open != nullptr && open->operation == Operation::start;
}

/// It comes to a gate for certain, unless it is another program: an image is being loaded, or its
/// parent waits for that.
bool Controller::isBeingMade(TaskId task) const { return !m_model.begun(task) || isStarting(task); }

/// Its last events may still lie in its ring: they are older than what is said here.
Controller::Whereabouts Controller::lose(TaskId task, char state, std::int64_t now,
                                         std::vector<Event>& told) {
  Event gone = said(Operation::observed, task, now);
  gone.value = state;
  told.push_back(gone);
  watch(task).where = Whereabouts::gone;
  return Whereabouts::moving;
}

/// Somebody else is on its way, who may be what a sleeper waits for: the end of a thread that it
/// joins, or the holder of a lock in the C library.
bool Controller::othersRun(TaskId task) const {
  for (std::size_t i = kMainTask.value; i < m_watches.size(); ++i) {
    const TaskId other{static_cast<std::uint16_t>(i)};
    if (other != task && m_watches[i].where == Whereabouts::moving && !parkedAt(m_arena, other) &&
        runs(stateOf(other)))
      return true;
  }
  return false;
}

Controller::Whereabouts Controller::askProc(TaskId task, TaskWatch& it, std::int64_t now,
                                            std::vector<Event>& told) {
  const char state = stateOf(task);
  if (state == '?') return it.where;
  if (isOver(state)) return lose(task, state, now, told);
  if (state == kLeaving) {
    it.dying = true;
    it.nextLook = now + kPatience / 10;
    return it.where = Whereabouts::moving;
  }
  if (isStopped(state)) {
    stopProcess(task, now, told);
    return Whereabouts::stopped;
  }
  if (it.where == Whereabouts::gate || it.where == Whereabouts::outside || it.dying || it.stopping)
    return it.where;
  it.asleep = runs(state) || othersRun(task) ? 0 : it.asleep + 1;
  if ((it.asleep >= kAsleepLooks && !isBeingMade(task)) || now - it.since > kLongRun)
    it.where = Whereabouts::outside;
  return it.where;
}

Controller::Whereabouts Controller::findStopped(TaskId task, std::int64_t now,
                                                std::vector<Event>& told) {
  TaskWatch& it = watch(task);
  if (!it.waking && now < it.nextLook) return it.where;
  it.nextLook = now + kPulseEvery;
  const char state = stateOf(task);
  if (isOver(state)) return lose(task, state, now, told);
  if (state == kLeaving) return askProc(task, it, now, told);
  if (!isStopped(state)) {
    wakeProcess(task, state, now, told);
    return Whereabouts::moving;
  }
  if (now - it.since > kLongRun) it.waking = false;
  return it.waking ? Whereabouts::moving : it.where;
}

/// All threads of a process stop with the one that was seen to.
void Controller::stopProcess(TaskId task, std::int64_t now, std::vector<Event>& told) {
  const bool delivered = m_last.act == Act::deliver && m_last.task.valid() &&
                         stopsProcess(static_cast<int>(m_last.pick)) &&
                         m_model.sameProcess(m_last.task, task);
  forProcess(task, [&](TaskId each, TaskWatch& it) {
    it.where = Whereabouts::stopped;
    it.stopping = it.waking = it.told = false;
    it.nextLook = now + kPulseEvery;
    Event stopped = said(Operation::observed, each, now);
    stopped.value = 'T';
    if (delivered) stopped.aux = m_last.pick;
    told.push_back(stopped);
  });
}

void Controller::wakeProcess(TaskId task, char state, std::int64_t now, std::vector<Event>& told) {
  forProcess(task, [&](TaskId each, TaskWatch& it) {
    it.waking = false;
    if (it.where != Whereabouts::stopped) return;
    it.where = Whereabouts::moving;
    it.since = now;
    it.nextLook = now + kPatience;
    it.asleep = 0;
    Event goesOn = said(Operation::observed, each, now);
    goesOn.value = state;
    told.push_back(goesOn);
  });
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
  // The supervisor does not park, but what it has to tell of main's start belongs to this round.
  if (moving || isStarting(kSupervisor)) return Settled::no;
  if (!any) return m_model.ended(kMainTask) ? Settled::over : Settled::no;
  buildSituation();
  if (m_looked || !situationIsStuck()) return Settled::yes;
  // Before it is said that nothing can happen any more: is everybody there still?
  m_looked = true;
  for (TaskWatch& it : m_watches) it.nextLook = 0;
  return settled(now, told);
}

bool Controller::situationIsStuck() const {
  return std::ranges::all_of(m_situation.offers,
                             [](const Offer& offer) { return offer.able.empty(); });
}

void Controller::buildSituation() {
  m_situation.offers.clear();
  m_situation.outside.clear();
  m_situation.stopped.clear();
  for (std::size_t i = kMainTask.value; i < m_model.taskCount(); ++i) {
    const TaskId task{static_cast<std::uint16_t>(i)};
    if (!m_model.live(task)) continue;
    const auto next = parkedAt(m_arena, task);
    if (next && watch(task).where == Whereabouts::gate)
      m_situation.offers.push_back(m_model.offer(*next, watch(task).localRow >= kMostLocal));
    else
      m_situation.outside.push_back(task);
    if (watch(task).where == Whereabouts::stopped) m_situation.stopped.push_back(task);
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
  const Offer* const offer = m_situation.offer(choice.task);
  const bool local = offer && choice.act == Act::go && (offer->local || offer->idles);
  Event event = said(Operation::granted, choice.task, monotonicNow());
  event.value = ++m_situation.step;
  event.site = next->site;
  event.aux = static_cast<std::uint32_t>(choice.act) << 16 | (choice.pick & 0xffff);
  told.push_back(event);
  m_situation.last = choice.task;
  m_last = choice;
  m_looked = false;

  TaskWatch& it = watch(choice.task);
  it.told = false;
  it.localRow = local ? it.localRow + 1 : 0;
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
