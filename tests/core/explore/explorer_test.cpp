// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "explore/played.h"
#include "explored.h"
#include "scenarios/scenario_info.h"

namespace lockstep {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

ExploreRequest request(const std::string& scenario, const std::string& variant) {
  ExploreRequest wanted;
  wanted.run.scenario = scenario;
  wanted.run.variant = variant;
  wanted.run.as = "threads";
  if (scenario == "counter") wanted.run.parameters = {{"increments", 1}, {"pause", 0}};
  if (scenario == "counter") wanted.run.parameters["workers"] = 2;
  if (scenario == "philosophers") wanted.run.parameters = {{"philosophers", 2}, {"meals", 1}};
  wanted.reduce = false;
  return wanted;
}

class Exploring : public testing::Test {
 protected:
  void SetUp() override { becomeReaper(); }
};

TEST_F(Exploring, TheCounterFindsFourLostUpdatesInSixRuns) {
  const Exploration found = explored(request("counter", "unlocked"));
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_TRUE(found.tally.exhausted());
  EXPECT_EQ(found.tally.runs, 6u);
  EXPECT_EQ(found.tally.verdicts.at("lost-update"), 4u);
  EXPECT_EQ(found.tally.outcomes.size(), 2u);
  ASSERT_TRUE(found.firstFailure);
  EXPECT_EQ(found.firstVerdict, Verdict::lostUpdate);
}

TEST_F(Exploring, TheLockedCounterNeverFails) {
  const Exploration found = explored(request("counter", "locked"));
  EXPECT_TRUE(found.tally.exhausted());
  EXPECT_EQ(found.tally.verdicts.size(), 1u);
  EXPECT_FALSE(found.firstFailure);
}

TEST_F(Exploring, IsNotExhaustedWhenALimitCutsItShort) {
  ExploreRequest wanted = request("counter", "unlocked");
  wanted.runs = 3;
  wanted.jobs = 1;
  const Exploration found = explored(wanted);
  EXPECT_EQ(found.tally.runs, 3u);
  EXPECT_FALSE(found.tally.exhausted());
  EXPECT_TRUE(found.tally.coverage.cutByRuns);
}

TEST_F(Exploring, ShardsTogetherAreTheWhole) {
  std::vector<Tally> parts;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    ExploreRequest wanted = request("philosophers", "naive");
    wanted.shard = {i, 3};
    const Exploration part = explored(wanted);
    EXPECT_FALSE(part.tally.exhausted());
    parts.push_back(part.tally);
  }
  const Exploration whole = explored(request("philosophers", "naive"));
  const auto joined = merged(parts);
  ASSERT_TRUE(joined) << joined.error().message;
  EXPECT_TRUE(joined->exhausted());
  EXPECT_EQ(joined->runs, whole.tally.runs);
  EXPECT_EQ(joined->verdicts, whole.tally.verdicts);
}

TEST_F(Exploring, RandomAndPctRunsMeetTheDeadlock) {
  for (const SearchKind kind : {SearchKind::random, SearchKind::pct}) {
    ExploreRequest wanted = request("philosophers", "naive");
    wanted.kind = kind;
    wanted.runs = 200;
    const Exploration found = explored(wanted);
    EXPECT_EQ(found.tally.runs, 200u);
    EXPECT_GT(found.tally.verdicts.at("deadlock"), 0u) << name(kind);
    EXPECT_FALSE(found.tally.exhausted());
  }
}

TEST_F(Exploring, ReplaysItsFirstFailureAThousandTimesWithOneSequenceOfEvents) {
  const Exploration found = explored(request("counter", "unlocked"));
  ASSERT_TRUE(found.firstFailure);
  auto host = StepHost::start(request("counter", "unlocked").run, 0);
  ASSERT_TRUE(host);
  std::uint64_t first = 0;
  for (int i = 0; i < 1000; ++i) {
    Replay replay(found.firstFailure->steps,
                  [&host](const Offer& offer) { return wordsOf((*host)->arena(), offer.next); });
    Round round;
    const auto choose = [&](const Situation& now) { return replay.choose(now); };
    ASSERT_TRUE((*host)->play(choose, round));
    replay.runEnded();
    ASSERT_FALSE(replay.divergence()) << sentence(*replay.divergence());
    Fingerprint events;
    for (const Event& event : round.events) {
      // A main process that plays another round is not started again.
      if (event.task == kSupervisor) continue;
      Event timeless = event;
      timeless.time = 0;
      // Ids of kernel threads and the kernel's own delays differ from run to run.
      if (event.operation == Operation::start || event.operation == Operation::begin)
        timeless.value = 0;
      events.add({reinterpret_cast<const char*>(&timeless), sizeof timeless});
    }
    if (i == 0) first = events.value();
    ASSERT_EQ(events.value(), first) << "round " << i;
  }
}

