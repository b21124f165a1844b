// SPDX-License-Identifier: GPL-3.0-or-later
#include <zstd.h>

#include <algorithm>
#include <limits>

#include "base/file_in_progress.h"
#include "trace/segment.h"
#include "trace/trace_file.h"
#include "trace/trace_impl.h"

namespace lockstep {

namespace {

struct IndexRow {
  std::uint64_t offset;
  std::uint32_t kind;
  std::int64_t until;
};

class ChunkWriter {
 public:
  explicit ChunkWriter(FileInProgress& file) : m_file(file), m_context(ZSTD_createCCtx()) {
    constexpr int kLevel = 3;
    ZSTD_CCtx_setParameter(m_context, ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(m_context, ZSTD_c_checksumFlag, 1);
  }
  ChunkWriter(const ChunkWriter&) = delete;
  ChunkWriter& operator=(const ChunkWriter&) = delete;
  ~ChunkWriter() { ZSTD_freeCCtx(m_context); }

  Result<void> write(ChunkKind kind, const ByteWriter& content, std::int64_t until = 0) {
    const Bytes& bytes = content.bytes();
    if (bytes.size() > kMostChunkBytes)
      return Error{"the recording cannot be saved: one part of it is larger than 64 MiB"};
    m_packed.resize(ZSTD_compressBound(bytes.size()));
    const std::size_t packed =
        ZSTD_compress2(m_context, m_packed.data(), m_packed.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(packed) != 0)
      return Error{std::string("the recording cannot be compressed: ") + ZSTD_getErrorName(packed)};
    ChunkHeader header;
    header.kind = static_cast<std::uint32_t>(kind);
    header.number = static_cast<std::uint32_t>(m_index.size());
    header.unpacked = static_cast<std::uint32_t>(bytes.size());
    header.packed = static_cast<std::uint32_t>(packed);
    header.check = header.expectedCheck();
    m_index.push_back({m_file.offset(), header.kind, until});
    if (auto result = m_file.write(&header, sizeof header); !result) return result;
    return m_file.write(m_packed.data(), packed);
  }

  const std::vector<IndexRow>& index() const { return m_index; }

 private:
  FileInProgress& m_file;
  ZSTD_CCtx* m_context;
  Bytes m_packed;
  std::vector<IndexRow> m_index;
};

ByteWriter runChunk(const RunInfo& run, const std::string& places) {
  ByteWriter writer;
  for (const std::string* text : {&run.scenario, &run.title, &run.variant, &run.as, &run.sourceFile,
                                  &run.source, &run.evidence, &run.evidenceNote})
    writer.text(*text);
  writer.number(run.startedAtUnix);
  writer.number(static_cast<std::uint32_t>(run.parameters.size()));
  for (const auto& [name, value] : run.parameters) {
    writer.text(name);
    writer.number(value);
  }
  writer.text(places);
  return writer;
}

ByteWriter tablesChunk(const Trace::Impl& trace) {
  ByteWriter writer;
  writer.number(static_cast<std::uint32_t>(trace.tasks.size()));
  for (const TaskInfo& task : trace.tasks) {
    writer.number(task.parent.value);
    writer.number(static_cast<std::uint8_t>(task.kind));
    writer.number(static_cast<std::uint8_t>(task.daemon));
    for (const std::int32_t id : {task.pid, task.tid, task.ppid}) writer.number(id);
    writer.text(task.name);
  }
  writer.number(static_cast<std::uint32_t>(trace.resources.size()));
  for (const ResourceInfo& resource : trace.resources) {
    writer.number(static_cast<std::uint8_t>(resource.kind));
    writer.number(static_cast<std::uint8_t>(resource.robust));
    writer.number(resource.capacity);
    writer.number(resource.inner.value);
    writer.text(resource.name);
  }
  writer.number(static_cast<std::uint32_t>(trace.sites.size()));
  for (const SiteInfo& site : trace.sites) {
    writer.number(site.line);
    writer.text(site.file);
    writer.text(site.function);
  }
  writer.number(static_cast<std::uint32_t>(trace.texts.size()));
  for (const auto& [id, words] : trace.texts) {
    writer.number(id);
    writer.text(words);
  }
  return writer;
}

ByteWriter summaryChunk(const Trace::Impl& trace) {
  ByteWriter writer;
  writer.number(static_cast<std::uint8_t>(trace.end));
  writer.number(static_cast<std::uint8_t>(trace.started));
  writer.number(trace.startTime);
  writer.number(trace.lastTime);
  writer.number(trace.lanes.end());
  for (const std::uint64_t count : {trace.events, trace.lost, trace.late}) writer.number(count);
  writer.number(static_cast<std::uint32_t>(trace.gaps.size()));
  for (const Interval& gap : trace.gaps) {
    writer.number(gap.start);
    writer.number(gap.end);
  }
  return writer;
}

/// Cuts a trace into segments: each ends at an instant before which everything is in it or in an
/// earlier one (the log may be cut within an instant), and holds a bounded number of rows.
class Cutter {
 public:
  explicit Cutter(const Trace::Impl& trace) : m_trace(trace), m_rows(trace.lanes.count(), 0) {}

