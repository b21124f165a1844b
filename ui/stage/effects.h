// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "trace/trace.h"

/// Movement as a function of the playhead: no state is kept, so that playing backwards is exact.

namespace lockstep::ui {

// Nominal lengths in ms of playback, after the design language.
inline constexpr double kStateFade = 160;
inline constexpr double kFlight = 420;
inline constexpr double kPadlock = 180;
inline constexpr double kHandOff = 320;
inline constexpr double kSeats = 200;
inline constexpr double kForkJoin = 480;
inline constexpr double kBand = 600;
inline constexpr double kLeastEffect = 80;  ///< shorter ones are not played at all

double easeOut(double progress);
double easeInOut(double progress);

/// The playback clock: `rate` ns of the run pass in one ms; 0 stands still.
struct PlaybackInstant {
  std::int64_t now = 0;
  double rate = 0;
  bool still = false;  ///< reduced motion: no effect takes any time
  // Of a step that is played by itself.
  std::int64_t beyond = 0;          ///< ns that its effects have gone on after `now`
  std::int64_t since = kSinceEver;  ///< what began before is over
  static constexpr std::int64_t kSinceEver = INT64_MIN;

  /// How far an effect that began at `start` has come, 0 .. 1: of min(nominal, gap). `gap` in ns of
  /// the run, to the next event on the same object. 1 where it would be too short to see.
  double progress(std::int64_t start, double nominal, std::int64_t gap) const;
  /// As above for what flies along a line, until it is there. Under reduced motion it rests at its
  /// middle for that time.
  std::optional<double> flight(std::int64_t start, double nominal, std::int64_t gap) const;
  std::int64_t nanoseconds(double milliseconds) const;
};
inline constexpr std::int64_t kNoGap = INT64_MAX / 4;

/// The last thing that happened to a resource and how long until the next.
struct Change {
  Event event;
  std::int64_t gap = kNoGap;
};

/// The last changes of all resources and the last reapings, found by looking from the playhead back
/// as far as the longest effect lasts, and forward for their gaps; at most kMostScanned events each
/// way.
class RecentChanges {
 public:
  RecentChanges(const Trace& trace, const PlaybackInstant& playback);
  const Change* of(ResourceId resource) const;
  /// Children that were taken by their parents, the latest first.
  const std::vector<Event>& reaps() const { return m_reaps; }

 private:
  std::map<ResourceId, Change> m_changes;
  std::vector<Event> m_reaps;
};
inline constexpr std::size_t kMostScanned = 4000;

/// The last of a task's own events at or before `time` that is of `operation`, within its last few;
/// nothing if there is none.
std::optional<Event> lastEvent(const Trace& trace, TaskId task, std::int64_t time,
                               Operation operation, Phase phase);
/// As above, of any phase.
std::optional<Event> lastEvent(const Trace& trace, TaskId task, std::int64_t time,
                               Operation operation);

}  // namespace lockstep::ui
