// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/words.h"

#include <gmock/gmock.h>

#include <set>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string stateAt(const HandMade& made, std::int64_t time, std::string_view task) {
  return Words().state(made.trace, made.trace.at(HandMade::us(time)), made.task(task));
}

TEST(Words, GiveDurationsInThreeFigures) {
  EXPECT_EQ(Words::duration(0), "0 ns");
  EXPECT_EQ(Words::duration(-5), "0 ns");
  EXPECT_EQ(Words::duration(830), "830 ns");
  EXPECT_EQ(Words::duration(1'200'000), "1.20 ms");
  EXPECT_EQ(Words::duration(45'670), "45.7 us");
  EXPECT_EQ(Words::duration(999'999), "1.00 ms");
  EXPECT_EQ(Words::duration(2'500'000'000), "2.50 s");
  EXPECT_EQ(Words::duration(75'000'000'000), "75.0 s");
}

TEST(Words, NameWhatHasNoName) {
  HandMade made;
  made.thread("");
  made.resource(ResourceKind::lock, "");
  EXPECT_EQ(Words().taskName(made.trace, TaskId{2}), "task 2");
  EXPECT_EQ(Words().taskName(made.trace, kSupervisor), "Lockstep");
  EXPECT_EQ(Words().resourceName(made.trace, ResourceId{0}), "Lock 0");
  EXPECT_EQ(Words::place(made.trace, SiteId{}), "");
}

TEST(Words, SayWhatABlockedTaskWaitsForAndWhoHoldsItSinceWhen) {
  HandMade made = deadlockedSupper();
  made.trace.advance(HandMade::us(1013));
  EXPECT_EQ(stateAt(made, 1013, "Plato"),
            "blocked: waits for fork 2, held by Kant since 1.00 ms, at supper.cpp:31");
  EXPECT_EQ(stateAt(made, 1013, "main"), "blocked: waits for Plato to end, at supper.cpp:12");
}

TEST(Words, SayThatAQueueIsEmptyOrFull) {
  HandMade made;
  made.resource(ResourceKind::queue, "orders", 1);
  made.lines(R"(
    0 main begin peer=user
    1 main get.request orders timed line=3
    2 main get.blocked orders timed line=3
  )");
  EXPECT_EQ(stateAt(made, 2, "main"),
            "blocked: waits in get() on orders, which is empty, at supper.cpp:3, with a timeout");
}

TEST(Words, SayThatAReadyTaskIsParkedByLockstepWhereItIs) {
  HandMade made;
  made.lines(R"(
    0 main begin peer=user
    1 main parked value=1
  )");
  EXPECT_EQ(stateAt(made, 1, "main"), "ready: parked by Lockstep, goes on when it is chosen");
}

TEST(Words, SayHowLongATaskSleeps) {
  HandMade made;
  made.lines(R"(
    0 main switch_in value=1
    1 main begin peer=user
    2 main sleep.request value=5000000 line=4
    3 main switch_out value=1
  )");
  made.trace.advance(HandMade::us(10));
  EXPECT_EQ(stateAt(made, 2, "main"), "running on CPU 1");
  EXPECT_EQ(stateAt(made, 9, "main"), "blocked: sleeps 5.00 ms, at supper.cpp:4");
}

TEST(Words, SayThatTheProbeAloneCannotTellRunningFromReady) {
  HandMade made;
  made.lines("0 main begin peer=user");
  EXPECT_THAT(stateAt(made, 0, "main"), HasSubstr("running or ready"));
}

TEST(Words, SayHowATaskEnded) {
  HandMade made;
  made.process("worker");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    5 worker end value=3
    6 worker exited
    9 main join peer=worker value=3
  )");
  EXPECT_EQ(stateAt(made, 7, "worker"), "zombie: ended with exit code 3, not yet reaped");
  EXPECT_EQ(stateAt(made, 9, "worker"), "terminated: ended with exit code 3");
}

TEST(Words, NameTheRingOfADeadlock) {
  HandMade made = deadlockedSupper();
  made.end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(
      Words().verdict(made.trace, report),
      "deadlock: Plato waits for fork 2, held by Kant, at supper.cpp:31; Kant waits for fork 1, "
      "held by Plato, at supper.cpp:31");
  EXPECT_EQ(Words().finding(made.trace, report.happened[1]),
            "hang: main has waited 500 ms for Plato to end, at supper.cpp:12");
  EXPECT_EQ(Words().edge(made.trace, report.happened[0].edges[0], HandMade::us(1013)),
            "Plato waits for fork 2, held by Kant since 1.00 ms, at supper.cpp:31");
}

std::vector<std::string> sentences(const HandMade& made, const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  for (const Finding& finding : findings) all.push_back(Words().finding(made.trace, finding));
  return all;
}

TEST(Words, NameBothSidesOfARaceInTheVerdictToo) {
  HandMade made;
  made.thread("worker");
  made.resource(ResourceKind::sharedValue, "counter");
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=worker
    2 worker begin peer=main
    3 main load counter aux=0 line=15
    4 worker store counter aux=0 line=17
  )")
      .end(RunEnd::completed, 10);
  EXPECT_EQ(Words().verdict(made.trace, analyse(made.trace)),
            "race: main loads counter, at supper.cpp:15; worker stores counter, at supper.cpp:17; "
            "nothing orders the two");
}

TEST(Words, SayWhoTakesWhichLockWhileItHoldsAnother) {
  HandMade made;
  for (const char* name : {"Plato", "Kant"}) made.thread(name);
  for (const char* name : {"fork_1", "fork_2"}) made.resource(ResourceKind::lock, name);
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=Plato
    2 main start.request peer=Kant
    3 Plato acquire fork_1 value=1 line=30
    4 Plato acquire fork_2 value=1 line=31
    5 Plato release fork_2
    6 Plato release fork_1
    7 Kant acquire fork_2 value=1 line=30
    8 Kant acquire fork_1 value=1 line=31
    9 Kant release fork_1
    10 Kant release fork_2
  )");
  EXPECT_THAT(sentences(made, analyse(made.trace).possible),
              ElementsAre("possible deadlock: Plato takes fork 2 while it holds fork 1, at "
                          "supper.cpp:31; Kant takes fork 1 while it holds fork 2, at "
                          "supper.cpp:31"));
}

TEST(Words, SayWhichNotifyWentUnheardAndWhoWaitsBlindly) {
  HandMade made;
  made.thread("consumer");
  made.resource(ResourceKind::lock, "lock");
  made.resource(ResourceKind::condition, "delivery");
  made.lines(R"(
    0 main begin peer=user
    1 main notify delivery line=5
    2 consumer acquire lock value=1
    3 consumer release lock inner
    4 consumer wait.blocked delivery line=8
  )");
  EXPECT_THAT(sentences(made, analyse(made.trace).possible),
              ElementsAre("possible lost wake-up: main notifies delivery, and nobody waits there, "
                          "at supper.cpp:5; consumer then waits without looking first, at "
                          "supper.cpp:8"));
}

TEST(Words, TellADoubleReleaseOfALockFromThatOfASemaphore) {
  HandMade made;
  made.resource(ResourceKind::lock, "lock");
  made.resource(ResourceKind::boundedSemaphore, "permits", 1);
  made.lines(R"(
    0 main begin peer=user
    1 main release lock outcome=not_owned line=3
    2 main release permits outcome=over-released line=4
  )");
  EXPECT_THAT(
      sentences(made, analyse(made.trace).happened),
      ElementsAre(
          "double release: main releases lock, which it does not hold, at supper.cpp:3",
          "double release: main releases permits, which has all its permits, at supper.cpp:4"));
}

TEST(Words, ReadAnEventAsCodeAndEffect) {
  HandMade made;
  made.thread("Plato");
  made.resource(ResourceKind::lock, "fork_2");
  made.resource(ResourceKind::queue, "orders");
  made.lines(R"(
    0 main acquire.request fork_2
    1 main acquire.blocked fork_2
    2 main acquire fork_2 value=1
    3 main get orders item=7
    4 main get orders outcome=Empty
    5 main say text=good_morning
    6 main kill peer=Plato value=10
  )");
  const auto words = [&](std::size_t i) { return Words().event(made.trace, made.trace.event(i)); };
  EXPECT_EQ(words(0), "fork 2.acquire()");
  EXPECT_EQ(words(1), "fork 2.acquire() must wait");
  EXPECT_EQ(words(2), "fork 2.acquire() done");
  EXPECT_EQ(words(3), "orders.get() gives 7");
  EXPECT_EQ(words(4), "orders.get() ends: Empty");
  EXPECT_EQ(words(5), "says: good morning");
  EXPECT_EQ(words(6), "kill(Plato, SIGUSR1) done");
}

TEST(Words, SayWhatAnIntervalIs) {
  HandMade made = deadlockedSupper();
  const Lane& lane = made.trace.lane(made.task("Plato"));
  EXPECT_EQ(Words().interval(made.trace, lane.interval(lane.size() - 1)),
            "blocked in acquire of fork 2");
}

TEST(Words, AskTheTranslatorForWholeSentencesAndFillTheSlotsAfterwards) {
  std::set<std::string> asked;
  const Words words([&](const char* english) {
    asked.insert(english);
    return std::string(english) == "{task} waits for {resource}, held by {holder}"
               ? std::string("{holder} <- {resource} <- {task}")
               : std::string(english);
  });
  HandMade made = deadlockedSupper();
  made.end(RunEnd::quiescent, 500'000);
  EXPECT_THAT(words.verdict(made.trace, analyse(made.trace)), HasSubstr("Kant <- fork 2 <- Plato"));
  EXPECT_TRUE(asked.contains("deadlock: {waits}"));
}

TEST(Words, NameWhatCouldNotBeStartedAndWhy) {
  HandMade made;
  made.thread("Plato");
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=Plato line=10
    2 main start peer=Plato value=11 outcome=failed line=10
    3 main abort
  )");
  made.end(RunEnd::quiescent, 10);
  EXPECT_EQ(Words().verdict(made.trace, analyse(made.trace)),
            "failed start: main could not start Plato: Resource temporarily unavailable (EAGAIN), "
            "at supper.cpp:10");
}

TEST(Words, FindAWordForEveryFindingAndLeaveNoSlotOpen) {
  HandMade made = deadlockedSupper();
  for (int kind = 0; kind <= static_cast<int>(FindingKind::priorityInversion); ++kind) {
    for (const std::int64_t number : {0, 1, 2}) {
      Finding finding;
      finding.kind = static_cast<FindingKind>(kind);
      finding.task = TaskId{2};
      finding.peer = TaskId{1};
      finding.resource = ResourceId{0};
      finding.count = number;
      finding.value = -number;
      finding.until = number;
      finding.happened = number != 1;
      if (number == 2) finding.edges.resize(2);
      finding.accesses.resize(static_cast<std::size_t>(number));
      const std::string sentence = Words().finding(made.trace, finding);
      EXPECT_FALSE(sentence.empty());
      EXPECT_THAT(sentence, Not(HasSubstr("{")));
    }
  }
}

TEST(Words, LeaveNoSlotOpenForAnyStateOperationAndKind) {
  HandMade made;
  for (int kind = 0; kind < kResourceKinds; ++kind)
    made.resource(static_cast<ResourceKind>(kind), "it_" + std::to_string(kind));
  for (int operation = 0; operation < kOperations; ++operation) {
    for (int kind = 0; kind < kResourceKinds; ++kind) {
      Moment moment;
      moment.tasks.resize(2);
      TaskMoment& task = moment.tasks[1];
      task.id = kMainTask;
      task.reason = static_cast<Operation>(operation);
      task.resource = ResourceId{static_cast<std::uint32_t>(kind)};
      Event event;
      event.task = kMainTask;
      event.operation = task.reason;
      event.resource = task.resource;
      EXPECT_THAT(Words().event(made.trace, event), Not(HasSubstr("{")));
      for (int state = 0; state < kStates; ++state) {
        task.state = static_cast<State>(state);
        EXPECT_THAT(Words().state(made.trace, moment, kMainTask), Not(HasSubstr("{")));
      }
    }
  }
}

}  // namespace
}  // namespace lockstep
