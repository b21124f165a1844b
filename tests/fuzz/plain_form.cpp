// SPDX-License-Identifier: GPL-3.0-or-later
#include "plain_form.h"

#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/check.h"
#include "trace/trace_file.h"

namespace lockstep {
namespace {

std::string_view bytesOf(const std::uint32_t& number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

/// `piece` is a chunk's kind and content.
void packChunk(std::string_view piece, std::uint32_t number, std::string& out) {
  ChunkHeader header;
  header.number = number;
  std::memcpy(&header.kind, piece.data(), std::min(piece.size(), sizeof header.kind));
  const std::string_view content = piece.substr(std::min(piece.size(), sizeof header.kind));
  std::string packed(ZSTD_compressBound(content.size()), '\0');
  constexpr int kFastest = 1;
  packed.resize(
      ZSTD_compress(packed.data(), packed.size(), content.data(), content.size(), kFastest));
  header.unpacked = static_cast<std::uint32_t>(content.size());
  header.packed = static_cast<std::uint32_t>(packed.size());
  header.check = header.expectedCheck();
  out.append(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(packed);
}

}  // namespace

std::string plainForm(std::string_view recording) {
  std::string plain(recording.substr(0, kFileHeaderBytes));
  plain[0] = kPlainMark;
  ChunkHeader header;
  for (std::size_t at = kFileHeaderBytes; at + sizeof header + kTrailerBytes <= recording.size();
       at += sizeof header + header.packed) {
    std::memcpy(&header, recording.data() + at, sizeof header);
    std::string content(header.unpacked, '\0');
    CHECK(ZSTD_decompress(content.data(), content.size(), recording.data() + at + sizeof header,
                          header.packed) == content.size());
    plain.append(bytesOf(kChunkMagic)).append(bytesOf(header.kind)).append(content);
  }
  return plain;
}

std::string packPlainForm(std::string_view plain) {
  std::string out(plain.substr(0, kFileHeaderBytes));
  if (!out.empty()) out[0] = kFileMagic[0];
  std::uint64_t lastChunk = out.size();
  std::size_t at = plain.find(bytesOf(kChunkMagic), out.size());
  for (std::uint32_t number = 0; at != std::string_view::npos; ++number) {
    at += sizeof kChunkMagic;
    const std::size_t next = plain.find(bytesOf(kChunkMagic), at);
    lastChunk = out.size();
    packChunk(plain.substr(at, next == std::string_view::npos ? next : next - at), number, out);
    at = next;
  }
  out.append(reinterpret_cast<const char*>(&lastChunk), sizeof lastChunk);
  out.append(kFileEnd.data(), kFileEnd.size());
  return out;
}

}  // namespace lockstep
