// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/outcomes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "abstract_program.h"

namespace lockstep {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using Json = nlohmann::ordered_json;

Tally empty() {
  Tally tally;
  tally.scenario = "counter";
  tally.variant = "racy";
  tally.as = "threads";
  tally.parameters = {{"workers", 2}, {"offset", -3}};
  tally.search = "dfs";
  tally.options = {{"sleep_sets", 1}};
  return tally;
}

Tally finished() {
  Tally tally = empty();
  tally.add("completed", 7)->schedule = "good.schedule";
  tally.add("lost-update", 0xffffffffffffffff);
  tally.add("completed", 7);
  tally.abandoned = 1;
  tally.coverage.walked = true;
  tally.firstFailure = "failure.schedule";
  tally.seconds = 0.5;
  return tally;
}

Tally shardOf(std::uint32_t index, std::uint32_t of) {
  Tally tally = finished();
  tally.shards = of;
  tally.parts = {index};
  return tally;
}

TEST(Tally, CountsRunsVerdictsAndDistinctOutcomes) {
  Tally tally;
  EXPECT_NE(tally.add("completed", 1), nullptr) << "the first of its kind";
  EXPECT_EQ(tally.add("completed", 1), nullptr);
  EXPECT_NE(tally.add("completed", 2), nullptr);
  EXPECT_NE(tally.add("deadlock", 3), nullptr);
  EXPECT_EQ(tally.runs, 4u);
  EXPECT_EQ(tally.verdicts,
            (std::map<std::string, std::uint64_t>{{"completed", 3}, {"deadlock", 1}}));
  EXPECT_EQ(tally.outcomes.at(1).runs, 2u);
  EXPECT_EQ(tally.outcomes.at(3).verdict, "deadlock");
}

TEST(Tally, KeepsOnlySoManyOutcomesButCountsTheRunsOfAll) {
  Tally tally;
  for (std::uint64_t i = 0; i < Tally::kMaxOutcomes + 5; ++i) tally.add("completed", i);
  tally.add("completed", 0);
  EXPECT_EQ(tally.outcomes.size(), Tally::kMaxOutcomes);
  EXPECT_EQ(tally.moreOutcomes, 5u);
  EXPECT_EQ(tally.runs, Tally::kMaxOutcomes + 6);
}

TEST(Tally, IsOneJsonObjectWithStableKeys) {
  const Json object = Json::parse(finished().json());
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  EXPECT_THAT(keys,
              ElementsAre("scenario", "variant", "as", "parameters", "search", "runs", "abandoned",
                          "exhausted", "coverage", "verdicts", "outcomes", "more_outcomes",
                          "first_failure", "shard", "seconds", "runs_per_second"));
  EXPECT_EQ(object["runs"], 3);
  EXPECT_EQ(object["exhausted"], true);
  EXPECT_EQ(object["verdicts"], Json::parse(R"({"completed": 2, "lost-update": 1})"));
  EXPECT_EQ(object["outcomes"]["0000000000000007"],
            Json::parse(R"({"runs": 2, "verdict": "completed", "schedule": "good.schedule"})"));
  EXPECT_EQ(object["outcomes"]["ffffffffffffffff"]["schedule"], nullptr);
  EXPECT_EQ(object["first_failure"], "failure.schedule");
  EXPECT_EQ(object["shard"], Json::parse(R"({"of": 1, "parts": [1]})"));
  EXPECT_EQ(object["search"], Json::parse(R"({"kind": "dfs", "sleep_sets": 1})"));
  EXPECT_EQ(object["coverage"]["bound"], nullptr);
  EXPECT_EQ(object["runs_per_second"], 8.0);
  EXPECT_EQ(Json::parse(empty().json())["first_failure"], nullptr);
}

TEST(Tally, ComesBackFromJson) {
  Tally tally = finished();
  EXPECT_EQ(*Tally::fromJson(tally.json()), tally);
  tally.coverage.bound = 2;
  tally.coverage.cutByBound = tally.coverage.cutByRuns = tally.coverage.cutByTime = true;
  tally.coverage.cutBySteps = tally.coverage.failed = true;
  tally.moreOutcomes = 4;
  tally.shards = 9;
  tally.parts = {2, 4};
  tally.firstFailure.clear();
  EXPECT_EQ(*Tally::fromJson(tally.json()), tally);
  EXPECT_EQ(*Tally::fromJson(empty().json()), empty());
}

TEST(Tally, IsExhaustedOnlyWhenNothingWasLeftOut) {
  EXPECT_TRUE(finished().exhausted());
  EXPECT_FALSE(empty().exhausted());
  EXPECT_FALSE(shardOf(1, 2).exhausted()) << "half of it is not all of it";
  EXPECT_EQ(Json::parse(shardOf(1, 2).json())["exhausted"], false);
  for (bool Coverage::*const cut :
       {&Coverage::cutByBound, &Coverage::cutByRuns, &Coverage::cutByTime, &Coverage::cutBySteps,
        &Coverage::failed}) {
    Tally tally = finished();
    tally.coverage.*cut = true;
    EXPECT_FALSE(tally.exhausted());
    EXPECT_EQ(Json::parse(tally.json())["exhausted"], false);
  }
}

/// The small object with one value replaced, as a JSON pointer names it.
std::string complaint(const char* pointer, const Json& value) {
  Json object = Json::parse(finished().json());
  object[Json::json_pointer(pointer)] = value;
  const Result<Tally> tally = Tally::fromJson(object.dump());
  return tally ? "" : tally.error().message;
}

TEST(Tally, RefusesWhatIsNotTheResultOfASearch) {
  for (const char* const text : {"", "[]", "{}", "null", "{\"scenario\": 1}", "{"})
    EXPECT_THAT(Tally::fromJson(text).error().message,
                StartsWith("this is not the result of a search: "))
        << text;
  EXPECT_EQ(complaint("/runs", 3), "");
  EXPECT_NE(complaint("/runs", -1), "");
  EXPECT_NE(complaint("/runs", 1.5), "");
  EXPECT_NE(complaint("/runs", "3"), "");
  EXPECT_NE(complaint("/parameters/workers", 2.5), "");
  EXPECT_NE(complaint("/outcomes", Json::parse(R"({"7": {}})")), "");
  EXPECT_NE(complaint("/shard/parts", Json::array()), "");
  EXPECT_NE(complaint("/shard/parts", Json::parse("[2]")), "") << "there is one shard only";
  EXPECT_NE(complaint("/shard/parts", Json::parse("[0]")), "");
  EXPECT_NE(complaint("/shard/parts", Json::parse("[1, 1]")), "");
  EXPECT_NE(complaint("/coverage/bound", -2), "");
  EXPECT_NE(complaint("/coverage/walked", 1), "");
  EXPECT_EQ(Tally::fromJson(std::string(Tally::kMaxBytes + 1, ' ')).error().message,
            "the result is larger than 64 MiB");
}

TEST(Merge, AddsUpWhatTheShardsFound) {
  const Result<Tally> all = merged({shardOf(2, 3), shardOf(3, 3), shardOf(1, 3)});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->runs, 9u);
  EXPECT_EQ(all->abandoned, 3u);
  EXPECT_EQ(all->verdicts.at("completed"), 6u);
  EXPECT_EQ(all->outcomes.at(7).runs, 6u);
  EXPECT_EQ(all->outcomes.at(7).schedule, "good.schedule");
  EXPECT_EQ(all->seconds, 1.5);
  EXPECT_TRUE(all->exhausted());
}

