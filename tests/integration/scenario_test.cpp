// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "analysis/analysis.h"
#include "live_run.h"
#include "scenarios/scenario_info.h"

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
    EXPECT_EQ(run.trace().lostCount(), 0u);
    EXPECT_TRUE(run.session().notes().empty());
    run.close();
    expectNoChildren();
  }
};

TEST_P(Scenario, GivesItsVerdict) { check(EvidenceChoice::automatic); }
TEST_P(Scenario, GivesItsVerdictFromTheTasksOwnWordsAlone) { check(EvidenceChoice::probeOnly); }

INSTANTIATE_TEST_SUITE_P(All, Scenario, testing::ValuesIn(allCases()), nameOf);

}  // namespace
}  // namespace lockstep::integration
