// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/vector_clock.h"

/// Data races on shared values: two accesses by different tasks, at least one a store, that nothing
/// in the run orders. Internal to analysis/.
///
/// After C. Flanagan and S. N. Freund, "FastTrack: Efficient and Precise Dynamic Race Detection"
/// (PLDI 2009): of each value the last store and the loads since then are enough. The first race on
/// a value is found exactly; what comes after it on the same value is counted as found.
///
/// Lockstep's shared values are atomic words, so no value is ever torn; but which access comes
/// first is chance, as it is with a multiprocessing.Value without its lock.

namespace lockstep {

class Races {
 public:
  /// Reads one load or store, done by a task whose clock of all edges this is.
  void read(const Event& event, const VectorClock& clock);
  /// A shared value came to be: what bore its id before was another one.
  void forget(ResourceId value);
  /// The order of what happened after `time` is in doubt: nobody is blamed for it, and what came
  /// before now is taken to be before all that follows.
  void forgetSince(std::int64_t time);

  /// One for each shared value that had a race: its first.
  std::vector<Finding> findings() const;

 private:
  struct Seen {
    Access access;
    std::uint32_t clock = 0;  ///< the task's own part
  };
  struct Value {
    Seen store;  ///< its task is not valid() before the first
    std::vector<Seen> loads;
  };
  static bool isRace(const Seen& earlier, const Seen& later, const VectorClock& clock);
  static const Seen* findRace(const Value& value, const Seen& later, const VectorClock& clock);
  static void remember(Value& value, const Seen& load, const VectorClock& clock);
  void add(ResourceId value, const Access& earlier, const Access& later);

  std::vector<Value> m_values;  ///< by resource
  std::map<ResourceId, Finding> m_findings;
};

}  // namespace lockstep
