// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/analysis.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Finding* find(const Report& report, FindingKind kind) {
  const auto found = std::find_if(report.happened.begin(), report.happened.end(),
                                  [kind](const Finding& finding) { return finding.kind == kind; });
  return found == report.happened.end() ? nullptr : &*found;
}

std::vector<FindingKind> kinds(const Report& report) {
  std::vector<FindingKind> all;
  for (const Finding& finding : report.happened) all.push_back(finding.kind);
  return all;
}

std::vector<TaskId> waiters(const Finding& finding) {
  std::vector<TaskId> tasks;
  for (const WaitEdge& edge : finding.edges) tasks.push_back(edge.waiter);
  return tasks;
}

TEST(Verdict, HasTheWordsOfTheDesign) {
  EXPECT_EQ(name(Verdict::lostUpdate), "lost-update");
  EXPECT_EQ(name(Verdict::lostWakeup), "lost-wakeup");
  EXPECT_EQ(name(Verdict::race), "race");
  EXPECT_TRUE(isBad(Verdict::hang));
  EXPECT_TRUE(isBad(Verdict::race));
  EXPECT_FALSE(isBad(Verdict::stopped));
}

TEST(Verdict, IsCompletedForARunWhoseLocksCameFreeInTime) {
  HandMade made;
  made.thread("Plato");
  made.resource(ResourceKind::lock, "fork_1");
  made.lines(R"(
    0 main begin peer=user
    1 main acquire fork_1 value=1
    2 Plato begin peer=main
    3 Plato acquire.request fork_1
    4 Plato acquire.blocked fork_1
    9 main release fork_1
    12 Plato acquire fork_1 value=1 peer=main
    20 Plato release fork_1
    21 Plato end
    22 main join peer=Plato
    23 main end
  )")
      .end(RunEnd::completed, 30);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::completed);
  EXPECT_THAT(report.happened, IsEmpty());
  EXPECT_EQ(report.resources[0].operations, 4u);
  EXPECT_EQ(report.resources[0].contended, 1u);
  EXPECT_EQ(report.resources[0].holdTime, 16'000);
  EXPECT_EQ(report.resources[0].waitTime, 8'000);
  EXPECT_EQ(report.tasks[1].holdTime, 8'000);
  EXPECT_EQ(report.tasks[1].waitTime, 8'000);
  EXPECT_DOUBLE_EQ(report.evidence[static_cast<std::size_t>(Evidence::probe)], 1);
}

TEST(Verdict, IsDeadlockWhenTwoTasksHoldWhatTheOtherWantsAndMainJoinsThem) {
  HandMade made = deadlockedSupper();
  made.end(RunEnd::quiescent, 600'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::deadlock);
  ASSERT_THAT(kinds(report), ElementsAre(FindingKind::deadlock, FindingKind::hang));
  const Finding& deadlock = report.happened[0];
  EXPECT_EQ(deadlock.time, HandMade::us(17));
  EXPECT_EQ(deadlock.until, 0);
  ASSERT_THAT(waiters(deadlock), ElementsAre(made.task("Plato"), made.task("Kant")));
  EXPECT_EQ(deadlock.edges[0].holder, made.task("Kant"));
  EXPECT_EQ(deadlock.edges[0].resource, made.resource("fork_2"));
  EXPECT_EQ(deadlock.edges[0].heldSince, HandMade::us(13));
  EXPECT_EQ(made.trace.site(deadlock.edges[0].site)->line, 31);
  EXPECT_THAT(waiters(report.happened[1]), ElementsAre(kMainTask));
}

TEST(Verdict, StaysDeadlockWhenAKillBrokeTheCycleLater) {
  HandMade made = deadlockedSupper();
  made.lines(R"(
    500 user kill peer=main value=9   # of the whole process
    501 Plato exited
    501 Kant exited
    501 main exited
    510 user reap peer=main value=-9
  )")
      .end(RunEnd::completed, 600);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::deadlock);
  EXPECT_EQ(find(report, FindingKind::deadlock)->until, HandMade::us(501));
}

TEST(Verdict, IsHangWhenTheOtherHadBeenKilledBeforeItsLockWasAskedFor) {
  HandMade made;
  made.process("Plato");
  made.process("Kant");
  for (const char* name : {"fork_1", "fork_2"}) made.resource(ResourceKind::lock, name);
  made.lines(R"(
    0 main begin peer=user
    1 main acquire fork_2 value=1
    2 Plato acquire fork_1 value=1
    3 Plato acquire.request fork_2
    4 Plato acquire.blocked fork_2
    5 main kill peer=Plato value=9
    6 Plato exited
    7 main release fork_2
    8 main end
    9 Kant acquire fork_2 value=1
    10 Kant acquire.request fork_1
    11 Kant acquire.blocked fork_1
  )")
      .end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::hang);
  EXPECT_EQ(find(report, FindingKind::deadlock), nullptr);
  EXPECT_TRUE(find(report, FindingKind::hang)->edges.at(0).holderDead);
}

TEST(Verdict, IsNoDeadlockWhenAnotherTaskReleasedTheLock) {
  HandMade made = deadlockedSupper();
  made.thread("Hume");
  made.lines(R"(
    20 Hume begin peer=main
    21 Hume release fork_2
    22 Plato acquire fork_2 value=1 peer=Hume line=31
    23 Plato release fork_2
    24 Plato release fork_1
    25 Kant acquire fork_1 value=1 peer=Plato
    26 Kant release fork_1
    27 Kant end
    28 Plato end
    29 Hume end
    30 main join peer=Plato
    31 main end
  )")
      .end(RunEnd::completed, 40);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::completed);
}

TEST(Verdict, IsNoDeadlockWhileOneOfTheWaitsHasATimeout) {
  HandMade made;
  made.thread("Plato");
  made.resource(ResourceKind::lock, "fork_1");
  made.resource(ResourceKind::lock, "fork_2");
  made.lines(R"(
    0 main begin peer=user
    1 main acquire fork_1 value=1
    2 Plato begin peer=main
    3 Plato acquire fork_2 value=1
    4 Plato acquire.request fork_1 timed
    5 Plato acquire.blocked fork_1
    6 main acquire.request fork_2
    7 main acquire.blocked fork_2
  )");
  const WaitGraph graph = waitGraph(made.trace.at(HandMade::us(7)), made.trace);
  EXPECT_EQ(graph.edges.size(), 2u);
  EXPECT_THAT(graph.cycles, IsEmpty());
  made.lines(R"(
    10 Plato acquire fork_1 outcome=timeout
    11 Plato release fork_2
    12 main acquire fork_2 value=1 peer=Plato
    13 Plato end
    14 main release fork_2
    15 main release fork_1
    16 main end
  )")
      .end(RunEnd::completed, 20);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::completed);
}

