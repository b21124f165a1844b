// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/step_host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <random>

#include "analysis/analysis.h"
#include "scenarios/scenario_info.h"

namespace lockstep {
namespace {

using testing::IsEmpty;

RunRequest inSteps(const std::string& scenario, const std::string& variant, const std::string& as) {
  RunRequest wanted;
  wanted.scenario = scenario;
  wanted.variant = variant;
  wanted.as = as;
  return wanted;
}

/// Any choice, but the same ones for the same seed.
StepHost::Choose anyChoice(unsigned seed) {
  return [engine = std::mt19937(seed)](const Situation& situation) mutable {
    const std::vector<Choice> choices = situation.choices();
    return std::optional(choices[engine() % choices.size()]);
  };
}

struct Case {
  std::string scenario;
  std::string variant;
  std::string as;
};

std::vector<Case> allCases() {
  std::vector<Case> cases;
  for (const ScenarioInfo& scenario : scenarioInfos())
    for (const VariantInfo& variant : scenario.variants)
      for (const std::string& as : scenario.as) cases.push_back({scenario.name, variant.name, as});
  return cases;
}

class EveryScenarioInSteps : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override { becomeReaper(); }
  void TearDown() override {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }
};

TEST_P(EveryScenarioInSteps, EndsAndModelAndRealityAgreeAtEachStep) {
  RunRequest wanted = inSteps(GetParam().scenario, GetParam().variant, GetParam().as);
  if (wanted.scenario == "counter") wanted.parameters["increments"] = 3;
  auto host = StepHost::start(wanted);
  ASSERT_TRUE(host) << host.error().message;
  for (unsigned seed = 1; seed <= 5; ++seed) {
    Round round;
    const auto played = (*host)->play(anyChoice(seed), round);
    ASSERT_TRUE(played) << played.error().message;
    EXPECT_THAT(round.faults, IsEmpty()) << "seed " << seed;
    EXPECT_TRUE(round.end == RunEnd::completed || round.end == RunEnd::quiescent)
        << "seed " << seed << " after " << round.steps.size() << " steps";
    const Report report = analyse((*host)->record(round));
    RecordProperty("seed " + std::to_string(seed), std::string(name(report.verdict)));
  }
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryScenarioInSteps, testing::ValuesIn(allCases()),
                         [](const auto& of) {
                           std::string name =
                               of.param.scenario + "_" + of.param.variant + "_" + of.param.as;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace lockstep
