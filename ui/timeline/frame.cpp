// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/frame.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "timeline/step_frame.h"

namespace lockstep::ui {

namespace {

constexpr double kTickGap = 84;
constexpr std::size_t kMostHoldsPerLane = 400;
constexpr std::size_t kSampledHolds = 64;
constexpr std::size_t kSampledTasks = 64;
constexpr double kWholeColumn = 3;

LaneFrame laneFrame(const Viewpoint& view, const TimelineLayout& layout, std::size_t row,
                    std::int64_t from, std::int64_t to) {
  LaneFrame lane;
  lane.row = row;
  const TaskId task = layout.rows[row].task;
  const Lane& states = view.trace().lane(task);
  lane.detail = layout.steps ? stepDetail(states, layout)
                             : laneDetail(states, layout.scale, layout.tracks.width());
  if (layout.holdRows > 0) {
    bool cut = false;
    const auto spans = view.relations().holds(task, from, to, kMostHoldsPerLane, &cut);
    // Where there are more holds than pixels could show, a part of them would mislead.
    if (!cut) lane.holds = placeHolds(spans, layout.holdRows);
  }
  return lane;
}

}  // namespace

ArrowChoice chooseArrows(const Relations& relations, TaskId selected, std::int64_t from,
                         std::int64_t to) {
  ArrowChoice choice;
  bool cut = false;
  choice.shown = relations.arrows(from, to, kMostArrows, &cut);
  if (!cut) return choice;
  choice.shown.clear();
  if (!selected.valid()) {
    choice.none = true;
    return choice;
  }
  choice.onlySelected = true;
  choice.shown = relations.arrowsOf(selected, from, to, kMostArrows, &cut);
  if (cut) {
    choice.shown.clear();
    choice.none = true;
  }
  return choice;
}

std::vector<PlacedHold> placeHolds(const std::vector<HoldSpan>& spans, int rows) {
  std::vector<PlacedHold> placed;
  placed.reserve(spans.size());
  std::vector<std::int64_t> busyUntil(static_cast<std::size_t>(std::max(0, rows)),
                                      std::numeric_limits<std::int64_t>::min());
  for (const HoldSpan& span : spans) {
    const auto free = std::find_if(busyUntil.begin(), busyUntil.end(),
                                   [&](std::int64_t until) { return until <= span.start; });
    if (free == busyUntil.end()) continue;
    *free = span.end;
    placed.push_back({span, static_cast<int>(free - busyUntil.begin())});
  }
  return placed;
}

int holdRowsNeeded(const Viewpoint& view) {
  const Trace& trace = view.trace();
  int needed = 0;
  const std::size_t tasks = std::min(kSampledTasks, trace.tasks().size());
  for (std::size_t task = 0; task < tasks && needed < 2; ++task) {
    const auto spans = view.relations().holds(TaskId(static_cast<std::uint16_t>(task)),
                                              trace.startTime(), trace.endTime(), kSampledHolds);
    if (!spans.empty()) needed = std::max(needed, 1);
    std::int64_t until = std::numeric_limits<std::int64_t>::min();
    for (const HoldSpan& span : spans) {
      if (span.start < until) needed = 2;
      until = std::max(until, span.end);
    }
  }
  return needed;
}

double TimelineFrame::wholeX(std::int64_t time) const {
  if (const StepAxis* steps = layout.steps)
    return layout.minimap.left() + (steps->position(time) - steps->first()) /
                                       std::max(1.0, steps->last() - steps->first()) *
                                       layout.minimap.width();
  const double span = static_cast<double>(wholeTo) - static_cast<double>(wholeFrom);
  const double share = (static_cast<double>(time) - static_cast<double>(wholeFrom)) / span;
  return layout.minimap.left() + share * layout.minimap.width();
}

std::int64_t TimelineFrame::wholeTime(double x) const {
  const double span = static_cast<double>(wholeTo) - static_cast<double>(wholeFrom);
  const double share = (x - layout.minimap.left()) / std::max(1.0, layout.minimap.width());
  if (const StepAxis* steps = layout.steps)
    return steps->time(steps->first() + share * (steps->last() - steps->first()));
  return wholeFrom + static_cast<std::int64_t>(std::llround(share * span));
}

void fillWhole(const Viewpoint& view, TimelineFrame& frame) {
  if (frame.layout.steps) return fillWholeSteps(view, frame);
  const Trace& trace = view.trace();
  frame.whole.clear();
  frame.wholeFrom = trace.startTime();
  frame.wholeTo = std::max(trace.endTime(), frame.wholeFrom + 1);
  // While the run goes on there is room for what comes, so that the picture does not always
  // squeeze.
  if (trace.end() == RunEnd::running) {
    frame.wholeTo += (frame.wholeTo - frame.wholeFrom) / 8;
  }
  if (frame.layout.minimap.isEmpty() || trace.empty()) return;
  frame.wholeColumns = std::max(1, static_cast<int>(frame.layout.minimap.width() / kWholeColumn));
  const auto lanes = frame.layout.rows.size() + static_cast<std::size_t>(frame.layout.leftOut);
  if (lanes > kMostMiniLanes) {
    frame.whole.push_back(runShares(trace, frame.wholeFrom, frame.wholeTo, frame.wholeColumns));
    return;
  }
  for (const LaneRow& row : frame.layout.rows) {
    const Lane& lane = trace.lane(row.task);
    frame.whole.push_back(laneShares(lane, frame.wholeFrom, frame.wholeTo, frame.wholeColumns));
  }
}

TimelineFrame makeFrame(const Viewpoint& view, const LayoutRequest& request) {
  TimelineFrame frame;
  frame.layout = layOut(request);
  const Trace& trace = view.trace();
  frame.axis = request.steps ? stepTicks(frame.layout)
                             : axisFor(request.from, request.to, trace.startTime(),
                                       frame.layout.tracks.width(), kTickGap);
  if (trace.empty()) return frame;
  for (std::size_t row = 0; row < frame.layout.rows.size(); ++row) {
    if (!frame.layout.visible(row)) continue;
    frame.lanes.push_back(laneFrame(view, frame.layout, row, request.from, request.to));
  }
  frame.arrows = chooseArrows(view.relations(), view.task(), request.from, request.to);
  return frame;
}

}  // namespace lockstep::ui
