// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>

#include "run_fixture.h"
#include "runtime/supervisor.h"

namespace lockstep {
namespace {

void sleepForEver(const Arguments&) {
  say("spawned");
  const Latch never;
  never.await();
}
LOCKSTEP_SPAWNABLE("sleep-for-ever", sleepForEver);

/// All pids of the run's tasks, the supervisor's included.
std::vector<pid_t> pidsOf(const LiveRun& run) {
  std::vector<pid_t> pids;
  for (std::uint16_t row = 0; row < run.arena().taskCount(); ++row)
    pids.push_back(run.arena().taskInfo(TaskId{row}).pid);
  return pids;
}

void expectAllGone(LiveRun& run) {
  EXPECT_TRUE(run.until([&] { return run.hostEnded(); }));
  for (const pid_t pid : pidsOf(run))
    EXPECT_TRUE(run.until([&] { return !processLives(pid); })) << pid;
}

/// A family of every kind: grandchild, thread, spawned, executed, stopped, deaf to signals.
void family() {
  static Latch never;
  never = Latch();
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGIO}) ignoreSignal(signal);
  blockSignals({SIGTERM, SIGUSR1});
  Process child(
      [] {
        Process grandchild(
            [] {
              say("grandchild");
              never.await();
            },
            "grandchild");
        grandchild.start();
        never.await();
      },
      "child");
  Process stopped([] { ::raise(SIGSTOP); }, "stopped");
  Thread thread([] { never.await(); });
  const auto spawned = Process::spawn("sleep-for-ever", {}, "spawned");
  const auto executed = Process::exec({"sh", "-c", "sleep 1000 & sleep 1000"}, "executed");
  child.start();
  stopped.start();
  thread.start();
  spawned->start();
  executed->start();
  say("family");
  never.await();
}

bool familyIsThere(LiveRun& run) {
  return run.said("family") && run.said("grandchild") && run.said("spawned") &&
         processState(run.arena().taskInfo(run.task("stopped")).pid) == 'T';
}

TEST(Lifeline, TakesEveryDescendantWithItWhenItCloses) {
  LiveRun run(&family);
  ASSERT_TRUE(run.until([&] { return familyIsThere(run); }));
  run.closeLifeline();
  expectAllGone(run);
  EXPECT_EQ(run.hostStatus(), 0);
}

TEST(Lifeline, TakesThemAlsoWhenTheSupervisorIsStopped) {
  LiveRun run(&family);
  ASSERT_TRUE(run.until([&] { return familyIsThere(run); }));
  ASSERT_EQ(::kill(run.hostPid(), SIGSTOP), 0);
  ASSERT_TRUE(run.until([&] { return processState(run.hostPid()) == 'T'; }));
  run.closeLifeline();
  expectAllGone(run);
}

TEST(Lifeline, TakesThemAlsoWhenTheSupervisorWasKilled) {
  LiveRun run(&family);
  ASSERT_TRUE(run.until([&] { return familyIsThere(run); }));
  ASSERT_EQ(::kill(run.hostPid(), SIGKILL), 0);
  ASSERT_TRUE(run.until([&] { return run.hostEnded(); }));
  run.closeLifeline();
  expectAllGone(run);
  killScenarioGroup(run.arena());  // what the executed program itself has forked
  const pid_t group = run.arena().taskInfo(kMainTask).pid;
  EXPECT_TRUE(run.until([&] { return ::kill(-group, 0) != 0 && errno == ESRCH; }));
}

TEST(Lifeline, TakesAWriterThatWaitsForRoom) {
  Arena::Options options;
  options.ringEvents = 64;
  LiveRun run(
      [] {
        for (;;) say("on and on");
      },
      options);
  // Nobody drains from here on.
  const RingControl& ring = run.arena().task(kMainTask).ring;
  const std::int64_t deadline = monotonicNow() + kPatience;
  while (ring.writerWaits == 0 && monotonicNow() < deadline) continue;
  ASSERT_EQ(ring.writerWaits, 1u);
  run.closeLifeline();
  expectAllGone(run);
}

TEST(Lifeline, KeepsUpWithAFamilyThatForksOnAndOn) {
  LiveRun run([] {
    say("forks");
    for (;;) {
      const pid_t pid = ::fork();  // a program that knows nothing of Lockstep
      if (pid != 0) ::_exit(0);
    }
  });
  ASSERT_TRUE(run.until([&] { return run.said("forks"); }));
  run.closeLifeline();
  EXPECT_TRUE(run.until([&] { return run.hostEnded(); }));
}

}  // namespace
}  // namespace lockstep
