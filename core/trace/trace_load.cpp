// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>

#include "base/unique_fd.h"
#include "trace/segment.h"
#include "trace/trace_file.h"
#include "trace/trace_impl.h"

namespace lockstep {

namespace {

constexpr std::size_t kMostTasks = 0xffff;
constexpr std::size_t kMostSites = 0xffff;
constexpr std::int64_t kLatest = std::int64_t{1} << 62;

bool isTime(std::int64_t time) { return time >= 0 && time < kLatest; }

/// Reads chunks one after the other until the index, the end or the first that is not right.
class ChunkReader {
 public:
  enum class End { none, complete, early, damaged, failed };

  explicit ChunkReader(const std::string& path) : m_path(path), m_context(ZSTD_createDCtx()) {}
  ChunkReader(const ChunkReader&) = delete;
  ChunkReader& operator=(const ChunkReader&) = delete;
  ~ChunkReader() { ZSTD_freeDCtx(m_context); }

  Result<void> open() {
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
                   std::to_string(format) + ", this one reads " + std::to_string(kFileFormat) +
                   ")"};
    return {};
  }

  /// The next chunk's kind and its bytes, good until the next call. False at the end: see end().
  bool next(ChunkKind& kind, std::span<const std::uint8_t>& bytes) {
    m_chunkOffset = m_offset;
    ChunkHeader header;
    if (m_size - m_offset < sizeof header) return stop(End::early);
    if (!read(&header, sizeof header)) return stop(End::failed);
    if (header.magic != kChunkMagic || header.check != header.expectedCheck() ||
        header.number != m_number || header.unpacked > kMostChunkBytes)
      return stop(End::damaged);
    if (header.packed > m_size - m_offset) return stop(End::early);
    // Nothing packed is larger than this, so a length cannot ask for more memory than the file has.
    m_packed.resize(header.packed);
    if (!read(m_packed.data(), header.packed)) return stop(End::failed);
    m_bytes.resize(header.unpacked);
    const std::size_t unpacked = ZSTD_decompressDCtx(m_context, m_bytes.data(), m_bytes.size(),
                                                     m_packed.data(), m_packed.size());
    if (ZSTD_isError(unpacked) != 0 || unpacked != header.unpacked) return stop(End::damaged);
    ++m_number;
    kind = static_cast<ChunkKind>(header.kind);
    bytes = m_bytes;
    return true;
  }

  /// After the index: is the trailer what it should be?
  void finish() {
    std::uint8_t trailer[kTrailerBytes];
    if (m_size - m_offset < sizeof trailer) {
      m_end = End::early;
      return;
    }
    const bool whole = read(trailer, sizeof trailer) && m_offset == m_size &&
                       std::memcmp(trailer, &m_chunkOffset, sizeof m_chunkOffset) == 0 &&
                       std::memcmp(trailer + 8, kFileEnd.data(), kFileEnd.size()) == 0;
    m_end = whole ? End::complete : End::damaged;
  }

  /// The chunk that was read last makes no sense.
  void refuse() {
    if (m_number > 0) --m_number;
    m_end = End::damaged;
  }

  End end() const { return m_end; }

  /// What is wrong, as one sentence without a full stop.
  std::string trouble() const {
    std::string sentence = m_path;
    sentence += m_end == End::early    ? ": ends early in chunk "
                : m_end == End::failed ? ": cannot be read in chunk "
                                       : ": damaged in chunk ";
    return sentence + std::to_string(m_number) + " at byte " + std::to_string(m_chunkOffset);
  }

 private:
  bool stop(End end) {
    m_end = end;
    return false;
  }

  bool read(void* to, std::size_t bytes) {
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

  std::string m_path;
  UniqueFd m_fd;
  ZSTD_DCtx* m_context;
  std::uint64_t m_size = 0;
  std::uint64_t m_offset = 0;
  std::uint64_t m_chunkOffset = 0;
  std::uint32_t m_number = 0;
  Bytes m_packed;
  Bytes m_bytes;
  End m_end = End::none;
};

bool readRun(ByteReader reader, RunInfo& run) {
  for (std::string* text : {&run.scenario, &run.title, &run.variant, &run.as, &run.sourceFile,
                            &run.source, &run.evidence, &run.evidenceNote})
    *text = reader.text();
  run.startedAtUnix = reader.number<std::int64_t>();
  const auto parameters = reader.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < parameters && reader.ok(); ++i) {
    std::string name = reader.text();
    run.parameters[std::move(name)] = reader.number<std::int64_t>();
  }
  return reader.ok() && reader.atEnd();
}

bool readTasks(ByteReader& reader, std::vector<TaskInfo>& tasks) {
  const auto count = reader.number<std::uint32_t>();
  if (count > kMostTasks) return false;
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    TaskInfo task;
    task.id = TaskId{static_cast<std::uint16_t>(i)};
    task.parent = TaskId{reader.number<std::uint16_t>()};
    const auto kind = reader.number<std::uint8_t>();
    if (kind > static_cast<std::uint8_t>(TaskKind::thread)) return false;
    task.kind = static_cast<TaskKind>(kind);
    task.daemon = reader.number<std::uint8_t>() != 0;
    for (std::int32_t* id : {&task.pid, &task.tid, &task.ppid}) *id = reader.number<std::int32_t>();
    task.name = reader.text();
    tasks.push_back(std::move(task));
  }
  return reader.ok();
}

