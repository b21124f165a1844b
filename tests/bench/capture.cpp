// SPDX-License-Identifier: GPL-3.0-or-later
#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/futex.h"
#include "figures.h"
#include "kernel/procfs.h"
#include "probe/probe.h"
#include "runtime/task.h"
#include "session/session.h"
#include "writers.h"

/// The way of an event from the task to the reader: sustained rate, slowdown of what is watched,
/// and lateness. Rows as tests/bench/CMakeLists.txt says.

namespace lockstep {
namespace {

constexpr std::int64_t kFrame = 1'000'000'000 / 60;
constexpr int kBeats = 2'000;  ///< single events, one a ms
constexpr int kHandOffs = 20'000;
constexpr int kRepeats = 5;

// What the tasks do.

void writeBeats() {
  std::int64_t due = monotonicNow();
  for (int i = 0; i < kBeats; ++i) {
    probe::write(beat(i));
    due += 1'000'000;
    sleepUntil(due);
  }
}

/// One side of a ping-pong: a word in memory says whose turn it is.
class PingPong {
 public:
  explicit PingPong(bool watched) : m_watched(watched) {}

  void play(std::uint32_t me) {
    for (int i = 0; i < kHandOffs; ++i) {
      awaitTurn(me);
      m_turn.store(1 - me, std::memory_order_release);
      futexWake(m_turn);
    }
  }

 private:
  /// The protocol of a blocking operation, or only its futex.
  void awaitTurn(std::uint32_t me) {
    Event event = probe::event(Operation::acquire, Phase::request);
    tell(event);
    if (m_watched) probe::pass(event);
    bool slept = false;
    while (m_turn.load(std::memory_order_acquire) != me) {
      if (!slept) {
        event.phase = Phase::blocked;
        tell(event);
      }
      slept = true;
      futexWait(m_turn, 1 - me);
    }
    event.phase = Phase::done;
    tell(event);
    if (slept && m_watched) probe::returned();
  }
  void tell(const Event& event) {
    if (m_watched) probe::write(event);
  }

  const bool m_watched;
  std::atomic<std::uint32_t> m_turn{0};
};

void pinTo(int cpu) {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  CPU_SET(cpu, &mask);
  ::pthread_setaffinity_np(::pthread_self(), sizeof mask, &mask);
}

struct Placement {
  const char* words;
  int first;
  int second;
};

std::vector<Placement> placements() {
  const std::vector<int> cpus = onlineCpus();
  std::vector<Placement> all{{"one CPU", cpus.front(), cpus.front()}};
  if (cpus.size() > 1) all.push_back({"two CPUs", cpus[0], cpus[1]});
  return all;
}

void playWatched(const Placement& where) {
  PingPong game(true);
  std::int64_t start = 0;
  Thread other([&] {
    pinTo(where.second);
    game.play(1);
  });
  pinTo(where.first);
  start = monotonicNow();
  other.start();
  game.play(0);
  other.join();
  say("took " + std::to_string(monotonicNow() - start));
}

double playUnwatched(const Placement& where) {
  PingPong game(false);
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::thread([&] {
    pinTo(where.first);
    start = monotonicNow();
    std::thread other([&] {
      pinTo(where.second);
      game.play(1);
    });
    game.play(0);
    other.join();
    end = monotonicNow();
  }).join();
  return static_cast<double>(end - start) / (2.0 * kHandOffs);
}

int host(const std::string& work) {
  return actAsHost([work] {
    for (const Placement& where : placements())
      if (work == where.words) return playWatched(where);
    if (work == "beats") return runWriters(1, writeBeats);
    runWriters(kWriters, work == "flat" ? writeFlatOut : writeInBursts);
  });
}

// What is measured.

/// A run with a reader that looks 60 times a second, as the window does.
class WatchedRun {
 public:
  explicit WatchedRun(const char* work) {
    ::setenv(kWork, work, 1);
    RunRequest request;
    request.scenario = "counter";  // a word that the catalogue knows; the work is our own
    request.hostProgram = "/proc/self/exe";
    auto session = Session::start(request);
    if (!session) {
      std::fprintf(stderr, "bench_capture: %s\n", session.error().message.c_str());
      std::exit(1);
    }
    m_session = std::move(*session);
  }
  /// `eachFrame` gets the index of the first event of the log that this frame brought.
  void pullAll(const std::function<void(std::size_t)>& eachFrame = {}) {
    std::int64_t frame = monotonicNow();
    for (bool more = true; more;) {
      const std::size_t first = m_trace.logSize();
      more = m_session->pull(m_trace);
      if (eachFrame) eachFrame(first);
      frame = std::max(frame + kFrame, monotonicNow());
      if (more) sleepUntil(frame);
    }
  }
  const Trace& trace() const { return m_trace; }

