// SPDX-License-Identifier: GPL-3.0-or-later
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/futex.h"
#include "kernel/procfs.h"
#include "probe/probe.h"
#include "runtime/supervisor.h"
#include "runtime/task.h"
#include "session/session.h"

/// The way of an event from the task to the reader: sustained rate, slowdown of what is watched,
/// and lateness. Rows as tests/bench/CMakeLists.txt says.

namespace lockstep {
namespace {

constexpr char kWork[] = "LOCKSTEP_BENCH_WORK";
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kFrame = kSecond / 60;
constexpr int kWriters = 2;
constexpr std::int64_t kFlatEvents = 6'000'000;  ///< of each writer
constexpr int kBurst = 1'000;                    ///< events each writer writes every ms
constexpr int kBursts = 3'000;
constexpr int kBeats = 2'000;  ///< single events, one a ms
constexpr int kHandOffs = 20'000;
constexpr int kRepeats = 5;

double median(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return numbers[numbers.size() / 2];
}

void sleepUntil(std::int64_t instant) {
  const timespec until = toTimespec(instant);
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) != 0) {
  }
}

Event beat(std::int64_t value) { return probe::event(Operation::qsize, Phase::done, value); }

// What the tasks do.

void writeFlatOut() {
  for (std::int64_t i = 0; i < kFlatEvents; ++i) probe::write(beat(i));
}

void writeInBursts() {
  std::int64_t due = monotonicNow();
  for (int burst = 0; burst < kBursts; ++burst) {
    for (int i = 0; i < kBurst; ++i) probe::write(beat(i));
    due += kSecond / 1000;
    sleepUntil(due);
  }
}

void writeBeats() {
  std::int64_t due = monotonicNow();
  for (int i = 0; i < kBeats; ++i) {
    probe::write(beat(i));
    due += kSecond / 1000;
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

int actAsHost(const std::string& work) {
  const Target scenario = [work] {
    for (const Placement& where : placements())
      if (work == where.words) return playWatched(where);
    const Target target = work == "flat"    ? Target(writeFlatOut)
                          : work == "beats" ? Target(writeBeats)
                                            : Target(writeInBursts);
    std::vector<std::unique_ptr<Process>> writers;
    for (int i = 0; i < (work == "beats" ? 1 : kWriters); ++i) {
      writers.push_back(std::make_unique<Process>(target, "writer"));
      writers.back()->start();
    }
    for (const auto& writer : writers) writer->join();
  };
  return supervise(
      {std::atoi(std::getenv("LOCKSTEP_ARENA")), std::atoi(std::getenv("LOCKSTEP_LIFELINE"))},
      scenario);
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

void row(const std::string& what, const std::string& measured, const std::string& baseline,
         double ratio, const std::string& budget) {
  std::printf("%s\t%s\t%s\t%.2f\t%s\n", what.c_str(), measured.c_str(), baseline.c_str(), ratio,
              budget.c_str());
  std::fflush(stdout);
}

std::string number(const char* format, double value) {
  char words[64];
  std::snprintf(words, sizeof words, format, value);
  return words;
}

/// Writers' events from the first to the last, and what was lost or had to wait.
struct Rate {
  double perSecond = 0;
  std::uint64_t lost = 0;
  std::int64_t stalledNs = 0;
};

Rate rateOf(const char* work) {
  WatchedRun run(work);
  run.pullAll();
  const Trace& trace = run.trace();
  Rate rate;
  rate.lost = trace.lostCount();
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    if (event.operation == Operation::stall && event.phase == Phase::done)
      rate.stalledNs += event.value;
    if (event.operation != Operation::qsize) continue;
    if (count++ == 0) first = event.time;
    last = event.time;
  }
  rate.perSecond = static_cast<double>(count) * 1e9 / static_cast<double>(last - first);
  return rate;
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
  constexpr double kAsked = kWriters * kBurst * 1000.0;
  row("capture, 2 M events/s asked for, 60 Hz reader",
      number("%.2f M events/s, ", paced.perSecond / kMillion) + std::to_string(paced.lost) +
          " lost, writers waited " + number("%.1f ms", static_cast<double>(paced.stalledNs) / 1e6),
      number("%.2f M/s asked for", kAsked / kMillion), paced.perSecond / kAsked,
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
  std::sort(late.begin(), late.end());
  if (late.empty()) return;
  constexpr double kFrameMs = 1000.0 / 60;
  row("event to pull at 60 Hz, median", number("%.1f ms", median(late)),
      number("%.1f ms a frame", kFrameMs), median(late) / kFrameMs, "<= 20 ms");
  const double rare = late[late.size() * 99 / 100];
  row("event to pull at 60 Hz, p99", number("%.1f ms", rare), number("%.1f ms a frame", kFrameMs),
      rare / kFrameMs, "<= 50 ms");
}

}  // namespace
}  // namespace lockstep

int main() {
  using namespace lockstep;
  const char* work = std::getenv(kWork);
  if (work != nullptr && std::getenv("LOCKSTEP_ARENA") != nullptr) return actAsHost(work);
  becomeReaper();
  measureRates();
  measureSlowdown();
  measureLateness();
  return 0;
}
