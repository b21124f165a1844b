// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "run_fixture.h"

namespace lockstep {
namespace {

TEST(Threads, LiveFromStartToJoin) {
  LiveRun run([] {
    const Latch go;
    const Latch there;
    Thread worker([&] {
      there.open();
      go.await();
      say("works");
    });
    DEMAND(worker.name() == "Thread-1");
    DEMAND(!worker.isAlive());
    DEMAND(worker.pid() == 0);
    worker.start();
    there.await();
    DEMAND(worker.isAlive());
    DEMAND(worker.pid() == ::getpid());
    DEMAND(worker.tid() > 0 && worker.tid() != ::getpid());
    go.open();
    DEMAND(worker.join());
    DEMAND(!worker.isAlive());
    DEMAND(worker.join());  // again, at once
  });
  run.finish();
  const TaskId worker = run.task("Thread-1");
  ASSERT_TRUE(worker.valid());
  EXPECT_EQ(run.arena().taskInfo(worker).parent, kMainTask);
  const Event started = run.one(kMainTask, Operation::start);
  EXPECT_EQ(started.peer(), worker);
  EXPECT_EQ(started.value, run.arena().taskInfo(worker).tid);
  EXPECT_LT(run.one(kMainTask, Operation::start, Phase::request).time,
            run.one(worker, Operation::begin).time);
  EXPECT_EQ(run.one(worker, Operation::end).value, 0);
  const auto joins = run.of(kMainTask, Operation::join);
  EXPECT_EQ(joins.back().peer(), worker);
  EXPECT_GT(joins.back().time, run.one(worker, Operation::end).time);
  EXPECT_TRUE(run.said("works"));
  EXPECT_EQ(run.arena().siteInfo(started.site).file, "thread_test.cpp");
}

TEST(Threads, JoinGivesUpAtItsTimeout) {
  LiveRun run([] {
    const Latch go;
    Thread worker([&] { go.await(); });
    worker.start();
    DEMAND(!worker.join(0.002));
    DEMAND(!worker.join(0));
    DEMAND(!worker.join(-1));
    go.open();
    DEMAND(worker.join(10));
  });
  run.finish();
  const auto joins = run.of(kMainTask, Operation::join);
  ASSERT_GE(joins.size(), 3u);
  EXPECT_TRUE(joins[0].has(kFlagTimed));
  EXPECT_EQ(joins[1].phase, Phase::blocked);
  EXPECT_EQ(joins[2].outcome, Outcome::timeout);
  EXPECT_GE(joins[2].time - joins[0].time, 2'000'000);
}

TEST(Threads, RefuseWhatPythonRefuses) {
  LiveRun run([] {
    Thread worker([] {});
    DEMAND(refusal([&] { worker.join(); }) == "cannot join thread before it is started");
    worker.setDaemon(true);
    DEMAND(worker.daemon());
    worker.start();
    DEMAND(refusal([&] { worker.start(); }) == "threads can only be started once");
    DEMAND(refusal([&] { worker.setDaemon(false); }) == "cannot set daemon status of active task");
    worker.join();
    Thread* self = nullptr;
    Thread narcissus(
        [&] { DEMAND(refusal([&] { self->join(); }) == "cannot join current thread"); });
    self = &narcissus;
    narcissus.start();
    narcissus.join();
  });
  run.finish();
  int refused = 0;
  for (const Event& event : run.events()) refused += event.outcome == Outcome::refused;
  EXPECT_EQ(refused, 4);
}

TEST(Threads, AreWaitedForAtTheEndOfTheirProcessUnlessTheyAreDaemons) {
  LiveRun run([] {
    static Latch go;  // outlives this function
    go = Latch();
    static Latch never;
    never = Latch();
    Thread(
        [] {
          go.await();
          say("done after all");
        },
        "worker")
        .start();
    Thread([] { never.await(); }, "forgotten", true).start();
    Thread(
        [] {
          sleep(0.005);
          go.open();
        },
        "opener", true)
        .start();
  });
  run.finish();
  EXPECT_TRUE(run.said("done after all"));
  EXPECT_TRUE(run.of(run.task("forgotten"), Operation::end).empty());
  EXPECT_EQ(run.one(kMainTask, Operation::join).peer(), run.task("worker"));
}

TEST(Threads, EndAloneWhenAnExceptionLeavesThem) {
  LiveRun run([] {
    Thread worker([] { throw TaskError("broken"); });
    worker.start();
    DEMAND(worker.join());
  });
  run.finish();
  EXPECT_TRUE(run.said("error: broken"));
  EXPECT_EQ(run.one(run.task("Thread-1"), Operation::end).value, 1);
  EXPECT_TRUE(run.of(run.task("Thread-1"), Operation::abortTask).empty());
  EXPECT_EQ(run.one(kMainTask, Operation::end).value, 0);
}

TEST(Threads, AreEnumeratedWithTheCallerFirst) {
  LiveRun run([] {
    const Latch go;
    const Latch listed;
    Thread first([&] { go.await(); });
    Thread second([&] {
      const auto tasks = enumerate();
      DEMAND(tasks.size() == 3 && tasks.front() == currentTask());
      DEMAND(std::count(tasks.begin(), tasks.end(), kMainTask) == 1);
      listed.open();
    });
    first.start();
    second.start();
    listed.await();
    second.join();
    DEMAND((enumerate() == std::vector<TaskId>{kMainTask, first.id()}));
    go.open();
    first.join();
    DEMAND(enumerate() == std::vector<TaskId>{kMainTask});
  });
  run.finish();
}

TEST(Threads, ManyStartAndEndTogether) {
  LiveRun run([] {
    std::vector<std::unique_ptr<Thread>> workers;
    for (int i = 0; i < 100; ++i) workers.push_back(std::make_unique<Thread>([] { say("hello"); }));
    for (auto& worker : workers) worker->start();
    for (auto& worker : workers) DEMAND(worker->join());
  });
  run.finish();
  int hellos = 0;
  for (const Event& event : run.events()) hellos += event.operation == Operation::say;
  EXPECT_EQ(hellos, 100);
  for (const Event& event : run.of(kMainTask, Operation::start))
    if (event.phase == Phase::done) {
      EXPECT_EQ(event.value, run.arena().taskInfo(event.peer()).tid);
    }
}

TEST(Threads, AreRefusedWhenTheTaskTableIsFull) {
  LiveRun run([] {
    int started = 0;
    try {
      for (;; ++started) {
        Thread worker([] {});
        worker.start();
        worker.join();
      }
    } catch (const TaskError&) {
      DEMAND(started == static_cast<int>(kMaxTasks) - 2);
    }
  });
  run.finish();
}

TEST(Threads, ThatTheKernelDoesNotGiveAreAnErrorWithItsReason) {
  LiveRun run([] {
    const Latch go;
    Thread first([&] { go.await(); });
    first.start();
    wantNoMoreTasks();
    Thread second([] {});
    int error = 0;
    try {
      second.start();
    } catch (const StartError& refused) {
      error = refused.error;
      DEMAND(std::string(refused.what()) == "can't start new thread");
    }
    DEMAND(error == EAGAIN);
    DEMAND(!second.isAlive());
    DEMAND(!refusal([&] { second.join(); }).empty());
    go.open();
    DEMAND(first.join());
  });
  run.finish();
  const auto starts = run.of(kMainTask, Operation::start);
  ASSERT_EQ(starts.size(), 4u);
  EXPECT_EQ(starts[3].phase, Phase::done);
  EXPECT_EQ(starts[3].outcome, Outcome::failed);
  EXPECT_EQ(starts[3].value, EAGAIN);
  EXPECT_EQ(starts[3].peer(), run.task("Thread-2"));
}

TEST(Threads, RecordHowWillingTheyAreToLetOthersRun) {
  LiveRun run([] {
    Thread worker([] {
      DEMAND(setNice(7));
      DEMAND(::getpriority(PRIO_PROCESS, 0) == 7);
      Thread heir([] { DEMAND(::getpriority(PRIO_PROCESS, 0) == 7); });
      heir.start();
      heir.join();
    });
    const int own = ::getpriority(PRIO_PROCESS, 0);
    worker.start();
    worker.join();
    DEMAND(::getpriority(PRIO_PROCESS, 0) == own);
  });
  run.finish();
  const Event nice = run.one(run.task("Thread-1"), Operation::setNice);
  EXPECT_EQ(nice.value, 7);
  EXPECT_EQ(nice.outcome, Outcome::ok);
}

}  // namespace
}  // namespace lockstep
