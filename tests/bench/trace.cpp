// SPDX-License-Identifier: GPL-3.0-or-later
// The trace's budgets: append, seek, open, memory and disk. Rows of `what, measured, baseline,
// ratio, budget`, tab separated. --large adds 100 million events (about 4 GB of memory).

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "synthetic_run.h"
#include "trace/trace.h"

namespace lockstep {
namespace {

double secondsOf(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double medianOf(int times, const std::function<void()>& work) {
  std::vector<double> all;
  for (int i = 0; i < times; ++i) all.push_back(secondsOf(work));
  std::nth_element(all.begin(), all.begin() + times / 2, all.end());
  return all[static_cast<std::size_t>(times / 2)];
}

void row(const std::string& what, const std::string& measured, const std::string& baseline,
         double ratio, const std::string& budget) {
  std::printf("%s\t%s\t%s\t%.2f\t%s\n", what.c_str(), measured.c_str(), baseline.c_str(), ratio,
              budget.c_str());
  std::fflush(stdout);
}

std::string text(const char* format, double number) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, number);
  return buffer;
}

std::string millions(std::size_t events) {
  return std::to_string(events / 1'000'000) + " M events";
}

/// Appends `count` events in batches, as a session does; only the appending is timed. The baseline
/// copies the same bytes.
Trace build(std::size_t count) {
  SyntheticRun run;
  Trace trace = run.trace();
  std::vector<Event> batch;
  std::vector<Event> copy;
  double appended = 0;
  double copied = 0;
  while (trace.eventCount() < count) {
    batch.clear();
    run.grow(batch, 100'000);
    copy.resize(batch.size());
    copied +=
        secondsOf([&] { std::memcpy(copy.data(), batch.data(), batch.size() * sizeof(Event)); });
    appended += secondsOf([&] { trace.append(batch); });
  }
  trace.advance(trace.endTime());
  const auto events = static_cast<double>(trace.eventCount());
  row("append, " + millions(count), text("%.1f M/s", events / appended / 1e6),
      text("copy %.0f M/s", events / copied / 1e6), appended / copied, ">= 2 M/s");
  return trace;
}

void measureSeek(const Trace& trace) {
  // Instants spread over the whole run, in an order that no cache likes.
  constexpr int kInstants = 200;
  std::vector<double> all;
  const std::int64_t span = trace.endTime() - trace.startTime();
  std::size_t sink = 0;
  for (int i = 0; i < kInstants; ++i) {
    const std::int64_t time = trace.startTime() + span / kInstants * (i * 77 % kInstants);
    all.push_back(secondsOf([&] { sink += trace.at(time).tasks.size(); }));
  }
  std::sort(all.begin(), all.end());
  const double median = all[kInstants / 2];
  // Baseline: reading the log from its start to the middle, which a replay without checkpoints
  // must.
  std::int64_t sum = 0;
  const double scan = secondsOf([&] {
    for (std::size_t i = 0; i < trace.logSize() / 2; ++i) sum += trace.event(i).value;
  });
  if (sink == 0 || sum == 1) std::puts("");
  row("state at an instant, " + millions(trace.eventCount()),
      text("%.3f ms", median * 1e3) + text(" (p99 %.3f)", all[kInstants * 99 / 100] * 1e3),
      text("scan %.1f ms", scan * 1e3), median / scan, "<= 1 ms");
}

void measureFile(const Trace& trace, double budget, int times) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("bench_trace_" + std::to_string(::getpid()));
  const auto events = static_cast<double>(trace.eventCount());
  bool good = true;
  const double saved = secondsOf([&] { good = static_cast<bool>(trace.save(path)); });
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  const double raw = events * sizeof(Event);
  row("disk, " + millions(trace.eventCount()), text("%.2f B/event", bytes / events),
      text("%.0f B/event", sizeof(Event)), bytes / raw, "<= 6 B");

  std::vector<char> content(static_cast<std::size_t>(bytes));
  std::vector<char> from(static_cast<std::size_t>(raw), 1);
  std::vector<char> to(from.size());
  const double baseline = medianOf(times, [&] {
    std::ifstream(path, std::ios::binary).read(content.data(), static_cast<std::streamsize>(bytes));
    std::memcpy(to.data(), from.data(), from.size());
  });
  from = {};
  to = {};
  const double opened = medianOf(times, [&] {
    auto loaded = Trace::load(path);
    good = good && loaded && loaded->eventCount() == trace.eventCount();
  });
  row("open, " + millions(trace.eventCount()), text("%.3f s", opened),
      text("read and copy %.3f s", baseline), opened / baseline, text("<= %.1f s", budget));
  row("save, " + millions(trace.eventCount()), text("%.2f s", saved),
      text("read and copy %.3f s", baseline), saved / baseline, "-");
  std::filesystem::remove(path);
  if (!good) std::puts("open\tFAILED\t-\t0\t-");
}

void measure(std::size_t count, double openBudget, int times) {
  const Trace trace = build(count);
  const double perEvent =
      static_cast<double>(trace.memoryBytes()) / static_cast<double>(trace.eventCount());
  row("memory, " + millions(count), text("%.1f B/event", perEvent),
      text("%.0f B/event", sizeof(Event)), perEvent / sizeof(Event), "<= 32 B");
  measureSeek(trace);
  measureFile(trace, openBudget, times);
}

}  // namespace
}  // namespace lockstep

int main(int argc, char** argv) {
  lockstep::measure(1'000'000, 0.1, 5);
  lockstep::measure(10'000'000, 0.6, 3);
  for (int i = 1; i < argc; ++i)
    if (std::strcmp(argv[i], "--large") == 0) lockstep::measure(100'000'000, 5, 1);
}
