// SPDX-License-Identifier: GPL-3.0-or-later
#include <QListWidget>
#include <numeric>

#include "inspector/findings_list.h"
#include "inspector/share_bar.h"
#include "inspector/why_panel.h"
#include "shown_pane.h"

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

class WhyTest : public ShownPane<WhyPanel> {
 protected:
  WhyTest() : ShownPane({432, 400}) { open(); }
};

TEST_F(WhyTest, AsksForASelectionFirst) { EXPECT_EQ(pane.title(), "No task is selected"); }

TEST_F(WhyTest, SaysForWhatTheSelectedTaskWaitsAndWhoHoldsIt) {
  view.setPlayhead(kStart + 20 * kMs);
  view.selectTask(kPlato);
  EXPECT_EQ(pane.title(), "Why is 2 blocked?");
  EXPECT_TRUE(pane.sentence().contains("fork 2")) << pane.sentence().toStdString();
  EXPECT_TRUE(pane.sentence().contains("Kant")) << pane.sentence().toStdString();
  EXPECT_TRUE(pane.evidence().contains("Instrumented"));
}

TEST_F(WhyTest, FollowsThePlayhead) {
  view.selectTask(kPlato);
  view.setPlayhead(kStart + 20 * kMs);
  view.setPlayhead(kStart + 2 * kMs);
  EXPECT_EQ(pane.title(), "What is 2 doing?");
}

class FindingsTest : public ShownPane<FindingsList> {
 protected:
  FindingsTest() : ShownPane({432, 400}) { open(); }
};

TEST_F(FindingsTest, SaysThatTheyAreBeingLookedForUntilTheReportIsThere) {
  EXPECT_EQ(pane.verdict(), "Analysing");
  view.setReport(analyse(view.trace()));
  EXPECT_EQ(pane.verdict(), "Deadlock");
}

TEST_F(FindingsTest, AChosenFindingMovesThePlayheadToWhereItCameTrue) {
  view.setReport(analyse(view.trace()));
  ASSERT_GE(pane.list().count(), 1);
  EXPECT_TRUE(pane.list().item(0)->text().contains("fork")) << "sentence";
  const QRect row = pane.list().visualItemRect(pane.list().item(0));
  QTest::mouseClick(pane.list().viewport(), Qt::LeftButton, {}, row.center());
  EXPECT_EQ(view.playhead(), view.report().happened.front().time);
  EXPECT_TRUE(view.task().valid());
}

}  // namespace
}  // namespace lockstep::ui
