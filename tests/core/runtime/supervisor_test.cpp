// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/supervisor.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <utility>

#include "run_fixture.h"

namespace lockstep {
namespace {

TEST(Supervisor, IsTaskZeroAndReapsMain) {
  LiveRun run([] { exitNow(4); });
  run.finish();
  EXPECT_EQ(run.arena().taskInfo(kSupervisor).kind, TaskKind::supervisor);
  EXPECT_EQ(run.arena().taskInfo(kSupervisor).pid, run.hostPid());
  EXPECT_EQ(run.arena().taskInfo(kMainTask).name, "main");
  EXPECT_EQ(run.one(kSupervisor, Operation::start).peer(), kMainTask);
  const Event reap = run.one(kSupervisor, Operation::reap);
  EXPECT_EQ(reap.peer(), kMainTask);
  EXPECT_EQ(reap.value, 4);
  EXPECT_EQ(run.one(kSupervisor, Operation::end).value, 0);
}

TEST(Supervisor, AdoptsOrphansAndRecordsTheirEnds) {
  LiveRun run([] {
    const Latch alone;
    Process parent(
        [&] {
          Process orphan(
              [&] {
                alone.await();
                exitNow(6);
              },
              "orphan");
          orphan.start();
          exitNow(0);
        },
        "parent");
    parent.start();
    parent.join();
    alone.open();
  });
  run.finish();
  const auto reaps = run.of(kSupervisor, Operation::reap);
  ASSERT_EQ(reaps.size(), 2u);
  const TaskId orphan = run.task("orphan");
  const Event& end = reaps[0].peer() == orphan ? reaps[0] : reaps[1];
  EXPECT_EQ(end.peer(), orphan);
  EXPECT_EQ(end.value, 6);
}

TEST(Supervisor, SurvivesAChildThatSignalsItsWholeGroup) {
  for (const int signal : {SIGTERM, SIGKILL, SIGINT, SIGSTOP}) {
    if (signal == SIGSTOP) continue;  // main itself would stop for ever
    LiveRun run([signal] { ::kill(0, signal); });
    run.finish();
    EXPECT_EQ(run.one(kSupervisor, Operation::reap).value, -signal);
  }
}

TEST(Supervisor, SurvivesTheSignalsThatAChildSendsIt) {
  LiveRun run([] {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGPIPE})
      ::kill(::getppid(), signal);
  });
  run.finish();
  EXPECT_EQ(run.one(kSupervisor, Operation::reap).value, 0);
}

TEST(Supervisor, EndsEverythingWhenLockstepTerminatesIt) {
  LiveRun run([] {
    const Latch never;
    Process child([&] { never.await(); }, "child");
    child.start();
    say("there");
    never.await();
  });
  ASSERT_TRUE(run.until([&] { return run.said("there"); }));
  ASSERT_EQ(::kill(run.hostPid(), SIGTERM), 0);
  run.finish();
  for (const TaskId task : {kMainTask, run.task("child")})
    EXPECT_FALSE(processLives(run.arena().taskInfo(task).pid));
  EXPECT_EQ(run.of(kSupervisor, Operation::reap).size(), 2u);
}

TEST(Supervisor, WaitsForTheGoOfLockstep) {
  auto arena = Arena::create({});
  ASSERT_TRUE(arena);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t host = ::fork();
  if (host == 0) {
    ::close(ends[1]);
    ::_exit(supervise({::dup(arena->fd()), ends[0]}, [] { say("too early"); }));
  }
  ::close(ends[0]);
  RingReader reader(*arena, kSupervisor);
  std::vector<Event> out;
  const std::int64_t deadline = monotonicNow() + kPatience;
  while (out.empty() && monotonicNow() < deadline) reader.drain(out);
  ASSERT_FALSE(out.empty());
  ::close(ends[1]);  // Lockstep goes away instead
  int status = -1;
  ASSERT_EQ(::waitpid(host, &status, 0), host);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(arena->taskCount(), 1u);
}

/// Runs a host in which `limit` is lowered first; its exit status, and what it told Lockstep.
std::pair<int, std::string> refusedBy(const std::function<void()>& limit) {
  auto arena = Arena::create({});
  EXPECT_TRUE(arena);
  arena->header().go = 1;
  const pid_t host = ::fork();
  if (host == 0) {
    const HostPlan plan{::dup(arena->fd()), -1};
    limit();
    ::_exit(supervise(plan, [] {}));
  }
  int status = -1;
  EXPECT_EQ(::waitpid(host, &status, 0), host);
  return {WEXITSTATUS(status), arena->refusal()};
}

TEST(Supervisor, SaysWhatTheMachineDidNotGiveIt) {
  const auto noDescriptor = refusedBy([] {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_NOFILE, &none);
  });
  EXPECT_EQ(noDescriptor.first, 2);
  EXPECT_NE(noDescriptor.second.find("(EMFILE)"), std::string::npos) << noDescriptor.second;
  const auto noProcess = refusedBy([] { wantNoMoreTasks(); });
  EXPECT_EQ(noProcess.first, 2);
  EXPECT_NE(noProcess.second.find("main process"), std::string::npos) << noProcess.second;
  EXPECT_NE(noProcess.second.find("(EAGAIN)"), std::string::npos) << noProcess.second;
}

}  // namespace
}  // namespace lockstep
