// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/check.h"
#include "scenarios/scenario.h"

namespace lockstep {

namespace {

// A function's own variable, since scenarios register in no particular order before main().
std::map<std::string, ScenarioFunction, std::less<>>& registry() {
  static std::map<std::string, ScenarioFunction, std::less<>> functions;
  return functions;
}

}  // namespace

bool registerScenario(const char* name, ScenarioFunction function) {
  CHECK(registry().emplace(name, function).second);
  return true;
}

ScenarioFunction findScenarioFunction(std::string_view name) {
  const auto found = registry().find(name);
  return found == registry().end() ? nullptr : found->second;
}

std::int64_t Choices::operator[](std::string_view parameter) const {
  const auto found = m_parameters.find(std::string(parameter));
  CHECK(found != m_parameters.end());
  return found->second;
}

std::unique_ptr<Task> Choices::task(Target target, std::string name) const {
  if (m_processes) return std::make_unique<Process>(std::move(target), std::move(name));
  return std::make_unique<Thread>(std::move(target), std::move(name));
}

}  // namespace lockstep
