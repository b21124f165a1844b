// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "trace/event_log.h"
#include "trace/history.h"
#include "trace/interval_tracker.h"
#include "trace/lane.h"
#include "trace/trace.h"

namespace lockstep {

/// What a Trace is made of; its file format reads and fills it.
struct Trace::Impl {
  RunInfo run;
  RunEnd end = RunEnd::running;

  std::vector<TaskInfo> tasks;
  std::vector<ResourceInfo> resources;
  std::vector<SiteInfo> sites;
  std::unordered_map<std::uint32_t, std::string> texts;

  EventLog log;
  Lanes lanes;
  IntervalTracker tracker{lanes};
  History history;

  std::vector<Interval> gaps;
  bool gapOpen = false;  ///< the last gap reaches to the next kernel record
  bool started = false;
  std::int64_t startTime = 0;
  std::int64_t lastTime = 0;
  std::uint64_t events = 0;
  std::uint64_t lost = 0;
  std::uint64_t late = 0;

  Tables tables() const { return {tasks, resources}; }
  void append(Event event);
  void countLoss(const Event& event);
  void followGaps(const Event& event, bool kernelRecord);
};

}  // namespace lockstep
