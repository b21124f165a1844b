// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/host_main.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/run_plan.h"
#include "runtime/spawned.h"
#include "runtime/supervisor.h"
#include "scenarios/scenario.h"

namespace lockstep {
namespace {

constexpr int kBadUsage = 2;

std::optional<int> descriptor(const char* variable) {
  const char* const words = std::getenv(variable);
  const std::string_view text = words ? words : "";
  int fd = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fd);
  if (error != std::errc{} || end != text.data() + text.size() || fd < 0) return std::nullopt;
  return fd;
}

}  // namespace

int hostMain() {
  if (wasSpawned()) return runSpawned();
  const auto arena = descriptor(kArenaVariable);
  const auto lifeline = descriptor(kLifelineVariable);
  const char* const words = std::getenv(kPlanVariable);
  if (!arena || !lifeline || !words)
    return complain("this program is started by lockstep; run 'lockstep' instead");
  const auto plan = parseRunPlan(words);
  if (!plan) return complain(plan.error().message);
  const ScenarioFunction scenario = findScenarioFunction(plan->scenario);
  if (!scenario) return complain("there is no scenario named '" + plan->scenario + "'");
  const Choices choices(plan->variant, plan->processes, plan->parameters);
  return supervise({*arena, *lifeline}, [&] { scenario(choices); });
}

}  // namespace lockstep
