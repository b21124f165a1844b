// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "trace/columns.h"

/// The layout of a recording, `.lockstep`, little-endian:
///
///     magic 8 B | format 4 B | 0 4 B
///     chunk: run          what was asked for, the source text
///     chunk: tables       tasks, resources, sites, texts
///     chunk: segment ...  events, deaths and lanes of one stretch of time, in order of time
///     chunk: summary      counts, gaps, how it ended
///     chunk: index        offset, kind and last instant of each chunk before it
///     trailer: offset of the index 8 B | magic 8 B
///
///     chunk = kChunkMagic | kind | number | bytes unpacked | bytes packed | check of these five
///             | one zstd frame with its content checksum
///
/// A file that ends early or is damaged is good up to its last whole segment; whoever reads it
/// trusts no number before it is checked.

namespace lockstep {

inline constexpr std::array<char, 8> kFileMagic{'L', 'O', 'C', 'K', 'S', 'T', 'E', 'P'};
inline constexpr std::array<char, 8> kFileEnd{'L', 'K', 'S', 'T', 'E', 'N', 'D', '\n'};
inline constexpr std::uint32_t kFileFormat = 1;
inline constexpr std::uint32_t kChunkMagic = 0x4b4e4843;  // "CHNK"
inline constexpr std::size_t kFileHeaderBytes = 16;
inline constexpr std::size_t kTrailerBytes = 16;

/// No chunk unpacks to more.
inline constexpr std::uint32_t kMostChunkBytes = 64u << 20;

enum class ChunkKind : std::uint32_t { run = 1, tables, segment, summary, index };

struct ChunkHeader {
  std::uint32_t magic = kChunkMagic;
  std::uint32_t kind = 0;
  std::uint32_t number = 0;
  std::uint32_t unpacked = 0;
  std::uint32_t packed = 0;
  std::uint32_t check = 0;

  /// FNV-1a of the five numbers before it.
  std::uint32_t expectedCheck() const {
    std::uint32_t hash = 2166136261u;
    for (const std::uint32_t number32 : {magic, kind, number, unpacked, packed})
      for (int shift = 0; shift < 32; shift += 8)
        hash = (hash ^ (number32 >> shift & 0xff)) * 16777619u;
    return hash;
  }
};
static_assert(sizeof(ChunkHeader) == 24);

}  // namespace lockstep
