// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/perf_records.h"

#include <linux/perf_event.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include "base/check.h"
#include "base/clock.h"

namespace lockstep {
namespace {

struct SampleId {
  std::int32_t pid;
  std::int32_t tid;
  std::uint64_t time;
  std::uint32_t cpu;
  std::uint32_t reserved;
};
static_assert(sizeof(SampleId) == 24);

/// PERF_RECORD_FORK and PERF_RECORD_EXIT.
struct TaskBody {
  std::int32_t pid;
  std::int32_t parentPid;
  std::int32_t tid;
  std::int32_t parentTid;
  std::uint64_t time;
};
static_assert(sizeof(TaskBody) == 24);

struct LostBody {
  std::uint64_t id;
  std::uint64_t lost;
};

/// The longest record that can come, with room for the next/previous task of CPU-wide switches.
constexpr std::size_t kMostBytes = 128;

/// Copies from a ring, around its end.
void copyFrom(std::span<const std::byte> data, std::uint64_t from, std::byte* to,
              std::size_t bytes) {
  const std::size_t start = from & (data.size() - 1);
  const std::size_t first = std::min(bytes, data.size() - start);
  std::memcpy(to, data.data() + start, first);
  std::memcpy(to + first, data.data(), bytes - first);
}

/// One record, header included, `bytes` long.
class Record {
 public:
  Record(const std::byte* start, std::size_t bytes) : m_start(start), m_bytes(bytes) {}

  template <class Body>
  std::optional<Body> body() const {
    if (m_bytes < sizeof(perf_event_header) + sizeof(Body) + sizeof(SampleId)) return {};
    return read<Body>(sizeof(perf_event_header));
  }
  std::optional<SampleId> sampleId() const {
    if (m_bytes < sizeof(perf_event_header) + sizeof(SampleId)) return {};
    return read<SampleId>(m_bytes - sizeof(SampleId));
  }

 private:
  template <class T>
  T read(std::size_t offset) const {
    T value;
    std::memcpy(&value, m_start + offset, sizeof value);
    return value;
  }
  const std::byte* m_start;
  std::size_t m_bytes;
};

KernelRecord stamped(KernelRecordKind kind, const SampleId& id) {
  KernelRecord record;
  record.kind = kind;
  record.time = static_cast<std::int64_t>(id.time);
  record.tid = id.tid;
  record.pid = id.pid;
  record.cpu = id.cpu;
  return record;
}

std::optional<KernelRecord> switchRecord(const perf_event_header& header, const Record& bytes) {
  const auto id = bytes.sampleId();
  if (!id) return {};
  const bool out = (header.misc & PERF_RECORD_MISC_SWITCH_OUT) != 0;
  KernelRecord record =
      stamped(out ? KernelRecordKind::switchOut : KernelRecordKind::switchIn, *id);
  record.preempted = out && (header.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0;
  return record;
}

/// The sample id of a fork names the parent, who wrote it; the body names the child. The body's
/// time is the perf clock of the same instant.
std::optional<KernelRecord> taskRecord(KernelRecordKind kind, const Record& bytes) {
  const auto body = bytes.body<TaskBody>();
  const auto id = bytes.sampleId();
  if (!body || !id) return {};
  KernelRecord record = stamped(kind, *id);
  record.pid = body->pid;
  record.tid = body->tid;
  record.parentTid = body->parentTid;
  return record;
}

std::optional<KernelRecord> lostRecord(const Record& bytes) {
  const auto body = bytes.body<LostBody>();
  const auto id = bytes.sampleId();
  if (!body || !id) return {};
  KernelRecord record = stamped(KernelRecordKind::lost, *id);
  record.count = body->lost;
  return record;
}

/// What a wanted record says; nothing when it is too short to say it.
std::optional<KernelRecord> interpret(const perf_event_header& header, const Record& bytes) {
  switch (header.type) {
    case PERF_RECORD_SWITCH:
    case PERF_RECORD_SWITCH_CPU_WIDE:
      return switchRecord(header, bytes);
    case PERF_RECORD_FORK:
      return taskRecord(KernelRecordKind::forked, bytes);
    case PERF_RECORD_EXIT:
      return taskRecord(KernelRecordKind::exited, bytes);
    default:
      return lostRecord(bytes);
  }
}

bool wanted(std::uint32_t type) {
  return type == PERF_RECORD_SWITCH || type == PERF_RECORD_SWITCH_CPU_WIDE ||
         type == PERF_RECORD_FORK || type == PERF_RECORD_EXIT || type == PERF_RECORD_LOST;
}

KernelRecord unreadable(std::uint32_t cpu, std::uint64_t count) {
  KernelRecord record;
  record.kind = KernelRecordKind::lost;
  record.time = monotonicNow();
  record.cpu = cpu;
  record.count = count;
  return record;
}

}  // namespace

std::uint64_t perfSampleType() { return PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU; }

void parsePerfRecords(std::span<const std::byte> data, std::uint64_t tail, std::uint64_t head,
                      std::uint32_t cpu, std::vector<KernelRecord>& records) {
  CHECK(std::has_single_bit(data.size()));
  std::array<std::byte, kMostBytes> copy;
  while (tail != head) {
    const std::uint64_t left = head - tail;
    perf_event_header header{};
    if (left <= data.size() && left >= sizeof header)
      copyFrom(data, tail, reinterpret_cast<std::byte*>(&header), sizeof header);
    if (header.size < sizeof header || header.size > left || header.size % 8 != 0) {
      records.push_back(unreadable(cpu, 1));
      return;
    }
    if (wanted(header.type)) {
      std::optional<KernelRecord> record;
      if (header.size <= copy.size()) {
        copyFrom(data, tail, copy.data(), header.size);
        record = interpret(header, Record(copy.data(), header.size));
      }
      records.push_back(record ? *record : unreadable(cpu, 1));
    }
    tail += header.size;
  }
}

}  // namespace lockstep
