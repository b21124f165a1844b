// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "trace/event_log.h"
#include "trace/world.h"

namespace lockstep {

/// The kernel's word that a task is gone. It is not in the log; `position` says how many events of
/// the log came before.
struct Death {
  std::uint64_t position = 0;
  std::int64_t time = 0;
  TaskId task;
  friend bool operator==(const Death&, const Death&) = default;
};

/// The world after every event so far, and checkpoints from which that of any instant is replayed.
class History {
 public:
  /// The log's next event.
  void apply(const Event& event, const Tables& tables);
  /// After the events applied so far.
  void die(TaskId task, std::int64_t time);

  /// All events and deaths at or before `time` have taken effect. `log` holds the events applied.
  World at(std::int64_t time, const EventLog& log, const Tables& tables) const;

  const std::vector<Death>& deaths() const { return m_deaths; }
  std::size_t bytes() const;

 private:
  struct Checkpoint {
    std::size_t events;
    std::size_t deaths;
    World world;
  };
  void checkpoint();

  World m_world;
  std::size_t m_events = 0;
  std::vector<Death> m_deaths;
  std::vector<Checkpoint> m_checkpoints;
  std::size_t m_nextCheckpoint = 0;
  std::size_t m_checkpointBytes = 0;
};

}  // namespace lockstep
