// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/level_of_detail.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/check.h"
#include "trace/lane.h"

namespace lockstep {

namespace {

/// A product of two times.
__extension__ typedef __int128 Wide;

/// Columns of one width whose borders are fixed in time, so that panning moves them as a whole.
class Grid {
 public:
  explicit Grid(double nsPerColumn) : m_width(nsPerColumn) {}

  /// First nanosecond of a column. Columns narrower than 1 ns may be empty.
  std::int64_t start(std::int64_t column) const {
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(column) * m_width));
  }
  /// The last column that starts at or before `time`, so start(column + 1) > time.
  std::int64_t columnOf(std::int64_t time) const {
    auto column = static_cast<std::int64_t>(std::floor(static_cast<double>(time) / m_width));
    while (start(column) > time) --column;
    while (start(column + 1) <= time) ++column;
    return column;
  }
  /// The next column that holds a nanosecond.
  std::int64_t after(std::int64_t column) const {
    ++column;
    if (m_width < 1) column = columnOf(start(column));
    return column;
  }
  double exactStart(std::int64_t column) const { return static_cast<double>(column) * m_width; }

 private:
  double m_width;
};

Shares difference(const Shares& later, const Shares& earlier) {
  Shares shares;
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = later[i] - earlier[i];
  return shares;
}

/// Borders this many columns ahead are fetched from memory meanwhile: lanes do not fit any cache.
constexpr std::size_t kAhead = 4;

struct Division {
  std::int64_t quotient = 0;
  std::int64_t rest = 0;
};

/// `share` of `span` in parts of kColumnParts.
Division partsIn(std::int64_t share, std::int64_t span) {
  // A product of 128 bits costs ten times as much, and only columns of two years need it.
  if (span < std::numeric_limits<std::int64_t>::max() / kColumnParts) {
    const std::int64_t exact = share * kColumnParts;
    return {exact / span, exact % span};
  }
  const auto exact = static_cast<Wide>(share) * kColumnParts;
  return {static_cast<std::int64_t>(exact / span), static_cast<std::int64_t>(exact % span)};
}

}  // namespace

std::array<std::uint8_t, kStates> partsOf(const Shares& shares, std::int64_t span) {
  CHECK(span > 0);
  std::array<std::uint8_t, kStates> parts{};
  std::array<std::int64_t, kStates> rest{};
  std::int64_t sum = 0;
  int given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (shares[i] == 0) continue;
    const Division exact = partsIn(shares[i], span);
    parts[i] = static_cast<std::uint8_t>(exact.quotient);
    rest[i] = exact.rest;
    given += parts[i];
    sum += shares[i];
  }
  const Division all = partsIn(sum, span);
  const auto whole = static_cast<int>(all.quotient + (all.rest >= span - span / 2 ? 1 : 0));
  // The parts still due go to the largest remainders; of equal ones, to the first state.
  for (; given < whole; ++given) {
    const auto largest = std::max_element(rest.begin(), rest.end());
    ++parts[static_cast<std::size_t>(largest - rest.begin())];
    *largest = -1;
  }
  const auto running = static_cast<std::size_t>(State::running);
  if (shares[running] > 0 && parts[running] == 0) {
    const auto most = std::max_element(parts.begin(), parts.end());
    if (*most > 0) --*most;
    parts[running] = 1;
  }
  return parts;
}

namespace {

/// The first instant of a column, and all that was before it.
struct Border {
  std::int64_t column = 0;
  std::int64_t time = 0;
  Shares before{};
};

/// Moves the cursor there.
Border borderOf(const Grid& grid, std::int64_t column, LaneCursor& cursor) {
  const std::int64_t time = grid.start(column);
  cursor.seek(time);
  return {column, time, cursor.sharesUntil(time)};
}

}  // namespace

