// SPDX-License-Identifier: GPL-3.0-or-later
#include "step/recorded.h"

#include <algorithm>
#include <map>
#include <optional>

#include "trace/doing.h"

namespace lockstep::ui {

namespace {

struct ParkedTask {
  TaskDoing doing;
  std::optional<Event> parked;         ///< what was said of it last, while it is parked
  std::optional<std::size_t> unasked;  ///< step whose operation its next event tells
};

Event requestFrom(TaskId task, const Doing& doing) {
  Event event;
  event.time = doing.requestedAt;
  event.task = task;
  event.operation = doing.operation;
  event.phase = doing.phase;
  event.resource = doing.operand;
  event.site = doing.site;
  if (doing.peer.valid()) event.aux = doing.peer.value;
  if (doing.timed) event.flags |= kFlagTimed;
  return event;
}

class StepReader {
 public:
  RecordedSteps read(const Trace& trace) {
    for (std::size_t i = 0; i < trace.logSize(); ++i) take(trace.event(i));
    m_read.last.step = static_cast<std::uint32_t>(m_read.steps.size());
    if (!m_read.steps.empty()) m_read.last.last = m_read.steps.back().choice.task;
    for (const auto& [task, state] : m_tasks)
      if (state.parked) m_read.last.offers.push_back(offerOf(task, state));
    m_read.throughout = !m_read.steps.empty() && !m_freeBefore && !m_freed;
    return std::move(m_read);
  }

 private:
  void take(const Event& event) {
    if (event.operation == Operation::granted) return grant(event);
    if (event.operation == Operation::parked) {
      m_tasks[event.task].parked = event;
    } else if (event.operation == Operation::freed) {
      m_freed = true;
      m_tasks[event.task].parked.reset();
    } else if (event.operation == Operation::observed || event.operation == Operation::exited) {
      if (event.operation == Operation::exited || event.value == 'Z' || event.value == 'X')
        m_tasks[event.task].parked.reset();
    } else if (TaskDoing::isOwnAct(event)) {
      act(event);
    }
  }

  void act(const Event& event) {
    if (event.task == kSupervisor) return;
    if (m_read.steps.empty()) m_freeBefore = true;
    ParkedTask& task = m_tasks[event.task];
    if (task.unasked) {
      Event& next = m_read.steps[*task.unasked].next;
      next = event;
      next.phase = Phase::request;
      task.unasked.reset();
    }
    task.doing.follow(event);
    if (event.operation == Operation::end) task.parked.reset();
  }

  void grant(const Event& event) {
    StepTaken taken;
    taken.choice.task = event.task;
    taken.choice.act = static_cast<Act>(std::min<std::uint32_t>(event.aux >> 16, kActs - 1));
    const std::uint32_t pick = event.aux & 0xffff;
    taken.choice.pick = pick == 0xffff ? Choice::kNoPick : pick;
    for (const auto& [task, state] : m_tasks) {
      if (!state.parked) continue;
      const Offer offer = offerOf(task, state);
      if (!offer.able.empty()) taken.able.push_back(task);
      taken.choices.insert(taken.choices.end(), offer.able.begin(), offer.able.end());
    }
    if (std::ranges::find(taken.choices, taken.choice) == taken.choices.end()) {
      std::erase_if(taken.choices, [&](const Choice& choice) {
        return choice.task == event.task && choice.act == taken.choice.act;
      });
      taken.choices.push_back(taken.choice);
      std::ranges::sort(taken.choices);
    }
    ParkedTask& task = m_tasks[event.task];
    taken.next.task = event.task;
    taken.next.phase = Phase::request;
    taken.next.site = event.site;
    task.unasked.reset();
    if (const Doing* open = task.doing.open())
      taken.next = requestFrom(event.task, *open);
    else
      task.unasked = m_read.steps.size();
    task.parked.reset();
    m_read.steps.push_back(std::move(taken));
  }

  static Offer offerOf(TaskId task, const ParkedTask& state) {
    Offer offer;
    offer.task = task;
    offer.next.task = task;
    offer.next.phase = Phase::request;
    offer.next.site = state.parked->site;
    const Doing* const open = state.doing.open();
    if (open) offer.next = requestFrom(task, *open);
    // A sleeper can go on and a timed wait can end, though neither is ready.
    const bool sleeps = open && open->operation == Operation::sleep;
    if (state.parked->value != 0 || sleeps) offer.able.push_back({task, Act::go, Choice::kNoPick});
    if (open && open->timed && !sleeps && state.parked->value == 0)
      offer.able.push_back({task, Act::timeout, Choice::kNoPick});
    if (offer.able.empty()) {
      offer.waitsFor = state.parked->resource;
      offer.holder = state.parked->peer();
    }
    return offer;
  }

  std::map<TaskId, ParkedTask> m_tasks;
  RecordedSteps m_read;
  bool m_freeBefore = false;  ///< something was done before the first step
  bool m_freed = false;
};

}  // namespace

bool isStepped(const Trace& trace) {
  for (std::size_t n = 0; n < trace.taskEventCount(kMainTask); ++n) {
    const Operation operation = trace.event(trace.taskEvent(kMainTask, n)).operation;
    if (operation == Operation::parked || operation == Operation::granted) return true;
  }
  return false;
}

RecordedSteps recordedSteps(const Trace& trace) { return StepReader().read(trace); }

bool sameRequest(const Trace& trace, const Event& asked, const Trace& otherTrace,
                 const Event& other) {
  if (asked.operation == Operation::none || other.operation == Operation::none) return true;
  if (asked.operation != other.operation || asked.task != other.task) return false;
  if (!asked.resource.valid() || !other.resource.valid()) return true;
  return wordsOf(trace, asked).resource == wordsOf(otherTrace, other).resource;
}

}  // namespace lockstep::ui
