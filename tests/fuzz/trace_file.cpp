// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all as a recording: Trace::load gives a trace that can be asked anything, or an
// error.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/check.h"
#include "trace/trace.h"
#include "trace/trace_file.h"

namespace lockstep {
namespace {

/// Makes the checks of the headers hold, so that damage reaches what is behind them.
void repairHeaders(std::string& bytes) {
  std::size_t at = kFileHeaderBytes;
  for (std::uint32_t number = 0; bytes.size() >= at + sizeof(ChunkHeader); ++number) {
    ChunkHeader header;
    std::memcpy(&header, bytes.data() + at, sizeof header);
    header.magic = kChunkMagic;
    header.number = number;
    header.check = header.expectedCheck();
    std::memcpy(bytes.data() + at, &header, sizeof header);
    if (header.packed > bytes.size()) break;
    at += sizeof header + header.packed;
  }
}

void ask(const Trace& trace) {
  trace.at(trace.startTime());
  trace.at(trace.endTime() / 2 + trace.startTime() / 2);
  trace.at(trace.endTime());
  for (std::size_t i = 0; i < trace.logSize(); i += 1 + trace.logSize() / 50) trace.event(i);
  for (const TaskInfo& task : trace.tasks()) {
    const Lane& lane = trace.lane(task.id);
    lane.shares(trace.startTime(), trace.endTime());
    if (lane.size() > 0) CHECK(lane.interval(lane.size() - 1).end <= trace.endTime());
    if (trace.taskEventCount(task.id) > 0) CHECK(trace.taskEvent(task.id, 0) < trace.logSize());
  }
}

}  // namespace
}  // namespace lockstep

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("recording", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  // The first byte's lowest bit decides whether headers are repaired; the magic's is 0.
  if (!bytes.empty() && (bytes[0] & 1) != 0) {
    bytes[0] = static_cast<char>(bytes[0] & ~1);
    lockstep::repairHeaders(bytes);
  }
  CHECK(::ftruncate(file, 0) == 0);
  CHECK(::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  std::string warning;
  const auto trace = lockstep::Trace::load(path, &warning);
  if (trace)
    lockstep::ask(*trace);
  else
    CHECK(!trace.error().message.empty());
  return 0;
}
