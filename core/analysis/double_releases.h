// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "analysis/analysis.h"

namespace lockstep {

/// Releases of what the task does not hold, and of a bounded semaphore that is full. Internal to
/// analysis/.
class DoubleReleases {
 public:
  /// Reads one release.
  void read(const Event& event);
  /// One for each task and resource: the first.
  std::vector<Finding> findings() const;

 private:
  std::map<std::pair<ResourceId, TaskId>, Finding> m_findings;
};

}  // namespace lockstep