TEST(Verdict, IsDeadlockWhenATaskAcquiresItsOwnLockAgain) {
  HandMade made;
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main begin peer=user
    1 main acquire lock value=1
    2 main acquire.request lock
    3 main acquire.blocked lock
  )")
      .end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::deadlock);
  EXPECT_THAT(kinds(report), ElementsAre(FindingKind::deadlock));
}

TEST(Verdict, IsHangWithAWaiterWhoseQueueStaysEmpty) {
  HandMade made;
  made.thread("consumer");
  made.resource(ResourceKind::queue, "orders", 2);
  made.lines(R"(
    0 main begin peer=user
    1 consumer begin peer=main
    2 consumer get.request orders line=7
    3 consumer get.blocked orders line=7
    4 main join.request peer=consumer line=9
    5 main join.blocked peer=consumer line=9
  )")
      .end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::hang);
  ASSERT_THAT(kinds(report), ElementsAre(FindingKind::hang));
  const Finding& hang = report.happened[0];
  ASSERT_THAT(waiters(hang), ElementsAre(kMainTask, made.task("consumer")));
  EXPECT_EQ(hang.edges[0].holder, made.task("consumer"));
  EXPECT_FALSE(hang.edges[0].resource.valid());
  EXPECT_FALSE(hang.edges[1].holder.valid());
  EXPECT_EQ(hang.edges[1].since, HandMade::us(3));
}

