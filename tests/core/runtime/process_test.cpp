// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

#include "probe/probe.h"
#include "run_fixture.h"

namespace lockstep {
namespace {

void addUp(const Arguments& arguments) {
  std::int64_t sum = 0;
  for (const std::int64_t number : arguments.numbers) sum += number;
  say("sum " + std::to_string(sum) + ", resources " + std::to_string(arguments.resources.size()) +
      ", last " + std::to_string(arguments.resources.back().value));
  exitNow(static_cast<int>(sum));
}
LOCKSTEP_SPAWNABLE("add-up", addUp);

void failAtOnce(const Arguments&) { throw TaskError("spawned and broken"); }
LOCKSTEP_SPAWNABLE("fail-at-once", failAtOnce);

TEST(Processes, LiveFromForkToReap) {
  LiveRun run([] {
    const Latch go;
    const Latch there;
    Process worker([&] {
      there.open();
      go.await();
      exitNow(3);
    });
    DEMAND(worker.name() == "Process-1");
    DEMAND(!worker.isAlive());
    worker.start();
    there.await();
    DEMAND(worker.isAlive());
    DEMAND(!worker.exitCode());
    DEMAND(worker.pid() == worker.tid() && worker.pid() != ::getpid());
    go.open();
    DEMAND(worker.join());
    DEMAND(worker.exitCode() == 3);
    DEMAND(!worker.isAlive());
    DEMAND(worker.join());
  });
  run.finish();
  const TaskId worker = run.task("Process-1");
  const TaskInfo info = run.arena().taskInfo(worker);
  EXPECT_EQ(info.ppid, run.arena().taskInfo(kMainTask).pid);
  EXPECT_EQ(run.one(kMainTask, Operation::start).value, info.pid);
  const Event reap = run.one(kMainTask, Operation::reap);
  EXPECT_EQ(reap.peer(), worker);
  EXPECT_EQ(reap.value, 3);
  EXPECT_EQ(run.one(worker, Operation::end).value, 3);
  const auto joins = run.of(kMainTask, Operation::join);
  EXPECT_EQ(joins[joins.size() - 3].value, 3);
  EXPECT_GT(joins[joins.size() - 3].time, reap.time);
}

TEST(Processes, TellTheSignalThatEndedThem) {
  LiveRun run([] {
    const Latch never;
    Process first([&] { never.await(); });
    Process second([&] { never.await(); });
    Process third([] { ::abort(); });
    first.start();
    second.start();
    third.start();
    first.terminate();
    second.kill();
    first.join();
    second.join();
    third.join();
    DEMAND(first.exitCode() == -SIGTERM);
    DEMAND(second.exitCode() == -SIGKILL);
    DEMAND(third.exitCode() == -SIGABRT);
    DEMAND(!lockstep::kill(first.id(), SIGTERM));
  });
  run.finish();
  const auto kills = run.of(kMainTask, Operation::kill);
  ASSERT_EQ(kills.size(), 4u);
  EXPECT_EQ(kills[0].value, SIGTERM);
  EXPECT_EQ(kills[0].peer(), run.task("Process-1"));
  EXPECT_EQ(kills[3].outcome, Outcome::failed);
  EXPECT_EQ(kills[3].value, ESRCH);
}

TEST(Processes, ExitWithOneWhenAnExceptionLeavesThem) {
  LiveRun run([] {
    Process worker([] { throw std::runtime_error("broken"); });
    worker.start();
    worker.join();
    DEMAND(worker.exitCode() == 1);
  });
  run.finish();
  EXPECT_TRUE(run.said("error: broken"));
  run.one(run.task("Process-1"), Operation::abortTask);
  EXPECT_EQ(run.one(run.task("Process-1"), Operation::end).value, 1);
}

TEST(Processes, SpawnAFreshImageThatFindsItsFunctionByName) {
  LiveRun run([] {
    const auto worker =
        Process::spawn("add-up", {{2, -1, 6}, {ResourceId{4}, ResourceId{9}}}, "adder");
    worker->start();
    worker->join();
    DEMAND(worker->exitCode() == 7);
    const auto failing = Process::spawn("fail-at-once", {});
    failing->start();
    failing->join();
    DEMAND(failing->exitCode() == 1);
    DEMAND(!refusal([] { Process::spawn("no such function", {}); }).empty());
  });
  run.finish();
  EXPECT_TRUE(run.said("sum 7, resources 2, last 9"));
  EXPECT_TRUE(run.said("error: spawned and broken"));
  const TaskId adder = run.task("adder");
  EXPECT_EQ(run.arena().taskInfo(adder).ppid, run.arena().taskInfo(kMainTask).pid);
  run.one(adder, Operation::begin);
  EXPECT_EQ(run.one(adder, Operation::end).value, 7);
}

TEST(Processes, ExecuteAnyProgram) {
  LiveRun run([] {
    const auto shell = Process::exec({"sh", "-c", "exit 5"}, "shell");
    shell->start();
    shell->join();
    DEMAND(shell->exitCode() == 5);
  });
  run.finish();
  EXPECT_TRUE(run.of(run.task("shell")).empty());
  EXPECT_GT(run.arena().taskInfo(run.task("shell")).pid, 0);
  EXPECT_TRUE(run.of(kMainTask, Operation::execFailed).empty());
}

TEST(Processes, RecordAnImageThatCannotBeExecuted) {
  LiveRun run([] {
    const auto missing = Process::exec({"/no/such/program"}, "missing");
    missing->start();
    missing->join();
    DEMAND(missing->exitCode() == 127);
    const auto nowhere = Process::exec({"no-such-program-in-path"});
    nowhere->start();
    nowhere->join();
    DEMAND(nowhere->exitCode() == 127);
    const auto folder = Process::exec({"/"});
    folder->start();
    folder->join();
  });
  run.finish();
  const auto failures = run.of(kMainTask, Operation::execFailed);
  ASSERT_EQ(failures.size(), 3u);
  EXPECT_EQ(failures[0].peer(), run.task("missing"));
  EXPECT_EQ(failures[0].value, ENOENT);
  EXPECT_EQ(failures[1].value, ENOENT);
  EXPECT_EQ(failures[2].value, EACCES);
}

TEST(Processes, JoinGivesUpAtItsTimeoutAlsoWhenSignalsInterruptIt) {
  LiveRun run([] {
    const Latch never;
    onSignal(SIGALRM, [](int) {});
    Process worker([&] { never.await(); });
    worker.start();
    alarm(0.002);
    DEMAND(!worker.join(0.01));
    worker.kill();
    DEMAND(worker.join(10));
  });
  run.finish();
  const auto joins = run.of(kMainTask, Operation::join);
  ASSERT_EQ(joins[2].outcome, Outcome::timeout);
  EXPECT_GE(joins[2].time - joins[0].time, 10'000'000);
  EXPECT_EQ(run.of(kMainTask, Operation::deliver).size(), 2u);
}

TEST(Processes, RefuseWhatPythonRefuses) {
  LiveRun run([] {
    Process worker([] {
      Process child([] {});
      DEMAND(refusal([&] { child.start(); }) ==
             "daemonic processes are not allowed to have children");
    });
    DEMAND(refusal([&] { worker.join(); }) == "can only join a started process");
    DEMAND(!refusal([&] { worker.terminate(); }).empty());
    worker.setDaemon(true);
    worker.start();
    DEMAND(refusal([&] { worker.start(); }) == "cannot start a process twice");
    DEMAND(refusal([&] { worker.setDaemon(false); }) == "cannot set daemon status of active task");
    Process brother(
        [&] { DEMAND(refusal([&] { worker.join(); }) == "can only join a child process"); });
    brother.start();
    brother.join();
    worker.join();
    DEMAND(worker.exitCode() == 0);
  });
  run.finish();
}

TEST(Processes, AreNamedByTheirPlaceInTheFamily) {
  LiveRun run([] {
    Process first([] {});
    Process second([] {
      Process child([] {});
      DEMAND(child.name() == "Process-2:1");
    });
    second.start();
    second.join();
  });
  run.finish();
}

TEST(Processes, TerminateTheirDaemonsAndWaitForTheOthersAtTheEnd) {
  LiveRun run([] {
    const Latch ready;
    const Latch never;
    const Latch go;
    Process daemon(
        [&] {
          ready.open();
          never.await();
        },
        "daemon", true);
    Process worker(
        [&] {
          go.await();
          say("finished after the parent's target");
        },
        "worker");
    Thread opener([&] { go.open(); });
    daemon.start();
    worker.start();
    ready.await();
    opener.start();
    opener.join();
  });
  run.finish();
  EXPECT_TRUE(run.said("finished after the parent's target"));
  EXPECT_EQ(run.one(kMainTask, Operation::kill).peer(), run.task("daemon"));
  std::map<TaskId, std::int64_t> codes;
  for (const Event& event : run.of(kMainTask, Operation::reap)) codes[event.peer()] = event.value;
  EXPECT_EQ(codes[run.task("daemon")], -SIGTERM);
  EXPECT_EQ(codes[run.task("worker")], 0);
}

TEST(Processes, AreActiveUntilTheyAreReaped) {
  LiveRun run([] {
    const Latch never;
    const Latch there;
    Process lasting([&] {
      there.open();
      never.await();
    });
    Process brief([] {});
    lasting.start();
    brief.start();
    there.await();
    while (activeChildren().size() != 1) sleep(0.0005);
    DEMAND(activeChildren() == std::vector<TaskId>{lasting.id()});
    DEMAND(brief.exitCode() == 0);
    lasting.kill();
    lasting.join();
    DEMAND(activeChildren().empty());
  });
  run.finish();
  EXPECT_EQ(run.of(kMainTask, Operation::reap).size(), 2u);
}

TEST(Processes, StartFromManyThreadsAtOnce) {
  LiveRun run([] {
    std::vector<std::unique_ptr<Thread>> starters;
    for (int i = 0; i < 8; ++i)
      starters.push_back(std::make_unique<Thread>([i] {
        Process forked([i] { exitNow(i); });
        forked.start();
        const auto executed = Process::exec({"/bin/true"});
        executed->start();
        forked.join();
        executed->join();
        DEMAND(forked.exitCode() == i);
        DEMAND(executed->exitCode() == 0);
      }));
    for (auto& starter : starters) starter->start();
    for (auto& starter : starters) starter->join();
  });
  run.finish();
}

TEST(Processes, ThatTheKernelDoesNotGiveAreAnErrorWithItsReason) {
  LiveRun run([] {
    wantNoMoreTasks();
    Process forked([] {});
    const auto spawned = Process::spawn("fail-at-once", {});
    for (Process* process : {&forked, spawned.get()}) {
      int error = 0;
      try {
        process->start();
      } catch (const StartError& refused) {
        error = refused.error;
        DEMAND(std::string(refused.what()).find("(EAGAIN)") != std::string::npos);
      }
      DEMAND(error == EAGAIN);
      DEMAND(!process->isAlive());
    }
  });
  run.finish();
  std::vector<Event> failed = run.of(kMainTask, Operation::start);
  std::erase_if(failed, [](const Event& event) { return event.outcome != Outcome::failed; });
  ASSERT_EQ(failed.size(), 2u);
  EXPECT_EQ(failed[0].value, EAGAIN);
  EXPECT_EQ(failed[0].peer(), run.task("Process-1"));
}

TEST(Processes, WithoutADescriptorForTheirBirthAreAnErrorWithItsReason) {
  LiveRun run([] {
    const rlimit none{0, 0};
    DEMAND(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    const auto spawned = Process::spawn("fail-at-once", {});
    int error = 0;
    try {
      spawned->start();
    } catch (const StartError& refused) {
      error = refused.error;
    }
    DEMAND(error == EMFILE);
  });
  run.finish();
}

TEST(Processes, LeaveNoCoreFiles) {
  LiveRun run([] {
    rlimit limit{};
    DEMAND(::getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0);
  });
  run.finish();
}

}  // namespace
}  // namespace lockstep
