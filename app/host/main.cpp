// SPDX-License-Identifier: GPL-3.0-or-later
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

/// lockstep-host: runs one scenario for Lockstep, or one function for Process::spawn. What to run
/// comes in the environment (runtime/spawned.h).

namespace {

constexpr int kBadUsage = 2;

int complain(const std::string& why) {
  std::fprintf(stderr, "lockstep-host: %s\n", why.c_str());
  return kBadUsage;
}

std::optional<int> descriptor(const char* variable) {
  const char* const words = std::getenv(variable);
  const std::string_view text = words ? words : "";
  int fd = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fd);
  if (error != std::errc{} || end != text.data() + text.size() || fd < 0) return std::nullopt;
  return fd;
}

}  // namespace

int main() {
  if (lockstep::wasSpawned()) return lockstep::runSpawned();
  const auto arena = descriptor(lockstep::kArenaVariable);
  const auto lifeline = descriptor(lockstep::kLifelineVariable);
  const char* const words = std::getenv(lockstep::kPlanVariable);
  if (!arena || !lifeline || !words)
    return complain("this program is started by lockstep; run 'lockstep' instead");
  const auto plan = lockstep::parseRunPlan(words);
  if (!plan) return complain(plan.error().message);
  const lockstep::ScenarioFunction scenario = lockstep::findScenarioFunction(plan->scenario);
  if (!scenario) return complain("there is no scenario named '" + plan->scenario + "'");
  const lockstep::Choices choices(plan->variant, plan->processes, plan->parameters);
  return lockstep::supervise({*arena, *lifeline}, [&] { scenario(choices); });
}
