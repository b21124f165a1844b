// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "ipc/queue.h"
#include "ipc/shared_value.h"
#include "runtime/signals.h"
#include "runtime/task.h"
#include "sync/sync.h"

/// The contract of a scenario: a function that gets its choices, builds resources and starts tasks.
/// It runs as the main task of the run.

namespace lockstep {

class Choices {
 public:
  Choices(std::string variant, bool processes, std::map<std::string, std::int64_t> parameters)
      : m_variant(std::move(variant)),
        m_processes(processes),
        m_parameters(std::move(parameters)) {}

  bool variant(std::string_view name) const { return m_variant == name; }
  bool processes() const { return m_processes; }
  /// A parameter of the scenario's info; CHECKs that it exists.
  std::int64_t operator[](std::string_view parameter) const;
  /// Whether a switchable line of the source is on.
  bool line(std::string_view name) const { return (*this)[name] != 0; }
  /// A parameter that is in ms.
  double seconds(std::string_view parameter) const {
    return static_cast<double>((*this)[parameter]) / 1000.0;
  }

  /// A Thread or a Process, as the run was asked for.
  std::unique_ptr<Task> task(Target target, std::string name) const;

 private:
  std::string m_variant;
  bool m_processes;
  std::map<std::string, std::int64_t> m_parameters;
};

using ScenarioFunction = void (*)(const Choices&);
bool registerScenario(const char* name, ScenarioFunction function);
ScenarioFunction findScenarioFunction(std::string_view name);

#define LOCKSTEP_SCENARIO(name, function) \
  static const bool kScenario_##function = ::lockstep::registerScenario(name, function)

}  // namespace lockstep