LaneDetail laneDetail(const Lane& lane, const TimeScale& scale, double width) {
  LaneDetail detail;
  if (lane.size() == 0 || width <= 0 || !(scale.nsPerPixel > 0)) return detail;
  const Grid grid(kColumnPixels * scale.nsPerPixel);
  const std::int64_t laneStart = lane.interval(0).start;
  const std::int64_t laneEnd = lane.interval(lane.size() - 1).end;
  const auto edge = static_cast<std::int64_t>(
      std::min(static_cast<double>(laneEnd),
               std::ceil(static_cast<double>(scale.from) + width * scale.nsPerPixel)));
  if (edge <= std::max(scale.from, laneStart)) return detail;
  // A bar may begin in the column that the right edge cuts: look once behind that column.
  const std::int64_t to = std::min(laneEnd, grid.start(grid.columnOf(edge - 1) + 1) + 1);
  detail.columns.reserve(
      std::min(static_cast<std::size_t>(width / kColumnPixels) + 3, lane.size()));
  LaneCursor cursor(lane);
  std::int64_t time = std::max(laneStart, grid.start(grid.columnOf(scale.from)));
  cursor.seek(time);
  std::optional<Border> left;
  while (time < to) {
    const double pixels = static_cast<double>(cursor.end() - cursor.start()) / scale.nsPerPixel;
    if (pixels >= kBarPixels) {
      if (cursor.end() > scale.from && cursor.start() < edge)
        detail.bars.push_back(
            {scale.toPixel(cursor.start()), pixels, cursor.index(), cursor.state()});
      time = cursor.end();
      cursor.seek(time);
      continue;
    }
    // A bar is wider than a column, so it cannot hide in the rest of this one.
    if (time >= edge) break;
    if (!left || left->time != time) left = borderOf(grid, grid.columnOf(time), cursor);
    const std::int64_t next = grid.after(left->column);
    cursor.expect(grid.start(next + static_cast<std::int64_t>(kAhead)));
    const Border right = borderOf(grid, next, cursor);
    Column column;
    column.x = (grid.exactStart(left->column) - static_cast<double>(scale.from)) / scale.nsPerPixel;
    column.parts = partsOf(difference(right.before, left->before), right.time - left->time);
    detail.columns.push_back(column);
    left = right;
    time = right.time;
  }
  return detail;
}

namespace {

/// count + 1 borders of equal columns.
std::vector<std::int64_t> bordersOf(std::int64_t from, std::int64_t to, int columns) {
  std::vector<std::int64_t> borders;
  borders.reserve(static_cast<std::size_t>(columns) + 1);
  for (int i = 0; i <= columns; ++i)
    borders.push_back(from + static_cast<std::int64_t>(static_cast<Wide>(to - from) * i / columns));
  return borders;
}

/// Adds the shares of one lane to its columns. Neighbours share a border, and where one interval
/// covers a whole column there is nothing to look up.
void addShares(const Lane& lane, const std::vector<std::int64_t>& borders,
               std::vector<Shares>& columns) {
  if (lane.size() == 0) return;
  const std::int64_t laneEnd = lane.interval(lane.size() - 1).end;
  LaneCursor cursor(lane);
  cursor.seek(borders[0]);
  Shares before = cursor.sharesUntil(borders[0]);
  for (std::size_t i = 0; i < columns.size() && borders[i] < laneEnd; ++i) {
    const std::int64_t from = borders[i];
    const std::int64_t to = borders[i + 1];
    if (cursor.start() <= from && to < cursor.end()) {
      const auto state = static_cast<std::size_t>(cursor.state());
      columns[i][state] += to - from;
      before[state] += to - from;
      continue;
    }
    cursor.expect(borders[std::min(i + kAhead, columns.size())]);
    cursor.seek(to);
    const Shares until = cursor.sharesUntil(to);
    for (std::size_t state = 0; state < until.size(); ++state)
      columns[i][state] += until[state] - before[state];
    before = until;
  }
}

}  // namespace

std::vector<Shares> laneShares(const Lane& lane, std::int64_t from, std::int64_t to, int columns) {
  if (columns <= 0 || to <= from) return {};
  std::vector<Shares> shares(static_cast<std::size_t>(columns));
  addShares(lane, bordersOf(from, to, columns), shares);
  return shares;
}

std::vector<Shares> runShares(const Trace& trace, std::int64_t from, std::int64_t to, int columns) {
  if (columns <= 0 || to <= from) return {};
  std::vector<Shares> shares(static_cast<std::size_t>(columns));
  const std::vector<std::int64_t> borders = bordersOf(from, to, columns);
  for (const TaskInfo& task : trace.tasks()) {
    if (task.id != kSupervisor) addShares(trace.lane(task.id), borders, shares);
  }
  return shares;
}

}  // namespace lockstep
