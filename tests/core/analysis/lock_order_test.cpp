// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/lock_order.h"

#include <gmock/gmock.h>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Main and three threads, three locks and a few other things.
HandMade table() {
  HandMade made;
  for (const char* name : {"Plato", "Kant", "Hume"}) made.thread(name);
  for (const char* name : {"1", "2", "3", "gate"}) made.resource(ResourceKind::lock, name);
  made.resource(ResourceKind::rlock, "again");
  made.resource(ResourceKind::semaphore, "bell", 0);
  made.resource(ResourceKind::condition, "ready");
  made.resource(ResourceKind::queue, "letters");
  made.resource(ResourceKind::barrier, "round", 2);
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=Plato
    2 main start.request peer=Kant
    3 Plato begin peer=main
    4 Kant begin peer=main
  )");
  return made;
}

std::vector<Finding> possibleIn(const HandMade& made) { return analyse(made.trace).possible; }

constexpr const char* kPlatoTakesOneThenTwo = R"(
    10 Plato acquire.request 1 line=30
    11 Plato acquire 1 value=1 line=30
    12 Plato acquire.request 2 line=31
    13 Plato acquire 2 value=1 line=31
    14 Plato release 2
    15 Plato release 1
  )";

constexpr const char* kKantTakesTwoThenOne = R"(
    20 Kant acquire.request 2 line=40
    21 Kant acquire 2 value=1 line=40
    22 Kant acquire.request 1 line=41
    23 Kant acquire 1 value=1 line=41
    24 Kant release 1
    25 Kant release 2
  )";

TEST(LockOrder, TellsOfADeadlockThatDidNotHappen) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo).lines(kKantTakesTwoThenOne).end(RunEnd::completed, 100);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::completed);
  EXPECT_THAT(report.happened, IsEmpty());
  ASSERT_THAT(report.possible, SizeIs(1));
  const Finding& found = report.possible[0];
  EXPECT_EQ(found.kind, FindingKind::deadlock);
  EXPECT_FALSE(found.happened);
  EXPECT_EQ(found.time, HandMade::us(22));
  ASSERT_THAT(found.edges, SizeIs(2));
  EXPECT_EQ(found.edges[0].waiter, made.task("Plato"));
  EXPECT_EQ(found.edges[0].holder, made.task("Kant"));
  EXPECT_EQ(found.edges[0].resource, made.resource("2"));
  EXPECT_EQ(found.edges[0].since, HandMade::us(12));
  EXPECT_EQ(found.edges[0].heldSince, HandMade::us(21));
  EXPECT_EQ(made.trace.site(found.edges[0].site)->line, 31);
  EXPECT_EQ(found.edges[1].waiter, made.task("Kant"));
  EXPECT_EQ(found.edges[1].holder, made.task("Plato"));
  EXPECT_EQ(found.edges[1].resource, made.resource("1"));
}

TEST(LockOrder, IsSilentWhereAllTakeTheirLocksInOneOrder) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo).lines(R"(
    20 Kant acquire 1 value=1
    21 Kant acquire 2 value=1
    22 Kant release 2
    23 Kant release 1
  )");
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

TEST(LockOrder, IsSilentWhereOneTaskTakesBothOrders) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo).lines(R"(
    20 Plato acquire 2 value=1
    21 Plato acquire 1 value=1
    22 Plato release 1
    23 Plato release 2
  )");
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

TEST(LockOrder, IsSilentWhereAGateLockKeepsTheTasksApart) {
  HandMade made = table();
  made.lines("6 Plato acquire gate value=1")
      .lines(kPlatoTakesOneThenTwo)
      .lines("16 Plato release gate")
      .lines("19 Kant acquire gate value=1")
      .lines(kKantTakesTwoThenOne)
      .lines("26 Kant release gate");
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

TEST(LockOrder, SpeaksUpWhereOnlyOneOfThemTakesTheGateLock) {
  HandMade made = table();
  made.lines("6 Plato acquire gate value=1")
      .lines(kPlatoTakesOneThenTwo)
      .lines("16 Plato release gate")
      .lines(kKantTakesTwoThenOne);
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, IsSilentWhereOneTaskStartsWhenTheOtherHasBeenJoined) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo).lines(R"(
    16 Plato end
    17 main join peer=Plato
    18 main start.request peer=Hume
    19 Hume begin peer=main
    20 Hume acquire 2 value=1
    21 Hume acquire 1 value=1
  )");
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

