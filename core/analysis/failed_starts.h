// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "analysis/analysis.h"

namespace lockstep {

/// Threads and processes that the kernel did not give. Internal to analysis/.
class FailedStarts {
 public:
  /// Reads one `start`.
  void read(const Event& event) {
    if (event.phase != Phase::done || event.outcome != Outcome::failed) return;
    Finding& finding = m_findings[event.task];
    if (finding.count++ > 0) return;
    finding.kind = FindingKind::failedStart;
    finding.time = event.time;
    finding.task = event.task;
    finding.peer = event.peer();
    finding.site = event.site;
    finding.value = event.value;
  }
  /// One for each task that could not start others: the first.
  std::vector<Finding> findings() const {
    std::vector<Finding> all;
    for (const auto& [starter, finding] : m_findings) all.push_back(finding);
    return all;
  }

 private:
  std::map<TaskId, Finding> m_findings;
};

}  // namespace lockstep
