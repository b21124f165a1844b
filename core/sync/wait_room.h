// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "probe/arena.h"
#include "sync/call.h"

namespace lockstep {

/// Where tasks sleep until another one calls them by name: one ticket per task of the run.
///
///     waiter: enter() idle -> waiting          caller: call() waiting -> called / dismissed
///     waiter: leave() waiting -> idle after a timeout; collect() called / dismissed -> idle
///
/// enter, leave, call and the questions need the mutex of the object that the room belongs to; a
/// called task goes on without it. Numbers grow, so the first come is the lowest number. A task
/// killed while it waits keeps its ticket, until a caller finds that it has ended.
class WaitRoom {
 public:
  enum class Answer : std::uint32_t { idle, waiting, called, dismissed };

  /// Throws TaskError when the calling thread is no task.
  void enter();
  /// Gives the own ticket back; false when a call came first.
  bool leave();
  /// Sleeps until called; false when the deadline came first. Then leave() decides.
  bool wait(Call& call, Deadline deadline) const;
  /// The answer of the own ticket, which is given back, and who gave it.
  struct Collected {
    Answer answer;
    TaskId caller;
  };
  Collected collect();

  /// Whether the task is waiting and alive.
  bool waits(TaskId task) const {
    return task.value < kMaxTasks && waits(std::uint32_t{task.value});
  }
  /// The task that has waited longest; not valid() when there is none.
  TaskId first() const;
  int count() const;
  /// Ends the wait of `task`, in the name of the calling task.
  void call(TaskId task, Answer answer);
  void callAll(Answer answer);

 private:
  struct Ticket {
    std::atomic<std::uint32_t> answer{0};  ///< an Answer; the futex its owner sleeps on
    std::atomic<std::uint16_t> caller{0xffff};
    std::atomic<std::uint64_t> number{0};  ///< order of arrival
  };
  Ticket& own();
  const Ticket& own() const;
  bool waits(std::uint32_t task) const;

  std::array<Ticket, kMaxTasks> m_tickets;
  std::uint64_t m_lastNumber = 0;
};

}  // namespace lockstep