TEST(Verdict, IsTheSameAfterTheCleanUpKilledWhatHung) {
  HandMade made = deadlockedSupper();
  made.lines(R"(
    600000 Plato exited
    600000 Kant exited
    600001 main exited
    600010 user reap peer=main value=-9
  )")
      .end(RunEnd::quiescent, 600'020);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::deadlock);
  EXPECT_EQ(report.happened[0].until, 0);
  EXPECT_THAT(kinds(report), ElementsAre(FindingKind::deadlock, FindingKind::hang));
}

TEST(Verdict, IsHangWithTimeLimitWhenATaskCouldStillRun) {
  HandMade made;
  made.lines("0 main begin peer=user").end(RunEnd::timeLimit, 1'000'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::hang);
  EXPECT_THAT(kinds(report), ElementsAre(FindingKind::timeLimit));
}

TEST(Verdict, IsLostWakeupWhenTheNotifyFoundNobodyAndTheWaiterCameLater) {
  HandMade made;
  made.thread("consumer");
  made.resource(ResourceKind::lock, "lock");
  made.resource(ResourceKind::condition, "released");
  made.lines(R"(
    0 main begin peer=user
    1 main acquire lock value=1
    2 main notify_all released line=5
    3 main release lock
    4 main join.request peer=consumer
    5 main join.blocked peer=consumer
    10 consumer begin peer=main
    11 consumer acquire lock value=1
    12 consumer release lock inner
    13 consumer wait.request released line=8
    14 consumer wait.blocked released line=8
  )")
      .end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::lostWakeup);
  const Finding* lost = find(report, FindingKind::lostWakeup);
  ASSERT_NE(lost, nullptr);
  EXPECT_EQ(lost->task, kMainTask);
  EXPECT_EQ(lost->time, HandMade::us(2));
  EXPECT_THAT(waiters(*lost), ElementsAre(made.task("consumer")));
}

TEST(Verdict, IsHangNotLostWakeupWhenNobodyEverNotified) {
  HandMade made;
  made.resource(ResourceKind::condition, "released");
  made.lines(R"(
    0 main begin peer=user
    1 main wait.request released
    2 main wait.blocked released
  )")
      .end(RunEnd::quiescent, 500'000);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::hang);
}

TEST(Verdict, IsLostUpdateWithTheNumberOfStoresOverNewerVersions) {
  HandMade made;
  made.thread("a");
  made.thread("b");
  made.resource(ResourceKind::sharedValue, "total");
  made.lines(R"(
    0 main begin peer=user
    1 a begin peer=main
    2 b begin peer=main
    3 a load total value=0 aux=0
    4 b load total value=0 aux=0
    5 a store total value=1 aux=0
    6 b store total value=1 aux=1 line=4
    7 a load total value=1 aux=2
    8 a store total value=2 aux=2
    9 a end
    10 b end
    11 main end
  )")
      .end(RunEnd::completed, 20);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::lostUpdate);
  const Finding* lost = find(report, FindingKind::lostUpdate);
  ASSERT_NE(lost, nullptr);
  EXPECT_EQ(lost->count, 1);
  EXPECT_EQ(lost->task, made.task("b"));
  EXPECT_EQ(made.trace.site(lost->site)->line, 4);
  EXPECT_EQ(made.trace.at(made.trace.endTime()).resources[0].lostUpdates, 1);
}

TEST(Verdict, IsCrashedWhenASignalThatNobodySentEndedATask) {
  HandMade made;
  made.process("worker");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 main join.request peer=worker
    3 worker sleep.request value=100 line=3
    5 worker exited
    6 main join peer=worker value=-11
    7 main end
  )")
      .end(RunEnd::completed, 10);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::crashed);
  const Finding* crash = find(report, FindingKind::crashed);
  ASSERT_NE(crash, nullptr);
  EXPECT_EQ(crash->task, made.task("worker"));
  EXPECT_EQ(crash->value, -SIGSEGV);
}

TEST(Verdict, IsNoCrashWhenTheScenarioTerminatedTheTask) {
  HandMade made;
  made.process("worker");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 main kill peer=worker value=15
    5 worker exited
    6 main join peer=worker value=-15
    7 main end
  )")
      .end(RunEnd::completed, 10);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::completed);
}

TEST(Verdict, IsNoCrashForAnExitCodeThatIsNotZero) {
  HandMade made;
  made.process("worker");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    5 worker end value=3
    6 main join peer=worker value=3
    7 main end
  )")
      .end(RunEnd::completed, 10);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::completed);
}

TEST(Verdict, BlamesOneThreadForAnAbort) {
  HandMade made;
  made.process("worker");
  made.thread("helper", "worker");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 helper begin peer=worker
    3 helper abort line=5
    4 helper exited
    4 worker exited
    6 main join peer=worker value=-6
    7 main end
  )")
      .end(RunEnd::completed, 10);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::crashed);
  ASSERT_THAT(kinds(report), ElementsAre(FindingKind::crashed));
  EXPECT_EQ(report.happened[0].task, made.task("helper"));
}

TEST(Verdict, IsStoppedWhenTheUserStoppedARunThatWasWell) {
  HandMade made;
  made.lines("0 main begin peer=user").end(RunEnd::stopped, 10);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::stopped);
}

