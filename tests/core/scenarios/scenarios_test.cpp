// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>

#include "scenarios/scenario_info.h"
#include "scenarios/scenario_run.h"

namespace lockstep {
namespace {

using test::ScenarioRun;
using Names = std::vector<std::string>;

Names numbered(const std::string& name, int count) {
  Names names;
  for (int i = 1; i <= count; ++i) names.push_back(name + " " + std::to_string(i));
  return names;
}

struct Way {
  std::string scenario;
  std::string variant;
  std::string as;
};

std::vector<Way> goodWays() {
  std::vector<Way> ways;
  for (const ScenarioInfo& info : scenarioInfos())
    for (const VariantInfo& variant : info.variants)
      for (const std::string& as : info.as)
        if (!variant.bug) ways.push_back({info.name, variant.name, as});
  return ways;
}

class GoodScenario : public testing::TestWithParam<Way> {};
INSTANTIATE_TEST_SUITE_P(Each, GoodScenario, testing::ValuesIn(goodWays()), [](const auto& way) {
  std::string name = way.param.scenario + "_" + way.param.variant + "_" + way.param.as;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST_P(GoodScenario, ComesToItsEndAndPointsIntoItsSource) {
  const auto& [scenario, variant, as] = GetParam();
  ScenarioRun run(scenario, variant, as, {{"pause", 3}});
  ASSERT_TRUE(run.ends());
  const Arena& arena = run.arena();
  EXPECT_EQ(arena.header().exhausted.load(), 0u);
  EXPECT_EQ(arena.task(kMainTask).exitCode.load(), 0);
  for (std::uint32_t row = 1; row < arena.taskCount(); ++row)
    EXPECT_EQ(arena.task(TaskId{static_cast<std::uint16_t>(row)}).finished.load(), 1u);
  for (std::uint32_t row = 0; row < arena.siteCount(); ++row) {
    const SiteId site{static_cast<std::uint16_t>(row)};
    // Two tasks may claim a row for one place at once; the loser's is never live.
    if (arena.site(site).live.load() == 0) continue;
    EXPECT_EQ(arena.siteInfo(site).file, findScenario(scenario)->sourceFile);
  }
}

class Bug : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(As, Bug, testing::Values("threads", "processes"),
                         [](const auto& as) { return as.param; });

TEST_P(Bug, OfThePhilosophersIsADeadlock) {
  ScenarioRun run("philosophers", "naive", GetParam());
  EXPECT_TRUE(run.allWait({"Plato", "Aristotle", "Socrates", "Kant", "Hegel"}, Operation::acquire));
  for (const char* name : {"Plato", "Aristotle", "Socrates", "Kant", "Hegel"}) {
    int held = 0;
    for (const Event& event : run.events(run.task(name)))
      if (event.phase == Phase::done)
        held += event.operation == Operation::acquire   ? 1
                : event.operation == Operation::release ? -1
                                                        : 0;
    EXPECT_EQ(held, 1) << name;
  }
}

TEST_P(Bug, OfTheMissingSentinelMakesAllConsumersWait) {
  ScenarioRun run("producer-consumer", "no-sentinel", GetParam());
  EXPECT_TRUE(run.waitFor([&] { return run.events("main", Operation::join).size() > 6; }));
  EXPECT_TRUE(run.allWait(numbered("consumer", 2), Operation::get));
  EXPECT_TRUE(run.allWait({"main"}, Operation::join));
}

TEST_P(Bug, OfTheUnlockedCounterLosesUpdates) {
  ScenarioRun run("counter", "unlocked", GetParam());
  ASSERT_TRUE(run.ends());
  int lost = 0;
  for (const std::string& worker : numbered("worker", 2)) {
    std::uint32_t loaded = 0;
    for (const Event& event : run.events(run.task(worker))) {
      if (event.operation == Operation::load) loaded = event.aux;
      if (event.operation == Operation::store) lost += event.aux != loaded;
    }
  }
  EXPECT_GT(lost, 0);
  EXPECT_NE(run.sayings("main"), Names{"counter is 40, expected 40"});
}

TEST_P(Bug, OfTheEarlyNotifyLosesTheWakeUp) {
  ScenarioRun run("release-day", "notify-too-early", GetParam());
  EXPECT_TRUE(run.allWait(numbered("consumer", 3), Operation::wait));
  const auto notify = run.events("producer", Operation::notifyAll);
  ASSERT_EQ(notify.size(), 1u);
  EXPECT_FALSE(notify[0].peer().valid());
}

TEST(Counter, IsRightWithALock) {
  for (const char* as : {"threads", "processes"}) {
    ScenarioRun run("counter", "locked", as, {{"workers", 3}, {"increments", 50}, {"pause", 0}});
    ASSERT_TRUE(run.ends());
    EXPECT_EQ(run.sayings("main"), Names{"counter is 150, expected 150"});
  }
}

TEST(WorkerLife, TellsTheParentTheExitCode) {
  for (const int spawn : {0, 1}) {
    ScenarioRun run("worker-life", "normal", "processes", {{"pause", 3}, {"spawn", spawn}});
    ASSERT_TRUE(run.ends());
    EXPECT_EQ(run.sayings("main"), Names{"the child's exit code is 3"});
    const auto end = run.events("child", Operation::end);
    ASSERT_EQ(end.size(), 1u);
    EXPECT_EQ(end[0].value, 3);
  }
}

TEST(WorkerLife, LeavesAZombieToALateParent) {
  ScenarioRun run("worker-life", "zombie", "processes", {{"pause", 50}});
  ASSERT_TRUE(run.ends());
  EXPECT_LT(run.events("child", Operation::end).at(0).time,
            run.events("main", Operation::join).at(0).time);
}

TEST(WorkerLife, GivesAnOrphanToTheSupervisor) {
  ScenarioRun run("worker-life", "orphan", "processes", {{"pause", 10}});
  ASSERT_TRUE(run.ends());
  EXPECT_LT(run.events("main", Operation::end).at(0).time,
            run.events("child", Operation::end).at(0).time);
  const auto reaps = run.events("supervisor", Operation::reap);
  EXPECT_TRUE(std::ranges::any_of(
      reaps, [&](const Event& reap) { return reap.peer() == run.task("child"); }));
}

TEST(WorkerLife, TerminatesADaemonWithItsParent) {
  ScenarioRun run("worker-life", "daemon", "processes", {{"pause", 3}});
  ASSERT_TRUE(run.ends());
  EXPECT_EQ(run.arena().task(run.task("daemon")).exitCode.load(), -SIGTERM);
}

TEST(ProducerConsumer, UsesEachItemOnce) {
  for (const char* as : {"threads", "processes"}) {
    ScenarioRun run("producer-consumer", "sentinel", as,
                    {{"producers", 2}, {"consumers", 3}, {"items", 4}, {"pause", 1}});
    ASSERT_TRUE(run.ends());
    Names items;
    for (const std::string& consumer : numbered("consumer", 3))
      for (const Event& event : run.events(consumer, Operation::get))
        if (event.phase == Phase::done)
          items.push_back(Item{event.value, event.valueKind()}.toString());
    std::ranges::sort(items);
    EXPECT_EQ(items,
              (Names{"None", "None", "None", "a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4"}));
  }
}

TEST(Bus, CarriesThePassengersSignalsAndIsLeftByTheChildFirst) {
  ScenarioRun run("bus", "normal", "processes", {{"pause", 100}});
  ASSERT_TRUE(run.ends());
  Names driver = run.sayings("driver");
  std::ranges::sort(driver);  // two signals that wait at once have no order
  EXPECT_EQ(driver, (Names{"the conductor has left: so do I", "the conductor says: drive on",
                           "the conductor says: stop the bus"}));
  EXPECT_EQ(run.sayings("conductor"),
            (Names{"the driver wants you to get off", "terminus: I get off first"}));
  EXPECT_LT(run.events("conductor", Operation::end).at(0).time,
            run.events("driver", Operation::end).at(0).time);
  EXPECT_EQ(run.arena().taskInfo(run.task("conductor")).parent, run.task("driver"));
}

TEST(Bus, HearsTheUserFromOutside) {
  ScenarioRun run("bus", "normal", "processes", {{"passenger", 0}, {"stops", 100}});
  ASSERT_TRUE(run.waitFor([&] { return !run.events("conductor", Operation::phase).empty(); }));
  const int conductor = run.arena().task(run.task("conductor")).pid.load();
  for (const int signal : {SIGINT, SIGQUIT, SIGTSTP}) {
    const auto heard = [&] {
      return run.sayings("driver").size() + run.sayings("conductor").size();
    };
    const auto before = heard();
    ASSERT_EQ(::kill(conductor, signal), 0);
    ASSERT_TRUE(run.waitFor([&] { return heard() == before + 1; }));
  }
  EXPECT_EQ(run.sayings("driver"),
            (Names{"the conductor says: drive on", "the conductor says: stop the bus"}));
  EXPECT_EQ(run.sayings("conductor"), Names{"the driver wants you to get off"});
}

}  // namespace
}  // namespace lockstep
