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

#include "figures.h"
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
  return measure(CLOCK_MONOTONIC, times, [&](int) { work(); }).median / 1e3;
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
  row("append, " + millions(count), number("%.1f M/s", events / appended / 1e6),
      number("copy %.0f M/s", events / copied / 1e6), appended / copied, ">= 2 M/s");
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
  const Figures seek = figures(std::move(all));
  // Baseline: reading the log from its start to the middle, which a replay without checkpoints
  // must.
  std::int64_t sum = 0;
  const double scan = secondsOf([&] {
    for (std::size_t i = 0; i < trace.logSize() / 2; ++i) sum += trace.event(i).value;
  });
  if (sink == 0 || sum == 1) std::puts("");
  row("state at an instant, " + millions(trace.eventCount()),
      number("%.3f ms", seek.median * 1e3) + number(" (p99 %.3f)", seek.p99 * 1e3),
      number("scan %.1f ms", scan * 1e3), seek.median / scan, "<= 1 ms");
}

void measureFile(const Trace& trace, double budget, int times) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("bench_trace_" + std::to_string(::getpid()));
  const auto events = static_cast<double>(trace.eventCount());
  bool good = true;
  const double saved = secondsOf([&] { good = static_cast<bool>(trace.save(path)); });
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  const double raw = events * sizeof(Event);
  row("disk, " + millions(trace.eventCount()), number("%.2f B/event", bytes / events),
      number("%.0f B/event", sizeof(Event)), bytes / raw, "<= 6 B");

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
  row("open, " + millions(trace.eventCount()), number("%.3f s", opened),
      number("read and copy %.3f s", baseline), opened / baseline, number("<= %.1f s", budget));
  row("save, " + millions(trace.eventCount()), number("%.2f s", saved),
      number("read and copy %.3f s", baseline), saved / baseline, "-");
  std::filesystem::remove(path);
  if (!good) std::puts("open\tFAILED\t-\t0\t-");
}

void measureSize(std::size_t count, double openBudget, int times) {
  const Trace trace = build(count);
  const double perEvent =
      static_cast<double>(trace.memoryBytes()) / static_cast<double>(trace.eventCount());
  row("memory, " + millions(count), number("%.1f B/event", perEvent),
      number("%.0f B/event", sizeof(Event)), perEvent / sizeof(Event), "<= 32 B");
  measureSeek(trace);
  measureFile(trace, openBudget, times);
}

}  // namespace
}  // namespace lockstep

int main(int argc, char** argv) {
  lockstep::measureSize(1'000'000, 0.1, 5);
  lockstep::measureSize(10'000'000, 0.6, 3);
  for (int i = 1; i < argc; ++i)
    if (std::strcmp(argv[i], "--large") == 0) lockstep::measureSize(100'000'000, 5, 1);
}