TEST(Verdict, IsRunningUntilTheRunHasEnded) {
  HandMade made = deadlockedSupper();
  made.trace.advance(HandMade::us(100));
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::running);
  EXPECT_NE(find(report, FindingKind::deadlock), nullptr);
}

TEST(Findings, NameTheLockThatAKilledTaskTookAlong) {
  HandMade made;
  made.process("worker");
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 worker acquire lock value=1 line=4
    3 main acquire.request lock line=9
    4 main acquire.blocked lock line=9
    5 user kill peer=worker value=9
    6 worker exited
  )")
      .end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::hang);
  const Finding* hang = find(report, FindingKind::hang);
  ASSERT_NE(hang, nullptr);
  ASSERT_EQ(hang->edges.size(), 1u);
  EXPECT_TRUE(hang->edges[0].holderDead);
  const Finding* abandoned = find(report, FindingKind::abandonedLock);
  ASSERT_NE(abandoned, nullptr);
  EXPECT_EQ(abandoned->task, made.task("worker"));
  EXPECT_EQ(abandoned->time, HandMade::us(6));
}

TEST(Findings, TellARobustLockTakenOver) {
  HandMade made;
  made.process("worker");
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 worker acquire lock value=1 line=4
    5 user kill peer=worker value=9
    6 worker exited
    7 main acquire lock value=1 outcome=abandoned
    8 main release lock
    9 main end
  )")
      .end(RunEnd::completed, 20);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::completed);
  EXPECT_THAT(kinds(report), ElementsAre(FindingKind::abandonedLock));
  EXPECT_EQ(report.resources[0].holdTime, 5'000);
}

TEST(Findings, NameALockThatAThreadEndedWithOnceWhateverItsKind) {
  for (const ResourceKind kind : {ResourceKind::lock, ResourceKind::rlock}) {
    HandMade made;
    made.thread("worker");
    made.resource(kind, "lock");
    made.lines(R"(
      0 main begin peer=user
      1 worker begin peer=main
      2 worker acquire lock value=1 line=4
      5 worker end value=0
      6 main join peer=worker
      7 main end
    )")
        .end(RunEnd::completed, 20);
    const Report report = analyse(made.trace);
    EXPECT_EQ(report.verdict, Verdict::completed);
    ASSERT_THAT(kinds(report), ElementsAre(FindingKind::abandonedLock));
    EXPECT_EQ(report.happened[0].task, made.task("worker"));
    EXPECT_EQ(report.happened[0].time, HandMade::us(5));
    EXPECT_EQ(made.trace.site(report.happened[0].site)->line, 4);
  }
}

TEST(Findings, NameARobustLockOnceThatWasHeldAtTheEndAndTakenOver) {
  HandMade made;
  made.process("worker");
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 worker acquire lock value=1
    5 worker end value=0
    6 worker exited
    7 main acquire lock value=1 outcome=abandoned
    8 main release lock
    9 main end
  )")
      .end(RunEnd::completed, 20);
  EXPECT_THAT(kinds(analyse(made.trace)), ElementsAre(FindingKind::abandonedLock));
}

TEST(Findings, ForgiveALockHeldAtTheEndThatAnotherTaskReleased) {
  HandMade made;
  made.thread("worker");
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 worker acquire lock value=1
    5 worker end value=0
    6 main release lock
    7 main end
  )")
      .end(RunEnd::completed, 20);
  EXPECT_THAT(analyse(made.trace).happened, IsEmpty());
}

