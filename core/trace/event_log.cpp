// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/event_log.h"

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace lockstep {

void EventLog::append(const Event& event) {
  const std::size_t position = m_size % kChunk;
  if (position == 0) {
    if (m_size != 0) sealChunk();
    // The array is filled as events come: zeroing it first would touch 96 KiB for nothing.
    m_chunks.emplace_back(new Chunk);
    m_chunks.back()->firstTime = event.time;
  }
  Chunk& chunk = *m_chunks.back();
  Packed& packed = chunk.events[position];

  const auto sinceFirst =
      static_cast<std::uint64_t>(event.time) - static_cast<std::uint64_t>(chunk.firstTime);
  packed.wideTime = sinceFirst > std::numeric_limits<std::uint32_t>::max();
  packed.time = static_cast<std::uint32_t>(sinceFirst);
  if (packed.wideTime) {
    packed.time = static_cast<std::uint32_t>(chunk.wide.size());
    chunk.wide.push_back(event.time);
  }
  const auto narrow = static_cast<std::int32_t>(event.value);
  packed.wideValue = narrow != event.value;
  packed.value = static_cast<std::uint32_t>(narrow);
  if (packed.wideValue) {
    packed.value = static_cast<std::uint32_t>(chunk.wide.size());
    chunk.wide.push_back(event.value);
  }
  packed.resource = event.resource.value;
  packed.aux = event.aux;
  packed.task = event.task.value;
  packed.site = event.site.value;
  packed.operation = static_cast<std::uint8_t>(event.operation);
  packed.phase = static_cast<std::uint8_t>(event.phase) & 0x3;
  packed.outcome = static_cast<std::uint8_t>(event.outcome) & 0xf;
  packed.flags = event.flags;
  packed.unused = 0;

  if (event.task.valid()) {
    if (m_tasks.size() <= event.task.value) m_tasks.resize(event.task.value + std::size_t{1});
    m_tasks[event.task.value].open.push_back(static_cast<std::uint16_t>(position));
  }
  ++m_size;
}

void EventLog::sealChunk() {
  Chunk& chunk = *m_chunks.back();
  chunk.wide.shrink_to_fit();
  chunk.order = std::make_unique<std::array<std::uint16_t, kChunk>>();
  std::size_t offset = 0;
  for (TaskEvents& task : m_tasks) {
    if (task.open.empty()) continue;
    task.parts.push_back({task.sealed, static_cast<std::uint32_t>(m_chunks.size() - 1),
                          static_cast<std::uint16_t>(offset),
                          static_cast<std::uint16_t>(task.open.size())});
    std::copy(task.open.begin(), task.open.end(), chunk.order->begin() + offset);
    offset += task.open.size();
    task.sealed += task.open.size();
    task.open.clear();
  }
}

std::int64_t EventLog::timeIn(const Chunk& chunk, std::size_t position) {
  const Packed& packed = chunk.events[position];
  return packed.wideTime ? chunk.wide[packed.time] : chunk.firstTime + packed.time;
}

std::int64_t EventLog::timeOf(std::size_t index) const {
  return timeIn(*m_chunks[index / kChunk], index % kChunk);
}

Event EventLog::operator[](std::size_t index) const {
  CHECK(index < m_size);
  const Chunk& chunk = *m_chunks[index / kChunk];
  const Packed& packed = chunk.events[index % kChunk];
  Event event;
  event.time = packed.wideTime ? chunk.wide[packed.time] : chunk.firstTime + packed.time;
  event.value =
      packed.wideValue ? chunk.wide[packed.value] : static_cast<std::int32_t>(packed.value);
  event.resource = ResourceId{packed.resource};
  event.aux = packed.aux;
  event.task = TaskId{packed.task};
  event.site = SiteId{packed.site};
  event.operation = static_cast<Operation>(packed.operation);
  event.phase = static_cast<Phase>(packed.phase);
  event.outcome = static_cast<Outcome>(packed.outcome);
  event.flags = packed.flags;
  return event;
}

std::size_t EventLog::firstAt(std::int64_t time) const {
  const auto chunk = std::partition_point(m_chunks.begin(), m_chunks.end(),
                                          [&](const auto& c) { return c->firstTime < time; });
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
  return part->chunk * kChunk + (*m_chunks[part->chunk]->order)[part->offset + (n - part->before)];
}

std::size_t EventLog::bytes() const {
  std::size_t bytes = m_chunks.capacity() * sizeof(void*);
  for (const auto& chunk : m_chunks) {
    bytes += sizeof(Chunk) + chunk->wide.capacity() * sizeof(std::int64_t);
    if (chunk->order) bytes += sizeof(*chunk->order);
  }
  for (const TaskEvents& task : m_tasks)
    bytes += task.parts.capacity() * sizeof(Part) + task.open.capacity() * sizeof(std::uint16_t);
  return bytes;
}

}  // namespace lockstep
