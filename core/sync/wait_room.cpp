// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wait_room.h"

#include <algorithm>

#include "base/futex.h"

namespace lockstep {

namespace {

constexpr std::uint32_t word(WaitRoom::Answer answer) { return static_cast<std::uint32_t>(answer); }

std::uint32_t tasksOfRun() {
  return std::min(probe::arena().header().tasks.load(std::memory_order_acquire), kMaxTasks);
}

}  // namespace

WaitRoom::Ticket& WaitRoom::own() {
  const TaskId self = probe::self();
  if (!self.valid()) throw TaskError("only a task of a run can wait");
  return m_tickets[self.value];
}

const WaitRoom::Ticket& WaitRoom::own() const { return const_cast<WaitRoom*>(this)->own(); }

void WaitRoom::enter() {
  Ticket& ticket = own();
  ticket.number.store(++m_lastNumber, std::memory_order_relaxed);
  ticket.caller.store(0xffff, std::memory_order_relaxed);
  ticket.answer.store(word(Answer::waiting), std::memory_order_release);
}

bool WaitRoom::leave() {
  std::uint32_t expected = word(Answer::waiting);
  return own().answer.compare_exchange_strong(expected, word(Answer::idle));
}

bool WaitRoom::wait(Call& call, Deadline deadline) const {
  const Ticket& ticket = own();
  while (ticket.answer.load(std::memory_order_acquire) == word(Answer::waiting)) {
    if (!call.sleep(ticket.answer, word(Answer::waiting), deadline)) return false;
  }
  return true;
}

WaitRoom::Collected WaitRoom::collect() {
  Ticket& ticket = own();
  const auto answer = static_cast<Answer>(ticket.answer.load(std::memory_order_acquire));
  const TaskId caller{ticket.caller.load(std::memory_order_relaxed)};
  ticket.answer.store(word(Answer::idle), std::memory_order_relaxed);
  return {answer, caller};
}

bool WaitRoom::waits(std::uint32_t task) const {
  return m_tickets[task].answer.load(std::memory_order_acquire) == word(Answer::waiting) &&
         probe::arena()
                 .task(TaskId{static_cast<std::uint16_t>(task)})
                 .finished.load(std::memory_order_acquire) == 0;
}

TaskId WaitRoom::first() const {
  TaskId first;
  std::uint64_t lowest = UINT64_MAX;
  for (std::uint32_t task = 0; task < tasksOfRun(); ++task) {
    const std::uint64_t number = m_tickets[task].number.load(std::memory_order_relaxed);
    if (number >= lowest || !waits(task)) continue;
    lowest = number;
    first = TaskId{static_cast<std::uint16_t>(task)};
  }
  return first;
}

int WaitRoom::count() const {
  int waiting = 0;
  for (std::uint32_t task = 0; task < tasksOfRun(); ++task) waiting += waits(task) ? 1 : 0;
  return waiting;
}

void WaitRoom::call(TaskId task, Answer answer) {
  Ticket& ticket = m_tickets[task.value];
  ticket.caller.store(probe::self().value, std::memory_order_relaxed);
  ticket.answer.store(word(answer), std::memory_order_release);
  futexWake(ticket.answer);
}

void WaitRoom::callAll(Answer answer) {
  for (TaskId task = first(); task.valid(); task = first()) call(task, answer);
}

}  // namespace lockstep
