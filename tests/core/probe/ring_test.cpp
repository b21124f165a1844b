// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ring_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <deque>
#include <limits>
#include <random>
#include <thread>

#include "probe_fixture.h"

namespace lockstep {
namespace {

/// An event whose fields can be checked against each other.
Event numbered(std::uint64_t number) {
  Event event = probe::event(Operation::load, Phase::done, static_cast<std::int64_t>(number),
                             static_cast<std::uint32_t>(number * 2654435761u));
  event.resource = ResourceId{static_cast<std::uint32_t>(number * 40503u)};
  event.site = SiteId{static_cast<std::uint16_t>(number * 31)};
  event.flags = static_cast<std::uint8_t>(number);
  return event;
}

bool whole(const Event& event) {
  Event expected = numbered(static_cast<std::uint64_t>(event.value));
  expected.time = event.time;
  expected.task = event.task;
  return event == expected && event.time > 0;
}

TEST(Ring, KeepsWhatFitsAndCountsTheRest) {
  // Model: a bounded queue that remembers how many it refused.
  const bool holds = rc::check("drop mode is a bounded queue with a count of losses", [] {
    Shared shared(smallRing(FullRing::drop));
    RingReader reader(shared.arena, kMainTask);
    probe::enter(kMainTask);
    std::vector<Event> out;
    reader.drain(out);
    out.clear();
    std::uint64_t written = 0;
    const auto bursts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 150));
    std::vector<std::uint64_t> kept;
    std::uint64_t lost = 0;
    std::uint64_t untold = 0;
    for (const int burst : bursts) {
      std::uint64_t room = 64 - kRingHeadroom;
      for (int i = 0; i < burst; ++i, ++written) {
        probe::write(numbered(written));
        if (room > 0 && untold > 0) {  // the loss is told first
          untold = 0;
          --room;
        }
        if (room > 0) {
          kept.push_back(written);
          --room;
        } else {
          ++lost;
          ++untold;
        }
      }
      reader.drain(out);
    }
    RC_ASSERT(reader.dropped() == lost);
    std::uint64_t told = 0;
    std::vector<std::uint64_t> got;
    std::int64_t before = 0;
    for (const Event& event : out) {
      RC_ASSERT(event.time >= before);
      before = event.time;
      if (event.operation == Operation::lost) {
        told += static_cast<std::uint64_t>(event.value);
        continue;
      }
      RC_ASSERT(whole(event));
      got.push_back(static_cast<std::uint64_t>(event.value));
    }
    RC_ASSERT(got == kept);
    RC_ASSERT(told + untold == lost);
    probe::leave(0);
  });
  EXPECT_TRUE(holds);
}

TEST(Ring, MakesAWriterWaitAndRecordsTheStall) {
  Shared shared(smallRing(FullRing::wait));
  RingReader reader(shared.arena, kMainTask);
  constexpr std::uint64_t kEvents = 1000;
  std::jthread writer([&] {
    probe::enter(kMainTask);
    for (std::uint64_t i = 0; i < kEvents; ++i) probe::write(numbered(i));
    probe::leave(0);
  });
  const RingControl& ring = shared.arena.task(kMainTask).ring;
  ASSERT_TRUE(eventually([&] { return ring.writerWaits != 0; }));
  std::vector<Event> out;
  ASSERT_TRUE(eventually([&] {
    reader.drain(out);
    return !out.empty() && out.back().operation == Operation::end;
  }));
  std::uint64_t next = 0;
  int stalls = 0;
  bool stalled = false;
  for (const Event& event : out) {
    if (event.operation == Operation::stall) {
      EXPECT_EQ(stalled, event.phase == Phase::done);
      stalled = event.phase == Phase::request;
      stalls += stalled;
      EXPECT_TRUE(event.phase == Phase::request || event.value >= 0);
    }
    if (event.operation != Operation::load) continue;
    EXPECT_FALSE(stalled) << "an event during a stall";
    EXPECT_TRUE(whole(event));
    EXPECT_EQ(static_cast<std::uint64_t>(event.value), next++);
  }
  EXPECT_EQ(next, kEvents);
  EXPECT_GE(stalls, 1);
  EXPECT_EQ(reader.dropped(), 0u);
}

TEST(Ring, HandsOutNothingBelowItsQuietTime) {
  Shared shared(smallRing(FullRing::wait));
  RingReader reader(shared.arena, kMainTask);
  std::atomic<bool> stop{false};
  std::jthread writer([&] {
    probe::enter(kMainTask);
    for (std::uint64_t i = 0; !stop; ++i) probe::write(numbered(i));
    probe::leave(0);
  });
  EXPECT_EQ(reader.quietUntil(), 0);
  std::int64_t quiet = 0;
  std::vector<Event> out;
  std::size_t seen = 0;
  EXPECT_TRUE(eventually([&] {
    out.clear();
    seen += reader.drain(out);
    for (const Event& event : out) EXPECT_GE(event.time, quiet);
    EXPECT_GE(reader.quietUntil(), quiet);
    quiet = reader.quietUntil();
    return seen > 100'000;
  }));
  stop = true;
  EXPECT_TRUE(eventually([&] {
    reader.drain(out);
    return !out.empty() && out.back().operation == Operation::end;
  }));
}

TEST(Ring, AdvancesItsQuietTimeWhileTheTaskIsSilent) {
  Shared shared(smallRing(FullRing::wait));
  RingReader reader(shared.arena, kMainTask);
  std::vector<Event> out;
  reader.drain(out);
  const std::int64_t first = reader.quietUntil();
  reader.drain(out);
  EXPECT_GT(first, 0);
  EXPECT_GE(reader.quietUntil(), first);
}

