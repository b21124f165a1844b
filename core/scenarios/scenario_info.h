// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What there is to know of a scenario without running it: names, variants, parameters, source.
/// Read by session, command line and window; contains no code that runs inside a task.

namespace lockstep {

struct ParameterInfo {
  std::string name;
  std::string label;          ///< English; a translation key
  std::int64_t standard = 0;  ///< default; of a line: in the first variant (see standardOf)
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::string unit;   ///< "", "ms"
  bool flag = false;  ///< 0 or 1
  bool line = false;  ///< a flag that switches a line of the source: `if (choose.line("..."))`
};

struct VariantInfo {
  std::string name;
  std::string label;            ///< English; a translation key
  std::string expectedVerdict;  ///< a word of DESIGN.md
  bool bug = false;
  std::vector<std::string> lines;  ///< the switchable lines that are on in it
};

struct ScenarioInfo {
  std::string name;
  std::string title;    ///< English; a translation key
  std::string group;    ///< English; a translation key: "Locks", "Queues and messages", ...
  std::string summary;  ///< one or two English sentences; a translation key
  std::vector<VariantInfo> variants;  ///< the first is the default
  std::vector<std::string> as;        ///< "threads", "processes"; the first is the default
  std::vector<ParameterInfo> parameters;
  std::vector<std::string> heads;  ///< parameters that count tasks which it starts
  int moreHeads = 0;               ///< tasks that it always starts
  std::string sourceFile;
  std::string_view source;  ///< embedded text
};

/// What a parameter is in a variant when nobody sets it; 0 for an unknown one.
std::int64_t standardOf(const ScenarioInfo& scenario, std::string_view variant,
                        std::string_view parameter);

/// All scenarios, in the order of the list.
std::span<const ScenarioInfo> scenarioInfos();
const ScenarioInfo* findScenario(std::string_view name);

}  // namespace lockstep
