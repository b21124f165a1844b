// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <atomic>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/unique_fd.h"

/// lockstep-host and all that descends from it, owned. Internal to session/.

namespace lockstep {

class HostProcess {
 public:
  struct Plan {
    std::string program;  ///< path; empty: beside this program or in its ../libexec/lockstep
    int arenaFd = -1;
    std::string words;  ///< LOCKSTEP_PLAN
  };

  /// Starts the host as the leader of a process group of its own, with no signal blocked or
  /// ignored, without the terminal's input and output. It waits for the arena's go.
  static Result<std::unique_ptr<HostProcess>> spawn(const Plan& plan);
  /// end(), so that no descendant outlives the object.
  ~HostProcess();

  pid_t pid() const { return m_pid; }
  /// Readable once the host has ended.
  int pidFd() const { return m_pidFd.get(); }
  bool exited() const;

  /// The process group of the tasks: the main task's pid, once it is known.
  void setTasksGroup(pid_t group) { m_group.store(group, std::memory_order_relaxed); }

  /// Ends the run and waits until every descendant is gone and, as far as it is ours, reaped.
  /// Harmless when repeated. Works also when the host is stopped, or was killed before its
  /// descendants.
  ///
  /// The lifeline's closing makes the kernel kill every task and tells the host to reap them. A
  /// host that does not come to its end is killed, and what is left of the tasks' group by hand.
  void end();

  /// How the host failed, as a sentence; empty when it reaped everything and left by itself, or was
  /// told to by end(). To be asked after end().
  const std::string& complaint() const { return m_complaint; }

  /// Sends a signal to `pid` if it is a process of the tasks' group. Any thread.
  Result<void> signal(pid_t pid, int number) const;

 private:
  HostProcess() = default;
  /// True when the host ended by itself with 0.
  bool reapHost(bool toldByUs);
  void endGroup() const;

  pid_t m_pid = -1;
  std::atomic<pid_t> m_group{0};  ///< set by the run's thread, read by whoever sends signals
  UniqueFd m_pidFd;
  UniqueFd m_lifeline;  ///< the only write end
  bool m_reaped = false;
  std::string m_complaint;
};

}  // namespace lockstep
