// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/probe.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include "base/check.h"
#include "base/clock.h"
#include "base/futex.h"

namespace lockstep::probe {
namespace {

/// What a thread needs to write; slot is null outside tasks.
struct Current {
  TaskSlot* slot = nullptr;
  Event* ring = nullptr;
  std::uint64_t capacity = 0;
  TaskId id;
  int schedstat = -1;
};

constinit thread_local Current tCurrent;

/// All signals of the thread are blocked, and `wanted` is what the program would have.
struct HeldSignals {
  bool held = false;
  sigset_t wanted{};
};
constinit thread_local HeldSignals tSignals;

constinit Arena* gArena = nullptr;

/// Sites this process has met. Lock-free, so that signal handlers and forked children can use it;
/// a key is claimed first and its id follows.
struct SiteCache {
  static constexpr std::size_t kBuckets = 8192;
  struct Entry {
    std::atomic<std::uint64_t> key{0};
    std::atomic<std::uint32_t> id{0};  ///< SiteId + 1
  };
  std::array<Entry, kBuckets> entries;
};
constinit SiteCache gSites;

void holdSignals() {
  if (tSignals.held) return;
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &tSignals.wanted);
  tSignals.held = true;
}

void letSignalsGo() {
  if (!tSignals.held) return;
  tSignals.held = false;
  const sigset_t wanted = tSignals.wanted;
  ::pthread_sigmask(SIG_SETMASK, &wanted, nullptr);
}

/// A pending signal is handled before the first of the two calls returns.
void letIn(int signal) {
  sigset_t all, others;
  ::sigfillset(&all);
  others = all;
  ::sigdelset(&others, signal);
  ::pthread_sigmask(SIG_SETMASK, &others, nullptr);
  ::pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

/// A signal that stops its process ends no pause when the process goes on.
bool isHandled(int signal) {
  struct sigaction action;
  return ::sigaction(signal, nullptr, &action) == 0 &&
         ((action.sa_flags & SA_SIGINFO) != 0 || action.sa_handler != SIG_DFL);
}

/// Tells Lockstep that this task has parked or ended.
void announce(ArenaHeader& header) {
  header.parks.fetch_add(1, std::memory_order_seq_cst);
  if (header.parksAwaited.load(std::memory_order_seq_cst) != 0) futexWake(header.parks, kWakeAll);
}

Granted park(const Current& me, const Event& next, std::int64_t until) {
  Gate& gate = me.slot->gate;
  gate.next = next;
  gate.next.task = me.id;
  gate.until = until;
  constexpr auto kParked = static_cast<std::uint32_t>(GateState::parked);
  gate.state.store(kParked, std::memory_order_release);
  announce(gArena->header());
  while (gate.state.load(std::memory_order_acquire) == kParked) futexWait(gate.state, kParked);
  const Granted granted{gate.grant, gate.pick};
  gate.state.store(static_cast<std::uint32_t>(GateState::open), std::memory_order_release);
  return granted;
}

void keepHandlersOrder() { std::atomic_signal_fence(std::memory_order_seq_cst); }

/// Ends a write that found `depth` writers; the outermost publishes. A handler that comes between
/// publication and the end of the write leaves its event for another round.
void finishWrite(RingControl& ring, std::uint32_t depth) {
  if (depth != 0) {
    ring.depth.store(depth, std::memory_order_relaxed);
    return;
  }
  for (;;) {
    ring.head.store(ring.reserved.load(std::memory_order_relaxed), std::memory_order_release);
    keepHandlersOrder();
    ring.depth.store(0, std::memory_order_relaxed);
    keepHandlersOrder();
    if (ring.head.load(std::memory_order_relaxed) == ring.reserved.load(std::memory_order_relaxed))
      return;
    ring.depth.store(1, std::memory_order_relaxed);
    keepHandlersOrder();
  }
}

/// Writes and stamps `event` unless `limit` slots are taken.
bool put(const Current& me, Event& event, std::uint64_t limit) {
  RingControl& ring = me.slot->ring;
  const std::uint32_t depth = ring.depth.load(std::memory_order_relaxed);
  ring.depth.store(depth + 1, std::memory_order_relaxed);
  keepHandlersOrder();
  std::uint64_t counter = ring.reserved.load(std::memory_order_relaxed);
  do {
    if (counter - ring.tail.load(std::memory_order_acquire) >= limit) {
      finishWrite(ring, depth);
      return false;
    }
  } while (!ring.reserved.compare_exchange_weak(counter, counter + 1, std::memory_order_seq_cst,
                                                std::memory_order_relaxed));
  event.time = monotonicNow();
  Event& slot = me.ring[counter & (me.capacity - 1)];
  slot.value = event.value;
  slot.resource = event.resource;
  slot.aux = event.aux;
  slot.task = me.id;
  slot.site = event.site;
  slot.operation = event.operation;
  slot.phase = event.phase;
  slot.outcome = event.outcome;
  slot.flags = event.flags;
  std::atomic_ref(slot.time).store(event.time, std::memory_order_release);
  finishWrite(ring, depth);
  return true;
}

/// The supervisor never waits: it has to clean up also when nobody reads any more.
bool waits(const Current& me) {
  return me.id != kSupervisor &&
         gArena->header().fullRing == static_cast<std::uint32_t>(FullRing::wait);
}

bool hasRoom(const Current& me, std::uint64_t limit) {
  const RingControl& ring = me.slot->ring;
  return ring.reserved.load(std::memory_order_relaxed) - ring.tail.load(std::memory_order_acquire) <
         limit;
}

/// The reader has taken all it can and an interrupted writer below us holds the rest back. Both
/// questions ask the same reading of tail, as the reader may make room between two.
bool hopeless(const RingControl& ring, std::uint64_t limit) {
  const std::uint64_t tail = ring.tail.load(std::memory_order_acquire);
  return ring.depth.load(std::memory_order_relaxed) != 0 &&
         tail == ring.head.load(std::memory_order_relaxed) &&
         ring.reserved.load(std::memory_order_relaxed) - tail >= limit;
}

/// Sleeps until there is room below `limit`; false when waiting cannot help.
bool awaitRoom(const Current& me, std::uint64_t limit) {
  RingControl& ring = me.slot->ring;
  // A handler restores what it found, so an interrupted waiter stays announced.
  const std::uint32_t announced = ring.writerWaits.exchange(1, std::memory_order_seq_cst);
  bool room = false;
  for (;;) {
    const std::uint32_t before = ring.roomFutex.load(std::memory_order_seq_cst);
    room = hasRoom(me, limit);
    if (room || hopeless(ring, limit)) break;
    futexWait(ring.roomFutex, before);
  }
  ring.writerWaits.store(announced, std::memory_order_seq_cst);
  return room;
}

/// The ring is full: waits (a `stall`) or counts a loss, as the run has chosen. What is only
/// watched keeps its errno, in a signal handler above all.
bool makeRoom(const Current& me, std::uint64_t limit) {
  RingControl& ring = me.slot->ring;
  const int kept = errno;
  bool room = false;
  if (waits(me) && !hopeless(ring, limit)) {
    Event stall = event(Operation::stall, Phase::request);
    const std::int64_t since = put(me, stall, me.capacity) ? stall.time : monotonicNow();
    room = awaitRoom(me, limit);
    stall.phase = Phase::done;
    stall.value = monotonicNow() - since;
    put(me, stall, me.capacity);
  }
  errno = kept;
  if (!room) ring.dropped.fetch_add(1, std::memory_order_relaxed);
  return room;
}

/// Writes a `lost` event for what was dropped since the last one, once there is room for it.
void tellLoss(const Current& me, std::uint64_t limit) {
  RingControl& ring = me.slot->ring;
  std::uint64_t told = ring.lostTold.load(std::memory_order_relaxed);
  const std::uint64_t dropped = ring.dropped.load(std::memory_order_relaxed);
  if (told == dropped || !hasRoom(me, limit)) return;
  if (!ring.lostTold.compare_exchange_strong(told, dropped, std::memory_order_relaxed)) return;
  Event lost = event(Operation::lost, Phase::done, static_cast<std::int64_t>(dropped - told));
  if (!put(me, lost, me.capacity))
    ring.lostTold.fetch_sub(dropped - told, std::memory_order_relaxed);
}

std::int64_t writeBelow(const Current& me, Event& event, std::uint64_t limit) {
  const RingControl& ring = me.slot->ring;
  if (ring.dropped.load(std::memory_order_relaxed) != ring.lostTold.load(std::memory_order_relaxed))
      [[unlikely]]
    tellLoss(me, limit);
  while (!put(me, event, limit)) {
    if (!makeRoom(me, limit)) return monotonicNow();
  }
  return event.time;
}

/// The second number of schedstat: ns spent runnable without a CPU. -1 when it can't be read.
std::int64_t runDelay(int schedstat) {
  char words[96];
  if (schedstat < 0) return -1;
  const ssize_t length = ::pread(schedstat, words, sizeof words - 1, 0);
  if (length <= 0) return -1;
  const char* at = words;
  const char* const end = words + length;
  while (at != end && *at != ' ') ++at;
  if (at == end) return -1;
  std::int64_t delay = 0;
  for (++at; at != end && *at >= '0' && *at <= '9'; ++at) delay = delay * 10 + (*at - '0');
  return delay;
}

void openSchedstat(Current& me) {
  if (me.schedstat < 0) me.schedstat = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
}

std::string_view baseName(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// "eat" of "void lockstep::{anonymous}::eat(int) [with T = int]::<lambda()>".
std::string_view plainName(std::string_view function) {
  function = function.substr(0, function.find("::<lambda"));
  function = function.substr(0, function.find(" [with"));
  int open = 0;
  std::size_t parameters = function.rfind(')');
  if (parameters != std::string_view::npos) {
    do {
      open += function[parameters] == ')' ? 1 : function[parameters] == '(' ? -1 : 0;
    } while (open != 0 && parameters-- > 0);
    function = function.substr(0, parameters);
  }
  const auto before = function.find_last_of(" :&*>");
  return before == std::string_view::npos ? function : function.substr(before + 1);
}

SiteId addSite(const std::source_location& where) {
  return gArena->addSite(baseName(where.file_name()), static_cast<int>(where.line()),
                         plainName(where.function_name()));
}

}  // namespace

Result<void> attach(int fd) {
  static const int registered = ::pthread_atfork(nullptr, nullptr, &forget);
  CHECK(registered == 0);
  if (gArena) {
    forget();
    delete std::exchange(gArena, nullptr);
    for (auto& entry : gSites.entries) {
      entry.key = 0;
      entry.id = 0;
    }
  }
  auto arena = Arena::attach(fd, true);
  if (!arena) return arena.error();
  gArena = new Arena(std::move(*arena));
  return {};
}

bool attached() { return gArena != nullptr; }

Arena& arena() {
  CHECK(gArena != nullptr);
  return *gArena;
}

void enter(TaskId id) {
  Arena& shared = arena();
  Current& me = tCurrent;
  me.slot = nullptr;
  keepHandlersOrder();
  if (me.schedstat >= 0) ::close(std::exchange(me.schedstat, -1));  // a fork's parent's
  // In Step mode nobody needs it, and taking it down again is half of a short run's cost.
  if (!stepping()) openSchedstat(me);
  me.id = id;
  me.ring = shared.ring(id);
  me.capacity = shared.header().ringEvents;
  TaskSlot& slot = shared.task(id);
  slot.pid.store(::getpid(), std::memory_order_relaxed);
  slot.tid.store(static_cast<std::int32_t>(::syscall(SYS_gettid)), std::memory_order_relaxed);
  slot.ppid.store(::getppid(), std::memory_order_relaxed);
  // `begin` is the first event, also where handlers storm.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  me.slot = &slot;
  pass(event(Operation::begin, Phase::request));
  const std::int64_t delay = runDelay(me.schedstat);
  write(event(Operation::begin, Phase::done, delay < 0 ? 0 : delay,
              slot.parent == 0xffff ? Event::kNoAux : slot.parent));
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void leave(std::int64_t exitCode) {
  Current& me = tCurrent;
  if (!me.slot) return;
  TaskSlot& slot = *me.slot;
  pass(event(Operation::end, Phase::request, exitCode));
  Event end = event(Operation::end, Phase::done, exitCode);
  writeBelow(me, end, me.capacity);
  // Where a handler ends the task, the writer it interrupted will never publish.
  slot.ring.head.store(slot.ring.reserved.load(std::memory_order_relaxed),
                       std::memory_order_release);
  forget();
  if (me.schedstat >= 0) ::close(std::exchange(me.schedstat, -1));
  slot.exitCode.store(static_cast<std::int32_t>(exitCode), std::memory_order_relaxed);
  slot.finished.store(1, std::memory_order_release);
  futexWake(slot.finished, kWakeAll);
  announce(gArena->header());
}

void forget() {
  tCurrent.slot = nullptr;
  tCurrent.id = TaskId{};
}

TaskId self() { return tCurrent.slot ? tCurrent.id : TaskId{}; }

std::int64_t write(Event event) {
  const Current& me = tCurrent;
  if (!me.slot) return 0;
  return writeBelow(me, event, me.capacity - kRingHeadroom);
}

bool stepping() {
  return gArena != nullptr && gArena->header().mode.load(std::memory_order_relaxed) ==
                                  static_cast<std::uint32_t>(RunMode::step);
}

Granted pass(const Event& next, std::int64_t until) {
  const Current& me = tCurrent;
  if (!me.slot || me.id == kSupervisor) return {};
  if (!stepping()) {
    letSignalsGo();
    return {};
  }
  holdSignals();
  for (;;) {
    const Granted granted = park(me, next, until);
    if (granted.what == Grant::leave) {
      openSchedstat(tCurrent);
      letSignalsGo();
    }
    if (granted.what != Grant::deliver) return granted;
    const int signal = static_cast<int>(granted.pick);
    const bool handled = isHandled(signal);
    letIn(signal);
    if (handled && next.operation == Operation::pause && next.phase == Phase::blocked)
      return granted;
  }
}

std::int64_t now() {
  return stepping() ? gArena->header().virtualNow.load(std::memory_order_relaxed) : monotonicNow();
}

sigset_t signalMask() {
  if (tSignals.held) return tSignals.wanted;
  sigset_t mask;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return mask;
}

void setSignalMask(const sigset_t& mask) {
  if (stepping()) {
    holdSignals();
    tSignals.wanted = mask;
    return;
  }
  tSignals.held = false;
  ::pthread_sigmask(SIG_SETMASK, &mask, nullptr);
}

bool sleepsOn(const std::atomic<std::uint32_t>* word) {
  const Current& me = tCurrent;
  if (!me.slot) return true;
  me.slot->sleepsOn.store(reinterpret_cast<std::uintptr_t>(word), std::memory_order_seq_cst);
  return word == nullptr || !stepping();
}

void returned() {
  const Current& me = tCurrent;
  if (!me.slot) return;
  const std::int64_t delay = runDelay(me.schedstat);
  if (delay >= 0) write(event(Operation::delay, Phase::done, delay));
}

SiteId site(const std::source_location& where) {
  const auto file = reinterpret_cast<std::uintptr_t>(where.file_name());
  constexpr int kLineBits = 17;
  if (where.line() >> kLineBits != 0) return addSite(where);
  const std::uint64_t key = static_cast<std::uint64_t>(file) << kLineBits | where.line();
  std::size_t bucket = key * 0x9e3779b97f4a7c15u >> 51;  // to 13 bits, kBuckets
  for (int probe = 0; probe < 16; ++probe, bucket = (bucket + 1) % SiteCache::kBuckets) {
    auto& entry = gSites.entries[bucket];
    std::uint64_t found = entry.key.load(std::memory_order_acquire);
    if (found == 0) entry.key.compare_exchange_strong(found, key, std::memory_order_acq_rel);
    if (found != 0 && found != key) continue;
    const std::uint32_t known = entry.id.load(std::memory_order_acquire);
    if (known != 0) return SiteId{static_cast<std::uint16_t>(known - 1)};
    const SiteId id = addSite(where);
    if (id.valid()) entry.id.store(id.value + 1u, std::memory_order_release);
    return id;
  }
  return addSite(where);
}

TextId text(std::string_view words) { return arena().addText(words); }

}  // namespace lockstep::probe
