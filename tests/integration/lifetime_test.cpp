// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/unique_fd.h"
#include "live_run.h"

namespace lockstep::integration {
namespace {

RunRequest endless(const std::string& as) {
  RunRequest request;
  request.scenario = "counter";
  request.as = as;
  request.parameters = {{"increments", 1'000'000}, {"workers", 4}};
  return request;
}

/// A process that runs a session, as the command or the window does, and says when all tasks live.
class LockstepProcess {
 public:
  explicit LockstepProcess(const std::string& as) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) std::abort();
    m_alive.reset(ends[0]);
    const UniqueFd speaker(ends[1]);
    m_pid = ::fork();
    if (m_pid == 0) runForEver(as, speaker.get());
  }
  ~LockstepProcess() {
    if (m_pid > 0) end(SIGKILL);
  }
  void awaitTasks() {
    char word = 0;
    ASSERT_EQ(::read(m_alive.get(), &word, 1), 1);
  }
  void end(int signal) {
    ::kill(m_pid, signal);
    EXPECT_EQ(::waitpid(m_pid, nullptr, 0), m_pid);
    m_pid = -1;
  }

 private:
  [[noreturn]] static void runForEver(const std::string& as, int speaker) {
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    LiveRun run(endless(as));
    if (!run) std::_Exit(1);
    run.pullUntil([&] { return run.trace().tasks().size() == 6 && run.begun(TaskId{5}); });
    if (::write(speaker, "a", 1) != 1) std::_Exit(1);
    run.pullToTheEnd();
    std::_Exit(0);
  }
  UniqueFd m_alive;
  pid_t m_pid = -1;
};

/// Orphans come to this process, which is a reaper; they must be dead.
void reapOrphans() {
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
}

TEST(AKilledLockstep, LeavesNoDescendantAndNothingInSharedMemory) {
  const auto before = sharedMemoryFiles();
  for (const char* as : {"threads", "processes"}) {
    for (const int signal : {SIGKILL, SIGTERM, SIGSEGV}) {
      const Marker marker;
      LockstepProcess lockstep(as);
      lockstep.awaitTasks();
      ASSERT_GE(marker.carriers().size(), 2u) << "the host and at least one process of tasks";
      lockstep.end(signal);
      EXPECT_TRUE(marker.gone()) << as << ", signal " << signal;
      reapOrphans();
    }
  }
  EXPECT_EQ(sharedMemoryFiles(), before);
  expectNoChildren();
}

TEST(AKilledLockstep, TakesAlsoAStoppedHostAlong) {
  const Marker marker;
  LockstepProcess lockstep("processes");
  lockstep.awaitTasks();
  for (const int pid : marker.carriers()) ::kill(pid, SIGSTOP);
  lockstep.end(SIGKILL);
  EXPECT_TRUE(marker.gone());
  reapOrphans();
}

TEST(AnEndedRun, LeavesNothingWhileLockstepGoesOn) {
  const auto before = sharedMemoryFiles();
  const Marker marker;
  {
    LiveRun run(endless("processes"));
    ASSERT_TRUE(run) << run.refusal();
    ASSERT_TRUE(run.pullUntil([&] { return run.begun(TaskId{5}); }));
    EXPECT_FALSE(marker.carriers().empty());
  }
  EXPECT_TRUE(marker.carriers().empty()) << "at once, not some time later";
  EXPECT_EQ(sharedMemoryFiles(), before);
  expectNoChildren();
}

}  // namespace
}  // namespace lockstep::integration
