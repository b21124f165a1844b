// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/run_plan.h"

#include <charconv>
#include <set>

namespace lockstep {
namespace {

constexpr std::string_view kParameter = "set.";

Error wrong(std::string_view line, const char* why) {
  return Error{"the plan's line '" + std::string(line) + "' " + why};
}

Result<void> readLine(std::string_view line, RunPlan& plan) {
  const auto sign = line.find('=');
  if (sign == std::string_view::npos) return wrong(line, "has no '='");
  const std::string_view key = line.substr(0, sign);
  const std::string_view value = line.substr(sign + 1);
  if (key == "scenario") {
    plan.scenario = value;
  } else if (key == "variant") {
    plan.variant = value;
  } else if (key == "as") {
    if (value != "threads" && value != "processes")
      return wrong(line, "must say threads or processes");
    plan.processes = value == "processes";
  } else if (key.starts_with(kParameter) && key.size() > kParameter.size()) {
    std::int64_t number = 0;
    const char* const end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc{} || rest != end) return wrong(line, "needs a whole number");
    plan.parameters[std::string(key.substr(kParameter.size()))] = number;
  } else {
    return wrong(line, "has an unknown key");
  }
  return {};
}

}  // namespace

Result<RunPlan> parseRunPlan(std::string_view text) {
  RunPlan plan;
  std::set<std::string_view> keys;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    if (!keys.insert(line.substr(0, line.find('='))).second) return wrong(line, "comes twice");
    if (const auto read = readLine(line, plan); !read) return read.error();
  }
  if (plan.scenario.empty()) return Error{"the plan names no scenario"};
  return plan;
}

std::string toText(const RunPlan& plan) {
  std::string text = "scenario=" + plan.scenario + "\nvariant=" + plan.variant +
                     "\nas=" + (plan.processes ? "processes" : "threads") + "\n";
  for (const auto& [name, value] : plan.parameters)
    text += std::string(kParameter) + name + "=" + std::to_string(value) + "\n";
  return text;
}

}  // namespace lockstep
