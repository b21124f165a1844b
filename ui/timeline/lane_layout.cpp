// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_layout.h"

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr double kTitleHeight = 40;
constexpr double kLeastHeightForTitle = 130;
constexpr double kNoTitleHeight = 6;
constexpr double kAxisHeight = 32;
constexpr double kRightPadding = 20;
constexpr double kMinimapHeight = 42;
constexpr double kMinimapGap = 8;
constexpr double kBottomPadding = 12;
constexpr double kLeastHeightForMinimap = 210;
constexpr double kLeastRowHeight = 10;
constexpr double kHoldGap = 2;

// Rows in display order without those that are folded away.
std::vector<LaneRow> rowsOf(const LayoutRequest& request) {
  std::vector<LaneRow> rows;
  const std::vector<OrderedTask>& tasks = request.tasks;
  // Depth of the folded process whose contents are being skipped; -1: none.
  int foldedDepth = -1;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const OrderedTask& task = tasks[i];
    if (foldedDepth >= 0) {
      const bool inside = task.leads ? task.depth > foldedDepth : task.depth >= foldedDepth;
      if (inside) {
        ++rows.back().hidden;
        continue;
      }
      foldedDepth = -1;
    }
    LaneRow row;
    row.task = task.task;
    row.indent = std::min(3, task.depth) + (task.leads ? 0 : 1);
    const OrderedTask* next = i + 1 < tasks.size() ? &tasks[i + 1] : nullptr;
    row.folds = task.leads && next != nullptr && (!next->leads || next->depth > task.depth);
    row.folded = row.folds && request.folded.contains(task.task);
    if (row.folded) foldedDepth = task.depth;
    rows.push_back(row);
  }
  return rows;
}

double headerWidth(double width) {
  return std::clamp(std::round(width * .18), std::round(std::min(168.0, width * .3)), 216.0);
}

// Height of a row by the number of rows and the room: tall with room for hold bars where all fit,
// 38 px, then 24.
void chooseHeights(const LayoutRequest& request, double room, TimelineLayout& layout) {
  const auto count = static_cast<double>(std::max<std::size_t>(1, layout.rows.size()));
  layout.compact = layout.rows.size() > kMostTallRows;
  layout.rowGap = layout.compact ? 4 : 8;
  layout.rowHeight = layout.compact ? kCompactRowHeight : kRowHeight;
  layout.holdRows = 0;
  if (!layout.compact && request.holdRows > 0) {
    // In 38 px a bar with a name would leave too little for the skyline of states: thin ones then.
    layout.holdRows = 1;
    layout.holdHeight = kThinHoldHeight;
    for (const int rows : {1, 2}) {
      const double height = kRowHeight + rows * (kHoldHeight + kHoldGap);
      if (rows <= request.holdRows && height * count <= room) {
        layout.holdRows = rows;
        layout.holdHeight = kHoldHeight;
        layout.rowHeight = height;
      }
    }
  }
  if (request.scrolls || layout.rowHeight * count <= room) return;
  layout.holdRows = 0;
  layout.rowHeight = std::max(kLeastRowHeight, std::floor(room / count));
  layout.compact = layout.rowHeight < kRowHeight - 6;
  layout.rowGap = layout.rowHeight < 18 ? 2 : 4;
}

}  // namespace

QRectF TimelineLayout::row(std::size_t index) const {
  return {lanes.left(), lanes.top() - scroll + static_cast<double>(index) * rowHeight,
          lanes.width(), rowHeight};
}

QRectF TimelineLayout::track(std::size_t index) const {
  const QRectF whole = row(index);
  return {tracks.left(), whole.top() + rowGap / 2, tracks.width(), rowHeight - rowGap};
}

QRectF TimelineLayout::stateTrack(std::size_t index) const {
  const QRectF ground = track(index);
  const double inset = compact ? 1 : 2;
  const double holds = holdRows * (holdHeight + kHoldGap);
  return {ground.left(), ground.top() + inset, ground.width(),
          std::max(4.0, ground.height() - 2 * inset - holds)};
}

