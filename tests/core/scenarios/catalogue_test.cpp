// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "scenarios/scenario.h"
#include "scenarios/scenario_info.h"

namespace lockstep {
namespace {

std::vector<std::string> variantsOf(const std::string& scenario) {
  std::vector<std::string> names;
  for (const VariantInfo& variant : findScenario(scenario)->variants) names.push_back(variant.name);
  return names;
}

std::vector<std::string> parametersOf(const std::string& scenario) {
  std::vector<std::string> names;
  for (const ParameterInfo& parameter : findScenario(scenario)->parameters)
    names.push_back(parameter.name);
  return names;
}

using Names = std::vector<std::string>;

TEST(Catalogue, ListsTheScenariosInTheirOrder) {
  Names names;
  for (const ScenarioInfo& info : scenarioInfos()) names.push_back(info.name);
  EXPECT_EQ(names, (Names{"worker-life", "counter", "producer-consumer", "philosophers", "bus",
                          "release-day"}));
}

TEST(Catalogue, KeepsTheNamesThatScriptsUse) {
  EXPECT_EQ(variantsOf("worker-life"), (Names{"normal", "zombie", "orphan", "daemon"}));
  EXPECT_EQ(variantsOf("counter"), (Names{"locked", "unlocked"}));
  EXPECT_EQ(variantsOf("producer-consumer"), (Names{"sentinel", "no-sentinel"}));
  EXPECT_EQ(variantsOf("philosophers"), (Names{"naive", "ordered"}));
  EXPECT_EQ(variantsOf("bus"), (Names{"normal"}));
  EXPECT_EQ(variantsOf("release-day").at(1), "notify-too-early");
  EXPECT_EQ(parametersOf("worker-life"), (Names{"pause", "spawn", "join"}));
  EXPECT_EQ(parametersOf("counter"), (Names{"workers", "increments", "pause", "lock"}));
  EXPECT_EQ(parametersOf("producer-consumer"),
            (Names{"producers", "consumers", "items", "capacity", "pause", "sentinels"}));
  EXPECT_EQ(parametersOf("philosophers"), (Names{"philosophers", "meals", "pause", "ordered"}));
  EXPECT_EQ(parametersOf("bus"), (Names{"stops", "pause", "passenger", "aboard", "terminus"}));
  EXPECT_EQ(parametersOf("release-day"), (Names{"consumers", "pause", "look", "notify_all"}));
}

TEST(Catalogue, IsCompleteForEachScenario) {
  const std::set<std::string> verdicts = {"completed", "deadlock", "hang", "lost-update",
                                          "lost-wakeup"};
  for (const ScenarioInfo& info : scenarioInfos()) {
    SCOPED_TRACE(info.name);
    EXPECT_FALSE(info.title.empty());
    EXPECT_FALSE(info.group.empty());
    EXPECT_FALSE(info.summary.empty());
    EXPECT_FALSE(info.as.empty());
    ASSERT_FALSE(info.variants.empty());
    for (const VariantInfo& variant : info.variants) {
      EXPECT_TRUE(verdicts.contains(variant.expectedVerdict));
      EXPECT_EQ(variant.bug, variant.expectedVerdict != "completed");
      EXPECT_FALSE(variant.label.empty());
    }
    for (const ParameterInfo& parameter : info.parameters) {
      EXPECT_LE(parameter.least, parameter.standard);
      EXPECT_LE(parameter.standard, parameter.most);
      EXPECT_FALSE(parameter.label.empty());
      EXPECT_TRUE(!parameter.flag || parameter.most == 1);
    }
    EXPECT_NE(findScenarioFunction(info.name), nullptr);
  }
  EXPECT_EQ(findScenario("no such scenario"), nullptr);
  EXPECT_EQ(findScenarioFunction("no such scenario"), nullptr);
}

TEST(Catalogue, CarriesTheSourceThatWasCompiled) {
  for (const ScenarioInfo& info : scenarioInfos()) {
    std::ifstream file(std::string(SCENARIO_SOURCES) + "/" + info.sourceFile);
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_EQ(info.source, text.str());
    EXPECT_NE(info.source.find("LOCKSTEP_SCENARIO(\"" + info.name + "\""), std::string_view::npos);
  }
}

}  // namespace
}  // namespace lockstep
