// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/probe.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <source_location>
#include <thread>

#include "probe_fixture.h"

namespace lockstep {
namespace {

SiteId here(std::source_location where = std::source_location::current()) {
  return probe::site(where);
}

std::vector<Event> drained(const Shared& shared, TaskId task) {
  std::vector<Event> out;
  RingReader(shared.arena, task).drain(out);
  return out;
}

TEST(Probe, BeginsAndEndsATask) {
  Shared shared({});
  probe::enter(kMainTask);
  EXPECT_EQ(probe::self(), kMainTask);
  const std::int64_t before = monotonicNow();
  const std::int64_t stamp = probe::write(probe::event(Operation::say, Phase::done, 5));
  EXPECT_GE(stamp, before);
  probe::leave(7);
  EXPECT_FALSE(probe::self().valid());
  EXPECT_EQ(probe::write(probe::event(Operation::say)), 0);

  const auto events = drained(shared, kMainTask);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].operation, Operation::begin);
  EXPECT_EQ(events[0].peer(), kSupervisor);
  EXPECT_GE(events[0].value, 0);
  EXPECT_EQ(events[1].time, stamp);
  EXPECT_EQ(events[2].operation, Operation::end);
  EXPECT_EQ(events[2].value, 7);
  const TaskInfo info = shared.arena.taskInfo(kMainTask);
  EXPECT_EQ(info.pid, ::getpid());
  EXPECT_EQ(info.tid, ::syscall(SYS_gettid));
  EXPECT_EQ(info.ppid, ::getppid());
  EXPECT_EQ(shared.arena.task(kMainTask).finished, 1u);
  EXPECT_EQ(shared.arena.task(kMainTask).exitCode, 7);
}

TEST(Probe, GivesAForkedChildNoTaskUntilItEntersOne) {
  Shared shared({});
  probe::enter(kMainTask);
  const TaskId child = shared.arena.addTask(kMainTask, TaskKind::process, "child", false);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (probe::self().valid() || probe::write(probe::event(Operation::say)) != 0) ::_exit(1);
    probe::enter(child);
    probe::write(probe::event(Operation::say));
    probe::leave(0);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
  probe::leave(0);
  EXPECT_EQ(drained(shared, kMainTask).size(), 2u);
  EXPECT_EQ(drained(shared, child).size(), 3u);
  EXPECT_EQ(shared.arena.taskInfo(child).pid, pid);
}

TEST(Probe, GivesOneIdToOnePlaceInEveryProcess) {
  Shared shared({});
  const auto place = [] { return here(); };
  const SiteId first = place();
  EXPECT_EQ(place(), first);
  EXPECT_NE(here(), first);
  EXPECT_EQ(shared.arena.siteInfo(first).file, "probe_test.cpp");
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(place() == first ? 0 : 1);
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
}

TEST(Probe, NamesTheFunctionOfASitePlainly) {
  Shared shared({});
  struct Local {
    static SiteId place() { return here(); }
  };
  const auto inLambda = [](const std::function<void(int)>&) { return here(); };
  EXPECT_EQ(shared.arena.siteInfo(Local::place()).function, "place");
  EXPECT_EQ(shared.arena.siteInfo(inLambda({})).function, "TestBody");
}

TEST(Probe, ReportsTheRunDelayAfterABlock) {
  Shared shared({});
  probe::enter(kMainTask);
  probe::returned();
  probe::leave(0);
  const auto events = drained(shared, kMainTask);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[1].operation, Operation::delay);
  EXPECT_GE(events[1].value, events[0].value);
}

void endInHandler(int) {
  probe::leave(3);
  ::_exit(3);
}

TEST(Probe, PublishesTheEndOfATaskThatAHandlerEndsInTheMiddleOfAWrite) {
  Shared shared(smallRing(FullRing::drop));
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::signal(SIGUSR1, &endInHandler);
    probe::enter(kMainTask);
    for (;;) probe::write(probe::event(Operation::say));
  }
  RingReader reader(shared.arena, kMainTask);
  std::vector<Event> out;
  ASSERT_TRUE(eventually([&] { return reader.drain(out) > 0; }));
  ASSERT_EQ(::kill(pid, SIGUSR1), 0);
  ASSERT_TRUE(eventually([&] {
    reader.drain(out);
    return shared.arena.task(kMainTask).finished != 0;
  }));
  reader.drain(out);
  ASSERT_EQ(::waitpid(pid, nullptr, 0), pid);
  EXPECT_EQ(out.back().operation, Operation::end);
  EXPECT_EQ(out.back().value, 3);
}

TEST(Gates, AreOpenInAFreeRun) {
  Shared shared({});
  probe::enter(kMainTask);
  probe::pass(probe::event(Operation::acquire, Phase::request));
  EXPECT_FALSE(parkedAt(shared.arena, kMainTask));
  EXPECT_FALSE(grant(shared.arena, kMainTask));
  probe::leave(0);
}

TEST(Gates, HoldATaskInAStepRunUntilItIsGranted) {
  Arena::Options options;
  options.mode = RunMode::step;
  Shared shared(options);
  std::atomic<int> passed{0};
  std::jthread task([&] {
    probe::enter(kMainTask);
    for (int i = 0; i < 3; ++i) {
      probe::pass(probe::event(Operation::acquire, Phase::request, i));
      ++passed;
    }
    probe::leave(0);
  });
  const auto first = waitUntilParked(shared.arena, kMainTask, monotonicNow() + kPatience);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->operation, Operation::begin);
  EXPECT_TRUE(grant(shared.arena, kMainTask));
  for (int i = 0; i < 3; ++i) {
    const auto next = waitUntilParked(shared.arena, kMainTask, monotonicNow() + kPatience);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->operation, Operation::acquire);
    EXPECT_EQ(next->value, i);
    EXPECT_EQ(next->task, kMainTask);
    EXPECT_EQ(passed, i);
    EXPECT_TRUE(grant(shared.arena, kMainTask));
    EXPECT_TRUE(eventually([&] { return passed == i + 1; }));
  }
  const auto last = waitUntilParked(shared.arena, kMainTask, monotonicNow() + kPatience);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->operation, Operation::end);
  EXPECT_TRUE(grant(shared.arena, kMainTask));
  task.join();
  EXPECT_FALSE(parkedAt(shared.arena, kMainTask));
}

}  // namespace
}  // namespace lockstep
