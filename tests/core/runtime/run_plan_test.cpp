// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/run_plan.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(RunPlanText, IsReadWithEverything) {
  const auto plan =
      parseRunPlan("scenario=counter\nvariant=locked\nas=processes\nset.workers=2\nset.x=-3\n");
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->scenario, "counter");
  EXPECT_EQ(plan->variant, "locked");
  EXPECT_TRUE(plan->processes);
  EXPECT_EQ(plan->parameters, (std::map<std::string, std::int64_t>{{"workers", 2}, {"x", -3}}));
}

TEST(RunPlanText, NeedsOnlyAScenario) {
  const auto plan = parseRunPlan("\nscenario=bus");
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->variant, "");
  EXPECT_FALSE(plan->processes);
  EXPECT_TRUE(plan->parameters.empty());
}

TEST(RunPlanText, ReadsBackWhatWasWritten) {
  RunPlan plan;
  plan.scenario = "philosophers";
  plan.variant = "naive";
  plan.processes = true;
  plan.parameters = {{"meals", 9'000'000'000}, {"philosophers", 5}};
  const auto again = parseRunPlan(toText(plan));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, plan);
}

TEST(RunPlanText, FailsWithOneSentenceForAnythingElse) {
  for (const char* text :
       {"", "variant=a", "scenario", "scenario=a\nscenario=b", "scenario=a\nas=tasks",
        "scenario=a\nset.n=", "scenario=a\nset.n=1x", "scenario=a\nset.=1",
        "scenario=a\nset.n=99999999999999999999", "scenario=a\ncolour=red"}) {
    const auto plan = parseRunPlan(text);
    ASSERT_FALSE(plan) << text;
    EXPECT_FALSE(plan.error().message.empty());
  }
}

}  // namespace
}  // namespace lockstep
