// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/activity.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr std::uint32_t kMostKnown = 1U << 20;  // a damaged file may name any id

}  // namespace

bool isDoneOn(const Event& event) {
  return event.phase == Phase::done && event.resource.valid() &&
         event.resource.value < kMostKnown && event.operation != Operation::create &&
         event.operation != Operation::destroy && event.operation != Operation::parked;
}

void Activity::update(const Trace& trace) {
  if (m_trace != &trace || trace.logSize() < m_read) *this = Activity();
  m_trace = &trace;
  for (; m_read < trace.logSize(); ++m_read) {
    const Event event = trace.event(m_read);
    if (!isDoneOn(event)) continue;
    if (m_sums.size() <= event.resource.value) m_sums.resize(event.resource.value + std::size_t{1});
    std::vector<Sum>& sums = m_sums[event.resource.value];
    const auto block = static_cast<std::uint32_t>(m_read / kBlock);
    if (sums.empty() || sums.back().block != block)
      sums.push_back({block, sums.empty() ? 0 : sums.back().done});
    ++sums.back().done;
  }
}

std::uint32_t Activity::doneBefore(const std::vector<Sum>& sums, std::size_t block) {
  const auto next = std::partition_point(sums.begin(), sums.end(),
                                         [&](const Sum& sum) { return sum.block < block; });
  return next == sums.begin() ? 0 : std::prev(next)->done;
}

std::vector<std::uint32_t> Activity::done(const Trace& trace, std::int64_t from,
                                          std::int64_t to) const {
  std::vector<std::uint32_t> counts(m_sums.size(), 0);
  const std::size_t first = trace.firstAt(from), last = trace.firstAt(to);
  const auto read = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Event event = trace.event(i);
      if (isDoneOn(event) && event.resource.value < counts.size()) ++counts[event.resource.value];
    }
  };
  const std::size_t firstBlock = (first + kBlock - 1) / kBlock, lastBlock = last / kBlock;
  if (firstBlock >= lastBlock) {
    read(first, last);
    return counts;
  }
  read(first, firstBlock * kBlock);
  read(lastBlock * kBlock, last);
  for (std::size_t id = 0; id < m_sums.size(); ++id)
    counts[id] += doneBefore(m_sums[id], lastBlock) - doneBefore(m_sums[id], firstBlock);
  return counts;
}

namespace {

/// Acts that follow each other faster than the shortest effect lasts.
bool tooMany(std::uint64_t count) {
  return static_cast<double>(count) * kLeastEffect > Heat::kStretch;
}

}  // namespace

Heat heatAt(const Trace& trace, const Activity& activity, const PlaybackInstant& playback) {
  Heat heat;
  const std::int64_t stretch = playback.nanoseconds(Heat::kStretch);
  if (stretch <= 0) return heat;
  const std::int64_t start = trace.startTime();
  const std::int64_t whole = (playback.now - start) / stretch;
  // The first stretch is counted as far as it has come.
  heat.from = whole > 0 ? start + (whole - 1) * stretch : start;
  heat.to = whole > 0 ? heat.from + stretch : playback.now + 1;
  heat.done = activity.done(trace, heat.from, heat.to);
  return heat;
}

std::uint32_t Heat::of(ResourceId resource, ResourceId inner) const {
  std::uint32_t count = resource.value < done.size() ? done[resource.value] : 0;
  if (inner.valid() && inner.value < done.size()) count += done[inner.value];
  return tooMany(count) ? count : 0;
}

std::size_t Heat::changesOf(const Trace& trace, TaskId task) const {
  const Lane& lane = trace.lane(task);
  const auto last = from < to ? lane.find(to - 1) : std::nullopt;
  if (!last) return 0;
  const std::size_t changes = *last - lane.find(from).value_or(0);
  return tooMany(changes) ? changes : 0;
}

int Heat::level(std::uint64_t count) { return count <= 100 ? 1 : count <= 1000 ? 2 : kMost; }

}  // namespace lockstep::ui