bool readResources(ByteReader& reader, std::vector<ResourceInfo>& resources) {
  const auto count = reader.number<std::uint32_t>();
  if (count > kMostResources) return false;
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    ResourceInfo resource;
    resource.id = ResourceId{i};
    const auto kind = reader.number<std::uint8_t>();
    if (kind >= kResourceKinds) return false;
    resource.kind = static_cast<ResourceKind>(kind);
    resource.robust = reader.number<std::uint8_t>() != 0;
    resource.capacity = reader.number<std::int64_t>();
    resource.inner = ResourceId{reader.number<std::uint32_t>()};
    resource.name = reader.text();
    resources.push_back(std::move(resource));
  }
  return reader.ok();
}

bool readTables(ByteReader reader, Trace::Impl& trace) {
  if (!readTasks(reader, trace.tasks) || !readResources(reader, trace.resources)) return false;
  const auto sites = reader.number<std::uint32_t>();
  if (sites > kMostSites) return false;
  for (std::uint32_t i = 0; i < sites && reader.ok(); ++i) {
    SiteInfo site;
    site.id = SiteId{static_cast<std::uint16_t>(i)};
    site.line = reader.number<std::int32_t>();
    site.file = reader.text();
    site.function = reader.text();
    trace.sites.push_back(std::move(site));
  }
  const auto texts = reader.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < texts && reader.ok(); ++i) {
    const auto id = reader.number<std::uint32_t>();
    trace.texts[id] = reader.text();
  }
  return reader.ok() && reader.atEnd();
}

bool readSummary(ByteReader reader, Trace::Impl& trace) {
  const auto end = reader.number<std::uint8_t>();
  const bool started = reader.number<std::uint8_t>() != 0;
  const auto startTime = reader.number<std::int64_t>();
  const auto lastTime = reader.number<std::int64_t>();
  const auto endTime = reader.number<std::int64_t>();
  std::uint64_t counts[3];
  for (std::uint64_t& count : counts) count = reader.number<std::uint64_t>();
  const auto gaps = reader.number<std::uint32_t>();
  std::vector<Interval> intervals;
  for (std::uint32_t i = 0; i < gaps && reader.ok(); ++i) {
    Interval gap;
    gap.start = reader.number<std::int64_t>();
    gap.end = reader.number<std::int64_t>();
    gap.state = State::unknown;
    if (!isTime(gap.start) || !isTime(gap.end) || gap.end < gap.start) return false;
    intervals.push_back(gap);
  }
  if (!reader.ok() || !reader.atEnd() || end > static_cast<std::uint8_t>(RunEnd::stopped) ||
      !isTime(startTime) || !isTime(lastTime) || !isTime(endTime))
    return false;
  trace.end = static_cast<RunEnd>(end);
  trace.started = started;
  trace.startTime = startTime;
  trace.lastTime = lastTime;
  trace.lanes.extendTo(endTime);
  trace.events = counts[0];
  trace.lost = counts[1];
  trace.late = counts[2];
  trace.gaps = std::move(intervals);
  return true;
}

/// Replays segments into a History on a thread of its own while the next ones are unpacked.
/// The tables must not change meanwhile. give() and finish() belong to one other thread.
class Replay {
 public:
  explicit Replay(Tables tables) : m_tables(tables), m_thread([this] { work(); }) {}
  ~Replay() { stop(); }

  void give(Segment segment) {
    // So many segments wait at most: the reader is not to run ahead of memory.
    constexpr std::size_t kMostWaiting = 8;
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.size() < kMostWaiting; });
    m_waiting.push_back(std::move(segment));
    m_changed.notify_all();
  }

  History finish() {
    stop();
    return std::move(m_history);
  }

 private:
  void stop() {
    if (!m_thread.joinable()) return;
    {
      const std::lock_guard lock(m_mutex);
      m_finished = true;
      m_changed.notify_all();
    }
    m_thread.join();
  }

  void work() {
    for (;;) {
      Segment segment;
      {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_finished || !m_waiting.empty(); });
        if (m_waiting.empty()) return;
        segment = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_changed.notify_all();
      }
      replay(segment);
    }
  }

  void replay(const Segment& segment) {
    std::size_t death = 0;
    const auto die = [&](std::uint64_t position) {
      for (; death < segment.deaths.size() && segment.deaths[death].position <= position; ++death)
        m_history.die(segment.deaths[death].task, segment.deaths[death].time);
    };
    for (std::size_t i = 0; i < segment.events.size(); ++i) {
      die(segment.firstEvent + i);
      m_history.apply(segment.events[i], m_tables);
    }
    die(segment.firstEvent + segment.events.size());
  }

  Tables m_tables;
  History m_history;  // the thread's until it is joined
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<Segment> m_waiting;  // guarded by m_mutex
  bool m_finished = false;        // guarded by m_mutex
  std::thread m_thread;           // last: it uses all of the above
};

