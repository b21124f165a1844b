// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/analysis.h"
#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using testing::IsEmpty;

/// A stepped run: Plato and Kant are able, and one of them is chosen again and again.
class Chosen : public testing::Test {
 public:
  Chosen() {
    m_made.thread("Plato");
    m_made.thread("Kant");
    m_made.lines(R"(
      0 main begin peer=user
      1 Plato begin peer=main
      2 Kant begin peer=main
      3 Plato parked value=1 line=20
      4 Kant parked value=1 line=30
    )");
  }
  Chosen& grant(const std::string& task, std::int64_t times) {
    for (std::int64_t i = 0; i < times; ++i)
      m_made.lines("0 " + task + " granted value=1\n1 " + task + " parked value=1", m_now += 2);
    return *this;
  }
  Chosen& line(const std::string& text) {
    m_made.lines("0 " + text, m_now += 2);
    return *this;
  }
  Report reportAt(RunEnd end) {
    m_made.end(end, m_now + 10);
    return analyse(m_made.trace);
  }
  static std::vector<Finding> of(const std::vector<Finding>& all) {
    std::vector<Finding> found;
    for (const Finding& finding : all)
      if (finding.kind == FindingKind::starvation) found.push_back(finding);
    return found;
  }
  std::int64_t timeOfGrant(std::int64_t number) const { return HandMade::us(10 + 2 * number); }

  HandMade m_made;
  std::int64_t m_now = 10;
};

TEST_F(Chosen, NobodyStarvesBelowTheLimit) {
  const Report report =
      grant("Kant", kStarvedGrants - 1).grant("Plato", 1).reportAt(RunEnd::stopped);
  EXPECT_THAT(of(report.happened), IsEmpty());
  EXPECT_THAT(of(report.possible), IsEmpty());
}

TEST_F(Chosen, StarvationHasHappenedWhereTheTurnNeverCame) {
  const Report report = grant("Kant", kStarvedGrants + 7).reportAt(RunEnd::stopped);
  const auto found = of(report.happened);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].happened);
  EXPECT_EQ(found[0].task, m_made.task("Plato"));
  EXPECT_EQ(found[0].count, kStarvedGrants + 7);
  EXPECT_EQ(found[0].time, timeOfGrant(kStarvedGrants));
  EXPECT_EQ(found[0].until, 0);
  EXPECT_EQ(m_made.trace.site(found[0].site)->line, 20);
  EXPECT_THAT(of(report.possible), IsEmpty());
  EXPECT_EQ(report.verdict, Verdict::stopped) << "a condition, no verdict";
}

TEST_F(Chosen, ItIsPossibleWhereTheTurnCameAtLast) {
  const Report report = grant("Kant", kStarvedGrants).grant("Plato", 1).reportAt(RunEnd::stopped);
  EXPECT_THAT(of(report.happened), IsEmpty());
  const auto found = of(report.possible);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_FALSE(found[0].happened);
  EXPECT_EQ(found[0].task, m_made.task("Plato"));
  EXPECT_EQ(found[0].count, kStarvedGrants);
  EXPECT_EQ(found[0].until, timeOfGrant(kStarvedGrants + 1));
}

TEST_F(Chosen, WhoCouldNotGoOnInBetweenWasNotPassedOver) {
  grant("Kant", kStarvedGrants - 1).line("Plato parked value=0").line("Plato parked value=1");
  const Report report = grant("Kant", kStarvedGrants - 1).reportAt(RunEnd::stopped);
  EXPECT_THAT(of(report.happened), IsEmpty());
  EXPECT_THAT(of(report.possible), IsEmpty());
}

TEST_F(Chosen, TheLongestTimeOfATaskCounts) {
  grant("Kant", kStarvedGrants + 5).grant("Plato", 1).grant("Kant", kStarvedGrants + 1);
  const Report report = grant("Plato", 1).reportAt(RunEnd::stopped);
  ASSERT_EQ(of(report.possible).size(), 1u);
  EXPECT_EQ(of(report.possible)[0].count, kStarvedGrants + 5);
}

TEST_F(Chosen, WhoIsFreeAgainIsNotPassedOver) {
  line("Plato freed").line("Kant freed");
  const Report report = grant("Kant", kStarvedGrants + 1).reportAt(RunEnd::stopped);
  EXPECT_THAT(of(report.happened), IsEmpty());
}

}  // namespace
}  // namespace lockstep