TEST(Ring, HoldsItsQuietTimeWhileAWriterIsInTheMiddle) {
  Shared shared(smallRing(FullRing::wait));
  RingReader reader(shared.arena, kMainTask);
  std::vector<Event> out;
  reader.drain(out);
  const std::int64_t before = reader.quietUntil();
  RingControl& ring = shared.arena.task(kMainTask).ring;
  ring.reserved = 1;  // as a writer does first, and is preempted then
  reader.drain(out);
  EXPECT_EQ(reader.quietUntil(), before);
  reader.drainDead(out);  // it is killed there
  EXPECT_TRUE(out.empty());
  EXPECT_EQ(reader.quietUntil(), std::numeric_limits<std::int64_t>::max());
}

TEST(Ring, TakesWholeEventsOfADeadTaskThatWereNotPublished) {
  Shared shared(smallRing(FullRing::wait));
  RingReader reader(shared.arena, kMainTask);
  RingControl& ring = shared.arena.task(kMainTask).ring;
  Event* const slots = shared.arena.ring(kMainTask);
  ring.reserved = 2;  // the first is torn, the second whole
  slots[0].value = 5;
  slots[1] = numbered(9);
  slots[1].time = 10;
  std::vector<Event> out;
  EXPECT_EQ(reader.drain(out), 0u);
  EXPECT_EQ(reader.drainDead(out), 1u);
  EXPECT_TRUE(whole(out.front()));
}

TEST(Ring, NeverShowsATornEventOfAKilledWriter) {
  constexpr int kKills = 100;
  std::mt19937 random(7);
  for (int kill = 0; kill < kKills; ++kill) {
    Shared shared(smallRing(FullRing::wait));
    const pid_t child = ::fork();
    if (child == 0) {
      probe::enter(kMainTask);
      for (std::uint64_t i = 0;; ++i) probe::write(numbered(i));
    }
    RingReader reader(shared.arena, kMainTask);
    std::vector<Event> out;
    const std::size_t enough = random() % 2000;
    ASSERT_TRUE(eventually([&] {
      reader.drain(out);
      return out.size() > enough;
    }));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    reader.drainDead(out);
    std::int64_t next = 0;
    std::int64_t before = 0;
    for (const Event& event : out) {
      ASSERT_GE(event.time, before);
      before = event.time;
      ASSERT_EQ(event.task, kMainTask);
      if (event.operation != Operation::load) continue;
      ASSERT_TRUE(whole(event));
      ASSERT_EQ(event.value, next++);
    }
  }
}

std::atomic<std::uint64_t> gHandled{0};

void writeInHandler(int) {
  if (!probe::self().valid()) return;  // came before the thread was a task
  for (int i = 0; i < 3; ++i)
    probe::write(probe::event(Operation::store, Phase::done,
                              static_cast<std::int64_t>(gHandled.fetch_add(1))));
}

/// A writer that a storm of signals interrupts; everything must arrive in order or be counted.
void storm(FullRing fullRing) {
  gHandled = 0;
  struct sigaction action {};
  action.sa_handler = &writeInHandler;
  // Two signals, so that one handler nests in the other, but no deeper.
  ASSERT_EQ(::sigaction(SIGUSR1, &action, nullptr), 0);
  ASSERT_EQ(::sigaction(SIGUSR2, &action, nullptr), 0);
  Shared shared(smallRing(fullRing));
  RingReader reader(shared.arena, kMainTask);
  constexpr std::uint64_t kEvents = 20'000;
  std::atomic<bool> over{false};
  std::thread writer([&] {
    probe::enter(kMainTask);
    for (std::uint64_t i = 0; i < kEvents; ++i) probe::write(numbered(i));
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, nullptr);
    probe::leave(0);
    over = true;
    while (over) ::sched_yield();  // the storm may still aim at this thread
  });
  std::vector<Event> out;
  const bool ended = eventually([&] {
    for (const int signal : {SIGUSR1, SIGUSR2})
      if (!over) ::pthread_kill(writer.native_handle(), signal);
    reader.drain(out);
    return over.load();
  });
  EXPECT_TRUE(ended);
  over = false;
  writer.join();
  reader.drain(out);

  std::uint64_t loads = 0;
  std::uint64_t stores = 0;
  std::int64_t lastLoad = -1;
  std::int64_t before = 0;
  for (const Event& event : out) {
    EXPECT_GE(event.time, before);
    before = event.time;
    if (event.operation == Operation::load) {
      EXPECT_TRUE(whole(event));
      EXPECT_GT(event.value, lastLoad);
      lastLoad = event.value;
      ++loads;
    }
    stores += event.operation == Operation::store;
  }
  EXPECT_EQ(loads + stores + reader.dropped(), kEvents + gHandled);
  // Handlers may have to drop while the writer below them has a slot open; that writer never does.
  EXPECT_TRUE(fullRing == FullRing::drop || loads == kEvents);
  EXPECT_EQ(out.back().operation, Operation::end);
  ::signal(SIGUSR1, SIG_DFL);
  ::signal(SIGUSR2, SIG_DFL);
}

TEST(Ring, KeepsAllEventsOfAWaitingWriterThatHandlersInterrupt) { storm(FullRing::wait); }

TEST(Ring, CountsTheLossesOfHandlersToo) { storm(FullRing::drop); }

}  // namespace
}  // namespace lockstep
