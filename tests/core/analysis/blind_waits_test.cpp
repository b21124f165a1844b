// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/blind_waits.h"

#include <gmock/gmock.h>

#include <string>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Somebody notifies and nobody waits.
HandMade shop(const std::string& caller = "main") {
  HandMade made;
  made.thread("consumer");
  made.resource(ResourceKind::lock, "lock");
  made.resource(ResourceKind::condition, "delivery");
  made.resource(ResourceKind::sharedValue, "stock");
  made.lines(R"(
    0 main begin peer=user
    1 consumer begin peer=main
  )");
  made.lines("2 " + caller + " acquire lock value=1");
  made.lines("3 " + caller + " notify delivery line=5");
  made.lines("4 " + caller + " release lock");
  return made;
}

constexpr const char* kWokenAfterAll = R"(
    20 main acquire lock value=1
    21 main notify delivery peer=consumer
    22 main release lock
    23 consumer acquire lock value=1 inner
    24 consumer wait delivery peer=main
    25 consumer release lock
    26 consumer end
    27 main end
  )";

constexpr const char* kWaitsBlindly = R"(
    10 consumer acquire lock value=1
    11 consumer release lock inner
    12 consumer wait.request delivery line=8
    13 consumer wait.blocked delivery line=8
  )";

TEST(BlindWaits, ArePossibleLostWakeUpsAfterANotifyThatWokeNobody) {
  HandMade made = shop();
  made.lines(kWaitsBlindly).lines(kWokenAfterAll).end(RunEnd::completed, 30);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::completed);
  EXPECT_THAT(report.happened, IsEmpty());
  ASSERT_THAT(report.possible, SizeIs(1));
  const Finding& found = report.possible[0];
  EXPECT_EQ(found.kind, FindingKind::lostWakeup);
  EXPECT_FALSE(found.happened);
  EXPECT_EQ(found.time, HandMade::us(13));
  EXPECT_EQ(found.task, kMainTask);
  EXPECT_EQ(made.trace.site(found.site)->line, 5);
  EXPECT_EQ(found.resource, made.resource("delivery"));
  ASSERT_THAT(found.edges, SizeIs(1));
  EXPECT_EQ(found.edges[0].waiter, made.task("consumer"));
  EXPECT_EQ(made.trace.site(found.edges[0].site)->line, 8);
}

TEST(BlindWaits, AreNotPossibleWhereTheyHappened) {
  HandMade made = shop();
  made.lines(kWaitsBlindly).lines("14 main end").end(RunEnd::quiescent, 500'000);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::lostWakeup);
  EXPECT_THAT(report.possible, IsEmpty());
}

TEST(BlindWaits, AreNoneAfterALookUnderTheLock) {
  HandMade made = shop();
  made.lines(R"(
    10 consumer acquire lock value=1
    11 consumer load stock aux=0
    12 consumer release lock inner
    13 consumer wait.request delivery
    14 consumer wait.blocked delivery
  )")
      .lines(kWokenAfterAll);
  EXPECT_THAT(analyse(made.trace).possible, IsEmpty());
}

TEST(BlindWaits, CountALookOnlyFromTheAcquireOn) {
  HandMade made = shop();
  made.lines(R"(
    8 consumer load stock aux=0
  )")
      .lines(kWaitsBlindly)
      .lines(kWokenAfterAll);
  EXPECT_THAT(analyse(made.trace).possible, SizeIs(1));
}

TEST(BlindWaits, NeedANewLookForEachWait) {
  HandMade made = shop();
  made.lines(R"(
    10 consumer acquire lock value=1
    11 consumer load stock aux=0
    12 consumer release lock inner
    13 consumer wait.blocked delivery
    14 main notify delivery peer=consumer
    15 consumer acquire lock value=1 inner
    16 consumer wait delivery peer=main
    17 consumer release lock inner
    18 consumer wait.blocked delivery
  )")
      .lines(kWokenAfterAll);
  EXPECT_THAT(analyse(made.trace).possible, SizeIs(1));
}

TEST(BlindWaits, AreNoneWithATimeoutOrWithoutAnUnheardNotifyOfAnotherTask) {
  HandMade timed = shop();
  timed
      .lines(R"(
    10 consumer acquire lock value=1
    11 consumer release lock inner
    12 consumer wait.request delivery timed
    13 consumer wait.blocked delivery
  )")
      .lines(kWokenAfterAll);
  EXPECT_THAT(analyse(timed.trace).possible, IsEmpty());

  HandMade own = shop("consumer");
  own.lines(kWaitsBlindly).lines(kWokenAfterAll);
  EXPECT_THAT(analyse(own.trace).possible, IsEmpty());
}

TEST(BlindWaits, AreNotSeenWhereTheTasksEventsAreMissing) {
  HandMade made = shop();
  made.lines(R"(
    10 consumer acquire lock value=1
    11 consumer lost value=2
    12 consumer release lock inner
    13 consumer wait.blocked delivery
  )");
  EXPECT_THAT(analyse(made.trace).possible, IsEmpty());
}

}  // namespace
}  // namespace lockstep
