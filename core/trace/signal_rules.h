// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <cstdint>
#include <span>

#include "events/event.h"

/// What signals do to processes: the few rules that states and signals in flight both need.

namespace lockstep {

/// Bit N-1 for signal N; 0 for what is no signal.
inline std::uint64_t signalBit(std::int64_t number) {
  return number >= 1 && number <= 64 ? std::uint64_t{1} << (number - 1) : 0;
}

/// Stops the whole process unless it is caught.
inline bool stopsProcess(int number) {
  return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

/// Without a handler it stops, continues or does nothing, and leaves nothing pending.
inline bool actsAtOnce(int number) {
  return stopsProcess(number) || number == SIGCONT || number == SIGCHLD || number == SIGURG ||
         number == SIGWINCH;
}

inline bool isProcess(TaskId id, std::span<const TaskInfo> tasks) {
  return id.value < tasks.size() && tasks[id.value].kind != TaskKind::thread;
}

/// Two tasks of one process, by pid; a task without a known pid is alone.
inline bool sameProcess(TaskId a, TaskId b, std::span<const TaskInfo> tasks) {
  if (a == b) return true;
  if (a.value >= tasks.size() || b.value >= tasks.size()) return false;
  return tasks[a.value].pid != 0 && tasks[a.value].pid == tasks[b.value].pid;
}

/// What a process has arranged for its signals, as far as its `handle` events tell.
struct Dispositions {
  std::uint64_t caught = 0;
  std::uint64_t ignored = 0;

  bool catches(int number) const { return (caught & signalBit(number)) != 0; }
  bool ignores(int number) const { return (ignored & signalBit(number)) != 0; }
};

/// `handle` events: aux unset = a handler, 1 = ignored, 0 = the default again.
inline void setHandler(Dispositions& dispositions, const Event& event) {
  const std::uint64_t bit = signalBit(event.value);
  if (event.value == SIGKILL || event.value == SIGSTOP) return;
  dispositions.caught &= ~bit;
  dispositions.ignored &= ~bit;
  if (event.aux == Event::kNoAux) dispositions.caught |= bit;
  if (event.aux == 1) dispositions.ignored |= bit;
}

/// Those of all tasks of the process of `task`, given each one's own: handlers belong to processes.
template <class Of>
Dispositions processDispositions(TaskId task, std::span<const TaskInfo> tasks, Of of) {
  Dispositions all = of(task);
  for (const TaskInfo& info : tasks) {
    if (info.id == task || !sameProcess(info.id, task, tasks)) continue;
    const Dispositions one = of(info.id);
    all.caught |= one.caught;
    all.ignored |= one.ignored;
  }
  return all;
}

}  // namespace lockstep