 private:
  std::unique_ptr<Session> m_session;
  Trace m_trace;
};

Rate rateOf(const char* work) {
  WatchedRun run(work);
  run.pullAll();
  return rateOf(run.trace());
}

/// The same loop into plain memory: clock and 32 bytes, by as many writers.
double plainRate() {
  std::vector<std::thread> writers;
  const std::int64_t start = monotonicNow();
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([] {
      std::vector<Event> memory(kDefaultRingEvents);
      for (std::int64_t n = 0; n < kFlatEvents; ++n) {
        Event event = beat(n);
        event.time = monotonicNow();
        memory[static_cast<std::size_t>(n) % memory.size()] = event;
        std::atomic_signal_fence(std::memory_order_seq_cst);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  return static_cast<double>(kWriters * kFlatEvents) * 1e9 /
         static_cast<double>(monotonicNow() - start);
}

void measureRates() {
  constexpr double kMillion = 1e6;
  const double plain = plainRate();
  const Rate flat = rateOf("flat");
  row("capture, writers flat out, 60 Hz reader",
      number("%.2f M events/s, ", flat.perSecond / kMillion) + std::to_string(flat.lost) + " lost",
      number("%.2f M/s into plain memory", plain / kMillion), flat.perSecond / plain,
      ">= 2 M events/s, 0 lost");
  const Rate paced = rateOf("bursts");
  row("capture, 2 M events/s asked for, 60 Hz reader",
      number("%.2f M events/s, ", paced.perSecond / kMillion) + std::to_string(paced.lost) +
          " lost, writers waited " + number("%.1f ms", static_cast<double>(paced.stalledNs) / 1e6),
      number("%.2f M/s asked for", kBurstRate / kMillion), paced.perSecond / kBurstRate,
      ">= 2 M events/s, 0 lost");
}

double watchedHandOff(const Placement& where, std::string& evidence) {
  WatchedRun run(where.words);
  run.pullAll();
  const Trace& trace = run.trace();
  evidence = trace.run().evidence;
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    if (event.operation != Operation::say) continue;
    const std::string& words = trace.text(TextId{event.aux});
    if (words.starts_with("took ")) return std::atof(words.c_str() + 5) / (2.0 * kHandOffs);
  }
  return 0;
}

void measureSlowdown() {
  for (const Placement& where : placements()) {
    std::vector<double> plain;
    std::vector<double> watched;
    std::string evidence;
    for (int i = 0; i < kRepeats; ++i) {
      plain.push_back(playUnwatched(where));
      watched.push_back(watchedHandOff(where, evidence));
    }
    row(std::string("futex hand-off on ") + where.words + ", evidence " + evidence,
        number("%.2f us", median(watched) / 1e3), number("%.2f us unwatched", median(plain) / 1e3),
        median(watched) / median(plain), "<= 1.35");
  }
}

void measureLateness() {
  WatchedRun run("beats");
  std::vector<double> late;
  run.pullAll([&](std::size_t first) {
    const std::int64_t now = monotonicNow();
    for (std::size_t i = first; i < run.trace().logSize(); ++i) {
      const Event event = run.trace().event(i);
      if (event.operation == Operation::qsize)
        late.push_back(static_cast<double>(now - event.time) / 1e6);
    }
  });
  const Figures lateness = figures(std::move(late));
  constexpr double kFrameMs = 1000.0 / 60;
  row("event to pull at 60 Hz, median", number("%.1f ms", lateness.median),
      number("%.1f ms a frame", kFrameMs), lateness.median / kFrameMs, "<= 20 ms");
  row("event to pull at 60 Hz, p99", number("%.1f ms", lateness.p99),
      number("%.1f ms a frame", kFrameMs), lateness.p99 / kFrameMs, "<= 50 ms");
}

}  // namespace
}  // namespace lockstep

int main() {
  using namespace lockstep;
  if (const char* work = hostedWork()) return host(work);
  becomeReaper();
  measureRates();
  measureSlowdown();
  measureLateness();
  return 0;
}
