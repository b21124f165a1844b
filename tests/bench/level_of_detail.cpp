// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/level_of_detail.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "analysis/analysis.h"
#include "figures.h"
#include "synthetic_run.h"

/// What a frame asks of a trace, fully zoomed out: the detail of 32 lanes at 1920 px, the minimap,
/// arrows; and the passes over the whole log. Baseline: one pass over all intervals or all events.
/// Argument: millions of events (default 1).

namespace lockstep {
namespace {

constexpr int kThreads = 32;
constexpr double kWidth = 1920;
constexpr std::size_t kBatch = 1'000'000;

/// ms of CPU time: what else the machine does must not count.
double milliseconds(int rounds, const std::function<void()>& work) {
  return measure(CLOCK_THREAD_CPUTIME_ID, rounds, [&](int) { work(); }).median;
}

void print(const char* what, double measured, double baseline, const char* budget) {
  row(what, "%.3f ms", measured, baseline, budget);
}

std::size_t drawLanes(const Trace& trace, const TimeScale& scale) {
  std::size_t parts = 0;
  for (const TaskInfo& task : trace.tasks()) {
    const LaneDetail detail = laneDetail(trace.lane(task.id), scale, kWidth);
    parts += detail.bars.size() + detail.columns.size();
  }
  return parts;
}

std::int64_t readIntervals(const Trace& trace) {
  std::int64_t sum = 0;
  for (const TaskInfo& task : trace.tasks()) {
    const Lane& lane = trace.lane(task.id);
    for (std::size_t i = 0; i < lane.size(); ++i) sum += lane.interval(i).start;
  }
  return sum;
}

std::int64_t readLog(const Trace& trace) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < trace.logSize(); ++i) sum += trace.event(i).time;
  return sum;
}

void run(std::size_t millions) {
  SyntheticRun synthetic(kThreads);
  Trace trace = synthetic.trace();
  for (std::size_t i = 0; i < millions; ++i) {
    std::vector<Event> events;
    synthetic.grow(events, kBatch);
    trace.append(events);
  }
  volatile std::int64_t sink = 0;
  const std::int64_t span = trace.endTime() - trace.startTime();
  const TimeScale whole{trace.startTime(), static_cast<double>(span) / kWidth};
  const double intervals = milliseconds(3, [&] { sink = sink + readIntervals(trace); });
  const double log = milliseconds(3, [&] { sink = sink + readLog(trace); });

  print("32 lanes, zoomed out",
        milliseconds(21, [&] { sink = sink + static_cast<std::int64_t>(drawLanes(trace, whole)); }),
        intervals, "part of a frame");
  const TimeScale close{trace.startTime() + span / 2, whole.nsPerPixel / 1000};
  print("32 lanes, 1000 x closer",
        milliseconds(21, [&] { sink = sink + static_cast<std::int64_t>(drawLanes(trace, close)); }),
        intervals, "part of a frame");
  print("minimap of 640 columns",
        milliseconds(21,
                     [&] {
                       sink = sink +
                              runShares(trace, trace.startTime(), trace.endTime(), 640).back()[3];
                     }),
        intervals, "part of a frame");
  Relations relations;
  print("relations of the whole log", milliseconds(1, [&] { relations.update(trace); }), log, "-");
  print("first 1000 arrows of the run",
        milliseconds(
            21,
            [&] {
              sink = sink + relations.arrows(trace.startTime(), trace.endTime(), 1000).back().sent;
            }),
        log, "part of a frame");
  const std::int64_t middle = trace.startTime() + span / 2;
  print("holds of 32 lanes in 1/1000 of the run",
        milliseconds(
            21,
            [&] {
              for (const TaskInfo& task : trace.tasks())
                sink =
                    sink + static_cast<std::int64_t>(
                               relations.holds(task.id, middle, middle + span / 1000, 1000).size());
            }),
        log, "part of a frame");
  print("analysis of the whole log",
        milliseconds(1, [&] { sink = sink + analyse(trace).tasks[0].waitTime; }), log, "-");
}

}  // namespace
}  // namespace lockstep

int main(int argc, char** argv) {
  const long millions = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 1;
  lockstep::run(static_cast<std::size_t>(std::max(1L, millions)));
  return 0;
}
