// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "session/session.h"

/// What the integration tests share: a run with a deadline, and the search for what it left behind.

namespace lockstep::integration {

/// lockstep-host, at a place where also the unprivileged user of the tests can execute it.
const std::string& hostProgram();
/// This program, at such a place: it acts as host with a scenario named by kOwnScenario.
const std::string& ownProgram();
inline constexpr char kOwnScenario[] = "LOCKSTEP_TEST_SCENARIO";
/// Finds both, or copies them for `user` while it still may: called once, before root is given
/// away.
void findPrograms(unsigned user);
void removePrograms();
/// A scenario of this program's own; `beforehand`, if any, happens in the host before it runs main.
struct OwnScenario {
  void (*main)();
  void (*beforehand)() = nullptr;
};
bool registerOwn(const char* name, OwnScenario scenario);
/// The scenario that kOwnScenario names, run as the host; answers the exit status.
int actAsHost(const std::string& scenario);

/// Marks every process that this one starts from now on. It lies in their environment, where the
/// search finds it whatever they do.
class Marker {
 public:
  Marker();
  ~Marker();
  /// Processes that carry the mark and are not dead, this one left out.
  std::vector<int> carriers() const;
  /// Waits until there is none, up to a deadline.
  bool gone() const;

 private:
  std::string m_word;
};

std::vector<std::string> sharedMemoryFiles();

/// One run, pulled into a trace.
class LiveRun {
 public:
  explicit LiveRun(RunRequest request);
  explicit operator bool() const { return m_session != nullptr; }
  const std::string& refusal() const { return m_refusal; }

  /// Pulls until the condition holds; false when the run ended before, or after 30 s.
  bool pullUntil(const std::function<bool()>& condition);
  /// False when the run does not come to an end within 60 s.
  bool pullToTheEnd();
  bool ended() const { return m_ended; }

  Session& session() { return *m_session; }
  Trace& trace() { return m_trace; }
  TaskId taskNamed(const std::string& name) const;
  bool begun(TaskId task) const;
  void close() { m_session.reset(); }

 private:
  bool pullUntil(const std::function<bool()>& condition, std::int64_t patience);
  std::unique_ptr<Session> m_session;
  std::string m_refusal;
  Trace m_trace;
  bool m_ended = false;
};

/// Fails the test unless no child, dead or alive, is left with this process.
void expectNoChildren();

}  // namespace lockstep::integration
