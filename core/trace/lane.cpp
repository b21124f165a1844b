// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/lane.h"

#include <algorithm>

#include "base/check.h"

namespace lockstep {

namespace {

constexpr std::uint64_t kNoResource = 0xffffff;

std::size_t at(State state) { return static_cast<std::size_t>(state); }

}  // namespace

//     0..3 state | 4..5 evidence | 6..13 reason | 16..39 resource | 40..55 detail
std::uint64_t packWhat(const Interval& interval) {
  const std::uint64_t resource =
      interval.resource.value < kNoResource ? interval.resource.value : kNoResource;
  return static_cast<std::uint64_t>(interval.state) |
         static_cast<std::uint64_t>(interval.evidence) << 4 |
         static_cast<std::uint64_t>(interval.reason) << 6 | resource << 16 |
         static_cast<std::uint64_t>(interval.detail) << 40;
}

Interval unpackWhat(std::uint64_t what) {
  Interval interval;
  interval.state = stateOf(what);
  interval.evidence = static_cast<Evidence>(what >> 4 & 0x3);
  interval.reason = static_cast<Operation>(what >> 6 & 0xff);
  const auto resource = static_cast<std::uint32_t>(what >> 16 & 0xffffff);
  if (resource != kNoResource) interval.resource = ResourceId{resource};
  interval.detail = static_cast<std::uint16_t>(what >> 40 & 0xffff);
  return interval;
}

bool isWhat(std::uint64_t what) {
  return (what & 0xf) < kStates && (what >> 4 & 0x3) < kEvidences &&
         (what >> 6 & 0xff) < kOperations && what >> 56 == 0;
}

std::int64_t Lane::Columns::start(std::size_t i) const {
  const std::size_t block = i / kBlock;
  if (block < blocks.size()) return blocks[block]->starts[i % kBlock];
  return tailStarts[i - blocks.size() * kBlock];
}

std::uint64_t Lane::Columns::what(std::size_t i) const {
  const std::size_t block = i / kBlock;
  if (block < blocks.size()) return blocks[block]->whats[i % kBlock];
  return tailWhats[i - blocks.size() * kBlock];
}

std::int64_t Lane::Columns::endOf(std::size_t i) const {
  return i + 1 < size() ? start(i + 1) : std::max(*end, start(i));
}

std::size_t Lane::Columns::lastAt(std::int64_t time) const {
  if (!tailStarts.empty() && tailStarts.front() <= time) {
    const auto after = std::upper_bound(tailStarts.begin(), tailStarts.end(), time);
    return blocks.size() * kBlock + static_cast<std::size_t>(after - tailStarts.begin()) - 1;
  }
  const auto after = std::upper_bound(partStarts.begin(), partStarts.end(), time);
  if (after == partStarts.begin()) return size();
  const auto part = static_cast<std::size_t>(after - partStarts.begin()) - 1;
  const std::int64_t* starts = blocks[part / kParts]->starts.data() + part % kParts * kPart;
  const auto next = std::upper_bound(starts, starts + kPart, time);
  return part * kPart + static_cast<std::size_t>(next - starts) - 1;
}

std::size_t Lane::size() const { return m_columns ? m_columns->size() : 0; }

Interval Lane::interval(std::size_t i) const {
  CHECK(i < size());
  Interval interval = unpackWhat(m_columns->what(i));
  interval.start = m_columns->start(i);
  interval.end = m_columns->endOf(i);
  return interval;
}

std::optional<std::size_t> Lane::find(std::int64_t time) const {
  if (size() == 0) return std::nullopt;
  const std::size_t found = m_columns->lastAt(time);
  if (found == size() || time > m_columns->endOf(found)) return std::nullopt;
  return found;
}

Shares Lane::sharesUntil(std::int64_t time) const {
  Shares shares{};
  if (size() == 0) return shares;
  const Columns& c = *m_columns;
  const std::size_t last = c.lastAt(time);
  if (last == c.size()) return shares;

  const bool sealed = last < c.blocks.size() * Columns::kBlock;
  const std::size_t first =
      sealed ? last / Columns::kPart * Columns::kPart : c.blocks.size() * Columns::kBlock;
  const Columns::Block* block = sealed ? c.blocks[first / Columns::kBlock].get() : nullptr;
  const std::size_t offset = first % Columns::kBlock;
  const std::int64_t* starts = sealed ? block->starts.data() + offset : c.tailStarts.data();
  const std::uint64_t* whats = sealed ? block->whats.data() + offset : c.tailWhats.data();
  shares = sealed ? block->before[offset / Columns::kPart] : c.beforeTail;
  const std::size_t whole = last - first;
  for (std::size_t i = 0; i < whole; ++i)
    shares[at(stateOf(whats[i]))] += starts[i + 1] - starts[i];
  shares[at(stateOf(whats[whole]))] += std::min(time, c.endOf(last)) - starts[whole];
  return shares;
}

Shares Lane::shares(std::int64_t from, std::int64_t to) const {
  if (to <= from) return {};
  Shares shares = sharesUntil(to);
  const Shares before = sharesUntil(from);
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i] -= before[i];
  return shares;
}

