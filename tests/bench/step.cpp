// SPDX-License-Identifier: GPL-3.0-or-later
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "base/futex.h"
#include "explore/explorer.h"
#include "explore/played.h"
#include "figures.h"

/// Step mode: what one step costs, and how many runs a search makes. Rows as
/// tests/bench/CMakeLists.txt says.

namespace lockstep {
namespace {

constexpr int kHandOffs = 5'000;
constexpr int kForks = 300;
constexpr std::uint64_t kRuns = 3'000;

void shareOneCpu() {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(0, &set);
  ::sched_setaffinity(0, sizeof set, &set);
}

using Word = std::atomic<std::uint32_t>;

void waitFor(const Word& word, std::uint32_t value) {
  for (std::uint32_t seen = word.load(); seen != value; seen = word.load()) futexWait(word, seen);
}

/// us of handing over to another process on this CPU and back, by futex.
double roundTrip() {
  void* const memory =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  CHECK(memory != MAP_FAILED);
  Word& turn = *new (memory) Word(0);
  const pid_t child = ::fork();
  CHECK(child >= 0);
  if (child == 0) {
    for (std::uint32_t i = 0; i < kHandOffs; ++i) {
      waitFor(turn, 2 * i + 1);
      turn.store(2 * i + 2);
      futexWake(turn);
    }
    ::_exit(0);
  }
  std::vector<double> times;
  for (std::uint32_t i = 0; i < kHandOffs; ++i) {
    const std::int64_t start = monotonicNow();
    turn.store(2 * i + 1);
    futexWake(turn);
    waitFor(turn, 2 * i + 2);
    times.push_back(static_cast<double>(monotonicNow() - start) / 1e3);
  }
  ::waitpid(child, nullptr, 0);
  ::munmap(memory, 4096);
  return median(times);
}

RunRequest counter(const std::string& variant, const std::string& as, std::int64_t increments) {
  RunRequest request;
  request.scenario = "counter";
  request.variant = variant;
  request.as = as;
  request.parameters = {{"workers", 2}, {"increments", increments}, {"pause", 0}};
  return request;
}

/// us from one choice to the next, where a task loads or stores a shared value.
double step(const std::string& as) {
  auto host = StepHost::start(counter("unlocked", as, 500), 0);
  CHECK(host);
  (*host)->moveHere();
  RoundRobin inTurn;
  std::vector<double> times;
  std::int64_t before = 0;
  const auto choose = [&](const Situation& situation) {
    const std::int64_t now = monotonicNow();
    if (before != 0) times.push_back(static_cast<double>(now - before) / 1e3);
    before = now;
    return inTurn.choose(situation);
  };
  Round round;
  CHECK((*host)->play(choose, round));
  CHECK(round.end == RunEnd::completed && round.faults.empty());
  return median(times);
}

/// Runs a second of two pairs of threads made and joined, or of three processes forked and reaped:
/// what a run cannot do without.
double baselineRuns(bool processes) {
  const std::int64_t start = monotonicNow();
  const int repeats = processes ? kForks : kForks * 10;
  for (int i = 0; i < repeats; ++i) {
    if (processes) {
      for (int child = 0; child < 3; ++child) {
        const pid_t pid = ::fork();
        if (pid == 0) ::_exit(0);
        ::waitpid(pid, nullptr, 0);
      }
    } else {
      pthread_t threads[2];
      for (pthread_t& thread : threads)
        CHECK(::pthread_create(
                  &thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr) == 0);
      for (pthread_t& thread : threads) CHECK(::pthread_join(thread, nullptr) == 0);
    }
  }
  return repeats * 1e9 / static_cast<double>(monotonicNow() - start);
}

double searchedRuns(const std::string& as) {
  ExploreRequest request;
  request.run = counter("locked", as, 1);
  request.kind = SearchKind::random;
  request.runs = as == "threads" ? kRuns : kRuns / 4;
  auto explorer = Explorer::start(request);
  CHECK(explorer);
  for (;;) {
    (*explorer)->waitForNews(20);
    const Exploration state = (*explorer)->state();
    if (!state.done) continue;
    CHECK(state.faults.empty());
    return state.tally.runsPerSecond();
  }
}

void searches() {
  for (const bool processes : {false, true}) {
    const std::string as = processes ? "processes" : "threads";
    std::vector<double> rates, baselines;
    for (int i = 0; i < 3; ++i) {
      baselines.push_back(baselineRuns(processes));
      rates.push_back(searchedRuns(as));
    }
    row("search, two " + as + " of four operations, all CPUs", "%.1f runs/s", median(rates),
        median(baselines), processes ? ">= 500 runs/s" : ">= 5000 runs/s");
  }
}

void steps() {
  shareOneCpu();
  for (const std::string as : {"threads", "processes"}) {
    std::vector<double> times, baselines;
    for (int i = 0; i < 5; ++i) {
      baselines.push_back(roundTrip());
      times.push_back(step(as));
    }
    row("step of " + as + ", one CPU (baseline: futex there and back)", "%.1f us", median(times),
        median(baselines), "<= 30 us");
  }
}

}  // namespace
}  // namespace lockstep

int main() {
  lockstep::becomeReaper();
  lockstep::searches();
  lockstep::steps();
}
