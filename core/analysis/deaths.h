// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "trace/trace.h"

/// How and when tasks ended, and whether anybody asked for it. Internal to analysis/.

namespace lockstep {

class Deaths {
 public:
  explicit Deaths(const Trace& trace);

  /// Reads one event of the log, in order.
  void read(const Event& event);

  /// When the task's lane says that it ended; nothing while it lives.
  std::optional<std::int64_t> time(TaskId task) const;
  /// Exit code or -N, of the process where the task has none of its own.
  std::optional<std::int64_t> exitCode(TaskId task) const;
  /// The process's first task; the task itself where that is not known.
  TaskId leader(TaskId task) const;
  /// It ended by its own `end`, not with its process.
  bool byItself(TaskId task) const;

  /// Ended by a signal that neither the scenario nor Lockstep's clean-up sent (one from the user
  /// breaks a life like any other), by its own abort, or by an exec that failed.
  bool crashed(TaskId task) const;
  std::optional<std::int64_t> failedExec(TaskId task) const;
  /// Killed when the run was over.
  bool byCleanUp(TaskId task) const;

  /// The last instant that belongs to the run itself, before Lockstep's clean-up.
  std::int64_t lastInstant() const;

 private:
  enum class Sender : std::uint8_t { scenario, user };
  struct Sent {
    std::int64_t signal = 0;
    Sender by = Sender::scenario;
    friend bool operator==(const Sent&, const Sent&) = default;
  };
  struct Fate {
    std::optional<std::int64_t> end;  ///< of its own `end` event
    std::optional<std::int64_t> code;
    std::optional<std::int64_t> execError;
    bool aborted = false;
    std::vector<Sent> sent;
  };
  Fate& fate(TaskId task);
  const Fate* find(TaskId task) const;
  bool wasSent(TaskId task, const Sent& signal) const;

  const Trace& m_trace;
  std::vector<Fate> m_fates;
  std::unordered_map<std::int32_t, TaskId> m_leaders;
  std::vector<std::optional<std::int64_t>> m_times;
  std::int64_t m_lastAct = 0;
};

}  // namespace lockstep