LaneCursor::LaneCursor(const Lane& lane)
    : m_columns(*Lane::Columns::of(lane)),
      m_chunks(m_columns.partStarts.size() + (m_columns.tailStarts.empty() ? 0 : 1)),
      m_laneEnd(m_columns.endOf(m_columns.size() - 1)) {
  enter(0);
}

std::int64_t LaneCursor::chunkStart(std::size_t chunk) const {
  return chunk < m_columns.partStarts.size() ? m_columns.partStarts[chunk]
                                             : m_columns.tailStarts.front();
}

std::size_t LaneCursor::chunkAt(std::int64_t time, std::size_t chunk) const {
  std::size_t low = chunk;
  std::size_t step = 1;
  while (low + step < m_chunks && chunkStart(low + step) <= time) {
    low += step;
    step *= 2;
  }
  std::size_t high = std::min(low + step, m_chunks);
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (chunkStart(middle) <= time ? low : high) = middle;
  }
  return low;
}

std::size_t LaneCursor::chunkAhead(std::int64_t time) {
  while (m_expectedFrom != m_expectedTo) {
    const Expected& next = m_expected[m_expectedFrom % kMostExpected];
    if (next.time > time) break;
    ++m_expectedFrom;
    if (next.time == time) return next.chunk;
  }
  return chunkAt(time, m_chunk);
}

void LaneCursor::enter(std::size_t chunk) {
  constexpr std::size_t kParts = Lane::Columns::kParts;
  constexpr std::size_t kPart = Lane::Columns::kPart;
  m_chunk = chunk;
  m_first = chunk * kPart;
  m_offset = 0;
  if (chunk < m_columns.partStarts.size()) {
    const Lane::Columns::Block& block = *m_columns.blocks[chunk / kParts];
    m_count = kPart;
    m_starts = block.starts.data() + chunk % kParts * kPart;
    m_whats = block.whats.data() + chunk % kParts * kPart;
    m_before = &block.before[chunk % kParts];
  } else {
    m_count = m_columns.tailStarts.size();
    m_starts = m_columns.tailStarts.data();
    m_whats = m_columns.tailWhats.data();
    m_before = &m_columns.beforeTail;
  }
  m_chunkEnd = chunk + 1 < m_chunks ? chunkStart(chunk + 1) : m_laneEnd;
}

void LaneCursor::seek(std::int64_t time) {
  if (time < start()) {
    m_expectedFrom = m_expectedTo;
    if (time < m_starts[0]) enter(0);
    m_offset = 0;
  }
  if (time >= m_chunkEnd && m_chunk + 1 < m_chunks) enter(chunkAhead(time));
  // A search without branches: where a border falls cannot be predicted.
  const std::int64_t* base = m_starts + m_offset;
  std::size_t count = m_count - m_offset;
  while (count > 1) {
    const std::size_t half = count / 2;
    base += base[half] <= time ? half : 0;
    count -= half;
  }
  m_offset = static_cast<std::size_t>(base - m_starts);
}

void LaneCursor::expect(std::int64_t time) {
  if (time < m_chunkEnd) return;
  const bool first = m_expectedFrom == m_expectedTo;
  const Expected& last = m_expected[(m_expectedTo - 1) % kMostExpected];
  if (!first && last.time >= time) return;
  if (m_expectedTo - m_expectedFrom == kMostExpected) ++m_expectedFrom;
  const std::size_t chunk = chunkAt(time, first ? m_chunk : last.chunk);
  m_expected[m_expectedTo++ % kMostExpected] = {time, chunk};
  if (chunk >= m_columns.partStarts.size()) return;
  const Lane::Columns::Block& block = *m_columns.blocks[chunk / Lane::Columns::kParts];
  const std::size_t part = chunk % Lane::Columns::kParts;
  const auto fetch = [](const void* from, std::size_t bytes) {
    constexpr std::size_t kCacheLine = 64;
    for (std::size_t at = 0; at < bytes; at += kCacheLine)
      __builtin_prefetch(static_cast<const char*>(from) + at);
  };
  constexpr std::size_t kPart = Lane::Columns::kPart;
  fetch(&block.starts[part * kPart], kPart * sizeof block.starts[0]);
  fetch(&block.whats[part * kPart], kPart * sizeof block.whats[0]);
  fetch(&block.before[part], sizeof block.before[part]);
}

std::int64_t LaneCursor::end() const {
  return m_offset + 1 < m_count ? m_starts[m_offset + 1] : m_chunkEnd;
}

void LaneCursor::sharesUntil(std::int64_t time, Shares& shares) const {
  if (time < start()) {
    shares = {};
    return;
  }
  shares = *m_before;
  for (std::size_t i = 0; i < m_offset; ++i)
    shares[at(stateOf(m_whats[i]))] += m_starts[i + 1] - m_starts[i];
  shares[at(state())] += std::min(time, end()) - start();
}

