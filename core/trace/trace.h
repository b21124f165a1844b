// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "trace/moment.h"

/// One run, append-only: everything that every view and every analysis reads, live or from a file.
///
///     append(event) --> event log (24 B each, time order) + per-task index (2 B)
///                  \--> IntervalTracker --> per-task lanes: time[], what[] (16 B each)
///                  |                               + time per state before each 64 intervals
///                  \--> World --> a checkpoint every few thousand events
///     at(t)         <-- nearest checkpoint + replay of the log
///
/// Kernel records become intervals and are not kept in the log. Not thread-safe: one thread
/// appends and reads (the window's, or the command's).

namespace lockstep {

using Shares = std::array<std::int64_t, kStates>;  ///< ns in each State

/// What a run was asked to be: saved with the recording.
struct RunInfo {
  std::string scenario;
  std::string title;
  std::string variant;
  std::string as;  ///< "threads" or "processes"
  std::map<std::string, std::int64_t> parameters;
  std::string sourceFile;          ///< base name, such as counter.cpp
  std::string source;              ///< its text
  std::string evidence;            ///< "kernel" or "probe"
  std::string evidenceNote;        ///< why not kernel; empty if it is
  std::int64_t startedAtUnix = 0;  ///< s since 1970
  std::string places;              ///< of things on the stage, as the window writes them
  friend bool operator==(const RunInfo&, const RunInfo&) = default;
};

/// How the run came to its end, as the session saw it.
enum class RunEnd : std::uint8_t { running, completed, quiescent, timeLimit, stopped };

class Lane;

class Trace {
 public:
  Trace();
  ~Trace();
  Trace(Trace&&) noexcept;
  Trace& operator=(Trace&&) noexcept;

  RunInfo& run();
  const RunInfo& run() const;
  RunEnd end() const;
  void setEnd(RunEnd end);

  // Tables. Ids are dense from 0; adding an id again replaces its row (a pid becomes known). An
  // event of a task without a row gives it an empty one.
  void addTask(const TaskInfo& task);
  void addResource(const ResourceInfo& resource);
  void addSite(const SiteInfo& site);
  void addText(TextId id, std::string words);
  std::span<const TaskInfo> tasks() const;
  std::span<const ResourceInfo> resources() const;
  /// Null for an unknown id and for a hole.
  const SiteInfo* site(SiteId id) const;
  /// By id. A row without a file is a hole: of two tasks that raced to register one place in the
  /// source the loser leaves its id unused.
  std::span<const SiteInfo> sites() const;
  const std::string& text(TextId id) const;  ///< empty for an unknown id

  /// Adds one event. Times must not go back by more than the session's lateness: an earlier one is
  /// stamped with the last time and flagged kFlagLate.
  void append(const Event& event);
  void append(std::span<const Event> events);
  /// Live edge: everything up to `time` has been appended. Open intervals reach to it.
  void advance(std::int64_t time);

  bool empty() const;
  std::int64_t startTime() const;    ///< of the first event; 0 when empty
  std::int64_t endTime() const;      ///< of the last event or the live edge
  std::uint64_t eventCount() const;  ///< events appended, kernel records included
  std::uint64_t lostCount() const;   ///< events the probe dropped and records the kernel lost
  std::uint64_t lateCount() const;

  // The log: all events but kernel records, in time order.
  std::size_t logSize() const;
  /// By value: the log keeps events packed.
  Event event(std::size_t index) const;
  /// Index of the first event at or after `time`; logSize() if none.
  std::size_t firstAt(std::int64_t time) const;
  /// Indices into the log of one task's events, in order.
  std::size_t taskEventCount(TaskId task) const;
  std::size_t taskEvent(TaskId task, std::size_t n) const;

  /// The lane of a task; an empty lane for an id without intervals.
  const Lane& lane(TaskId task) const;

  /// Everything at `time`: all events at or before it have taken effect.
  Moment at(std::int64_t time) const;

  /// Intervals during which records were lost: every lane is State::unknown there.
  std::span<const Interval> gaps() const;

  /// Bytes of memory that events, lanes and checkpoints take.
  std::size_t memoryBytes() const;

  // File.
  Result<void> save(const std::string& path) const;
  /// With other places than run() has, which another thread may be reading.
  Result<void> save(const std::string& path, const std::string& places) const;
  /// Reads a whole recording, or its whole chunks when the file ends early: then `warning`, if not
  /// null, gets one sentence. Never trusts a length of the file.
  static Result<Trace> load(const std::string& path, std::string* warning = nullptr);

  struct Impl;

 private:
  std::unique_ptr<Impl> m;
};

/// The states of one task over time.
class Lane {
 public:
  std::size_t size() const;
  Interval interval(std::size_t index) const;
  /// The interval that holds `time`: start <= time < end (the last one holds its end too).
  /// Nothing before the task's first interval.
  std::optional<std::size_t> find(std::int64_t time) const;
  /// Exact ns in each state within [from, to); cost is logarithmic in the number of intervals.
  Shares shares(std::int64_t from, std::int64_t to) const;
  /// Exact ns in each state before `time`: the difference of two is shares() between them, so
  /// neighbouring columns need one call each.
  Shares sharesUntil(std::int64_t time) const;

  struct Columns;

 private:
  friend class LaneWriter;
  std::shared_ptr<Columns> m_columns;
};

/// A lock (or permit) held from one instant to another, for the timeline's hold bars.
struct HoldSpan {
  TaskId task;
  ResourceId resource;
  std::int64_t start = 0;
  std::int64_t end = 0;    ///< the trace's end while held
  bool abandoned = false;  ///< the holder died with it
};

enum class ArrowKind : std::uint8_t { wake, handOff, message, signal, fork, join };

/// Who made whom go on: from an act of one task to its effect on another.
struct Arrow {
  ArrowKind kind = ArrowKind::wake;
  TaskId from;
  TaskId to;
  std::int64_t sent = 0;
  std::int64_t received = 0;  ///< signal still pending: equal to `sent`
  ResourceId resource;
  std::int64_t value = 0;  ///< signal number, or the item's bits
  ValueKind valueKind = ValueKind::none;
};

/// Hold spans and arrows, found in one pass over the log and kept up to date as it grows.
class Relations {
 public:
  Relations();
  ~Relations();
  Relations(Relations&&) noexcept;
  Relations& operator=(Relations&&) noexcept;
  /// Reads what the trace has got since the last call.
  void update(const Trace& trace);
  /// Spans of one task that touch [from, to], by start. At most `most` of them; `cut`, if not
  /// null, is set where there were more.
  std::vector<HoldSpan> holds(TaskId task, std::int64_t from, std::int64_t to, std::size_t most,
                              bool* cut = nullptr) const;
  /// Arrows that touch [from, to], by received time.
  std::vector<Arrow> arrows(std::int64_t from, std::int64_t to, std::size_t most,
                            bool* cut = nullptr) const;
  /// As above, only those from or to `task`.
  std::vector<Arrow> arrowsOf(TaskId task, std::int64_t from, std::int64_t to, std::size_t most,
                              bool* cut = nullptr) const;
  /// The next wake or hand-off after `time`, or the last before it; of any task.
  std::optional<Arrow> nextWake(std::int64_t time) const;
  std::optional<Arrow> previousWake(std::int64_t time) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep
