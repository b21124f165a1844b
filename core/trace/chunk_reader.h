// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "base/unique_fd.h"
#include "trace/trace_file.h"

struct ZSTD_DCtx_s;

/// The chunks of a recording, one after the other, as they lie in the file.

namespace lockstep {

/// Why there is no further chunk, or why one cannot be used.
enum class ChunkTrouble { none, early, damaged, failed };

/// For the sentence that says what is wrong.
struct ChunkPlace {
  std::uint32_t number = 0;
  std::uint64_t offset = 0;
};

struct PackedChunk {
  ChunkPlace place;
  ChunkKind kind{};
  std::uint32_t unpacked = 0;  ///< bytes
  Bytes bytes;
};

/// One thread at a time.
class ChunkReader {
 public:
  explicit ChunkReader(std::string path) : m_path(std::move(path)) {}

  Result<void> open();
  /// Overwrites `chunk`; its place is set in any case. After trouble there is nothing more to read.
  ChunkTrouble next(PackedChunk& chunk);
  /// With the index, which lies at `index`, read last: is the trailer what it should be?
  ChunkTrouble checkTrailer(const ChunkPlace& index);
  std::uint64_t fileBytes() const { return m_size; }

  /// What is wrong, without a full stop. Any thread.
  std::string sentence(ChunkTrouble trouble, const ChunkPlace& place) const;

 private:
  bool read(void* to, std::size_t bytes);

  std::string m_path;
  UniqueFd m_fd;
  std::uint64_t m_size = 0;
  std::uint64_t m_offset = 0;
  std::uint32_t m_number = 0;
};

/// Keeps the decompressor's memory from one chunk to the next. One thread at a time.
class ChunkUnpacker {
 public:
  ChunkUnpacker();
  /// Overwrites `bytes`; false when the chunk is damaged.
  bool unpack(const PackedChunk& chunk, Bytes& bytes);

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> m_context;
};

}  // namespace lockstep
