// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "trace/trace.h"

/// Runs recorded by hand: events as real tasks would have written them, with kernel evidence.

namespace lockstep::ui {

/// In place of a resource: none.
inline constexpr int kNone = -1;

/// Writes one event after the other, each a step of the clock later. The tasks' names are theirs;
/// task 0, the supervisor, is there from the start.
class Recorded {
 public:
  static constexpr std::int64_t kStep = 100'000;  ///< ns from one event to the next

  Recorded();
  /// A copy has a trace of its own.
  Recorded(const Recorded& other);
  Recorded& operator=(const Recorded& other);
  Recorded(Recorded&&) = default;
  Recorded& operator=(Recorded&&) = default;
  TaskId task(int id, int parent, TaskKind kind, const std::string& name);
  ResourceId resource(int id, ResourceKind kind, const std::string& name, std::int64_t capacity = 0,
                      int inner = -1);

  /// The clock of the events that follow, ns.
  Recorded& at(std::int64_t time);
  Recorded& born(int task, int parent);
  Recorded& request(int task, Operation operation, int resource, std::int64_t value = 0,
                    std::uint8_t flags = 0);
  /// Request, blocked and off the CPU.
  Recorded& blocks(int task, Operation operation, int resource, Item item = {});
  Recorded& wakes(int task);  ///< on a CPU again
  Recorded& preempted(int task);
  Recorded& done(int task, Operation operation, int resource, std::int64_t value = 0, int aux = -1,
                 std::uint8_t flags = 0);
  Recorded& puts(int task, int resource, Item item);
  Recorded& gets(int task, int resource, Item item);
  Recorded& says(int task, const std::string& phase);
  Recorded& ends(int task, std::int64_t code = 0);
  Recorded& reaps(int parent, int child, std::int64_t code = 0);
  /// Joins and is off the CPU.
  Recorded& joins(int parent, int child);
  Recorded& event(Event event);

  std::int64_t now() const { return m_time; }
  std::shared_ptr<Trace> trace();

 private:
  Event blank(int task, Operation operation, Phase phase, int resource) const;

  std::shared_ptr<Trace> m_trace;
  std::vector<Event> m_events;
  std::int64_t m_time = 1'000'000;
  std::uint32_t m_texts = 0;
};

}  // namespace lockstep::ui