TEST(LockOrder, IsSilentWhereAMessageComesBetween) {
  HandMade queue = table();
  queue.lines(kPlatoTakesOneThenTwo)
      .lines("16 Plato put letters item=1")
      .lines("17 Kant get letters item=1 peer=Plato")
      .lines(kKantTakesTwoThenOne);
  EXPECT_THAT(possibleIn(queue), IsEmpty());

  HandMade bell = table();
  bell.lines(kPlatoTakesOneThenTwo)
      .lines("16 Plato release bell value=1")
      .lines("17 Kant acquire bell value=0")
      .lines(kKantTakesTwoThenOne);
  EXPECT_THAT(possibleIn(bell), IsEmpty());
}

TEST(LockOrder, TakesNoLockForAMessage) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo)
      .lines("16 Plato acquire gate value=1")
      .lines("17 Plato release gate")
      .lines("18 Kant acquire gate value=1")
      .lines("19 Kant release gate")
      .lines(kKantTakesTwoThenOne);
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, MeetsALaterRoundOfTheSameOrder) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo)
      .lines("16 Plato put letters item=1")
      .lines("17 Kant get letters item=1 peer=Plato")
      .lines(kKantTakesTwoThenOne);
  ASSERT_THAT(possibleIn(made), IsEmpty());
  made.lines(R"(
    30 Plato acquire 1 value=1
    31 Plato acquire 2 value=1
  )");
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, FindsTheCycleWithinOneRoundOfABarrier) {
  HandMade made = table();
  constexpr const char* kNextRound = R"(
    6 Plato wait.blocked round
    7 Kant wait round value=1
    8 Plato wait round value=0 peer=Kant
  )";
  made.lines(kNextRound).lines(kPlatoTakesOneThenTwo);
  made.lines(kNextRound, 100).lines(kKantTakesTwoThenOne, 100);
  EXPECT_THAT(possibleIn(made), IsEmpty()) << "each took both locks in a round of its own";
  made.lines(kPlatoTakesOneThenTwo, 200);
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, IsSilentAboutRequestsThatGiveUp) {
  for (const char* flag : {"timed", "nonblocking"}) {
    HandMade made = table();
    made.lines(kPlatoTakesOneThenTwo)
        .lines("20 Kant acquire 2 value=1")
        .lines(std::string("21 Kant acquire.request 1 ") + flag)
        .lines("22 Kant acquire 1 value=1");
    EXPECT_THAT(possibleIn(made), IsEmpty()) << flag;
  }
}

TEST(LockOrder, FindsACycleOfThree) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo).lines(R"(
    20 Kant acquire 2 value=1
    21 Kant acquire 3 value=1
    22 Kant release 3
    23 Kant release 2
    30 main acquire 3 value=1
    31 main acquire 1 value=1
  )");
  const std::vector<Finding> found = possibleIn(made);
  ASSERT_THAT(found, SizeIs(1));
  ASSERT_THAT(found[0].edges, SizeIs(3));
  EXPECT_EQ(found[0].edges[0].waiter, kMainTask);
  EXPECT_EQ(found[0].edges[0].resource, made.resource("1"));
  EXPECT_EQ(found[0].edges[0].holder, made.task("Plato"));
  EXPECT_EQ(found[0].edges[2].holder, kMainTask);
}

TEST(LockOrder, IsSilentAboutThreeOfWhomTwoNeverMeet) {
  constexpr const char* kPlato = R"(
    10 Plato acquire 1 value=1
    11 Plato acquire 2 value=1
    12 Plato release 2
    13 Plato release 1
  )";
  constexpr const char* kKant = R"(
    10 Kant acquire 2 value=1
    11 Kant acquire 3 value=1
    12 Kant release 3
    13 Kant release 2
  )";
  constexpr const char* kMain = R"(
    10 main acquire 3 value=1
    11 main acquire 1 value=1
  )";
  HandMade platoFirst = table();
  platoFirst.lines(kPlato).lines("14 Plato put letters item=1");
  platoFirst.lines("20 Kant get letters item=1 peer=Plato").lines(kKant, 20).lines(kMain, 40);
  EXPECT_THAT(possibleIn(platoFirst), IsEmpty());

  HandMade kantFirst = table();
  kantFirst.lines(kKant).lines("14 Kant put letters item=1");
  kantFirst.lines("20 Plato get letters item=1 peer=Kant").lines(kPlato, 20).lines(kMain, 40);
  EXPECT_THAT(possibleIn(kantFirst), IsEmpty());
}

