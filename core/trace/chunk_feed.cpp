// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/chunk_feed.h"

namespace lockstep {

namespace {

/// A small file is unpacked sooner than a second thread starts.
constexpr std::uint64_t kWorthASecond = 1 << 20;

}  // namespace

ChunkFeed::ChunkFeed(ChunkReader& reader, SegmentLimits limits)
    : m_limits(limits), m_reader(reader) {
  m_workers.emplace_back([this] { work(); });
  if (reader.fileBytes() > kWorthASecond) m_workers.emplace_back([this] { work(); });
}

ChunkFeed::~ChunkFeed() {
  {
    const std::lock_guard lock(m_mutex);
    m_over = true;
  }
  m_changed.notify_all();
  for (std::thread& worker : m_workers) worker.join();
}

const UnpackedChunk& ChunkFeed::next() {
  std::unique_lock lock(m_mutex);
  // The one that was handed out before is free again.
  if (m_taken > 0) slot(m_taken - 1).ready = false;
  Slot& wanted = slot(m_taken++);
  m_changed.notify_all();
  m_changed.wait(lock, [&] { return wanted.ready; });
  return wanted.chunk;
}

ChunkFeed::Slot* ChunkFeed::fetch() {
  std::unique_lock lock(m_mutex);
  // One slot is the caller's.
  m_changed.wait(lock, [this] { return m_over || m_fetched + 1 < m_taken + kSlots; });
  if (m_over) return nullptr;
  Slot& next = slot(m_fetched++);
  next.chunk.trouble = m_reader.next(next.packed);
  next.chunk.place = next.packed.place;
  next.chunk.kind = next.packed.kind;
  m_over = next.chunk.trouble != ChunkTrouble::none || next.chunk.kind == ChunkKind::index;
  return &next;
}

void ChunkFeed::work() {
  ChunkUnpacker unpacker;
  SegmentDecoder decoder;
  while (Slot* slot = fetch()) {
    UnpackedChunk& chunk = slot->chunk;
    chunk.decoded = false;
    if (chunk.trouble == ChunkTrouble::none) {
      if (!unpacker.unpack(slot->packed, chunk.bytes)) chunk.trouble = ChunkTrouble::damaged;
      ByteReader bytes(chunk.bytes);
      if (chunk.trouble == ChunkTrouble::none && chunk.kind == ChunkKind::segment)
        chunk.decoded = decoder.decode(bytes, m_limits, chunk.segment);
    }
    const std::lock_guard lock(m_mutex);
    slot->ready = true;
    m_changed.notify_all();
  }
}

}  // namespace lockstep
