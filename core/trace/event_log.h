// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "events/event.h"

/// All events but kernel records, in time order, and which of them are whose.
///
///     chunk of 4096 events, never moved:
///       first time | 4096 x 24 B packed | wide numbers | order: positions (2 B), task by task
///
/// A packed event holds its time as 32 bits since the chunk's first and its value in 32 bits; the
/// rare ones that do not fit lie among the chunk's wide numbers. What follows lies as in Event.
/// `order` is made when a chunk is full; the open chunk keeps a small list per task instead.

namespace lockstep {

class EventLog {
 public:
  static constexpr std::size_t kChunk = 4096;

  std::size_t size() const { return m_size; }
  /// Times must not go back.
  void append(const Event& event);
  void append(std::span<const Event> events);
  Event operator[](std::size_t index) const;
  std::int64_t timeOf(std::size_t index) const;
  /// Index of the first event at or after `time`; size() if none.
  std::size_t firstAt(std::int64_t time) const;
  std::size_t taskCount(TaskId task) const;
  /// Index of the n-th event of `task`.
  std::size_t taskEvent(TaskId task, std::size_t n) const;
  std::size_t bytes() const;

 private:
  struct Packed {
    std::uint32_t time;
    std::uint32_t value;
    std::uint32_t resource;
    std::uint32_t aux;
    std::uint16_t task;
    std::uint16_t site;
    std::uint8_t operation;
    std::uint8_t phase;  ///< kPhase, kWideTime, kWideValue
    std::uint8_t outcome;
    std::uint8_t flags;
  };
  static_assert(sizeof(Packed) == 24);
  static constexpr std::uint8_t kPhase = 0x3;
  static constexpr std::uint8_t kWideTime = 1 << 6;
  static constexpr std::uint8_t kWideValue = 1 << 7;

  struct Chunk {
    std::int64_t firstTime = 0;
    std::unique_ptr<std::array<Packed, kChunk>> events;
    std::unique_ptr<std::array<std::uint16_t, kChunk>> order;  ///< null while the chunk is open
    std::vector<std::int64_t> wide;
  };
  /// One task's part of a full chunk.
  struct Part {
    std::uint64_t before;  ///< events of the task in earlier chunks
    std::uint32_t chunk;
    std::uint16_t offset;  ///< in the chunk's order
    std::uint16_t count;
  };
  struct TaskEvents {
    std::vector<Part> parts;
    std::vector<std::uint16_t> open;  ///< positions in the open chunk
    std::uint64_t sealed = 0;         ///< events in `parts`
  };

  static std::int64_t timeIn(const Chunk& chunk, std::size_t position);
  static Event unpack(const Chunk& chunk, std::size_t position);
  static void pack(const Event& event, Chunk& chunk, Packed& packed);
  void openChunk(std::int64_t firstTime);
  void sealChunk();
  void appendWhole(std::span<const Event, kChunk> events);
  void addPart(TaskEvents& task, std::size_t offset, std::size_t count);
  TaskEvents& eventsOf(TaskId task);

  std::vector<Chunk> m_chunks;
  std::vector<TaskEvents> m_tasks;
  std::size_t m_size = 0;
};

}  // namespace lockstep
