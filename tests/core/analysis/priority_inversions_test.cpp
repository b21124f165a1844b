// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/analysis.h"
#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// Urgent (nice 0) waits from 20 to 80 us for the lock that Lazy (nice 10) holds; what Middle does
/// meanwhile is each test's own.
class Inversions : public testing::Test {
 protected:
  Report report(const std::string& lazyNice, const std::string& middleNice,
                const std::string& meanwhile, const std::string& mainNice = "") {
    m_made = HandMade();
    for (const char* name : {"Lazy", "Middle", "Urgent"}) m_made.thread(name);
    m_made.resource(ResourceKind::lock, "lock");
    m_made.lines("0 main begin peer=user");
    if (!mainNice.empty()) m_made.lines("0 main set_nice value=" + mainNice);
    m_made.lines(R"(
      1 Lazy begin peer=main
      2 Middle begin peer=main
      3 Urgent begin peer=main
    )");
    if (!lazyNice.empty()) m_made.lines("4 Lazy set_nice value=" + lazyNice);
    if (!middleNice.empty()) m_made.lines("5 Middle set_nice value=" + middleNice);
    m_made.lines(R"(
      6 Middle sleep.request value=1000
      10 Lazy acquire.request lock
      11 Lazy acquire lock value=1
      12 Urgent acquire.request lock line=40
    )");
    m_made.lines(meanwhile);
    m_made.lines(R"(
      80 Lazy release lock
      81 Urgent acquire lock value=1 peer=Lazy
      82 Urgent release lock
      90 main end
    )");
    m_made.end(RunEnd::completed, 100);
    return analyse(m_made.trace);
  }
  static std::vector<Finding> of(const std::vector<Finding>& all) {
    std::vector<Finding> found;
    for (const Finding& finding : all)
      if (finding.kind == FindingKind::priorityInversion) found.push_back(finding);
    return found;
  }

  HandMade m_made;
};

/// Lazy loses its CPU to Middle while Urgent waits for it.
constexpr char kPreempted[] = R"(
  15 Lazy switch_in value=0
  20 Urgent acquire.blocked lock line=40
  30 Lazy switch_out preempted
  31 Middle switch_in value=0
  60 Middle switch_out
  61 Lazy switch_in value=0
)";

TEST_F(Inversions, HaveHappenedWhereTheThirdRunsInPlaceOfTheHolder) {
  const Report found = report("10", "5", kPreempted);
  ASSERT_THAT(of(found.happened), SizeIs(1));
  EXPECT_THAT(of(found.possible), IsEmpty());
  const Finding inversion = of(found.happened)[0];
  EXPECT_TRUE(inversion.happened);
  EXPECT_EQ(inversion.task, m_made.task("Urgent"));
  EXPECT_EQ(inversion.peer, m_made.task("Middle"));
  EXPECT_EQ(inversion.resource, m_made.resource("lock"));
  EXPECT_EQ(inversion.time, HandMade::us(31));
  EXPECT_EQ(inversion.until, HandMade::us(80));
  EXPECT_EQ(m_made.trace.site(inversion.site)->line, 40);
  ASSERT_THAT(inversion.edges, SizeIs(1));
  EXPECT_EQ(inversion.edges[0].waiter, m_made.task("Urgent"));
  EXPECT_EQ(inversion.edges[0].holder, m_made.task("Lazy"));
  EXPECT_EQ(found.verdict, Verdict::completed) << "a condition, no verdict";
}

TEST_F(Inversions, ArePossibleWhereTheHolderHasACpuOfItsOwn) {
  const Report found = report("10", "5", R"(
    15 Lazy switch_in value=0
    20 Urgent acquire.blocked lock
    31 Middle switch_in value=1
    60 Middle switch_out
  )");
  EXPECT_THAT(of(found.happened), IsEmpty());
  ASSERT_THAT(of(found.possible), SizeIs(1));
  EXPECT_EQ(of(found.possible)[0].time, HandMade::us(31));
}

TEST_F(Inversions, ArePossibleWhereNobodyKnowsWhoHadTheCpu) {
  const Report found = report("10", "5", R"(
    20 Urgent acquire.blocked lock
    31 Middle sleep
  )");
  EXPECT_THAT(of(found.happened), IsEmpty());
  EXPECT_THAT(of(found.possible), SizeIs(1));
}

TEST_F(Inversions, InStepModeAreWhatWasChosen) {
  const Report found = report("10", "5", R"(
    20 Lazy parked value=1
    21 Middle parked value=1
    22 Urgent parked value=0 lock
    31 Middle granted value=1
    40 Middle parked value=1
    50 Lazy granted value=2
  )");
  ASSERT_THAT(of(found.happened), SizeIs(1));
  EXPECT_EQ(of(found.happened)[0].time, HandMade::us(31));
}

TEST_F(Inversions, NeedAThirdThatRuns) {
  const Report found = report("10", "5", R"(
    15 Lazy switch_in value=0
    20 Urgent acquire.blocked lock
    30 Lazy switch_out preempted
    61 Lazy switch_in value=0
  )");
  EXPECT_THAT(of(found.happened), IsEmpty());
  EXPECT_THAT(of(found.possible), IsEmpty());
}

TEST_F(Inversions, NeedAPriorityBetweenTheTwo) {
  for (const auto& [lazy, middle] : std::vector<std::pair<std::string, std::string>>{
           {"10", "10"}, {"10", ""}, {"10", "12"}, {"", ""}, {"", "5"}, {"-5", "-2"}}) {
    const Report found = report(lazy, middle, kPreempted);
    EXPECT_THAT(of(found.happened), IsEmpty()) << lazy << " and " << middle;
    EXPECT_THAT(of(found.possible), IsEmpty()) << lazy << " and " << middle;
  }
}

TEST_F(Inversions, KnowThatAChildHasThePriorityOfItsParent) {
  const Report found = report("10", "", kPreempted, "3");
  EXPECT_THAT(of(found.happened), IsEmpty()) << "Middle has the nice value 3, as Urgent has";
  EXPECT_THAT(of(report("10", "5", kPreempted, "3").happened), SizeIs(1));
}

}  // namespace
}  // namespace lockstep