TEST(LockOrder, CountsARequestThatWasNeverGranted) {
  HandMade made;
  made.process("Plato");
  made.process("Kant");
  for (const char* name : {"1", "2"}) made.resource(ResourceKind::lock, name);
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=Plato
    2 main start.request peer=Kant
    3 main acquire 2 value=1
    4 Plato acquire 1 value=1
    5 Plato acquire.request 2
    6 Plato acquire.blocked 2
    7 main kill peer=Plato value=9
    8 Plato exited
    9 main release 2
    10 Kant acquire 2 value=1
    11 Kant acquire.request 1
    12 Kant acquire.blocked 1
  )");
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, ReportsTheSameLocksOnce) {
  HandMade made = table();
  for (int meal = 0; meal < 3; ++meal)
    made.lines(kPlatoTakesOneThenTwo, meal * 100)
        .lines(kKantTakesTwoThenOne, meal * 100)
        .lines("26 Kant put letters item=1", meal * 100);
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, DoesNotRepeatADeadlockThatHappened) {
  HandMade made = deadlockedSupper();
  made.end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::deadlock);
  EXPECT_THAT(report.possible, IsEmpty());
}

TEST(LockOrder, SeesASemaphoreOfOnePermitAsALock) {
  HandMade made = table();
  made.resource(ResourceKind::semaphore, "single", 1);
  made.lines(R"(
    10 Plato acquire single value=0
    11 Plato acquire 1 value=1
    12 Plato release 1
    13 Plato release single value=1
    20 Kant acquire 1 value=1
    21 Kant acquire single value=0
  )");
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, SeesTwoSemaphoresOfOnePermitAsLocks) {
  HandMade made = table();
  made.resource(ResourceKind::semaphore, "single", 1);
  made.resource(ResourceKind::semaphore, "other", 1);
  made.lines(R"(
    10 Plato acquire single value=0
    11 Plato acquire other value=0
    12 Plato release other value=1
    13 Plato release single value=1
    20 Kant acquire other value=0
    21 Kant acquire single value=0
  )");
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, IsSilentAboutWhatAnotherTaskReleases) {
  HandMade made = table();
  made.resource(ResourceKind::semaphore, "single", 1);
  made.lines(R"(
    10 Plato acquire single value=0
    11 Plato acquire 1 value=1
    12 Plato release 1
    13 Kant release single value=1
    20 Kant acquire 1 value=1
    21 Kant acquire single value=0
  )");
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

TEST(LockOrder, TakesAnRLockThatIsHeldAlreadyForNoRequest) {
  HandMade made = table();
  made.lines(R"(
    10 Plato acquire again value=1
    11 Plato acquire 1 value=1
    12 Plato acquire again value=2
    13 Plato release again value=1
    14 Plato release 1
    15 Plato release again value=0
    20 Kant acquire again value=1
    21 Kant acquire 1 value=1
  )");
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

TEST(LockOrder, SeesTheLockThatAWaitTakesBackWhileAnotherIsHeld) {
  HandMade made = table();
  made.lines(R"(
    10 Plato acquire 1 value=1
    11 Plato release 1 inner
    12 Plato wait.blocked ready
    13 Plato acquire 2 value=1      # nobody does this; the probe could
    14 Plato acquire 1 value=1 inner
    15 Plato wait ready
    16 Plato release 1
    17 Plato release 2
    20 Kant acquire 1 value=1
    21 Kant acquire 2 value=1
  )");
  EXPECT_THAT(possibleIn(made), SizeIs(1));
}

TEST(LockOrder, IsSilentWhereMissingEventsMayHaveOrderedTheTasks) {
  HandMade made = table();
  made.lines(kPlatoTakesOneThenTwo).lines("16 Plato lost value=4").lines(kKantTakesTwoThenOne);
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

TEST(LockOrder, DoesNotGuessWhatATaskHoldsWhoseEventsAreMissing) {
  HandMade made = table();
  made.lines("9 Plato lost value=1").lines(kPlatoTakesOneThenTwo).lines(kKantTakesTwoThenOne);
  EXPECT_THAT(possibleIn(made), IsEmpty());
}

}  // namespace
}  // namespace lockstep
