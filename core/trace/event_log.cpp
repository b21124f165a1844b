// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/event_log.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/check.h"

namespace lockstep {

namespace {

/// Resource to flags lie alike at the end of both, in two words.
void copyRest(void* to, std::size_t toBytes, const void* from, std::size_t fromBytes) {
  constexpr std::size_t kRest = 16;
  std::memcpy(static_cast<char*>(to) + toBytes - kRest,
              static_cast<const char*>(from) + fromBytes - kRest, kRest);
}

}  // namespace

void EventLog::append(const Event& event) {
  const std::size_t position = m_size % kChunk;
  if (position == 0) openChunk(event.time);
  Chunk& chunk = m_chunks.back();
  pack(event, chunk, (*chunk.events)[position]);
  if (event.task.valid()) eventsOf(event.task).open.push_back(static_cast<std::uint16_t>(position));
  ++m_size;
}

void EventLog::append(std::span<const Event> events) {
  while (!events.empty()) {
    if (m_size % kChunk == 0 && events.size() >= kChunk) {
      appendWhole(events.first<kChunk>());
      events = events.subspan(kChunk);
    } else {
      append(events.front());
      events = events.subspan(1);
    }
  }
}

/// As kChunk single events, without the lists of an open chunk.
void EventLog::appendWhole(std::span<const Event, kChunk> events) {
  openChunk(events.front().time);
  Chunk& chunk = m_chunks.back();
  std::vector<std::uint16_t> next(m_tasks.size());
  for (std::size_t i = 0; i < kChunk; ++i) {
    pack(events[i], chunk, (*chunk.events)[i]);
    const TaskId task = events[i].task;
    if (!task.valid()) continue;
    if (task.value >= next.size()) next.resize(task.value + std::size_t{1});
    ++next[task.value];
  }
  chunk.order.reset(new std::array<std::uint16_t, kChunk>);
  std::size_t offset = 0;
  for (std::size_t i = 0; i < next.size(); ++i) {
    const std::size_t count = next[i];
    next[i] = static_cast<std::uint16_t>(offset);
    if (count > 0) addPart(eventsOf(TaskId{static_cast<std::uint16_t>(i)}), offset, count);
    offset += count;
  }
  for (std::size_t i = 0; i < kChunk; ++i)
    if (events[i].task.valid())
      (*chunk.order)[next[events[i].task.value]++] = static_cast<std::uint16_t>(i);
  chunk.wide.shrink_to_fit();
  m_size += kChunk;
}

void EventLog::openChunk(std::int64_t firstTime) {
  if (!m_chunks.empty() && !m_chunks.back().order) sealChunk();
  Chunk& chunk = m_chunks.emplace_back();
  chunk.firstTime = firstTime;
  // Filled as events come: zeroing it first would touch 96 KiB for nothing.
  chunk.events.reset(new std::array<Packed, kChunk>);
}

void EventLog::pack(const Event& event, Chunk& chunk, Packed& packed) {
  copyRest(&packed, sizeof packed, &event, sizeof event);
  // Tasks write it into memory of their own: what does not belong there must not be believed.
  packed.phase = static_cast<std::uint8_t>(event.phase) & kPhase;
  const auto since =
      static_cast<std::uint64_t>(event.time) - static_cast<std::uint64_t>(chunk.firstTime);
  packed.time = static_cast<std::uint32_t>(since);
  if (since > std::numeric_limits<std::uint32_t>::max()) {
    packed.phase |= kWideTime;
    packed.time = static_cast<std::uint32_t>(chunk.wide.size());
    chunk.wide.push_back(event.time);
  }
  const auto narrow = static_cast<std::int32_t>(event.value);
  packed.value = static_cast<std::uint32_t>(narrow);
  if (narrow != event.value) {
    packed.phase |= kWideValue;
    packed.value = static_cast<std::uint32_t>(chunk.wide.size());
    chunk.wide.push_back(event.value);
  }
}

EventLog::TaskEvents& EventLog::eventsOf(TaskId task) {
  if (m_tasks.size() <= task.value) m_tasks.resize(task.value + std::size_t{1});
  return m_tasks[task.value];
}

void EventLog::addPart(TaskEvents& task, std::size_t offset, std::size_t count) {
  task.parts.push_back({task.sealed, static_cast<std::uint32_t>(m_chunks.size() - 1),
                        static_cast<std::uint16_t>(offset), static_cast<std::uint16_t>(count)});
  task.sealed += count;
}

void EventLog::sealChunk() {
  Chunk& chunk = m_chunks.back();
  chunk.wide.shrink_to_fit();
  chunk.order.reset(new std::array<std::uint16_t, kChunk>);
  std::size_t offset = 0;
  for (TaskEvents& task : m_tasks) {
    if (task.open.empty()) continue;
    addPart(task, offset, task.open.size());
    std::copy(task.open.begin(), task.open.end(), chunk.order->begin() + offset);
    offset += task.open.size();
    task.open.clear();
  }
}

std::int64_t EventLog::timeIn(const Chunk& chunk, std::size_t position) {
  const Packed& packed = (*chunk.events)[position];
  return packed.phase & kWideTime ? chunk.wide[packed.time] : chunk.firstTime + packed.time;
}

std::int64_t EventLog::timeOf(std::size_t index) const {
  return timeIn(m_chunks[index / kChunk], index % kChunk);
}

Event EventLog::operator[](std::size_t index) const {
  CHECK(index < m_size);
  return unpack(m_chunks[index / kChunk], index % kChunk);
}

Event EventLog::unpack(const Chunk& chunk, std::size_t position) {
  const Packed& packed = (*chunk.events)[position];
  Event event;
  copyRest(&event, sizeof event, &packed, sizeof packed);
  event.time = timeIn(chunk, position);
  event.value = packed.phase & kWideValue ? chunk.wide[packed.value]
                                          : static_cast<std::int32_t>(packed.value);
  event.phase = static_cast<Phase>(packed.phase & kPhase);
  return event;
}

std::size_t EventLog::firstAt(std::int64_t time) const {
  const auto chunk = std::partition_point(m_chunks.begin(), m_chunks.end(),
                                          [&](const Chunk& c) { return c.firstTime < time; });
  if (chunk == m_chunks.begin()) return 0;
  // Events before `time` begin in the chunk before the first one that starts at or after it.
  std::size_t low = static_cast<std::size_t>(chunk - m_chunks.begin() - 1) * kChunk;
  std::size_t high = std::min(m_size, low + kChunk);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (timeOf(middle) < time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::size_t EventLog::taskCount(TaskId task) const {
  if (task.value >= m_tasks.size()) return 0;
  return m_tasks[task.value].sealed + m_tasks[task.value].open.size();
}

std::size_t EventLog::taskEvent(TaskId task, std::size_t n) const {
  CHECK(n < taskCount(task));
  const TaskEvents& events = m_tasks[task.value];
  if (n >= events.sealed) return (m_chunks.size() - 1) * kChunk + events.open[n - events.sealed];
  const auto part = std::partition_point(events.parts.begin(), events.parts.end(),
                                         [n](const Part& p) { return p.before <= n; }) -
                    1;
  return part->chunk * kChunk + (*m_chunks[part->chunk].order)[part->offset + (n - part->before)];
}

std::size_t EventLog::bytes() const {
  std::size_t bytes = m_chunks.capacity() * sizeof(Chunk);
  for (const Chunk& chunk : m_chunks) {
    bytes += sizeof(*chunk.events) + chunk.wide.capacity() * sizeof(std::int64_t);
    if (chunk.order) bytes += sizeof(*chunk.order);
  }
  for (const TaskEvents& task : m_tasks)
    bytes += task.parts.capacity() * sizeof(Part) + task.open.capacity() * sizeof(std::uint16_t);
  return bytes;
}

}  // namespace lockstep