/// Takes a segment's rows over; false, and nothing taken, when they do not follow what is there.
bool take(const Segment& segment, Trace::Impl& trace) {
  if (segment.firstEvent != trace.log.size() || !isTime(segment.until)) return false;
  if (!segment.events.empty() && trace.log.size() > 0 &&
      segment.events.front().time < trace.log.timeOf(trace.log.size() - 1))
    return false;
  std::vector<bool> seen(trace.tasks.size());
  for (const LaneRows& rows : segment.lanes) {
    const LaneWriter& lane = trace.lanes.at(rows.task);
    if (seen[rows.task.value]) return false;
    seen[rows.task.value] = true;
    if (!rows.starts.empty() && !lane.empty() && rows.starts.front() <= lane.lastStart())
      return false;
  }
  for (const Event& event : segment.events) trace.log.append(event);
  for (const LaneRows& rows : segment.lanes) {
    LaneWriter& lane = trace.lanes.at(rows.task);
    for (std::size_t i = 0; i < rows.starts.size(); ++i)
      lane.restore(rows.starts[i], rows.whats[i]);
    trace.lanes.extendTo(lane.empty() ? 0 : lane.lastStart());
  }
  trace.lanes.extendTo(segment.until);
  return true;
}

/// Fills `trace` with the chunks from the segments on. True when the file was whole.
bool readSegments(ChunkReader& chunks, Trace::Impl& trace) {
  const SegmentLimits limits{trace.tasks.size(), kMostResources};
  Replay replay(trace.tables());
  ChunkKind kind{};
  std::span<const std::uint8_t> bytes;
  bool summarised = false;
  while (chunks.next(kind, bytes)) {
    bool good = false;
    if (kind == ChunkKind::segment && !summarised) {
      Segment segment;
      ByteReader reader(bytes);
      good = decode(reader, limits, segment) && take(segment, trace);
      if (good) replay.give(std::move(segment));
    } else if (kind == ChunkKind::summary && !summarised) {
      good = summarised = readSummary(ByteReader(bytes), trace);
    } else if (kind == ChunkKind::index && summarised) {
      chunks.finish();
      break;
    }
    if (!good) {
      chunks.refuse();
      break;
    }
  }
  trace.history = replay.finish();
  return chunks.end() == ChunkReader::End::complete;
}

/// A recording without its summary: what its rows alone tell.
void summarise(Trace::Impl& trace) {
  if (trace.started) return;
  bool any = trace.log.size() > 0;
  std::int64_t first = any ? trace.log.timeOf(0) : trace.lanes.end();
  for (std::size_t i = 0; i < trace.lanes.count(); ++i) {
    const Lane::Columns* lane = trace.lanes.columns(i);
    if (lane->size() == 0) continue;
    any = true;
    first = std::min(first, lane->start(0));
  }
  trace.started = any;
  trace.startTime = any ? first : 0;
  trace.lastTime = trace.lanes.end();
  trace.events = trace.log.size();
}

std::string seconds(std::int64_t ns) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g s", static_cast<double>(ns) / 1e9);
  return text;
}

}  // namespace

Result<Trace> Trace::load(const std::string& path, std::string* warning) {
  if (warning != nullptr) warning->clear();
  ChunkReader chunks(path);
  if (auto result = chunks.open(); !result) return result.error();
  Trace trace;
  ChunkKind kind{};
  std::span<const std::uint8_t> bytes;
  const auto nothing = [&chunks] { return Error{chunks.trouble() + "; nothing can be recovered"}; };
  for (const ChunkKind expected : {ChunkKind::run, ChunkKind::tables}) {
    if (!chunks.next(kind, bytes)) return nothing();
    const bool good =
        kind == expected && (kind == ChunkKind::run ? readRun(ByteReader(bytes), trace.m->run)
                                                    : readTables(ByteReader(bytes), *trace.m));
    if (!good) {
      chunks.refuse();
      return nothing();
    }
  }
  if (readSegments(chunks, *trace.m)) return trace;
  summarise(*trace.m);
  if (warning != nullptr)
    *warning =
        chunks.trouble() + "; recovered up to " + seconds(trace.endTime() - trace.startTime());
  return trace;
}

}  // namespace lockstep