TEST(Findings, TellAZombieLeftForLongerThanItsLimit) {
  HandMade made;
  made.process("worker");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    5 worker end value=0
    6 worker exited
    30000 main join peer=worker value=0
    30001 main end
  )")
      .end(RunEnd::completed, 30'010);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::completed);
  const Finding* zombie = find(report, FindingKind::zombie);
  ASSERT_NE(zombie, nullptr);
  EXPECT_EQ(zombie->task, made.task("worker"));
  EXPECT_EQ(zombie->until, HandMade::us(30'000));
}

TEST(Findings, NoZombieIsLeftByAParentThatWaitsForAnotherChild) {
  HandMade made;
  made.process("slow");
  made.process("quick");
  made.lines(R"(
    0 main begin peer=user
    1 slow begin peer=main
    2 quick begin peer=main
    3 main join.request peer=slow
    4 main join.blocked peer=slow
    5 quick end value=0
    6 quick exited
    40000 slow end value=0
    40001 slow exited
    40010 main join peer=slow value=0
    40020 main join peer=quick value=0
    40030 main end
  )")
      .end(RunEnd::completed, 40'040);
  EXPECT_EQ(find(analyse(made.trace), FindingKind::zombie), nullptr);
}

TEST(Findings, TellAnOrphanFromTheEndOfItsParent) {
  HandMade made;
  made.process("parent");
  made.process("child", "parent");
  made.lines(R"(
    0 main begin peer=user
    1 parent begin peer=main
    2 child begin peer=parent
    5 parent end value=0
    6 parent exited
    7 main join peer=parent value=0
    50 child end value=0
    51 child exited
    60 user reap peer=child value=0
    70 main end
  )")
      .end(RunEnd::completed, 80);
  const Report report = analyse(made.trace);
  const Finding* orphan = find(report, FindingKind::orphan);
  ASSERT_NE(orphan, nullptr);
  EXPECT_EQ(orphan->task, made.task("child"));
  EXPECT_EQ(orphan->peer, made.task("parent"));
  EXPECT_GT(orphan->until, orphan->time);
}

TEST(Sums, CountSwitchesAndPreemptionsFromKernelRecords) {
  HandMade made;
  made.lines(R"(
    0 main forked peer=user
    1 main switch_in value=0
    2 main begin peer=user
    5 main switch_out value=0 preempted
    8 main switch_in value=1
    10 main end
    11 main switch_out value=1
    11 main exited
  )")
      .end(RunEnd::completed, 20);
  const Report report = analyse(made.trace);
  ASSERT_EQ(report.tasks.size(), 1u);
  EXPECT_EQ(report.tasks[0].switches, 2u);
  EXPECT_EQ(report.tasks[0].preemptions, 1u);
  EXPECT_EQ(report.tasks[0].states[static_cast<std::size_t>(State::running)], 7'000);
  EXPECT_DOUBLE_EQ(report.evidence[static_cast<std::size_t>(Evidence::kernel)], 1);
}

TEST(Analysis, OfAnEmptyTraceFindsNothing) {
  const Report report = analyse(Trace());
  EXPECT_EQ(report.verdict, Verdict::running);
  EXPECT_THAT(report.happened, IsEmpty());
}

/// main could not start Kant (EAGAIN), and was aborted by that; Plato waits for ever.
HandMade supperWithoutKant() {
  HandMade made;
  made.thread("Plato");
  made.thread("Kant");
  made.resource(ResourceKind::queue, "dishes");
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=Plato line=10
    2 Plato begin peer=main
    3 main start peer=Plato line=10
    4 main start.request peer=Kant line=11
    5 main start peer=Kant value=11 outcome=failed line=11
    6 Plato get.request dishes
    7 Plato get.blocked dishes
  )");
  return made;
}

TEST(FailedStart, IsNamedWithItsReasonAndNoHang) {
  HandMade made = supperWithoutKant();
  made.lines(R"(
    8 main abort
    9 main join.request peer=Plato
    10 main join.blocked peer=Plato
  )");
  made.end(RunEnd::quiescent, 600'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::crashed);
  const Finding* const failed = find(report, FindingKind::failedStart);
  ASSERT_NE(failed, nullptr);
  EXPECT_EQ(failed, &report.happened.front()) << "it comes first";
  EXPECT_EQ(failed->task, kMainTask);
  EXPECT_EQ(failed->peer, made.task("Kant"));
  EXPECT_EQ(failed->value, EAGAIN);
  EXPECT_EQ(failed->count, 1);
  EXPECT_EQ(failed->time, HandMade::us(5));
  EXPECT_EQ(made.trace.site(failed->site)->line, 11);
  EXPECT_NE(find(report, FindingKind::crashed), nullptr) << "main was aborted by it";
}

TEST(FailedStart, OfATaskThatTheProgramCanDoWithoutIsNoFailure) {
  HandMade made = supperWithoutKant();
  made.lines(R"(
    8 main put dishes item=1
    9 Plato get dishes item=1 peer=main
    10 Plato end
    11 main end
  )");
  made.end(RunEnd::completed, 20);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::completed);
  EXPECT_NE(find(report, FindingKind::failedStart), nullptr);
}

TEST(FailedStart, OfMainIsWhatTheRunCameTo) {
  HandMade made;
  made.lines(R"(
    0 user start.request peer=main
    1 user start peer=main value=11 outcome=failed
    2 user end value=1
  )");
  made.end(RunEnd::stopped, 10);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::crashed);
}

}  // namespace
}  // namespace lockstep
