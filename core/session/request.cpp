// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/request.h"

#include <algorithm>
#include <ctime>
#include <string_view>

#include "scenarios/scenario_info.h"

namespace lockstep {
namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list.empty() ? "none" : list;
}

template <class Rows>
std::vector<std::string> namesOf(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

/// The choice named `wanted`, or the first one where nothing is wanted.
Result<std::string> choose(const std::string& wanted, const std::vector<std::string>& choices,
                           const std::string& scenario, const std::string& what) {
  if (wanted.empty() && !choices.empty()) return choices.front();
  if (std::find(choices.begin(), choices.end(), wanted) != choices.end()) return wanted;
  return Error{"scenario " + scenario + " has no " + what + " \"" + wanted +
               "\"; choose one of: " + listed(choices)};
}

std::string rangeOf(const ParameterInfo& parameter) {
  const std::string unit = parameter.unit.empty() ? "" : " " + parameter.unit;
  return std::to_string(parameter.least) + " to " + std::to_string(parameter.most) + unit;
}

Result<std::map<std::string, std::int64_t>> parametersOf(const RunRequest& request,
                                                         const ScenarioInfo& scenario,
                                                         std::string_view variant) {
  std::map<std::string, std::int64_t> values;
  for (const ParameterInfo& parameter : scenario.parameters)
    values[parameter.name] = standardOf(scenario, variant, parameter.name);
  for (const auto& [name, value] : request.parameters) {
    const auto parameter =
        std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                     [&](const ParameterInfo& known) { return known.name == name; });
    if (parameter == scenario.parameters.end())
      return Error{"scenario " + scenario.name + " has no parameter \"" + name +
                   "\"; it has: " + listed(namesOf(scenario.parameters))};
    if (value < parameter->least || value > parameter->most)
      return Error{name + " can't be " + std::to_string(value) + "; it may be " +
                   rangeOf(*parameter)};
    values[name] = value;
  }
  return values;
}

Result<void> checkLimits(const RunRequest& request) {
  if (request.timeLimit <= 0) return Error{"the time limit must be more than 0 s"};
  if (request.quietLimit <= 0) return Error{"the quiet limit must be more than 0 s"};
  for (const TimedSignal& signal : request.signals) {
    if (signal.task.empty()) return Error{"a timed signal names no task"};
    if (signal.at < 0)
      return Error{"the signal to " + signal.task + " would come before the start"};
    if (signal.signal < 1 || signal.signal > 64)
      return Error{"there is no signal " + std::to_string(signal.signal)};
  }
  return {};
}

std::string planOf(const RunInfo& info) {
  std::string plan = "scenario=" + info.scenario + "\nvariant=" + info.variant + "\nas=" + info.as;
  for (const auto& [name, value] : info.parameters)
    plan += "\nset." + name + "=" + std::to_string(value);
  return plan + "\n";
}

}  // namespace

Result<CheckedRequest> checkRequest(const RunRequest& request) {
  const ScenarioInfo* scenario =
      request.described != nullptr ? request.described : findScenario(request.scenario);
  if (scenario == nullptr)
    return Error{"there is no scenario \"" + request.scenario +
                 "\"; choose one of: " + listed(namesOf(scenarioInfos()))};
  const auto variant =
      choose(request.variant, namesOf(scenario->variants), scenario->name, "variant");
  if (!variant) return variant.error();
  const auto as = choose(request.as, scenario->as, scenario->name, "way to run as");
  if (!as) return as.error();
  const auto parameters = parametersOf(request, *scenario, *variant);
  if (!parameters) return parameters.error();
  if (const auto limits = checkLimits(request); !limits) return limits.error();

  CheckedRequest checked;
  RunInfo& info = checked.info;
  info.scenario = scenario->name;
  info.title = scenario->title;
  info.variant = *variant;
  info.as = *as;
  info.parameters = *parameters;
  info.sourceFile = scenario->sourceFile;
  info.source = scenario->source;
  info.startedAtUnix = static_cast<std::int64_t>(std::time(nullptr));
  checked.plan = planOf(info);
  return checked;
}

}  // namespace lockstep
