// SPDX-License-Identifier: GPL-3.0-or-later
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/futex.h"
#include "figures.h"
#include "probe/probe.h"
#include "probe/ring_reader.h"

/// What the probe costs: one event against a clock reading and a store of 32 bytes, and a futex
/// ping-pong between two tasks with and without its events.

namespace {

using namespace lockstep;

constexpr int kRounds = 15;
constexpr int kBatch = 20'000;  ///< events a round, less than a ring
constexpr int kPings = 10'000;

double nsEach(int count, const std::function<void()>& work) {
  const std::int64_t since = monotonicNow();
  work();
  return static_cast<double>(monotonicNow() - since) / count;
}

/// A clock reading and a store into a plain ring of the same size.
void storeEvents(std::vector<Event>& slots) {
  Event event = probe::event(Operation::load);
  for (int i = 0; i < kBatch; ++i) {
    event.time = monotonicNow();
    event.value = i;
    slots[static_cast<std::size_t>(i) & (slots.size() - 1)] = event;
    std::atomic_signal_fence(std::memory_order_seq_cst);
  }
}

void writeEvents() {
  Event event = probe::event(Operation::load);
  for (int i = 0; i < kBatch; ++i) {
    event.value = i;
    probe::write(event);
  }
}

void oneEvent(RingReader& reader) {
  std::vector<Event> plain(kDefaultRingEvents);
  std::vector<Event> out;
  std::vector<double> with;
  std::vector<double> without;
  for (int round = 0; round < 2 * kRounds; ++round) {
    without.push_back(nsEach(kBatch, [&] { storeEvents(plain); }));
    with.push_back(nsEach(kBatch, &writeEvents));
    reader.drain(out);
    out.clear();
  }
  row("one probe event", "%.1f ns", median(with), median(without), "<= 60 ns, <= 2 x");
}

void oneSite() {
  std::vector<double> rounds;
  const auto where = std::source_location::current();
  for (int round = 0; round < kRounds; ++round)
    rounds.push_back(nsEach(kBatch, [&] {
      for (int i = 0; i < kBatch; ++i) {
        std::atomic_signal_fence(std::memory_order_seq_cst);
        if (!probe::site(where).valid()) std::abort();
      }
    }));
  std::printf("one known site\t%.1f ns\t-\t-\t-\n", median(rounds));
}

/// One half of a ping-pong: waits for its turn, gives the other the next.
void play(std::atomic<std::uint32_t>& turn, std::uint32_t mine, bool events) {
  for (int i = 0; i < kPings; ++i) {
    if (events) probe::write(probe::event(Operation::acquire, Phase::request));
    bool slept = false;
    for (std::uint32_t now; (now = turn.load()) % 2 != mine;) {
      if (events && !slept) probe::write(probe::event(Operation::acquire, Phase::blocked));
      slept = true;
      futexWait(turn, now);
    }
    if (events) probe::write(probe::event(Operation::acquire));
    if (events && slept) probe::returned();
    if (events) probe::write(probe::event(Operation::release));
    turn.fetch_add(1);
    futexWake(turn);
  }
}

double pingPong(Arena& arena, bool events) {
  std::atomic<std::uint32_t> turn{0};
  const TaskId first = arena.addTask(kMainTask, TaskKind::thread, "ping", false);
  const TaskId second = arena.addTask(kMainTask, TaskKind::thread, "pong", false);
  std::vector<Event> out;
  std::atomic<int> left{2};
  const auto task = [&](TaskId id, std::uint32_t mine) {
    probe::enter(id);
    // One CPU for both, so that the cost of a hand-off doesn't depend on where they run.
    cpu_set_t cpu;
    CPU_ZERO(&cpu);
    CPU_SET(0, &cpu);
    ::sched_setaffinity(0, sizeof cpu, &cpu);
    play(turn, mine, events);
    probe::leave(0);
    --left;
  };
  return nsEach(kPings, [&] {
    std::jthread ping(task, first, 0);
    std::jthread pong(task, second, 1);
  });
}

}  // namespace

int main() {
  Arena::Options options;
  options.ringEvents = 1u << 17;  // nobody drains while a round runs
  auto arena = Arena::create(options);
  if (!arena || !probe::attach(::dup(arena->fd()))) return 1;
  arena->addTask({}, TaskKind::supervisor, "supervisor", false);
  arena->addTask(kSupervisor, TaskKind::process, "main", false);
  probe::enter(kMainTask);
  RingReader reader(*arena, kMainTask);
  oneEvent(reader);
  oneSite();
  std::vector<double> with;
  std::vector<double> without;
  for (int round = 0; round < kRounds; ++round) {
    without.push_back(pingPong(*arena, false));
    with.push_back(pingPong(*arena, true));
  }
  row("futex ping-pong, probe events", "%.1f ns", median(with), median(without),
      "<= 1.35 x with all evidence");
  probe::leave(0);
}
