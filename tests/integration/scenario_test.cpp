// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "analysis/analysis.h"
#include "live_run.h"
#include "scenarios/scenario_info.h"
#include "words/words.h"

namespace lockstep::integration {
namespace {

struct Case {
  std::string scenario;
  std::string variant;
  std::string as;
  std::string verdict;
};

std::vector<Case> allCases() {
  std::vector<Case> cases;
  for (const ScenarioInfo& scenario : scenarioInfos())
    for (const VariantInfo& variant : scenario.variants)
      for (const std::string& as : scenario.as)
        cases.push_back({scenario.name, variant.name, as, variant.expectedVerdict});
  return cases;
}

std::string nameOf(const testing::TestParamInfo<Case>& info) {
  std::string words = info.param.scenario + "_" + info.param.variant + "_" + info.param.as;
  for (char& letter : words)
    if (letter == '-') letter = '_';
  return words;
}

void PrintTo(const Case& each, std::ostream* out) { *out << each.scenario; }

/// Zombies and orphans are what some good variants are there to show.
void expectNothingWrong(const Trace& trace, const Report& report) {
  EXPECT_TRUE(report.possible.empty()) << Words().finding(trace, report.possible.front());
  for (const Finding& finding : report.happened)
    EXPECT_TRUE(finding.kind == FindingKind::zombie || finding.kind == FindingKind::orphan)
        << Words().finding(trace, finding);
}

class Scenario : public testing::TestWithParam<Case> {
 protected:
  void check(EvidenceChoice evidence) {
    RunRequest request;
    request.scenario = GetParam().scenario;
    request.variant = GetParam().variant;
    request.as = GetParam().as;
    request.evidence = evidence;
    LiveRun run(request);
    ASSERT_TRUE(run) << run.refusal();
    ASSERT_TRUE(run.pullToTheEnd());
    const Report report = analyse(run.trace());
    EXPECT_EQ(name(report.verdict), GetParam().verdict);
    EXPECT_EQ(isBad(report.verdict), GetParam().verdict != "completed");
    if (GetParam().verdict == "completed") expectNothingWrong(run.trace(), report);
    EXPECT_EQ(run.trace().lostCount(), 0u);
    EXPECT_TRUE(run.session().notes().empty());
    run.close();
    expectNoChildren();
  }
};

TEST_P(Scenario, GivesItsVerdict) { check(EvidenceChoice::automatic); }
TEST_P(Scenario, GivesItsVerdictFromTheTasksOwnWordsAlone) { check(EvidenceChoice::probeOnly); }

TEST(NaivePhilosophers, WhoAteInTimeCouldHaveStarved) {
  RunRequest request;
  request.scenario = "philosophers";
  request.variant = "naive";
  request.as = "processes";
  request.parameters = {{"philosophers", 3}, {"meals", 1}, {"pause", 0}};
  LiveRun run(request);
  ASSERT_TRUE(run) << run.refusal();
  ASSERT_TRUE(run.pullToTheEnd());
  // Which of the two it comes to is chance; that it is one of them is not.
  const Report report = analyse(run.trace());
  const bool starved = report.verdict == Verdict::deadlock;
  ASSERT_EQ(report.possible.size(), starved ? 0u : 1u);
  const Finding& deadlock = starved ? report.happened.front() : report.possible.front();
  EXPECT_EQ(deadlock.kind, FindingKind::deadlock);
  EXPECT_EQ(deadlock.happened, starved);
  EXPECT_EQ(deadlock.edges.size(), 3u);
  run.close();
  expectNoChildren();
}

INSTANTIATE_TEST_SUITE_P(All, Scenario, testing::ValuesIn(allCases()), nameOf);

}  // namespace
}  // namespace lockstep::integration