QRectF TimelineLayout::holdTrack(std::size_t index, int holdRow) const {
  const QRectF states = stateTrack(index);
  return {states.left(), states.bottom() + kHoldGap + holdRow * (holdHeight + kHoldGap),
          states.width(), holdHeight};
}

QRectF TimelineLayout::chevron(std::size_t index) const {
  if (!rows[index].folds) return {};
  const QRectF whole = row(index);
  return {whole.left(), whole.top(), 22 + rows[index].indent * kIndent, whole.height()};
}

std::optional<std::size_t> TimelineLayout::rowAt(double y) const {
  if (y < lanes.top() || y >= lanes.bottom() || rowHeight <= 0) return std::nullopt;
  const double place = std::floor((y - lanes.top() + scroll) / rowHeight);
  if (place < 0 || place >= static_cast<double>(rows.size())) return std::nullopt;
  return static_cast<std::size_t>(place);
}

std::optional<std::size_t> TimelineLayout::rowOf(TaskId task) const {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const LaneRow& row) { return row.task == task; });
  if (found == rows.end()) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

bool TimelineLayout::visible(std::size_t index) const {
  const QRectF whole = row(index);
  return whole.bottom() > lanes.top() && whole.top() < lanes.bottom();
}

TimelineLayout layOut(const LayoutRequest& request) {
  TimelineLayout layout;
  layout.rows = rowsOf(request);
  const QRectF area = request.area;
  const double left = headerWidth(area.width());
  const double width = std::max(1.0, area.width() - left - kRightPadding);

  layout.title = QRectF(area.left(), area.top(), area.width(),
                        area.height() >= kLeastHeightForTitle ? kTitleHeight : kNoTitleHeight);
  layout.axis = QRectF(area.left() + left, layout.title.bottom(), width, kAxisHeight);
  double bottom = area.bottom() - kBottomPadding;
  if (area.height() >= kLeastHeightForMinimap) {
    layout.minimap = QRectF(area.left() + left, bottom - kMinimapHeight, width, kMinimapHeight);
    layout.minimapLabel = QRectF(area.left(), layout.minimap.top(), left, layout.minimap.height());
    bottom = layout.minimap.top() - kMinimapGap;
  }
  const double room = std::max(1.0, bottom - layout.axis.bottom());
  chooseHeights(request, room, layout);
  const double fit = std::max(1.0, std::floor(room / layout.rowHeight));
  if (!request.scrolls && static_cast<double>(layout.rows.size()) > fit) {
    layout.leftOut = static_cast<int>(layout.rows.size() - static_cast<std::size_t>(fit));
    layout.rows.resize(static_cast<std::size_t>(fit));
  }
  layout.contentHeight = static_cast<double>(layout.rows.size()) * layout.rowHeight;
  // Whole rows only: a name that is cut in half cannot be read.
  const double shown = std::min({room, layout.contentHeight, fit * layout.rowHeight});
  layout.scroll = std::clamp(std::round(request.scroll / layout.rowHeight) * layout.rowHeight, 0.0,
                             std::max(0.0, layout.contentHeight - shown));
  layout.lanes = QRectF(area.left(), layout.axis.bottom(), area.width(), shown);
  if (!layout.minimap.isEmpty() && shown < room) {
    // The minimap stays close under the last lane, as a part of the same picture.
    const double up =
        std::min(layout.minimap.top() - kMinimapGap - layout.lanes.bottom(), room - shown);
    layout.minimap.translate(0, -up);
    layout.minimapLabel.translate(0, -up);
  }
  layout.headers = QRectF(area.left(), layout.lanes.top(), left, layout.lanes.height());
  layout.tracks = QRectF(area.left() + left, layout.lanes.top(), width, layout.lanes.height());
  layout.scale.from = request.from;
  layout.scale.nsPerPixel =
      std::max(1e-6, (static_cast<double>(request.to) - static_cast<double>(request.from)) / width);
  layout.steps = request.steps;
  layout.stepFrom = request.stepFrom;
  layout.stepWidth = width / std::max(1.0, request.stepTo - request.stepFrom);
  return layout;
}

}  // namespace lockstep::ui
