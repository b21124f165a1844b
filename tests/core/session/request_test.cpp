// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_info.h"

namespace lockstep {
namespace {

using testing::HasSubstr;

std::string refusal(const RunRequest& request) {
  const auto checked = checkRequest(request);
  return checked ? "accepted" : checked.error().message;
}

RunRequest counter() {
  RunRequest request;
  request.scenario = "counter";
  return request;
}

TEST(Request, DefaultsAreTheFirstVariantTheFirstWayAndTheStandardValues) {
  const auto checked = checkRequest(counter());
  ASSERT_TRUE(checked) << checked.error().message;
  const ScenarioInfo& scenario = *findScenario("counter");
  EXPECT_EQ(checked->info.variant, scenario.variants.front().name);
  EXPECT_EQ(checked->info.as, scenario.as.front());
  for (const ParameterInfo& parameter : scenario.parameters)
    EXPECT_EQ(checked->info.parameters.at(parameter.name), parameter.standard);
  EXPECT_FALSE(checked->info.source.empty());
}

TEST(Request, ThePlanNamesEveryChoice) {
  RunRequest request = counter();
  request.variant = "unlocked";
  request.as = "processes";
  request.parameters["workers"] = 3;
  const auto checked = checkRequest(request);
  ASSERT_TRUE(checked);
  EXPECT_THAT(checked->plan, HasSubstr("scenario=counter\nvariant=unlocked\nas=processes\n"));
  EXPECT_THAT(checked->plan, HasSubstr("\nset.workers=3\n"));
}

TEST(Request, AnUnknownScenarioIsRefusedWithTheChoices) {
  RunRequest request;
  request.scenario = "nope";
  EXPECT_THAT(refusal(request), HasSubstr("nope"));
  for (const ScenarioInfo& scenario : scenarioInfos())
    EXPECT_THAT(refusal(request), HasSubstr(scenario.name));
}

TEST(Request, AnUnknownVariantOrWayIsRefusedWithTheChoices) {
  RunRequest request = counter();
  request.variant = "nope";
  EXPECT_THAT(refusal(request), HasSubstr("locked, unlocked"));
  request = counter();
  request.as = "fibres";
  EXPECT_THAT(refusal(request), HasSubstr("threads, processes"));
}

TEST(Request, AnUnknownParameterIsRefusedWithTheOnesThereAre) {
  RunRequest request = counter();
  request.parameters["colour"] = 1;
  EXPECT_THAT(refusal(request), HasSubstr("colour"));
  EXPECT_THAT(refusal(request), HasSubstr("workers"));
}

TEST(Request, EveryParameterKeepsToItsRange) {
  for (const ScenarioInfo& scenario : scenarioInfos()) {
    for (const ParameterInfo& parameter : scenario.parameters) {
      RunRequest request;
      request.scenario = scenario.name;
      for (const std::int64_t value : {parameter.least - 1, parameter.most + 1}) {
        request.parameters = {{parameter.name, value}};
        EXPECT_THAT(refusal(request), HasSubstr(std::to_string(parameter.least) + " to "));
      }
      for (const std::int64_t value : {parameter.least, parameter.most}) {
        request.parameters = {{parameter.name, value}};
        EXPECT_EQ(refusal(request), "accepted") << scenario.name << " " << parameter.name;
      }
    }
  }
}

TEST(Request, LimitsAndTimedSignalsAreChecked) {
  RunRequest request = counter();
  request.timeLimit = 0;
  EXPECT_THAT(refusal(request), HasSubstr("time limit"));
  request = counter();
  request.signals = {{-1, "main", 2}};
  EXPECT_THAT(refusal(request), HasSubstr("before the start"));
  request.signals = {{0, "main", 99}};
  EXPECT_THAT(refusal(request), HasSubstr("99"));
  request.signals = {{0, "", 2}};
  EXPECT_THAT(refusal(request), HasSubstr("names no task"));
}

}  // namespace
}  // namespace lockstep
