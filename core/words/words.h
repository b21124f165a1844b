// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "analysis/analysis.h"
#include "trace/trace.h"

/// One catalogue of whole sentences with named slots for command line and window. English is the
/// key; a translator may be put in.

namespace lockstep {

class Words {
 public:
  using Translate = std::function<std::string(const char* english)>;
  explicit Words(Translate translate = {}) : m_translate(std::move(translate)) {}

  /// "1.20 ms", "830 ns", "2.50 s": three figures. Negative times are 0.
  static std::string duration(std::int64_t ns);
  /// "philosophers.cpp:31"; empty for an unknown site.
  static std::string place(const Trace& trace, SiteId site);
  std::string taskName(const Trace& trace, TaskId task) const;
  std::string resourceName(const Trace& trace, ResourceId resource) const;

  /// Why a task is as it is at the moment: "blocked: waits for fork 2, held by Plato since 1.2 ms,
  /// at philosophers.cpp:31".
  std::string state(const Trace& trace, const Moment& moment, TaskId task) const;
  /// "Plato waits for fork 2, held by Kant since 1.2 ms, at philosophers.cpp:31".
  std::string edge(const Trace& trace, const WaitEdge& edge, std::int64_t now) const;
  /// One sentence that names tasks, resources, times and lines.
  std::string finding(const Trace& trace, const Finding& finding) const;
  /// "deadlock: Plato waits for ...": the verdict and its first finding.
  std::string verdict(const Trace& trace, const Report& report) const;
  /// One event as code and effect: "fork 2.acquire() done".
  std::string event(const Trace& trace, const Event& event) const;
  /// An interval's state and reason: "blocked in acquire of fork 2".
  std::string interval(const Trace& trace, const Interval& interval) const;

  std::string inLanguage(const char* english) const {
    return m_translate ? m_translate(english) : std::string(english);
  }

 private:
  Translate m_translate;
};

}  // namespace lockstep
