// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <ostream>

#include "interchange/export.h"
#include "interchange/report_object.h"
#include "interchange/rows.h"
#include "words/words.h"

namespace lockstep {

namespace {

/// Tracks are told apart by (pid, tid). A task's holds get tracks of their own, so that they may
/// overlap its states: row r of them is this much times r + 1 above its tid. Linux's ids stay
/// below.
constexpr std::int64_t kHoldTracks = 1 << 23;

/// Rows of slices in each of which they only nest, as the format asks.
class NestingRows {
 public:
  /// The row of a slice; they come by start.
  std::size_t place(std::int64_t start, std::int64_t end) {
    for (std::size_t i = 0;; ++i) {
      if (i == m_open.size()) m_open.emplace_back();
      std::vector<std::int64_t>& ends = m_open[i];
      while (!ends.empty() && ends.back() <= start) ends.pop_back();
      if (!ends.empty() && ends.back() < end) continue;
      ends.push_back(end);
      return i;
    }
  }

 private:
  std::vector<std::vector<std::int64_t>> m_open;  ///< ends of what is open, outermost first
};

class ChromeWriter {
 public:
  ChromeWriter(const Trace& trace, std::ostream& out) : m_trace(trace), m_out(out) {}

  void write() {
    m_out << "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[";
    m_relations.update(m_trace);
    for (const TaskInfo& task : m_trace.tasks()) {
      writeNames(task);
      writeStates(task);
      writeHolds(task);
    }
    writeArrows();
    m_out << "\n]}\n";
  }

 private:
  void row(const Json& object) {
    m_out << (m_first ? "\n" : ",\n") << dump(object);
    m_first = false;
  }

  /// us from the start of the run, as the format wants it.
  double at(std::int64_t time) const {
    return static_cast<double>(time - m_trace.startTime()) / 1000.0;
  }

  Json event(const char* phase, std::string words, const TaskInfo& task, std::int64_t time) const {
    return {{"ph", phase},
            {"name", utf8(words)},
            {"pid", task.pid},
            {"tid", task.tid},
            {"ts", at(time)}};
  }

  void writeNames(const TaskInfo& task) {
    const std::string label = taskLabel(m_trace, task.id);
    const auto meta = [&](const char* what, std::int64_t tid, Json arguments) {
      row({{"ph", "M"}, {"name", what}, {"pid", task.pid}, {"tid", tid}, {"args", arguments}});
    };
    if (task.kind != TaskKind::thread) meta("process_name", task.tid, {{"name", label}});
    meta("thread_name", task.tid, {{"name", std::to_string(task.id.value) + " " + label}});
    meta("thread_sort_index", task.tid, {{"sort_index", 2 * task.id.value}});
  }

  void writeStates(const TaskInfo& task) {
    const Lane& lane = m_trace.lane(task.id);
    for (std::size_t i = 0; i < lane.size(); ++i) {
      const Interval interval = lane.interval(i);
      Json slice = event("X", std::string(name(interval.state)), task, interval.start);
      slice["dur"] = static_cast<double>(interval.end - interval.start) / 1000.0;
      slice["cat"] = "state";
      slice["args"]["evidence"] = name(interval.evidence);
      slice["args"]["reason"] = Words().interval(m_trace, interval);
      row(slice);
    }
  }

  void writeHolds(const TaskInfo& task) {
    NestingRows rows;
    std::size_t named = 0;
    const auto holds = m_relations.holds(task.id, std::numeric_limits<std::int64_t>::min(),
                                         std::numeric_limits<std::int64_t>::max(), kAll);
    for (const HoldSpan& hold : holds) {
      const std::size_t place = rows.place(hold.start, hold.end);
      const std::int64_t tid = kHoldTracks * static_cast<std::int64_t>(place + 1) + task.tid;
      if (place == named) {
        nameHoldTrack(task, tid);
        ++named;
      }
      Json slice = event("X", resourceLabel(m_trace, hold.resource), task, hold.start);
      slice["tid"] = tid;
      slice["dur"] = static_cast<double>(hold.end - hold.start) / 1000.0;
      slice["cat"] = "hold";
      if (hold.abandoned) slice["args"]["abandoned"] = true;
      row(slice);
    }
  }

  void nameHoldTrack(const TaskInfo& task, std::int64_t tid) {
    const std::string label =
        std::to_string(task.id.value) + " " + taskLabel(m_trace, task.id) + ": locks held";
    const auto meta = [&](const char* what, Json arguments) {
      row({{"ph", "M"}, {"name", what}, {"pid", task.pid}, {"tid", tid}, {"args", arguments}});
    };
    meta("thread_name", {{"name", label}});
    meta("thread_sort_index", {{"sort_index", 2 * task.id.value + 1}});
  }

  void writeArrows() {
    const auto arrows = m_relations.arrows(std::numeric_limits<std::int64_t>::min(),
                                           std::numeric_limits<std::int64_t>::max(), kAll);
    const auto tasks = m_trace.tasks();
    for (const Arrow& arrow : arrows) {
      if (arrow.from.value >= tasks.size() || arrow.to.value >= tasks.size()) continue;
      const std::string words = label(arrow);
      Json start = event("s", words, tasks[arrow.from.value], arrow.sent);
      Json finish = event("f", words, tasks[arrow.to.value], arrow.received);
      finish["bp"] = "e";
      for (Json* end : {&start, &finish}) {
        (*end)["cat"] = "wake";
        (*end)["id"] = m_nextId;
        row(*end);
      }
      ++m_nextId;
    }
  }

  std::string label(const Arrow& arrow) const {
    switch (arrow.kind) {
      case ArrowKind::wake:
        return "wake";
      case ArrowKind::handOff:
        return "hand-off of " + resourceLabel(m_trace, arrow.resource);
      case ArrowKind::message:
        return "message " + Item{arrow.value, arrow.valueKind}.toString();
      case ArrowKind::signal:
        return std::string(signalName(static_cast<int>(arrow.value)));
      case ArrowKind::fork:
        return "fork";
      case ArrowKind::join:
        return "join";
    }
    return {};
  }

  static constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  const Trace& m_trace;
  std::ostream& m_out;
  Relations m_relations;
  std::int64_t m_nextId = 1;
  bool m_first = true;
};

}  // namespace

void exportChrome(const Trace& trace, std::ostream& out) { ChromeWriter(trace, out).write(); }

}  // namespace lockstep