LaneWriter::LaneWriter(std::shared_ptr<const std::int64_t> end)
    : m_columns(*(m_lane.m_columns = std::make_shared<Lane::Columns>())) {
  m_columns.end = std::move(end);
}

Interval LaneWriter::last() const {
  Interval interval = unpackWhat(m_columns.tailWhats.back());
  interval.start = interval.end = m_columns.tailStarts.back();
  return interval;
}

std::int64_t LaneWriter::lastStart() const { return m_columns.tailStarts.back(); }

void LaneWriter::push(std::int64_t start, const Interval& what) {
  const std::uint64_t packed = packWhat(what);
  auto& starts = m_columns.tailStarts;
  auto& whats = m_columns.tailWhats;
  if (!starts.empty() && start <= starts.back()) {
    start = starts.back();
    starts.pop_back();
    whats.pop_back();
  }
  if (!whats.empty() && whats.back() == packed) return;
  append(start, packed);
}

void LaneWriter::rewriteLast(const Interval& what) {
  const std::int64_t start = m_columns.tailStarts.back();
  push(start, what);
}

bool LaneWriter::split(std::size_t i, std::int64_t at, const Interval& what) {
  const std::size_t sealed = m_columns.blocks.size() * Lane::Columns::kBlock;
  if (i < sealed || i + 1 >= size()) return false;
  if (at <= m_columns.start(i) || at >= m_columns.start(i + 1)) return false;
  const auto offset = static_cast<std::ptrdiff_t>(i - sealed + 1);
  m_columns.tailStarts.insert(m_columns.tailStarts.begin() + offset, at);
  m_columns.tailWhats.insert(m_columns.tailWhats.begin() + offset, packWhat(what));
  if (m_columns.tailStarts.size() >= Lane::Columns::kTail) seal();
  return true;
}

void LaneWriter::clear() {
  m_columns.blocks.clear();
  m_columns.partStarts.clear();
  m_columns.tailStarts.clear();
  m_columns.tailWhats.clear();
  m_columns.beforeTail = {};
}

void LaneWriter::restore(std::span<const std::int64_t> starts,
                         std::span<const std::uint64_t> whats) {
  for (std::size_t i = 0; i < starts.size(); ++i) append(starts[i], whats[i]);
}

void LaneWriter::append(std::int64_t start, std::uint64_t what) {
  m_columns.tailStarts.push_back(start);
  m_columns.tailWhats.push_back(what);
  if (m_columns.tailStarts.size() >= Lane::Columns::kTail) seal();
}

void LaneWriter::seal() {
  constexpr std::ptrdiff_t kBlock = Lane::Columns::kBlock;
  auto& starts = m_columns.tailStarts;
  auto& whats = m_columns.tailWhats;
  sealBlock(starts.data(), whats.data());
  starts.erase(starts.begin(), starts.begin() + kBlock);
  whats.erase(whats.begin(), whats.begin() + kBlock);
}

/// Makes a block of as many rows; one more start follows them.
void LaneWriter::sealBlock(const std::int64_t* starts, const std::uint64_t* whats) {
  constexpr std::size_t kBlock = Lane::Columns::kBlock;
  std::unique_ptr<Lane::Columns::Block> block(new Lane::Columns::Block);
  std::copy_n(starts, kBlock, block->starts.begin());
  std::copy_n(whats, kBlock, block->whats.begin());
  for (std::size_t i = 0; i < kBlock; ++i) {
    if (i % Lane::Columns::kPart == 0) {
      block->before[i / Lane::Columns::kPart] = m_columns.beforeTail;
      m_columns.partStarts.push_back(starts[i]);
    }
    m_columns.beforeTail[at(stateOf(whats[i]))] += starts[i + 1] - starts[i];
  }
  m_columns.blocks.push_back(std::move(block));
}

std::size_t LaneWriter::bytes() const {
  // A block's own allocation costs 16 B more than it holds.
  return sizeof(Lane::Columns) + m_columns.blocks.size() * (sizeof(Lane::Columns::Block) + 16) +
         m_columns.blocks.capacity() * sizeof(void*) + m_columns.partStarts.capacity() * 8 +
         m_columns.tailStarts.capacity() * 16;
}

Lanes::Lanes() : m_end(std::make_shared<std::int64_t>(0)) {}

LaneWriter& Lanes::at(TaskId task) {
  CHECK(task.valid());
  while (m_writers.size() <= task.value) m_writers.push_back(std::make_unique<LaneWriter>(m_end));
  return *m_writers[task.value];
}

const Lane& Lanes::lane(TaskId task) const {
  static const Lane kEmpty;
  return task.value < m_writers.size() ? m_writers[task.value]->lane() : kEmpty;
}

void Lanes::extendTo(std::int64_t time) { *m_end = std::max(*m_end, time); }

std::size_t Lanes::bytes() const {
  std::size_t bytes = 0;
  for (const auto& writer : m_writers) bytes += writer->bytes();
  return bytes;
}

}  // namespace lockstep
