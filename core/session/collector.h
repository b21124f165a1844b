// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/unique_fd.h"
#include "kernel/kernel_evidence.h"
#include "probe/arena.h"
#include "probe/ring_reader.h"
#include "session/event_merge.h"
#include "session/host_process.h"
#include "session/kernel_lanes.h"
#include "session/session.h"
#include "session/step_driver.h"
#include "session/watchdog.h"

namespace lockstep {

/// The thread of a run: drains rings and kernel, merges them by time, sends the timed signals, and
/// sees to the end. Internal to session/.
///
///     rings ----> EventMerge --+--> KernelLanes, Watchdog (observe) --> ready --> take()
///     kernel --> KernelLanes --+
///     signal(), /proc ---------+
///
/// An event is passed on when nothing older can come any more: the watermark is the least instant
/// up to which every source is known to be complete. A task that stays in the middle of writing for
/// longer than Session::kLateness is waited for no more; what it still brings is flagged late.
class Collector {
 public:
  /// How it was asked to end, and what to watch for.
  struct Limits {
    std::int64_t time = 0;   ///< ns
    std::int64_t quiet = 0;  ///< ns
    std::vector<TimedSignal> signals;
  };

  /// Starts the thread. `evidence` and `steps` may be null. The arena must outlive the collector.
  /// Fails where the machine's limits leave no descriptor or no thread; then the host is ended.
  static Result<std::unique_ptr<Collector>> start(const Arena& arena,
                                                  std::unique_ptr<HostProcess> host,
                                                  std::unique_ptr<KernelEvidence> evidence,
                                                  std::unique_ptr<StepDriver> steps, Limits limits);
  /// stop(), and waits for the end.
  ~Collector();

  // For any thread.

  /// What take() hands over.
  struct Delivery {
    std::vector<Event> events;
    std::int64_t edge = 0;         ///< nothing older will come; ns, 0 before the first
    RunEnd end = RunEnd::running;  ///< another value: these were the last events
  };
  void take(Delivery& delivery);
  void waitForEvents(int timeoutMs);
  void stop();
  bool running() const;
  Result<void> signal(TaskId task, int number);
  std::vector<std::string> notes() const;
  /// Names that timed signals were for and that no task of the run had. Whole at the end.
  std::vector<std::string> strangers() const;
  pid_t hostPid() const { return m_host->pid(); }
  /// Null where the run can't be stepped.
  StepDriver* steps() const { return m_steps.get(); }

 private:
  struct Ring {
    RingReader reader;
    std::size_t stream = 0;
    bool closed = false;
  };
  /// What /proc last said of a task that does not move.
  struct Look {
    std::int64_t leftCpu = 0;  ///< 0: on a CPU, or not known
    bool looked = false;       ///< since then
    char state = 'R';
  };
  struct DueSignal {
    TimedSignal signal;
    bool done = false;
  };

  Collector(const Arena& arena, std::unique_ptr<HostProcess> host,
            std::unique_ptr<KernelEvidence> evidence, std::unique_ptr<StepDriver> steps,
            Limits limits, UniqueFd wake);

  void run();
  void cycle();
  void finish();
  void sleepUntilNext();

  std::int64_t drainRings();
  void openRings();
  void drainRing(Ring& ring, std::int64_t now);
  std::int64_t drainKernel();
  void drainRest();
  void release(std::int64_t watermark);
  void observe(std::size_t first);
  void publish(std::int64_t edge);

  void followSteps(std::int64_t now);
  bool stepping() const { return m_steps && m_steps->stepping(); }
  void sendDueSignals(std::int64_t now);
  TaskId findTask(const std::string& nameOrNumber) const;
  bool signalsDue() const;
  void lookAtTasks(std::int64_t now);
  char stateOf(TaskId task) const;
  void record(Operation operation, TaskId task, std::int64_t value, std::uint32_t aux);
  std::optional<RunEnd> endReached(std::int64_t now);
  void note(std::string sentence);
  void noteUnsent(const TimedSignal& signal);

  // Constant after construction.
  const Arena& m_arena;
  const std::unique_ptr<HostProcess> m_host;
  const std::int64_t m_startedAt;
  const Limits m_limits;
  UniqueFd m_wake;  ///< eventfd: stop() or signal() happened
  const std::unique_ptr<StepDriver> m_steps;

  // The thread's own.
  std::unique_ptr<KernelEvidence> m_evidence;
  std::vector<Ring> m_rings;
  EventMerge m_merge;
  std::size_t m_ownStream = 0;
  KernelLanes m_lanes;
  Watchdog m_watchdog;
  std::vector<KernelRecord> m_records;  ///< drained, not yet released
  std::size_t m_nextRecord = 0;
  std::vector<Event> m_batch;
  std::vector<DueSignal> m_signals;
  std::vector<Look> m_looks;
  std::int64_t m_edge = 0;
  std::uint32_t m_parksSeen = 0;  ///< before this cycle looked at the rings
  StepDriver::Look m_look = StepDriver::Look::away;
  std::vector<Event> m_told;
  bool m_toldNow = false;  ///< the last look at the steps told something
  std::int64_t m_nextLook = 0;
  std::int64_t m_nextQuietCheck = 0;
  std::int64_t m_cutoff = 0;  ///< 0: none; else nothing at or after it is delivered
  bool m_busy = false;        ///< this cycle found a ring rather full
  bool m_ringsHeld = false;   ///< the reader is so far behind that the writers have to wait
  RunEnd m_reached = RunEnd::running;

  // Guarded by m_mutex.
  mutable std::mutex m_mutex;
  std::condition_variable m_arrived;
  std::vector<Event> m_ready;
  std::int64_t m_readyEdge = 0;
  RunEnd m_end = RunEnd::running;
  bool m_stopAsked = false;
  std::vector<std::string> m_notes;
  std::vector<std::string> m_strangers;

  // Guarded by m_commands: events of Lockstep's own acts. Whoever acts holds it from stamping to
  // adding, so that the thread sees every stamp that is older than its clock.
  std::mutex m_commands;
  std::vector<Event> m_own;

  std::thread m_thread;
};

}  // namespace lockstep
