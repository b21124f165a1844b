// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/races.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Finding> racesIn(const HandMade& made) {
  std::vector<Finding> races;
  for (const Finding& finding : analyse(made.trace).happened)
    if (finding.kind == FindingKind::race) races.push_back(finding);
  return races;
}

/// Main with two threads and a child process of one thread, and one resource of every kind.
HandMade family() {
  HandMade made;
  for (const char* name : {"a", "b"}) made.thread(name);
  made.process("child");
  made.thread("grandchild", "child");
  made.resource(ResourceKind::sharedValue, "total");
  made.resource(ResourceKind::lock, "lock");
  made.resource(ResourceKind::semaphore, "permits", 1);
  made.resource(ResourceKind::event, "go");
  made.resource(ResourceKind::condition, "ready");
  made.resource(ResourceKind::barrier, "table", 2);
  made.resource(ResourceKind::barrier, "crowd", 3);
  made.resource(ResourceKind::queue, "letters");
  made.resource(ResourceKind::queue, "tray", 1);
  made.resource(ResourceKind::queue, "desk", 2);
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=a
    2 main start.request peer=b
    3 main start.request peer=child
    4 a begin peer=main
    5 b begin peer=main
    6 child begin peer=main
    7 child start.request peer=grandchild
    8 grandchild begin peer=child
  )");
  return made;
}

TEST(Races, NameBothAccessesAndTheirPlaces) {
  HandMade made = family();
  made.lines(R"(
    10 a load total aux=0 line=4
    11 b store total aux=0 line=6
  )")
      .end(RunEnd::completed, 20);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::race);
  EXPECT_TRUE(isBad(Verdict::race));
  const std::vector<Finding> races = racesIn(made);
  ASSERT_THAT(races, SizeIs(1));
  const Finding& race = races[0];
  EXPECT_EQ(race.kind, FindingKind::race);
  EXPECT_TRUE(race.happened);
  EXPECT_EQ(race.time, HandMade::us(11));
  EXPECT_EQ(race.task, made.task("b"));
  EXPECT_EQ(race.peer, made.task("a"));
  EXPECT_EQ(race.resource, made.resource("total"));
  EXPECT_EQ(race.count, 1);
  ASSERT_THAT(race.accesses, SizeIs(2));
  EXPECT_EQ(race.accesses[0].task, made.task("a"));
  EXPECT_EQ(race.accesses[0].operation, Operation::load);
  EXPECT_EQ(race.accesses[0].time, HandMade::us(10));
  EXPECT_EQ(made.trace.site(race.accesses[0].site)->line, 4);
  EXPECT_EQ(race.accesses[1].operation, Operation::store);
  EXPECT_EQ(made.trace.site(race.accesses[1].site)->line, 6);
}

TEST(Races, NeedAStore) {
  HandMade made = family();
  made.lines(R"(
    10 a load total aux=0
    11 b load total aux=0
  )");
  EXPECT_THAT(racesIn(made), IsEmpty());
}

TEST(Races, AreReportedOnceForEachValueAndCounted) {
  HandMade made = family();
  made.resource(ResourceKind::sharedValue, "other");
  made.lines(R"(
    10 a store total aux=0
    11 b load total aux=1
    12 a store total aux=1
    13 a store other aux=0
    14 b store other aux=1
  )");
  const std::vector<Finding> races = racesIn(made);
  ASSERT_THAT(races, SizeIs(2));
  EXPECT_EQ(races[0].time, HandMade::us(11));
  EXPECT_EQ(races[0].count, 2);
  EXPECT_EQ(races[1].resource, made.resource("other"));
}

TEST(Races, RankBelowALostUpdateOfTheSameRun) {
  HandMade made = family();
  made.lines(R"(
    10 a load total aux=0
    11 b load total aux=0
    12 a store total aux=0
    13 b store total aux=1
  )")
      .end(RunEnd::completed, 20);
  EXPECT_EQ(analyse(made.trace).verdict, Verdict::lostUpdate);
  EXPECT_THAT(racesIn(made), SizeIs(1));
}

