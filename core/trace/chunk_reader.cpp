// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/chunk_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

namespace lockstep {

Result<void> ChunkReader::open() {
  m_fd.reset(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!m_fd) return systemError(m_path + ": cannot be read");
  struct stat status;
  if (::fstat(m_fd.get(), &status) != 0) return systemError(m_path + ": cannot be read");
  if (!S_ISREG(status.st_mode)) return Error{m_path + ": not a Lockstep recording"};
  m_size = static_cast<std::uint64_t>(status.st_size);
  std::uint8_t header[kFileHeaderBytes];
  if (m_size < sizeof header || !read(header, sizeof header) ||
      std::memcmp(header, kFileMagic.data(), kFileMagic.size()) != 0)
    return Error{m_path + ": not a Lockstep recording"};
  std::uint32_t format;
  std::memcpy(&format, header + kFileMagic.size(), sizeof format);
  if (format != kFileFormat)
    return Error{m_path + ": recorded by another version of Lockstep (format " +
                 std::to_string(format) + ", this one reads " + std::to_string(kFileFormat) + ")"};
  return {};
}

ChunkTrouble ChunkReader::next(PackedChunk& chunk) {
  chunk.place = {m_number, m_offset};
  ChunkHeader header;
  if (m_size - m_offset < sizeof header) return ChunkTrouble::early;
  if (!read(&header, sizeof header)) return ChunkTrouble::failed;
  if (header.magic != kChunkMagic || header.check != header.expectedCheck() ||
      header.number != m_number || header.unpacked > kMostChunkBytes)
    return ChunkTrouble::damaged;
  if (header.packed > m_size - m_offset) return ChunkTrouble::early;
  ++m_number;
  chunk.kind = static_cast<ChunkKind>(header.kind);
  chunk.unpacked = header.unpacked;
  // Nothing packed is larger than this, so a length cannot ask for more memory than the file has.
  chunk.bytes.resize(header.packed);
  return read(chunk.bytes.data(), header.packed) ? ChunkTrouble::none : ChunkTrouble::failed;
}

ChunkTrouble ChunkReader::checkTrailer(const ChunkPlace& index) {
  std::uint8_t trailer[kTrailerBytes];
  if (m_size - m_offset < sizeof trailer) return ChunkTrouble::early;
  const bool whole = read(trailer, sizeof trailer) && m_offset == m_size &&
                     std::memcmp(trailer, &index.offset, sizeof index.offset) == 0 &&
                     std::memcmp(trailer + 8, kFileEnd.data(), kFileEnd.size()) == 0;
  return whole ? ChunkTrouble::none : ChunkTrouble::damaged;
}

std::string ChunkReader::sentence(ChunkTrouble trouble, const ChunkPlace& place) const {
  const char* what = trouble == ChunkTrouble::early    ? ": ends early in chunk "
                     : trouble == ChunkTrouble::failed ? ": cannot be read in chunk "
                                                       : ": damaged in chunk ";
  return m_path + what + std::to_string(place.number) + " at byte " + std::to_string(place.offset);
}

bool ChunkReader::read(void* to, std::size_t bytes) {
  char* next = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t got = ::pread(m_fd.get(), next, bytes, static_cast<off_t>(m_offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    bytes -= static_cast<std::size_t>(got);
    m_offset += static_cast<std::uint64_t>(got);
  }
  return true;
}

void ChunkUnpacker::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

ChunkUnpacker::ChunkUnpacker() : m_context(ZSTD_createDCtx()) {}

bool ChunkUnpacker::unpack(const PackedChunk& chunk, Bytes& bytes) {
  bytes.resize(chunk.unpacked);
  const std::size_t unpacked = ZSTD_decompressDCtx(m_context.get(), bytes.data(), bytes.size(),
                                                   chunk.bytes.data(), chunk.bytes.size());
  return ZSTD_isError(unpacked) == 0 && unpacked == chunk.unpacked;
}

}  // namespace lockstep
