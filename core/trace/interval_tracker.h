// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "events/event.h"
#include "trace/doing.h"
#include "trace/lane.h"
#include "trace/signal_rules.h"

namespace lockstep {

/// Turns events into intervals. Knows no log, no file, no clock: events in, lanes out.
///
/// A task whose switch records come has kernel evidence from the first of them on; its own events
/// then only say why it sleeps. Without them its own events give the states, with probe evidence,
/// and ready cannot be told from running.
///
///   forked      new                       switchOut, preempted   ready
///   switchIn    running                   switchOut              blocked (reason: open operation)
///   exited      zombie or terminated      reap, join             terminated
///   begin, delay: the kernel's run_delay cuts the part before the last switch-in off as ready
///
/// In Step mode the session says what holds, with step evidence:
///
///   granted     running                   parked, could go on    ready
///   freed       as before Step mode       parked, could not      blocked (reason: open operation)
///   observed    T: stopped, and then another letter: running, until the next of these
///
/// What does not fit means loss: two switch-ins in a row make the time between them `unknown`, and
/// so do two switch-outs. After `gap` each lane is unknown until its own next record.
class IntervalTracker {
 public:
  explicit IntervalTracker(Lanes& lanes) : m_lanes(&lanes) {}

  /// Events in time order; `tasks` is the table so far (kinds and pids).
  void apply(const Event& event, std::span<const TaskInfo> tasks);

 private:
  static constexpr std::size_t kNoInterval = static_cast<std::size_t>(-1);
  struct Track {
    TaskDoing doing;
    bool kernel = false;         ///< switch records come for it
    bool gone = false;           ///< has ended: nothing but `reap` changes it any more
    bool step = false;           ///< Lockstep holds it: only what the session says moves its lane
    bool stopRequested = false;  ///< a stopping signal is on its way or has stopped it
    bool delayKnown = false;
    std::int64_t delay = 0;           ///< run_delay at the last reading
    std::int64_t readyTime = 0;       ///< of it, after preemptions since that reading
    std::size_t slept = kNoInterval;  ///< the last blocked interval since that reading
    std::int64_t lastOwn = 0;         ///< time of the last own event
    TaskId waker;                     ///< of the last block that is done
    std::uint64_t maskedSignals = 0;
    Dispositions dispositions;
  };

  Track& track(TaskId task);
  Evidence evidence(const Track& track) const;
  void show(TaskId task, std::int64_t time, State state, Evidence evidence, std::uint16_t detail);
  Dispositions dispositionsOf(TaskId task, std::span<const TaskInfo> tasks) const;
  void showBlocked(TaskId task, std::int64_t time, Evidence evidence);
  void loseLast(TaskId task);

  void switchIn(const Event& event);
  void switchOut(const Event& event);
  void forked(const Event& event);
  void gap(const Event& event);
  void observed(const Event& event, std::span<const TaskInfo> tasks);
  void readDelay(const Event& event);
  void lost(const Event& event);
  void stepped(const Event& event);
  void ownAct(const Event& event, std::span<const TaskInfo> tasks);
  void showOwnAct(const Event& event);
  void begun(const Event& event, std::span<const TaskInfo> tasks);
  void started(const Event& event);
  void killed(const Event& event, std::span<const TaskInfo> tasks);
  void stop(TaskId task, std::int64_t time);
  void resume(TaskId task, std::int64_t time, TaskId by);
  void ended(TaskId task, std::int64_t time, std::span<const TaskInfo> tasks);
  void collected(const Event& event, std::span<const TaskInfo> tasks);
  void terminate(TaskId task, std::int64_t time);

  Lanes* m_lanes;
  std::vector<Track> m_tracks;
};

}  // namespace lockstep
