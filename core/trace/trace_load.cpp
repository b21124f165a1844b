// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <optional>

#include "trace/chunk_feed.h"
#include "trace/trace_impl.h"

namespace lockstep {

namespace {

constexpr std::size_t kMostTasks = 0xffff;
constexpr std::size_t kMostSites = 0xffff;
constexpr std::int64_t kLatest = std::int64_t{1} << 62;

bool isTime(std::int64_t time) { return time >= 0 && time < kLatest; }

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
  // Older recordings end here.
  if (reader.ok() && !reader.atEnd()) run.places = reader.text();
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

/// Whether a segment's rows follow what is there.
bool follows(const Segment& segment, Trace::Impl& trace) {
  if (segment.firstEvent != trace.log.size() || !isTime(segment.until)) return false;
  if (!segment.events.empty() && trace.log.size() > 0 &&
      segment.events.front().time < trace.log.timeOf(trace.log.size() - 1))
    return false;
  std::vector<bool> seen(trace.tasks.size());
  for (const LaneRows& rows : segment.lanes) {
    const LaneWriter& lane = trace.lanes.at(rows.task);
    if (seen[rows.task.value]) return false;
    seen[rows.task.value] = true;
    if (rows.count > 0 && !lane.empty() && segment.startsOf(rows).front() <= lane.lastStart())
      return false;
  }
  return true;
}

void replay(const Segment& segment, Trace::Impl& trace) {
  std::size_t death = 0;
  const auto die = [&](std::uint64_t position) {
    for (; death < segment.deaths.size() && segment.deaths[death].position <= position; ++death)
      trace.history.die(segment.deaths[death].task, segment.deaths[death].time);
  };
  const Tables tables = trace.tables();
  for (std::size_t i = 0; i < segment.events.size(); ++i) {
    die(segment.firstEvent + i);
    trace.history.apply(segment.events[i], tables);
  }
  die(segment.firstEvent + segment.events.size());
}

/// Takes a segment's rows over; false, and nothing taken, when they do not follow what is there.
bool take(const Segment& segment, Trace::Impl& trace) {
  if (!follows(segment, trace)) return false;
  trace.log.append(segment.events);
  for (const LaneRows& rows : segment.lanes) {
    LaneWriter& lane = trace.lanes.at(rows.task);
    lane.restore(segment.startsOf(rows), segment.whatsOf(rows));
    trace.lanes.extendTo(lane.empty() ? 0 : lane.lastStart());
  }
  trace.lanes.extendTo(segment.until);
  replay(segment, trace);
  return true;
}

/// Fills `trace` with the chunks from the segments on. Nothing when the file was whole, else what
/// is wrong with it.
std::optional<std::string> readSegments(ChunkReader& chunks, Trace::Impl& trace) {
  ChunkFeed feed(chunks, {trace.tasks.size(), kMostResources});
  bool summarised = false;
  for (;;) {
    const UnpackedChunk& chunk = feed.next();
    if (chunk.trouble != ChunkTrouble::none) return chunks.sentence(chunk.trouble, chunk.place);
    bool good = false;
    if (chunk.kind == ChunkKind::segment && !summarised) {
      good = chunk.decoded && take(chunk.segment, trace);
    } else if (chunk.kind == ChunkKind::summary && !summarised) {
      good = summarised = readSummary(ByteReader(chunk.bytes), trace);
    } else if (chunk.kind == ChunkKind::index && summarised) {
      const ChunkTrouble trouble = chunks.checkTrailer(chunk.place);
      if (trouble == ChunkTrouble::none) return std::nullopt;
      return chunks.sentence(trouble, chunk.place);
    }
    if (!good) return chunks.sentence(ChunkTrouble::damaged, chunk.place);
  }
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

/// The chunks before the segments; nothing when they are good.
std::optional<std::string> readHead(ChunkReader& chunks, Trace::Impl& trace) {
  ChunkUnpacker unpacker;
  PackedChunk packed;
  Bytes bytes;
  for (const ChunkKind expected : {ChunkKind::run, ChunkKind::tables}) {
    const ChunkTrouble trouble = chunks.next(packed);
    if (trouble != ChunkTrouble::none) return chunks.sentence(trouble, packed.place);
    const bool good = packed.kind == expected && unpacker.unpack(packed, bytes) &&
                      (expected == ChunkKind::run ? readRun(ByteReader(bytes), trace.run)
                                                  : readTables(ByteReader(bytes), trace));
    if (!good) return chunks.sentence(ChunkTrouble::damaged, packed.place);
  }
  return std::nullopt;
}

}  // namespace

Result<Trace> Trace::load(const std::string& path, std::string* warning) {
  if (warning != nullptr) warning->clear();
  ChunkReader chunks(path);
  if (auto result = chunks.open(); !result) return result.error();
  Trace trace;
  if (const auto trouble = readHead(chunks, *trace.m))
    return Error{*trouble + "; nothing can be recovered"};
  const auto trouble = readSegments(chunks, *trace.m);
  if (!trouble) return trace;
  summarise(*trace.m);
  if (warning != nullptr)
    *warning = *trouble + "; recovered up to " + seconds(trace.endTime() - trace.startTime());
  return trace;
}

}  // namespace lockstep
