// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/outcomes.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace lockstep {

namespace {

using Json = nlohmann::ordered_json;

Json textOrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string textOf(const Json& json) {
  return json.is_null() ? std::string() : json.get<std::string>();
}

Json coverageObject(const Coverage& coverage) {
  Json object;
  object["walked"] = coverage.walked;
  object["bound"] = coverage.bound ? Json(*coverage.bound) : Json();
  object["cut_by_bound"] = coverage.cutByBound;
  object["cut_by_runs"] = coverage.cutByRuns;
  object["cut_by_time"] = coverage.cutByTime;
  object["cut_by_steps"] = coverage.cutBySteps;
  object["failed"] = coverage.failed;
  return object;
}

Json outcomesObject(const std::map<std::uint64_t, Tally::Outcome>& outcomes) {
  Json all = Json::object();
  for (const auto& [fingerprint, outcome] : outcomes) {
    Json& object = all[toHex(fingerprint)];
    object["runs"] = outcome.runs;
    object["verdict"] = outcome.verdict;
    object["schedule"] = textOrNull(outcome.schedule);
  }
  return all;
}

/// A whole number that is not negative. get() would turn -1 and 1.5 into one.
template <class Number>
Number countOf(const Json& json) {
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > std::numeric_limits<Number>::max())
    throw std::range_error("a number is not a count");
  return json.get<Number>();
}

Coverage coverageOf(const Json& object) {
  Coverage coverage;
  coverage.walked = object.at("walked").get<bool>();
  const Json& bound = object.at("bound");
  if (!bound.is_null()) coverage.bound = countOf<std::uint32_t>(bound);
  coverage.cutByBound = object.at("cut_by_bound").get<bool>();
  coverage.cutByRuns = object.at("cut_by_runs").get<bool>();
  coverage.cutByTime = object.at("cut_by_time").get<bool>();
  coverage.cutBySteps = object.at("cut_by_steps").get<bool>();
  coverage.failed = object.at("failed").get<bool>();
  return coverage;
}

std::map<std::uint64_t, Tally::Outcome> outcomesOf(const Json& all) {
  std::map<std::uint64_t, Tally::Outcome> outcomes;
  for (const auto& [key, object] : all.items()) {
    std::uint64_t fingerprint = 0;
    const char* const end = key.data() + key.size();
    const auto read = std::from_chars(key.data(), end, fingerprint, 16);
    if (read.ec != std::errc() || read.ptr != end || key.size() != 16)
      throw std::range_error("a fingerprint is not 16 hexadecimal digits");
    outcomes[fingerprint] = {countOf<std::uint64_t>(object.at("runs")),
                             object.at("verdict").get<std::string>(),
                             textOf(object.at("schedule"))};
  }
  return outcomes;
}

void readSearch(const Json& object, Tally& tally) {
  tally.search = object.at("kind").get<std::string>();
  for (const auto& [key, value] : object.items())
    if (key != "kind") tally.options[key] = countOf<std::uint64_t>(value);
}

void readShard(const Json& object, Tally& tally) {
  tally.shards = countOf<std::uint32_t>(object.at("of"));
  tally.parts.clear();
  for (const Json& part : object.at("parts")) tally.parts.insert(countOf<std::uint32_t>(part));
  if (tally.parts.empty() || *tally.parts.begin() < 1 || *tally.parts.rbegin() > tally.shards ||
      tally.parts.size() != object.at("parts").size())
    throw std::range_error("there is no such shard");
}

Tally tallyOf(const Json& object) {
  Tally tally;
  tally.scenario = object.at("scenario").get<std::string>();
  tally.variant = object.at("variant").get<std::string>();
  tally.as = object.at("as").get<std::string>();
  for (const auto& [key, value] : object.at("parameters").items()) {
    if (!value.is_number_integer()) throw std::range_error("a parameter is not a number");
    tally.parameters[key] = value.get<std::int64_t>();
  }
  readSearch(object.at("search"), tally);
  tally.runs = countOf<std::uint64_t>(object.at("runs"));
  tally.abandoned = countOf<std::uint64_t>(object.at("abandoned"));
  tally.coverage = coverageOf(object.at("coverage"));
  for (const auto& [key, value] : object.at("verdicts").items())
    tally.verdicts[key] = countOf<std::uint64_t>(value);
  tally.outcomes = outcomesOf(object.at("outcomes"));
  tally.moreOutcomes = countOf<std::uint64_t>(object.at("more_outcomes"));
  tally.firstFailure = textOf(object.at("first_failure"));
  readShard(object.at("shard"), tally);
  tally.seconds = object.at("seconds").get<double>();
  return tally;
}

