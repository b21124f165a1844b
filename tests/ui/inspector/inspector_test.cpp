// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QListWidget>
#include <QTest>
#include <numeric>

#include "inspector/findings_list.h"
#include "inspector/share_bar.h"
#include "inspector/why_panel.h"
#include "two_forks.h"

namespace lockstep::ui {
namespace {

using namespace sample;

TEST(ShareBar, PercentagesSumToAHundredAndNothingThatHappenedIsZero) {
  Shares shares{};
  shares[static_cast<std::size_t>(State::running)] = 1;
  shares[static_cast<std::size_t>(State::ready)] = 333'333;
  shares[static_cast<std::size_t>(State::blocked)] = 666'666;
  const auto entries = shareEntries(shares);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries.front().state, State::running);
  EXPECT_EQ(entries.front().percent, 1);
  EXPECT_EQ(std::accumulate(entries.begin(), entries.end(), 0,
                            [](int sum, const auto& entry) { return sum + entry.percent; }),
            100);
}

TEST(ShareBar, IsEmptyWithoutTime) { EXPECT_TRUE(shareEntries(Shares{}).empty()); }

class WhyTest : public testing::Test {
 protected:
  WhyTest() : why(view) {
    why.resize(432, 400);
    why.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&why));
    view.setTrace(twoForks());
  }
  Viewpoint view;
  WhyPanel why;
};

TEST_F(WhyTest, AsksForASelectionFirst) { EXPECT_EQ(why.title(), "No task is selected"); }

TEST_F(WhyTest, SaysForWhatTheSelectedTaskWaitsAndWhoHoldsIt) {
  view.setPlayhead(kStart + 20 * kMs);
  view.selectTask(kPlato);
  EXPECT_EQ(why.title(), "Why is 2 blocked?");
  EXPECT_TRUE(why.sentence().contains("fork 2")) << why.sentence().toStdString();
  EXPECT_TRUE(why.sentence().contains("Kant")) << why.sentence().toStdString();
  EXPECT_TRUE(why.evidence().contains("Instrumented"));
}

TEST_F(WhyTest, FollowsThePlayhead) {
  view.selectTask(kPlato);
  view.setPlayhead(kStart + 20 * kMs);
  view.setPlayhead(kStart + 2 * kMs);
  EXPECT_EQ(why.title(), "What is 2 doing?");
}

TEST(FindingsList, AChosenFindingMovesThePlayheadToWhereItCameTrue) {
  Viewpoint view;
  FindingsList findings(view);
  findings.resize(432, 400);
  findings.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&findings));
  const auto trace = twoForks();
  view.setTrace(trace);
  view.setReport(analyse(*trace));
  ASSERT_GE(findings.list().count(), 1);
  EXPECT_TRUE(findings.list().item(0)->text().contains("fork")) << "sentence";
  const QRect row = findings.list().visualItemRect(findings.list().item(0));
  QTest::mouseClick(findings.list().viewport(), Qt::LeftButton, {}, row.center());
  EXPECT_EQ(view.playhead(), view.report().happened.front().time);
  EXPECT_TRUE(view.task().valid());
}

}  // namespace
}  // namespace lockstep::ui
