// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/level_of_detail.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "base/check.h"

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
  double exactStart(std::int64_t column) const { return static_cast<double>(column) * m_width; }

 private:
  double m_width;
};

Shares difference(const Shares& later, const Shares& earlier) {
  Shares shares;
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = later[i] - earlier[i];
  return shares;
}

/// Shares of ranges that mostly follow one another, so that neighbours share a border.
class ShareReader {
 public:
  explicit ShareReader(const Lane& lane) : m_lane(lane) {}
  Shares between(std::int64_t from, std::int64_t to) {
    if (!m_before || m_time != from) m_before = m_lane.sharesUntil(from);
    const Shares until = m_lane.sharesUntil(to);
    const Shares shares = difference(until, *m_before);
    m_before = until;
    m_time = to;
    return shares;
  }

 private:
  const Lane& m_lane;
  std::optional<Shares> m_before;
  std::int64_t m_time = 0;  ///< of m_before
};

}  // namespace

std::array<std::uint8_t, kStates> partsOf(const Shares& shares, std::int64_t span) {
  CHECK(span > 0);
  std::array<std::uint8_t, kStates> parts{};
  std::array<std::int64_t, kStates> rest{};
  const std::int64_t sum = std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
  int given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto exact = static_cast<Wide>(shares[i]) * kColumnParts;
    parts[i] = static_cast<std::uint8_t>(exact / span);
    rest[i] = static_cast<std::int64_t>(exact % span);
    given += parts[i];
  }
  const auto whole = static_cast<int>((static_cast<Wide>(sum) * kColumnParts + span / 2) / span);
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
  ShareReader reader(lane);
  std::int64_t time = std::max(laneStart, grid.start(grid.columnOf(scale.from)));
  while (time < to) {
    const auto index = lane.find(time);
    if (!index) break;
    const Interval interval = lane.interval(*index);
    const double pixels = static_cast<double>(interval.end - interval.start) / scale.nsPerPixel;
    if (pixels >= kBarPixels) {
      if (interval.end > scale.from && interval.start < edge)
        detail.bars.push_back({scale.toPixel(interval.start), pixels, *index, interval.state});
      time = interval.end;
      continue;
    }
    // A bar is wider than a column, so it cannot hide in the rest of this one.
    if (time >= edge) break;
    const std::int64_t number = grid.columnOf(time);
    const std::int64_t from = grid.start(number);
    const std::int64_t next = grid.start(number + 1);
    Column column;
    column.x = (grid.exactStart(number) - static_cast<double>(scale.from)) / scale.nsPerPixel;
    column.parts = partsOf(reader.between(from, next), next - from);
    detail.columns.push_back(column);
    time = next;
  }
  return detail;
}

namespace {

void add(Shares& sum, const Shares& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

/// Adds the shares of one lane to its columns. Neighbours share a border, and where one interval
/// covers many columns there is no need to look at each.
void addShares(const Lane& lane, const std::vector<std::int64_t>& borders,
               std::vector<Shares>& columns) {
  const std::int64_t laneStart = lane.interval(0).start;
  const std::int64_t laneEnd = lane.interval(lane.size() - 1).end;
  ShareReader reader(lane);
  for (std::size_t i = 0; i < columns.size();) {
    const std::int64_t from = borders[i];
    if (from >= laneEnd) return;
    const auto index = from < laneStart ? std::nullopt : lane.find(from);
    const Interval interval = index ? lane.interval(*index) : Interval{};
    if (index && interval.end >= borders[i + 1]) {
      for (; i < columns.size() && borders[i + 1] <= interval.end; ++i)
        columns[i][static_cast<std::size_t>(interval.state)] += borders[i + 1] - borders[i];
      continue;
    }
    add(columns[i], reader.between(from, borders[i + 1]));
    ++i;
  }
}

}  // namespace

std::vector<Shares> runShares(const Trace& trace, std::int64_t from, std::int64_t to, int columns) {
  if (columns <= 0 || to <= from) return {};
  const auto count = static_cast<std::size_t>(columns);
  std::vector<Shares> shares(count);
  std::vector<std::int64_t> borders;
  for (std::size_t i = 0; i <= count; ++i)
    borders.push_back(from + static_cast<std::int64_t>(static_cast<Wide>(to - from) *
                                                       static_cast<std::int64_t>(i) / columns));
  for (const TaskInfo& task : trace.tasks()) {
    const Lane& lane = trace.lane(task.id);
    if (task.id == kSupervisor || lane.size() == 0) continue;
    addShares(lane, borders, shares);
  }
  return shares;
}

}  // namespace lockstep
