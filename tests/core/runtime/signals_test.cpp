// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>

#include "run_fixture.h"

namespace lockstep {
namespace {

std::atomic<int> gSeen{0};

TEST(Signals, AreDeliveredToAHandlerThatKnowsItsSender) {
  LiveRun run([] {
    const Latch ready;
    Process driver(
        [&] {
          blockSignals({SIGUSR1});
          onSignal(SIGUSR1, [](int signal) { say(signal == SIGUSR1 ? "off we go" : "what?"); });
          ready.open();
          pause();
        },
        "driver");
    driver.start();
    ready.await();
    DEMAND(lockstep::kill(driver.id(), SIGUSR1));
    driver.join();
    DEMAND(driver.exitCode() == 0);
  });
  run.finish();
  const TaskId driver = run.task("driver");
  EXPECT_TRUE(run.said("off we go"));
  const Event sent = run.one(kMainTask, Operation::kill);
  const Event entered = run.one(driver, Operation::deliver, Phase::request);
  const Event left = run.one(driver, Operation::deliver);
  EXPECT_EQ(sent.peer(), driver);
  EXPECT_EQ(entered.value, SIGUSR1);
  EXPECT_EQ(entered.peer(), kMainTask);
  EXPECT_LT(sent.time, entered.time);
  EXPECT_LT(entered.time, left.time);
  EXPECT_LT(left.time, run.one(driver, Operation::pause).time);
  EXPECT_EQ(run.one(driver, Operation::handle).value, SIGUSR1);
}

TEST(Signals, HaveNoSenderWhenTheyComeFromOutside) {
  LiveRun run([] {
    blockSignals({SIGUSR2});
    onSignal(SIGUSR2, [](int) {});
    say("ready");
    pause();
  });
  ASSERT_TRUE(run.until([&] { return run.said("ready"); }));
  ASSERT_EQ(::kill(run.arena().taskInfo(kMainTask).pid, SIGUSR2), 0);
  run.finish();
  EXPECT_FALSE(run.one(kMainTask, Operation::deliver, Phase::request).peer().valid());
}

TEST(Signals, OfAnAlarmEndAPause) {
  LiveRun run([] {
    blockSignals({SIGALRM});
    onSignal(SIGALRM, [](int) {});
    alarm(0.002);
    pause();
    alarm(100);
    alarm(0);
  });
  run.finish();
  const auto alarms = run.of(kMainTask, Operation::alarm);
  ASSERT_EQ(alarms.size(), 3u);
  EXPECT_EQ(alarms[0].value, 2'000'000);
  EXPECT_GE(run.one(kMainTask, Operation::deliver, Phase::request).time - alarms[0].time,
            2'000'000);
  const auto pauses = run.of(kMainTask, Operation::pause);
  ASSERT_EQ(pauses.size(), 3u);
  EXPECT_EQ(pauses[1].phase, Phase::blocked);
}

TEST(Signals, WaitWhileTheyAreBlocked) {
  LiveRun run([] {
    gSeen = 0;
    onSignal(SIGUSR1, [](int) { ++gSeen; });
    blockSignals({SIGUSR1, SIGUSR2});
    lockstep::kill(currentTask(), SIGUSR1);
    DEMAND(gSeen == 0);
    unblockSignals({SIGUSR1});
    DEMAND(gSeen == 1);
  });
  run.finish();
  const auto masks = run.of(kMainTask, Operation::mask);
  ASSERT_EQ(masks.size(), 2u);
  const auto bit = [](int signal) { return std::int64_t{1} << (signal - 1); };
  EXPECT_EQ(masks[0].value, bit(SIGUSR1) | bit(SIGUSR2));
  EXPECT_EQ(masks[1].value, bit(SIGUSR2));
  EXPECT_LT(masks[1].time, run.one(kMainTask, Operation::deliver, Phase::request).time);
}

TEST(Signals, CanBeIgnoredAndGivenBackTheirDefault) {
  LiveRun run([] {
    ignoreSignal(SIGTERM);
    lockstep::kill(currentTask(), SIGTERM);
    Process child([] {
      defaultSignal(SIGTERM);
      lockstep::kill(currentTask(), SIGTERM);
      exitNow(9);
    });
    child.start();
    child.join();
    DEMAND(child.exitCode() == -SIGTERM);
  });
  run.finish();
  EXPECT_EQ(run.one(kMainTask, Operation::handle).aux, 1u);
  EXPECT_EQ(run.one(run.task("Process-1"), Operation::handle).aux, 0u);
}

TEST(Signals, ThatNobodyCanHandleAreRefused) {
  LiveRun run([] {
    for (const int signal : {SIGKILL, SIGSTOP, 0, -1, 1000}) {
      bool refused = false;
      try {
        onSignal(signal, [](int) {});
      } catch (const TaskError&) {
        refused = true;
      }
      DEMAND(refused);
    }
  });
  run.finish();
}

TEST(Signals, DoNotShortenASleep) {
  LiveRun run([] {
    onSignal(SIGALRM, [](int) {});
    alarm(0.002);
    sleep(0.02);
  });
  run.finish();
  const auto sleeps = run.of(kMainTask, Operation::sleep);
  ASSERT_EQ(sleeps.size(), 2u);
  EXPECT_EQ(sleeps[0].value, 20'000'000);
  EXPECT_GE(sleeps[1].time - sleeps[0].time, 20'000'000);
  EXPECT_EQ(run.of(kMainTask, Operation::deliver).size(), 2u);
}

TEST(Signals, OfAStorm) {
  LiveRun run([] {
    gSeen = 0;
    onSignal(SIGUSR1, [](int) { ++gSeen; });
    const TaskId parent = currentTask();
    Process sender([&] {
      for (int i = 0; i < 200; ++i) lockstep::kill(parent, SIGUSR1);
    });
    sender.start();
    sender.join();
    DEMAND(gSeen > 0);
    DEMAND(sender.exitCode() == 0);
  });
  run.finish();
  int inside = 0;
  for (const Event& event : run.of(kMainTask, Operation::deliver)) {
    inside += event.phase == Phase::request ? 1 : -1;
    EXPECT_GE(inside, 0);
    EXPECT_EQ(event.peer(), run.task("Process-1"));
  }
  EXPECT_EQ(inside, 0);
}

}  // namespace
}  // namespace lockstep
