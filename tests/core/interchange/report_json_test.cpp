// SPDX-License-Identifier: GPL-3.0-or-later
#include "interchange/report_json.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using nlohmann::json;
using ::testing::SizeIs;

TEST(ReportJson, HasWhatTheCommandLinePromises) {
  HandMade made = deadlockedSupper();
  made.trace.run().parameters["philosophers"] = 2;
  made.end(RunEnd::quiescent, 500'000);
  const json report = json::parse(reportJson(made.trace, analyse(made.trace)));
  for (const char* key : {"scenario", "variant", "as", "verdict", "happened", "possible", "tasks",
                          "events", "lost", "evidence"})
    EXPECT_TRUE(report.contains(key)) << key;
  EXPECT_EQ(report["verdict"], "deadlock");
  EXPECT_EQ(report["parameters"]["philosophers"], 2);
  EXPECT_EQ(report["happened"][0]["kind"], "deadlock");
  ASSERT_THAT(report["happened"][0]["edges"], SizeIs(2));
  EXPECT_EQ(report["happened"][0]["edges"][0]["waiter"], "Plato");
  EXPECT_EQ(report["happened"][0]["edges"][0]["holder"], "Kant");
  EXPECT_EQ(report["happened"][0]["edges"][0]["site"], "supper.cpp:31");
  ASSERT_THAT(report["tasks"], SizeIs(3));
  const json& plato = report["tasks"][1];
  EXPECT_EQ(plato["name"], "Plato");
  EXPECT_EQ(plato["kind"], "thread");
  EXPECT_EQ(plato["pid"], 100);
  EXPECT_EQ(plato["tid"], 101);
  EXPECT_EQ(plato["state"], "blocked");
  EXPECT_TRUE(plato["exit"].is_null());
  EXPECT_DOUBLE_EQ(report["evidence"]["probe"], 1);
}

TEST(ReportJson, GivesTheExitCodeOrTheSignalOfATask) {
  HandMade made;
  made.process("worker");
  made.lines(R"(
    0 main begin peer=user
    1 worker begin peer=main
    2 main kill peer=worker value=15
    5 worker exited
    6 main join peer=worker value=-15
    7 main end value=0
  )")
      .end(RunEnd::completed, 10);
  const json report = json::parse(reportJson(made.trace, analyse(made.trace)));
  EXPECT_EQ(report["tasks"][0]["exit"], 0);
  EXPECT_EQ(report["tasks"][1]["exit"], -15);
  EXPECT_EQ(report["tasks"][1]["state"], "terminated");
}

TEST(ReportJson, GivesBothAccessesOfARaceAndKeepsThePossibleApart) {
  HandMade made;
  for (const char* name : {"Plato", "Kant"}) made.thread(name);
  for (const char* name : {"fork_1", "fork_2"}) made.resource(ResourceKind::lock, name);
  made.resource(ResourceKind::sharedValue, "counter");
  made.lines(R"(
    0 main begin peer=user
    1 main start.request peer=Plato
    2 main start.request peer=Kant
    3 Plato acquire fork_1 value=1
    4 Plato acquire fork_2 value=1 line=31
    5 Plato release fork_2
    6 Plato release fork_1
    7 main load counter aux=0 line=15
    8 Kant store counter aux=0 line=17
    9 Kant acquire fork_2 value=1
    10 Kant acquire fork_1 value=1
    11 Kant release fork_1
    12 Kant release fork_2
  )")
      .end(RunEnd::completed, 20);
  const json report = json::parse(reportJson(made.trace, analyse(made.trace)));
  EXPECT_EQ(report["verdict"], "race");
  ASSERT_THAT(report["happened"], SizeIs(1));
  const json& race = report["happened"][0];
  EXPECT_EQ(race["kind"], "race");
  EXPECT_EQ(race["task"], "Kant");
  EXPECT_EQ(race["peer"], "main");
  EXPECT_EQ(race["count"], 1);
  ASSERT_THAT(race["accesses"], SizeIs(2));
  EXPECT_EQ(race["accesses"][0]["operation"], "load");
  EXPECT_EQ(race["accesses"][0]["site"], "supper.cpp:15");
  EXPECT_EQ(race["accesses"][0]["time_ns"], HandMade::us(7));
  EXPECT_EQ(race["accesses"][1]["task"], "Kant");
  EXPECT_EQ(race["accesses"][1]["operation"], "store");
  EXPECT_FALSE(race.contains("edges"));
  ASSERT_THAT(report["possible"], SizeIs(1));
  const json& deadlock = report["possible"][0];
  EXPECT_EQ(deadlock["kind"], "deadlock");
  ASSERT_THAT(deadlock["edges"], SizeIs(2));
  EXPECT_EQ(deadlock["edges"][0]["waiter"], "Plato");
  EXPECT_EQ(deadlock["edges"][0]["resource"], "fork 2");
  EXPECT_EQ(deadlock["edges"][0]["site"], "supper.cpp:31");
  EXPECT_FALSE(deadlock.contains("accesses"));
}

TEST(InfoJson, AddsTheSums) {
  HandMade made = deadlockedSupper();
  made.end(RunEnd::quiescent, 500'000);
  const json info = json::parse(infoJson(made.trace, analyse(made.trace)));
  EXPECT_EQ(info["end"], "quiescent");
  EXPECT_THAT(info["task_sums"], SizeIs(3));
  EXPECT_EQ(info["task_sums"][1]["blocked_ns"], 500'000'000 - 15'000);
  EXPECT_EQ(info["resource_sums"][0]["name"], "fork 1");
  EXPECT_EQ(info["resource_sums"][0]["contended"], 1);
}

TEST(InfoJson, OfAnEmptyTraceIsAnObject) {
  const Trace trace;
  EXPECT_TRUE(json::parse(infoJson(trace, analyse(trace))).is_object());
}

}  // namespace
}  // namespace lockstep