TEST(Merge, IsExhaustedOnlyWithAllShardsAndAllOfEach) {
  const Result<Tally> some = merged({shardOf(1, 3), shardOf(3, 3)});
  ASSERT_TRUE(some);
  EXPECT_FALSE(some->exhausted());
  EXPECT_THAT(some->parts, ElementsAre(1, 3));
  EXPECT_TRUE(merged({*some, shardOf(2, 3)})->exhausted()) << "the missing one can come later";
  Tally cut = shardOf(2, 3);
  cut.coverage.walked = false;
  cut.coverage.cutByTime = true;
  const Result<Tally> all = merged({shardOf(1, 3), cut, shardOf(3, 3)});
  ASSERT_TRUE(all);
  EXPECT_FALSE(all->exhausted());
  EXPECT_TRUE(all->coverage.cutByTime);
}

TEST(Merge, TakesTheFirstFailureOfTheLowestShardThatHasOne) {
  Tally one = shardOf(1, 3);
  one.firstFailure.clear();
  Tally two = shardOf(2, 3);
  two.firstFailure = "two.schedule";
  EXPECT_EQ(merged({shardOf(3, 3), two, one})->firstFailure, "two.schedule");
}

TEST(Merge, RefusesWhatDoesNotBelongTogether) {
  EXPECT_EQ(merged({}).error().message, "there is nothing to merge");
  EXPECT_EQ(merged({shardOf(1, 3), shardOf(1, 3)}).error().message, "shard 1/3 is there twice");
  EXPECT_EQ(merged({shardOf(1, 3), shardOf(2, 4)}).error().message,
            "one part is of 3 shards and another of 4");
  for (std::string Tally::*const key : {&Tally::scenario, &Tally::variant, &Tally::as}) {
    Tally other = shardOf(2, 3);
    other.*key = "other";
    EXPECT_EQ(merged({shardOf(1, 3), other}).error().message,
              "the parts are of different scenarios, variants or parameters");
  }
  Tally other = shardOf(2, 3);
  other.parameters["workers"] = 3;
  EXPECT_THAT(merged({shardOf(1, 3), other}).error().message, HasSubstr("parameters"));
  other = shardOf(2, 3);
  other.options["sleep_sets"] = 0;
  EXPECT_EQ(merged({shardOf(1, 3), other}).error().message,
            "the parts are of searches with different options");
  other = shardOf(2, 3);
  other.coverage.bound = 1;
  EXPECT_THAT(merged({shardOf(1, 3), other}).error().message, HasSubstr("options"));
}

TEST(Merge, OfTheShardsOfASearchIsTheSearch) {
  const abstract::Program program = abstract::philosophers(3);
  const auto tallyOf = [&](Shard shard) {
    SearchOptions options;
    options.sleepSets = false;
    options.shard = shard;
    Search search(options);
    Tally tally = empty();
    tally.shards = shard.of;
    tally.parts = {shard.index};
    while (!search.done()) {
      const abstract::Outcome outcome = abstract::run(program, search);
      Fingerprint hash;
      hash.add(outcome.state);
      if (search.runEnded()) tally.add(outcome.result.verdict, hash.value());
    }
    tally.coverage = search.coverage();
    return tally;
  };
  const Tally whole = tallyOf({1, 1});
  std::vector<Tally> parts;
  for (std::uint32_t index = 1; index <= 4; ++index)
    parts.push_back(*Tally::fromJson(tallyOf({index, 4}).json()));
  const Result<Tally> all = merged(parts);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->runs, 168u);
  EXPECT_EQ(all->verdicts, whole.verdicts);
  EXPECT_EQ(all->outcomes, whole.outcomes);
  EXPECT_TRUE(all->exhausted());
}

}  // namespace
}  // namespace lockstep
