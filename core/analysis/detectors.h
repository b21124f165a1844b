// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "analysis/blind_waits.h"
#include "analysis/double_releases.h"
#include "analysis/doubts.h"
#include "analysis/happens_before.h"
#include "analysis/lock_order.h"
#include "analysis/races.h"

/// What can be seen to be wrong although the run may have gone well: each rule reads the log beside
/// the others. Internal to analysis/.

namespace lockstep {

class Detectors {
 public:
  Detectors(const Trace& trace, const Deaths& deaths);

  /// Reads one event of the log, in order. Its task is valid, its resource in the table or not
  /// valid.
  void read(const Event& event);
  /// Reads the whole log again, perhaps twice. Without locks inside locks there is nothing to find.
  void lookForLockCycles(const Trace& trace, const Deaths& deaths);

  std::vector<Finding> races() const { return m_races.findings(); }
  std::vector<Finding> doubleReleases() const { return m_doubleReleases.findings(); }
  /// In order of time; without those that `happened` has already.
  std::vector<Finding> possible(const std::vector<Finding>& happened) const;

 private:
  void readOrder(const Event& event);

  Doubts m_doubts;
  HappensBefore m_everything;
  Races m_races;
  BlindWaits m_blindWaits;
  DoubleReleases m_doubleReleases;
  std::vector<Finding> m_lockCycles;
  bool m_ordered;           ///< the order is kept: there are shared values, and not too many tasks
  const bool m_conditions;  ///< there are conditions to wait on
};

}  // namespace lockstep