TEST(Races, OfAStoreAndAnOlderLoadAreSeenPastTheLoadsOfOthers) {
  HandMade made = family();
  made.lines(R"(
    10 a load total aux=0
    11 main load total aux=0
    12 main release permits value=2
    13 b acquire permits value=1
    14 b store total aux=0
  )");
  const std::vector<Finding> races = racesIn(made);
  ASSERT_THAT(races, SizeIs(1));
  EXPECT_EQ(races[0].peer, made.task("a"));
}

/// The same accesses twice: once ordered by an edge, once past it.
struct Edge {
  std::string name;
  std::string ordered;
  std::string unordered;
};

void PrintTo(const Edge& edge, std::ostream* out) { *out << edge.name; }

class OrderedBy : public testing::TestWithParam<Edge> {};

TEST_P(OrderedBy, ThisEdgeThereIsNoRace) {
  HandMade made = family();
  made.lines(GetParam().ordered);
  EXPECT_THAT(racesIn(made), IsEmpty());
}

TEST_P(OrderedBy, ThisEdgeAloneOrThereIsARace) {
  HandMade made = family();
  made.lines(GetParam().unordered);
  EXPECT_THAT(racesIn(made), SizeIs(1));
}

const std::vector<Edge> kEdges = {
    {"ALock", R"(
    10 a acquire lock value=1
    11 a store total aux=0
    12 a release lock
    13 b acquire lock value=1
    14 b store total aux=1
  )",
     R"(
    10 a acquire lock value=1
    11 a release lock
    12 a store total aux=0
    13 b acquire lock value=1
    14 b store total aux=1
  )"},
    {"ALockThatWasNotRefused", R"(
    10 a acquire lock value=1
    11 a store total aux=0
    12 a release lock
    13 b acquire lock value=1 timed
    14 b load total aux=1
  )",
     R"(
    10 a acquire lock value=1
    11 a store total aux=0
    12 a release lock
    13 b acquire lock timed outcome=timeout
    14 b load total aux=1
  )"},
    {"ALockOfADeadOwner", R"(
    10 child acquire lock value=1
    11 child store total aux=0
    12 child exited
    13 main acquire lock value=1 outcome=abandoned
    14 main load total aux=1
  )",
     R"(
    10 child acquire lock value=1
    11 child store total aux=0
    12 child exited
    13 main acquire lock outcome=timeout
    14 main load total aux=1
  )"},
    {"ASemaphore", R"(
    10 a store total aux=0
    11 a release permits value=2
    12 b acquire permits value=1
    13 b load total aux=1
  )",
     R"(
    10 a release permits value=2
    11 a store total aux=0
    12 b acquire permits value=1
    13 b load total aux=1
  )"},
    {"AnEventThatIsWaitedFor", R"(
    10 b wait.request go
    11 b wait.blocked go
    12 a store total aux=0
    13 a set go value=1
    14 b wait go peer=a
    15 b load total aux=1
  )",
     R"(
    10 b wait.request go timed
    11 b wait.blocked go timed
    12 a store total aux=0
    13 a set go value=1
    14 b wait go outcome=timeout
    15 b load total aux=1
  )"},
    {"AnEventThatIsSeenUp", R"(
    10 a store total aux=0
    11 a set go
    12 b is_set go value=1
    13 b load total aux=1
  )",
     R"(
    10 a store total aux=0
    11 a set go
    12 b is_set go value=0
    13 b load total aux=1
  )"},
    {"ANotify", R"(
    10 b wait.blocked ready
    11 a store total aux=0
    12 a notify ready peer=b
    13 b wait ready peer=a
    14 b load total aux=1
  )",
     R"(
    10 b wait.blocked ready timed
    11 a store total aux=0
    12 a notify ready peer=main
    13 b wait ready outcome=timeout
    14 b load total aux=1
  )"},
    {"TheLastAtABarrier", R"(
    10 a store total aux=0
    11 a wait.blocked table
    12 b wait table value=1
    13 b load total aux=1
  )",
     R"(
    10 a wait.blocked table
    11 b wait table value=1
    12 a wait table value=0 peer=b
    13 a store total aux=0
    14 b load total aux=1
  )"},
    {"TheFirstAtABarrierWhoLeavesLater", R"(
    10 a wait.blocked table
    11 b store total aux=0
    12 b wait table value=1
    13 main wait.blocked table
    14 a wait table value=0 peer=b
    15 a load total aux=1
  )",
     R"(
    10 a wait.blocked table
    11 b wait table value=1
    12 b store total aux=0
    13 main wait.blocked table
    14 a wait table value=0 peer=b
    15 a load total aux=1
  )"},
    {"AnotherWhoCameToTheSameBarrier", R"(
    10 a store total aux=0
    11 a wait.blocked crowd
    12 main wait.blocked crowd
    13 child wait crowd value=2
    14 main wait crowd value=1 peer=child
    15 main load total aux=1
  )",
     R"(
    10 a wait.blocked crowd
    11 main wait.blocked crowd
    12 child wait crowd value=2
    13 a wait crowd value=0 peer=child
    14 a store total aux=0
    15 main wait crowd value=1 peer=child
    16 main load total aux=1
  )"},
    {"ABrokenBarrier", R"(
    10 a store total aux=0
    11 a abort_barrier table
    12 b wait table outcome=broken
    13 b load total aux=1
  )",
     R"(
    10 a abort_barrier table
    11 a store total aux=0
    12 b wait table outcome=broken
    13 b load total aux=1
  )"},
    {"AnItem", R"(
    10 main put letters item=1
    11 a store total aux=0
    12 a put letters item=2
    13 b get letters item=1 peer=main
    14 b get letters item=2 peer=a
    15 b load total aux=1
  )",
     R"(
    10 main put letters item=1
    11 a store total aux=0
    12 a put letters item=2
    13 b get letters item=1 peer=main
    14 b load total aux=1
  )"},
    {"AnItemThatOvertakesAnother", R"(
    10 main put letters item=1
    11 a store total aux=0
    12 a put letters item=2
    13 b get letters item=2 peer=a
    14 b load total aux=1
  )",
     R"(
    10 a put letters item=1
    11 a store total aux=0
    12 main put letters item=2
    13 b get letters item=2 peer=main
    14 b load total aux=1
  )"},
    {"APlaceInAQueue", R"(
    10 b put tray item=1
    11 a store total aux=0
    12 a get tray item=1 peer=b
    13 b put tray item=2
    14 b load total aux=1
  )",
     R"(
    10 b put desk item=1
    11 a store total aux=0
    12 a get desk item=1 peer=b
    13 b put desk item=2
    14 b load total aux=1
  )"},
    {"AStart", R"(
    10 child store total aux=0
    11 child start.request peer=grandchild
    12 grandchild begin peer=child
    13 grandchild load total aux=1
  )",
     R"(
    10 child start.request peer=grandchild
    11 child store total aux=0
    12 grandchild begin peer=child
    13 grandchild load total aux=1
  )"},
    {"AJoin", R"(
    10 a store total aux=0
    11 a end
    12 main join peer=a
    13 main load total aux=1
  )",
     R"(
    10 a store total aux=0
    11 main join peer=a timed outcome=timeout
    12 main load total aux=1
  )"},
    {"AJoinOfAProcessAndSoOfItsThreads", R"(
    10 grandchild store total aux=0
    11 child exited
    12 main join peer=child value=-9
    13 main load total aux=1
  )",
     R"(
    10 grandchild store total aux=0
    11 main is_alive peer=child value=1
    12 main load total aux=1
  )"},
    {"AJoinButNotOfAThreadElsewhere", R"(
    10 a store total aux=0
    11 main join peer=a
    12 main load total aux=1
  )",
     R"(
    10 a store total aux=0
    11 child join peer=a
    12 child load total aux=1
  )"},
    {"AReap", R"(
    10 child store total aux=0
    11 child end
    12 a reap peer=child
    13 a load total aux=1
  )",
     R"(
    10 child store total aux=0
    11 child end
    12 b reap peer=child
    13 a load total aux=1
  )"},
    {"ALookThatFindsItDead", R"(
    10 a store total aux=0
    11 a end
    12 main is_alive peer=a value=0
    13 main load total aux=1
  )",
     R"(
    10 a store total aux=0
    11 main is_alive peer=a value=1
    12 main load total aux=1
  )"},
    {"ASignal", R"(
    10 grandchild store total aux=0
    11 grandchild kill peer=main value=10
    12 main deliver.request peer=child value=10
    13 main load total aux=1
  )",
     R"(
    10 grandchild store total aux=0
    11 grandchild kill peer=main value=10
    12 main deliver.request peer=child value=12
    13 main load total aux=1
  )"},
    {"ASignalOfAnUnnamedSender", R"(
    10 child store total aux=0
    11 child kill peer=main value=14
    12 main deliver.request value=14
    13 main load total aux=1
  )",
     R"(
    10 child kill peer=main value=14
    11 child store total aux=0
    12 main deliver.request value=14
    13 main load total aux=1
  )"},
    {"AChainThroughAThird", R"(
    10 a store total aux=0
    11 a put letters item=1
    12 main get letters item=1 peer=a
    13 main set go
    14 b wait go
    15 b load total aux=1
  )",
     R"(
    10 a store total aux=0
    11 main set go
    12 a put letters item=1
    13 main get letters item=1 peer=a
    14 b wait go
    15 b load total aux=1
  )"},
};

