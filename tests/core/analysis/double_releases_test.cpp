// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/double_releases.h"

#include <gmock/gmock.h>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(DoubleReleases, AreTheReleasesOfALockThatTheTaskDoesNotHold) {
  HandMade made;
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main begin peer=user
    1 main acquire lock value=1
    2 main release lock line=3
    3 main release lock line=4 outcome=not_owned
    4 main release lock line=5 outcome=not_owned
    5 main end
  )")
      .end(RunEnd::completed, 10);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::completed);
  ASSERT_THAT(report.happened, SizeIs(1));
  const Finding& found = report.happened[0];
  EXPECT_EQ(found.kind, FindingKind::doubleRelease);
  EXPECT_EQ(found.task, kMainTask);
  EXPECT_EQ(found.resource, made.resource("lock"));
  EXPECT_EQ(found.time, HandMade::us(3));
  EXPECT_EQ(made.trace.site(found.site)->line, 4);
  EXPECT_EQ(found.count, 2);
}

TEST(DoubleReleases, AreTheReleasesOfAFullBoundedSemaphore) {
  HandMade made;
  made.resource(ResourceKind::boundedSemaphore, "permits", 2);
  made.lines(R"(
    0 main begin peer=user
    1 main release permits value=2 outcome=over-released
  )");
  const Report report = analyse(made.trace);
  ASSERT_THAT(report.happened, SizeIs(1));
  EXPECT_EQ(report.happened[0].kind, FindingKind::doubleRelease);
}

TEST(DoubleReleases, LeaveTheVerdictToTheCrashTheyEndIn) {
  HandMade made;
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main begin peer=user
    1 main release lock outcome=not_owned
    2 main abort
    3 main end value=1
  )")
      .end(RunEnd::completed, 10);
  const Report report = analyse(made.trace);
  EXPECT_EQ(report.verdict, Verdict::crashed);
  EXPECT_THAT(report.happened, SizeIs(2));
}

TEST(DoubleReleases, AreNotTheWaitsAndNotifiesWithoutTheLock) {
  HandMade made;
  made.resource(ResourceKind::condition, "ready");
  made.lines(R"(
    0 main begin peer=user
    1 main wait ready outcome=not_owned
    2 main notify ready outcome=not_owned
  )");
  EXPECT_THAT(analyse(made.trace).happened, IsEmpty());
}

}  // namespace
}  // namespace lockstep
