// SPDX-License-Identifier: GPL-3.0-or-later
#include "interchange/rows.h"

#include <nlohmann/json.hpp>

#include "words/words.h"

namespace lockstep {

std::string detailOf(const Interval& interval) {
  const bool known = interval.detail != Interval::kNoDetail;
  const std::string number = known ? std::to_string(interval.detail) : "";
  switch (interval.state) {
    case State::running:
      return known ? "cpu " + number : "";
    case State::ready:
      return known ? "woken by " + number : "";
    case State::blocked: {
      if (interval.reason == Operation::none) return {};
      const std::string operation(name(interval.reason));
      return interval.reason == Operation::join && known ? operation + " " + number : operation;
    }
    case State::stopped:
      return interval.reason == Operation::none ? "" : std::string(name(interval.reason));
    case State::unborn:
    case State::created:
    case State::zombie:
    case State::terminated:
    case State::unknown:
      return {};
  }
  return {};
}

std::string resourceLabel(const Trace& trace, ResourceId resource) {
  return utf8(Words().resourceName(trace, resource));
}

std::string taskLabel(const Trace& trace, TaskId task) {
  return utf8(Words().taskName(trace, task));
}

const char* name(RunEnd end) {
  switch (end) {
    case RunEnd::running:
      return "running";
    case RunEnd::completed:
      return "completed";
    case RunEnd::quiescent:
      return "quiescent";
    case RunEnd::timeLimit:
      return "time-limit";
    case RunEnd::stopped:
      return "stopped";
  }
  return "";
}

std::string utf8(const std::string& text) {
  const std::string quoted =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return nlohmann::json::parse(quoted).get<std::string>();
}

}  // namespace lockstep