/// Adds what one run, or many of them, came to.
Tally::Outcome* count(Tally& tally, std::uint64_t fingerprint, const std::string& verdict,
                      std::uint64_t runs) {
  const auto known = tally.outcomes.find(fingerprint);
  if (known != tally.outcomes.end()) {
    known->second.runs += runs;
    return nullptr;
  }
  if (tally.outcomes.size() == Tally::kMaxOutcomes) {
    tally.moreOutcomes += runs;
    return nullptr;
  }
  return &(tally.outcomes[fingerprint] = {runs, verdict, {}});
}

Result<void> checkMatch(const Tally& one, const Tally& other) {
  if (one.scenario != other.scenario || one.variant != other.variant || one.as != other.as ||
      one.parameters != other.parameters)
    return Error{"the parts are of different scenarios, variants or parameters"};
  if (one.search != other.search || one.options != other.options ||
      one.coverage.bound != other.coverage.bound)
    return Error{"the parts are of searches with different options"};
  if (one.shards != other.shards)
    return Error{"one part is of " + std::to_string(one.shards) + " shards and another of " +
                 std::to_string(other.shards)};
  for (const std::uint32_t part : other.parts)
    if (one.parts.count(part) > 0)
      return Error{"shard " + std::to_string(part) + '/' + std::to_string(one.shards) +
                   " is there twice"};
  return {};
}

void include(Tally& all, const Tally& part) {
  all.runs += part.runs;
  all.abandoned += part.abandoned;
  all.coverage = together(all.coverage, part.coverage);
  for (const auto& [verdict, runs] : part.verdicts) all.verdicts[verdict] += runs;
  for (const auto& [fingerprint, outcome] : part.outcomes) {
    Tally::Outcome* const first = count(all, fingerprint, outcome.verdict, outcome.runs);
    if (first) first->schedule = outcome.schedule;
  }
  all.moreOutcomes += part.moreOutcomes;
  if (all.firstFailure.empty()) all.firstFailure = part.firstFailure;
  all.parts.insert(part.parts.begin(), part.parts.end());
  all.seconds += part.seconds;
}

}  // namespace

Tally::Outcome* Tally::add(const std::string& verdict, std::uint64_t fingerprint) {
  ++runs;
  ++verdicts[verdict];
  return count(*this, fingerprint, verdict, 1);
}

double Tally::runsPerSecond() const {
  return seconds > 0 ? static_cast<double>(runs + abandoned) / seconds : 0;
}

std::string Tally::json() const {
  Json object;
  object["scenario"] = scenario;
  object["variant"] = variant;
  object["as"] = as;
  object["parameters"] = parameters;
  object["search"] = {{"kind", search}};
  for (const auto& [key, value] : options) object["search"][key] = value;
  object["runs"] = runs;
  object["abandoned"] = abandoned;
  object["exhausted"] = exhausted();
  object["coverage"] = coverageObject(coverage);
  object["verdicts"] = verdicts;
  object["outcomes"] = outcomesObject(outcomes);
  object["more_outcomes"] = moreOutcomes;
  object["first_failure"] = textOrNull(firstFailure);
  object["shard"] = {{"of", shards}, {"parts", parts}};
  object["seconds"] = seconds;
  object["runs_per_second"] = runsPerSecond();
  return object.dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<Tally> Tally::fromJson(std::string_view text) {
  if (text.size() > kMaxBytes) return Error{"the result is larger than 64 MiB"};
  try {
    return tallyOf(Json::parse(text));
  } catch (const std::exception& fault) {
    return Error{std::string("this is not the result of a search: ") + fault.what()};
  }
}

Result<Tally> merged(std::vector<Tally> tallies) {
  if (tallies.empty()) return Error{"there is nothing to merge"};
  std::sort(tallies.begin(), tallies.end(), [](const Tally& one, const Tally& other) {
    return *one.parts.begin() < *other.parts.begin();
  });
  Tally all = std::move(tallies.front());
  for (std::size_t i = 1; i < tallies.size(); ++i) {
    if (const Result<void> match = checkMatch(all, tallies[i]); !match) return match.error();
    include(all, tallies[i]);
  }
  return all;
}

}  // namespace lockstep
