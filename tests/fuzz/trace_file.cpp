// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all as a recording: Trace::load gives a trace that can be asked anything, or an
// error. Bytes that begin with kPlainMark are a recording in its plain form.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "base/check.h"
#include "interchange/export.h"
#include "interchange/report_json.h"
#include "interchange/text_timeline.h"
#include "plain_form.h"
#include "trace/trace.h"

namespace lockstep {
namespace {

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

/// What the commands that read a recording do with it.
void tell(const Trace& trace) {
  const Report report = analyse(trace);
  CHECK(!textTimeline(trace, report).empty());
  CHECK(!infoJson(trace, report).empty());
  std::ostringstream out;
  exportCsv(trace, out);
  exportJson(trace, report, out);
  exportChrome(trace, out);
  CHECK(out.good());
}

}  // namespace
}  // namespace lockstep

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("recording", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.empty() && bytes[0] == lockstep::kPlainMark) bytes = lockstep::packPlainForm(bytes);
  CHECK(::ftruncate(file, 0) == 0);
  CHECK(::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  std::string warning;
  const auto trace = lockstep::Trace::load(path, &warning);
  if (trace) {
    lockstep::ask(*trace);
    lockstep::tell(*trace);
  } else {
    CHECK(!trace.error().message.empty());
  }
  return 0;
}
