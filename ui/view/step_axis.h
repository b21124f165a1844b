// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trace/trace.h"

namespace lockstep::ui {

/// Time measured in steps. What happens in step k lies between the positions k - 1 and k, whatever
/// time it took; the time that Lockstep waited for a choice takes no room at all. What came before
/// the first step lies between -1 and 0, and each stretch of Free run between two steps takes the
/// room of one step, which then has no number.
///
///     time      | start ... | granted 1 .. parked | (a learner thinks) | granted 2 .. parked |
///     position -1           0                     1                    1                     2
class StepAxis {
 public:
  /// Reads what the log of `trace` has got since the last call.
  void update(const Trace& trace);
  void clear() { *this = StepAxis(); }

  /// Steps of the trace.
  std::size_t steps() const { return m_grants.size(); }
  /// When step `number`, from 1, was let go; ns.
  std::int64_t granted(std::size_t number) const { return m_grants[number - 1].time; }
  /// When everything had come to rest after step `number`; 0: before the first one.
  std::int64_t settled(std::size_t number) const;
  /// Steps that had been let go at `time`.
  std::size_t stepsAt(std::int64_t time) const;

  double position(std::int64_t time) const;
  /// The first instant at a position.
  std::int64_t time(double position) const;
  /// Position where step `number` has settled.
  double endOf(std::size_t number) const;
  double first() const { return -1; }
  double last() const;

 private:
  struct Knot {
    std::int64_t time = 0;
    double position = 0;
  };
  struct Grant {
    std::int64_t time = 0;
    double position = 0;  ///< where it begins
  };
  void closeSection(std::int64_t time);
  void openSection(std::int64_t time, bool free);
  Knot tail() const;

  std::vector<Knot> m_knots;  ///< by time; the section that is open has only its beginning here
  std::vector<Grant> m_grants;
  std::size_t m_read = 0;       ///< events of the log
  std::int64_t m_settled = 0;   ///< of the open section: last time a task parked; 0: none
  std::int64_t m_lastTime = 0;  ///< of the open section
  bool m_free = false;          ///< the open section is one of Free run
};

}  // namespace lockstep::ui
