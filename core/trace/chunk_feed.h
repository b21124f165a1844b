// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "trace/chunk_reader.h"
#include "trace/segment.h"

namespace lockstep {

struct UnpackedChunk {
  ChunkTrouble trouble = ChunkTrouble::none;  ///< other than none: only `place` is set
  ChunkPlace place;
  ChunkKind kind{};
  Bytes bytes;
  Segment segment;
  bool decoded = false;  ///< a segment, and `segment` holds it
};

/// Unpacks and decodes chunks on threads of its own, a few ahead, and hands them out in the order
/// of the file. All calls from one thread; the reader is the feed's until next() has answered the
/// index or trouble.
class ChunkFeed {
 public:
  ChunkFeed(ChunkReader& reader, SegmentLimits limits);
  ~ChunkFeed();
  ChunkFeed(const ChunkFeed&) = delete;
  ChunkFeed& operator=(const ChunkFeed&) = delete;

  /// Good until the next call; none after trouble or the index.
  const UnpackedChunk& next();

 private:
  struct Slot {
    PackedChunk packed;
    UnpackedChunk chunk;
    bool ready = false;  // guarded by m_mutex
  };
  static constexpr std::size_t kSlots = 6;

  void work();
  /// The next chunk's slot with its bytes as they lie in the file; null when there is no more.
  Slot* fetch();
  Slot& slot(std::size_t number) { return m_slots[number % kSlots]; }

  const SegmentLimits m_limits;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  ChunkReader& m_reader;             // guarded by m_mutex
  std::size_t m_fetched = 0;         // guarded by m_mutex
  std::size_t m_taken = 0;           // guarded by m_mutex; the one before is the caller's
  bool m_over = false;               // guarded by m_mutex
  std::array<Slot, kSlots> m_slots;  // a fetched one is a worker's until it is ready
  std::vector<std::thread> m_workers;
};

}  // namespace lockstep