INSTANTIATE_TEST_SUITE_P(Races, OrderedBy, testing::ValuesIn(kEdges),
                         [](const auto& edge) { return edge.param.name; });

TEST(Races, TakeTheParentsClockWhereTheStartIsNotInTheLog) {
  HandMade made;
  made.thread("a");
  made.resource(ResourceKind::sharedValue, "total");
  made.lines(R"(
    0 main begin peer=user
    1 main store total aux=0
    2 a begin peer=main
    3 a load total aux=1
    4 main store total aux=1
  )");
  const std::vector<Finding> races = racesIn(made);
  ASSERT_THAT(races, SizeIs(1));
  EXPECT_EQ(races[0].time, HandMade::us(4));
}

TEST(Races, BlameNobodyForWhatMissingEventsMayHaveOrdered) {
  HandMade made = family();
  made.lines(R"(
    10 a acquire lock value=1
    11 a store total aux=0
    12 b acquire lock value=1
    13 b load total aux=1         # it may have released it in what is missing
    14 a lost value=3
    15 main load total aux=1
  )");
  EXPECT_THAT(racesIn(made), IsEmpty());
}

TEST(Races, AreFoundBeforeAndAfterWhatIsMissing) {
  HandMade made = family();
  made.resource(ResourceKind::sharedValue, "other");
  made.lines(R"(
    10 a store total aux=0
    11 b store total aux=1
    12 a acquire lock value=1
    13 a lost value=3
    14 a store other aux=0
    15 b store other aux=1
  )");
  EXPECT_THAT(racesIn(made), SizeIs(2));
}

TEST(Races, BlameNobodyForWhatCameTooLateForItsPlace) {
  HandMade made = family();
  made.lines(R"(
    10 a store total aux=0
    12 b wait go
    13 b load total aux=1
    11 a set go
    14 b load total aux=1
  )");
  ASSERT_EQ(made.trace.lateCount(), 1u);
  EXPECT_THAT(racesIn(made), IsEmpty());
}

TEST(Races, DoNotReachAcrossTwoValuesThatBoreOneId) {
  HandMade made = family();
  made.lines(R"(
    10 a store total aux=0
    11 b create total value=0
    12 b store total aux=0
  )");
  EXPECT_THAT(racesIn(made), IsEmpty());
}

TEST(Races, AreNotLookedForAmongMoreTasksThanClocksAreKeptFor) {
  HandMade made = family();
  Event event;
  event.time = HandMade::us(10);
  event.task = TaskId{60'000};
  event.operation = Operation::store;
  event.resource = made.resource("total");
  made.trace.append(event);
  made.lines("11 a store total aux=1");
  EXPECT_THAT(racesIn(made), IsEmpty());
}

}  // namespace
}  // namespace lockstep
