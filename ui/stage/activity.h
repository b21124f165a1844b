// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "stage/effects.h"
#include "trace/trace.h"

/// How busy tasks and resources are, counted exactly and fast enough for every frame.

namespace lockstep::ui {

/// Operations done on each resource. The log in blocks of kBlock events; for each resource the
/// blocks in which anything was done on it, with how much had been done up to their ends:
///
///     resource 3    block 0: 12   block 1: 40   block 4: 41
///
/// So whole blocks are counted by two searches, and only the events at both ends are read.
class Activity {
 public:
  /// Reads what the trace has got since the last call; from the start for another trace.
  void update(const Trace& trace);
  /// Operations done on each resource in [from, to), by id; resources without one may be missing at
  /// the end. `trace` is the one last read.
  std::vector<std::uint32_t> done(const Trace& trace, std::int64_t from, std::int64_t to) const;
  static constexpr std::size_t kBlock = 1024;  ///< events

 private:
  struct Sum {
    std::uint32_t block = 0;
    std::uint32_t done = 0;  ///< up to the end of the block
  };
  static std::uint32_t doneBefore(const std::vector<Sum>& sums, std::size_t block);

  const Trace* m_trace = nullptr;
  std::size_t m_read = 0;
  std::vector<std::vector<Sum>> m_sums;  ///< by resource
};

/// What is too busy at an instant to be shown act by act. The counts are those of the last whole
/// stretch of kStretch before it, counted from the start of the run, so that they can be read.
struct Heat {
  static constexpr double kStretch = 1000;  ///< ms of playback
  static constexpr int kMost = 3;

  std::int64_t from = 0;  ///< the stretch; from == to: nothing is too busy
  std::int64_t to = 0;
  std::vector<std::uint32_t> done;  ///< operations in it, by resource

  /// Operations on both in the stretch if they were too many to be followed, else 0.
  std::uint32_t of(ResourceId resource, ResourceId inner = {}) const;
  /// As above: changes of a task's state.
  std::size_t changesOf(const Trace& trace, TaskId task) const;
  /// 1 .. kMost for a count.
  static int level(std::uint64_t count);
};

Heat heatAt(const Trace& trace, const Activity& activity, const PlaybackInstant& playback);

/// Whether an event is an operation on a resource that has come to its end.
bool isDoneOn(const Event& event);

}  // namespace lockstep::ui
