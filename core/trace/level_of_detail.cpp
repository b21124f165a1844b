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
    // Rounded up without a call: it is asked for twice a column.
    const double exact = static_cast<double>(column) * m_width;
    const auto whole = static_cast<std::int64_t>(exact);
    return whole + (static_cast<double>(whole) < exact ? 1 : 0);
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

/// Borders this many columns ahead are fetched from memory meanwhile: lanes do not fit any cache.
constexpr std::size_t kAhead = 4;

/// The parts of a span that shares come to, in parts of kColumnParts, rounded down.
class Divider {
 public:
  explicit Divider(std::int64_t span)
      : m_span(span),
        m_inverse(static_cast<double>(kColumnParts) / static_cast<double>(span)),
        // A product of 128 bits costs ten times as much, and only columns of two years need it.
        m_narrow(span < std::numeric_limits<std::int64_t>::max() / kColumnParts) {}

  /// `rest` is what rounding down left over, in parts of a part.
  int partsOf(std::int64_t share, std::int64_t& rest) const {
    if (!m_narrow) {
      const auto exact = static_cast<Wide>(share) * kColumnParts;
      rest = static_cast<std::int64_t>(exact % m_span);
      return static_cast<int>(exact / m_span);
    }
    // The product of two rounded numbers is at most one off; a division takes several times as
    // long, and there are three for each column of each lane of each frame.
    auto parts = static_cast<std::int64_t>(static_cast<double>(share) * m_inverse);
    rest = share * kColumnParts - parts * m_span;
    if (rest < 0) {
      --parts;
      rest += m_span;
    } else if (rest >= m_span) {
      ++parts;
      rest -= m_span;
    }
    return static_cast<int>(parts);
  }

 private:
  std::int64_t m_span;
  double m_inverse;
  bool m_narrow;
};

/// The state with the largest remainder; of equal ones, the first.
struct Remainder {
  std::int64_t rest;
  std::size_t state;
};

std::array<std::uint8_t, kStates> partsBetween(const Shares& from, const Shares& to,
                                               std::int64_t span) {
  std::array<std::uint8_t, kStates> parts{};
  std::array<Remainder, kStates> there;
  std::size_t states = 0;
  std::int64_t sum = 0;
  int given = 0;
  const Divider divider(span);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::int64_t share = to[i] - from[i];
    if (share == 0) continue;
    there[states].state = i;
    parts[i] = static_cast<std::uint8_t>(divider.partsOf(share, there[states].rest));
    given += parts[i];
    sum += share;
    ++states;
  }
  int whole = kColumnParts;
  if (sum != span) {
    std::int64_t rest = 0;
    whole = divider.partsOf(sum, rest);
    if (rest >= span - span / 2) ++whole;
  }
  // The parts still due go to the largest remainders; of equal ones, to the first state.
  for (; given < whole; ++given) {
    Remainder* largest = &there[0];
    for (std::size_t i = 1; i < states; ++i)
      if (there[i].rest > largest->rest) largest = &there[i];
    ++parts[largest->state];
    largest->rest = -1;
  }
  const auto running = static_cast<std::size_t>(State::running);
  if (to[running] > from[running] && parts[running] == 0) {
    const auto most = std::max_element(parts.begin(), parts.end());
    if (*most > 0) --*most;
    parts[running] = 1;
  }
  return parts;
}

}  // namespace

std::array<std::uint8_t, kStates> partsOf(const Shares& shares, std::int64_t span) {
  CHECK(span > 0);
  return partsBetween(Shares{}, shares, span);
}

namespace {

/// The first instant of a column, and all that was before it.
struct Border {
  std::int64_t column = 0;
  std::int64_t time = 0;
  Shares before{};
};

/// Moves the cursor there.
void goTo(const Grid& grid, std::int64_t column, LaneCursor& cursor, Border& border) {
  border.column = column;
  border.time = grid.start(column);
  cursor.seek(border.time);
  cursor.sharesUntil(border.time, border.before);
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
  // Two, in turn the left and the right one of a column.
  std::array<Border, 2> borders;
  Border* left = &borders[0];
  Border* right = &borders[1];
  left->time = std::numeric_limits<std::int64_t>::min();
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
    if (left->time != time) goTo(grid, grid.columnOf(time), cursor, *left);
    const std::int64_t next = grid.after(left->column);
    cursor.expect(grid.start(next + static_cast<std::int64_t>(kAhead)));
    goTo(grid, next, cursor, *right);
    const double x =
        (grid.exactStart(left->column) - static_cast<double>(scale.from)) / scale.nsPerPixel;
    detail.columns.push_back(
        {x, partsBetween(left->before, right->before, right->time - left->time)});
    std::swap(left, right);
    time = left->time;
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
  Shares before;
  cursor.sharesUntil(borders[0], before);
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
    Shares until;
    cursor.sharesUntil(to, until);
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