TEST_F(Exploring, AScheduleOfAnotherVariantDiverges) {
  const Exploration found = explored(request("counter", "unlocked"));
  ASSERT_TRUE(found.firstFailure);
  auto host = StepHost::start(request("counter", "locked").run, 0);
  ASSERT_TRUE(host);
  Replay replay(found.firstFailure->steps,
                [&host](const Offer& offer) { return wordsOf((*host)->arena(), offer.next); });
  Round round;
  ASSERT_TRUE((*host)->play([&](const Situation& now) { return replay.choose(now); }, round));
  replay.runEnded();
  ASSERT_TRUE(replay.divergence());
  EXPECT_THAT(sentence(*replay.divergence()), HasSubstr("diverged at step"));
  EXPECT_THAT(sentence(*replay.divergence()), HasSubstr("acquire"));
}

TEST_F(Exploring, FindsTheFewestPreemptionsAndTheLastSafeChoice) {
  const Exploration found = explored(request("philosophers", "naive"));
  ASSERT_TRUE(found.firstFailure);
  auto host = StepHost::start(request("philosophers", "naive").run, 0);
  ASSERT_TRUE(host);
  std::vector<Choice> choices;
  for (const ScheduleStep& step : found.firstFailure->steps) choices.push_back(step.choice);
  const auto shrunk = fewestPreemptions(choices, runnerOf(**host), {});
  ASSERT_TRUE(shrunk) << shrunk.error().message;
  EXPECT_EQ(shrunk->verdict, "deadlock");
  EXPECT_EQ(shrunk->preemptions, 1u);
  EXPECT_TRUE(shrunk->fewest);
  const auto safe = lastSafeChoice(shrunk->choices, runnerOf(**host), {});
  ASSERT_TRUE(safe) << safe.error().message;
  EXPECT_TRUE(safe->certain);
  ASSERT_TRUE(safe->step);
  EXPECT_LT(*safe->step, shrunk->choices.size());
}

TEST_F(Exploring, SpawnedTasksAreSearchedLikeForkedOnes) {
  ScenarioInfo family;
  family.name = "family";
  family.variants = {{"only", "", "completed", false, {}}};
  family.as = {"processes"};
  ExploreRequest wanted;
  wanted.run.scenario = "family";
  wanted.run.hostProgram =
      std::filesystem::read_symlink("/proc/self/exe").replace_filename("step_cases_host");
  wanted.run.described = &family;
  wanted.reduce = false;
  const Exploration found = explored(wanted);
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_TRUE(found.tally.exhausted());
  // A forked one, a spawned one and the spawned child of the forked one enter one lock each.
  EXPECT_EQ(found.tally.runs, 6u);
  EXPECT_EQ(found.tally.outcomes.size(), 1u);

  ExploreRequest life = request("worker-life", "normal");
  life.run.as = "processes";
  life.run.parameters = {{"spawn", 1}, {"pause", 1}};
  const Exploration lives = explored(life);
  EXPECT_THAT(lives.faults, IsEmpty());
  EXPECT_TRUE(lives.tally.exhausted());
  EXPECT_EQ(lives.tally.verdicts, (std::map<std::string, std::uint64_t>{{"completed", 1}}));
}

TEST_F(Exploring, ATaskThatSleepsForEverKeepsNobodyFromEnding) {
  ExploreRequest wanted = request("worker-life", "daemon");
  wanted.run.as = "processes";
  wanted.run.parameters = {{"pause", 1}};
  const Exploration found = explored(wanted);
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_EQ(found.tally.verdicts, (std::map<std::string, std::uint64_t>{{"completed", 1}}));
  EXPECT_FALSE(found.tally.exhausted()) << "it could sleep on while main has its work done";
  for (const SearchKind kind : {SearchKind::pct, SearchKind::random}) {
    wanted.kind = kind;
    wanted.runs = 20;
    EXPECT_EQ(explored(wanted).tally.verdicts,
              (std::map<std::string, std::uint64_t>{{"completed", 20}}));
  }
}

TEST_F(Exploring, RefusesWhatItCannotDoWithOneSentence) {
  ExploreRequest wanted = request("counter", "unlocked");
  wanted.kind = SearchKind::random;
  wanted.shard = {1, 2};
  const auto explorer = Explorer::start(wanted);
  ASSERT_FALSE(explorer);
  EXPECT_THAT(explorer.error().message, HasSubstr("shards"));
}

}  // namespace
}  // namespace lockstep
