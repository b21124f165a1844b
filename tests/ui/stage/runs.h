// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "trace/trace.h"

/// Small synthetic runs with kernel evidence, shaped like the scenarios.

namespace lockstep::ui {

class Recorded {
 public:
  Recorded();
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
  std::int64_t m_time = 1'000'000;
  std::uint32_t m_texts = 0;
};

inline constexpr int kNone = -1;

/// Each has taken its left fork and waits for the right one, the last one closes the ring.
Recorded philosophers(int count, bool processes);
/// Two producers and two consumers; one waits to put into a full queue, main signals one.
Recorded producerConsumer(bool processes);
/// Driver and conductor exchange signals; one is pending behind a mask.
Recorded bus();
/// Workers at a shared value; two have read it.
Recorded counter(int workers, bool locked);
Recorded releaseDay(bool processes);
/// A child that ended and is not reaped yet; then it is.
Recorded workerLife();
/// One resource of each kind, idle or contended.
Recorded everyKind(bool contended);
/// `tasks` threads at `locks` locks, some held and some awaited.
Recorded crowd(int tasks, int locks, bool processes);

}  // namespace lockstep::ui