  bool done() const { return m_done; }

  Segment next() {
    Segment segment;
    segment.firstEvent = m_event;
    std::size_t eventEnd = std::min(m_trace.log.size(), m_event + kSegmentRows);
    std::int64_t until = eventEnd == m_trace.log.size() ? kForEver : m_trace.log.timeOf(eventEnd);
    if (rowsBefore(until) > kSegmentRows) {
      until = latestThatFits(until);
      eventEnd = std::clamp(m_trace.log.firstAt(until), m_event, eventEnd);
    }
    m_done = until == kForEver;
    segment.until = m_done ? m_trace.lanes.end() : until;
    for (; m_event < eventEnd; ++m_event) segment.events.push_back(m_trace.log[m_event]);
    takeDeaths(segment);
    takeRows(until, segment);
    return segment;
  }

 private:
  static constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max();

  static std::size_t rowsOf(const Lane::Columns& lane, std::int64_t until) {
    const std::size_t last = lane.lastAt(until - 1);
    return last == lane.size() ? 0 : last + 1;
  }

  std::size_t rowsBefore(std::int64_t until) const {
    std::size_t rows = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      const Lane::Columns* lane = m_trace.lanes.columns(i);
      const std::size_t end = rowsOf(*lane, until);
      rows += end > m_rows[i] ? end - m_rows[i] : 0;
    }
    return rows;
  }

  /// The latest instant with few enough rows before it; at least one row is taken.
  std::int64_t latestThatFits(std::int64_t tooLate) const {
    std::int64_t first = tooLate;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      const Lane::Columns* lane = m_trace.lanes.columns(i);
      if (m_rows[i] < lane->size()) first = std::min(first, lane->start(m_rows[i]));
    }
    std::int64_t fits = first + 1;
    tooLate = std::min(tooLate, m_trace.lanes.end() + 1);
    while (tooLate - fits > 1) {
      const std::int64_t middle = fits + (tooLate - fits) / 2;
      (rowsBefore(middle) <= kSegmentRows ? fits : tooLate) = middle;
    }
    return fits;
  }

  void takeDeaths(Segment& segment) {
    const auto& deaths = m_trace.history.deaths();
    for (; m_death < deaths.size() && (m_done || deaths[m_death].position < m_event); ++m_death)
      segment.deaths.push_back(deaths[m_death]);
  }

  void takeRows(std::int64_t until, Segment& segment) {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      const Lane::Columns* lane = m_trace.lanes.columns(i);
      const std::size_t end = rowsOf(*lane, until);
      if (end <= m_rows[i]) continue;
      segment.lanes.push_back(
          {TaskId{static_cast<std::uint16_t>(i)}, segment.starts.size(), end - m_rows[i]});
      for (std::size_t& row = m_rows[i]; row < end; ++row) {
        segment.starts.push_back(lane->start(row));
        segment.whats.push_back(lane->what(row));
      }
    }
  }

  const Trace::Impl& m_trace;
  std::vector<std::size_t> m_rows;  ///< of each lane, taken
  std::size_t m_event = 0;
  std::size_t m_death = 0;
  bool m_done = false;
};

Result<void> writeTrailer(FileInProgress& file, ChunkWriter& chunks) {
  ByteWriter index;
  index.number(static_cast<std::uint32_t>(chunks.index().size()));
  for (const IndexRow& row : chunks.index()) {
    index.number(row.offset);
    index.number(row.kind);
    index.number(row.until);
  }
  const std::uint64_t at = file.offset();
  if (auto result = chunks.write(ChunkKind::index, index); !result) return result;
  if (auto result = file.write(&at, sizeof at); !result) return result;
  return file.write(kFileEnd.data(), kFileEnd.size());
}

Result<void> writeAll(FileInProgress& file, const Trace::Impl& trace, const std::string& places) {
  const std::uint32_t format[2] = {kFileFormat, 0};
  if (auto result = file.write(kFileMagic.data(), kFileMagic.size()); !result) return result;
  if (auto result = file.write(format, sizeof format); !result) return result;
  ChunkWriter chunks(file);
  if (auto result = chunks.write(ChunkKind::run, runChunk(trace.run, places)); !result)
    return result;
  if (auto result = chunks.write(ChunkKind::tables, tablesChunk(trace)); !result) return result;
  Cutter cutter(trace);
  while (!cutter.done()) {
    const Segment segment = cutter.next();
    ByteWriter writer;
    encode(segment, writer);
    auto result = chunks.write(ChunkKind::segment, writer, segment.until);
    if (!result) return result;
  }
  auto result = chunks.write(ChunkKind::summary, summaryChunk(trace), trace.lanes.end());
  if (!result) return result;
  return writeTrailer(file, chunks);
}

}  // namespace

Result<void> Trace::save(const std::string& path) const { return save(path, run().places); }

Result<void> Trace::save(const std::string& path, const std::string& places) const {
  FileInProgress file(path);
  if (auto result = file.open(); !result) return result;
  if (auto result = writeAll(file, *m, places); !result) return result;
  return file.finish();
}

}  // namespace lockstep
