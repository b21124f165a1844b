// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"
#include "events/event.h"

/// The memory that a run's tasks and Lockstep share: one memfd, mapped at kArenaBase in every
/// process of the run (so that pointers into it are good in all of them) and anywhere in Lockstep.
/// It has no name in any file system, so nothing can be left behind.
///
///     +--------+-------+-----------+-------+-------+---------+-------------------+---------------+
///     | Header | tasks | resources | sites | texts | indexes | heap: the objects | rings, 1/task |
///     +--------+-------+-----------+-------+-------+---------+-------------------+---------------+
///
/// Every part starts at a multiple of 4096 bytes, in this order; memory that nobody touched costs
/// nothing. A text is a 32-bit word, its length + 1 (0 while it is not whole), then its bytes,
/// from a multiple of 4. The indexes are two open-addressed hash tables of 32-bit words (0 = free)
/// that make equal texts and equal sites one: an entry is a TextId + 1 or a SiteId + 1. A row is
/// filled before its entry is put in by compare-and-swap; who loses that race leaves its row
/// unused.
///
/// Tables only grow. A row is published by storing its `live` word last (release); a reader that
/// sees it set (acquire) sees the whole row. Nobody ever waits for a lock that a dead task could
/// hold: rows, texts and heap blocks are claimed with fetch_add, and a task killed between claim
/// and publication leaves a row that is never live.

namespace lockstep {

inline constexpr std::uint32_t kArenaMagic = 0x4c4b5350;  // "LKSP"
inline constexpr std::uint32_t kArenaVersion = 3;
inline constexpr std::uintptr_t kArenaBase = 0x7e9000000000;

inline constexpr std::uint32_t kMaxTasks = 256;
inline constexpr std::uint32_t kMaxResources = 4096;
inline constexpr std::uint32_t kMaxSites = 4096;
inline constexpr std::uint32_t kTextBytes = 1u << 20;
inline constexpr std::uint32_t kHeapBytes = 16u << 20;
inline constexpr std::uint32_t kDefaultRingEvents = 1u << 15;

enum class RunMode : std::uint32_t { free, step };
enum class FullRing : std::uint32_t { wait, drop };

/// Where a task is with respect to its gate. The task moves open -> parked, Lockstep moves
/// parked -> granted, the task moves granted -> open.
enum class GateState : std::uint32_t { open, parked, granted };

/// What a grant lets the task do.
enum class Grant : std::uint32_t {
  go,       ///< its operation, or another look at what it waits for
  timeout,  ///< give its timed wait up
  deliver,  ///< let one signal in (Gate::pick), then park again
  leave,    ///< go on in Free run
};

/// A single-writer ring; the writer is the task (its signal handlers included), the reader is
/// Lockstep. Counters count events for ever; slot = counter % capacity.
///
///          tail            head        reserved
///           |  published    | being     |
///     ------+###############+===========+------ ...      reserved - tail <= capacity
///           drained by      filled, newest last
///           the reader
///
///   writer: depth += 1 ; reserve a slot (reserved += 1, a full barrier) ; read the clock ; fill
///   all
///           but `time` ; store `time` (release) ; the outermost writer (depth == 1) publishes
///           head = reserved (release) ; depth -= 1
///   reader: now = clock ; r = reserved ; h = head ; copy tail .. h ; clear their `time` ; tail = h
///           (release) ; if h >= r then every event stamped before `now` has been copied, because
///           its slot was reserved before its stamp was read
///
/// A handler that interrupts a writer nests: its event lands in a later slot and the interrupted
/// writer publishes both, so slots of one ring are nearly, not strictly, in time order. `depth` is
/// the writer's own and needs no atomic addition: a handler leaves it as it found it.
///
/// A slot with time 0 is not whole. A task killed in mid-write leaves events that are never
/// published; once it is known to be dead the reader may take the whole ones among head ..
/// reserved as well. No reader ever sees a torn one.
///
/// Full ring, where the run chose to wait (the supervisor never does): ordinary events leave
/// kRingHeadroom slots free, for `stall` and `lost`. A writer that waits holds no slot, so all its
/// events are published and the reader can make room: it advances tail, and when writerWaits is set
/// bumps roomFutex and wakes it. A handler that finds the ring full of events behind its
/// interrupted writer's open slot can't wait for that: it drops.
///
/// This layout, Event's and the order of stores above are the ABI of the probe. A writer in C needs
/// nothing else.
struct alignas(64) RingControl {
  std::atomic<std::uint32_t> depth{0};        ///< writers that have or are about to have a slot
  std::atomic<std::uint32_t> roomFutex{0};    ///< bumped by the reader after it made room
  std::atomic<std::uint32_t> writerWaits{0};  ///< the writer sleeps for room
  std::uint32_t padding = 0;
  std::atomic<std::uint64_t> reserved{0};
  std::atomic<std::uint64_t> dropped{0};   ///< events that found no room
  std::atomic<std::uint64_t> lostTold{0};  ///< of these, told by `lost` events
  alignas(64) std::atomic<std::uint64_t> head{0};
  alignas(64) std::atomic<std::uint64_t> tail{0};
};

inline constexpr std::uint32_t kRingHeadroom = 8;

struct alignas(64) Gate {
  std::atomic<std::uint32_t> state{0};  ///< a GateState; the futex that the task sleeps on
  // Written by the task, valid while parked.
  Event next;               ///< the operation asked for; phase blocked: the task waits in it
  std::int64_t until = -1;  ///< a timed wait's end in virtual time, ns; -1: none
  // Written by Lockstep, valid while granted.
  Grant grant = Grant::go;
  std::uint32_t pick = 0xffffffff;  ///< deliver: the signal; notify: the waiter, or unset
};

struct alignas(64) TaskSlot {
  std::atomic<std::uint32_t> live{0};
  std::uint16_t parent = 0xffff;
  std::uint8_t kind = 0;  ///< TaskKind
  std::uint8_t daemon = 0;
  std::atomic<std::int32_t> pid{0};
  std::atomic<std::int32_t> tid{0};
  std::atomic<std::int32_t> ppid{0};
  std::uint32_t name = 0xffffffff;  ///< TextId
  std::atomic<std::uint32_t> finished{
      0};  ///< 1 once `end` was written or the process reaped (futex)
  std::atomic<std::int32_t> exitCode{0};   ///< -N: signal N, set by who reaped the process
  std::atomic<std::uint32_t> reaped{0};    ///< 1 once a process was waited for: its pid is free
  std::atomic<std::uint64_t> sleepsOn{0};  ///< address of the futex it sleeps on in Free run, or 0
  Gate gate;
  RingControl ring;
};

struct ResourceSlot {
  std::atomic<std::uint32_t> live{0};
  std::uint8_t kind = 0;  ///< ResourceKind
  std::uint8_t robust = 0;
  std::uint16_t padding = 0;
  std::uint32_t name = 0xffffffff;   ///< TextId
  std::uint32_t inner = 0xffffffff;  ///< ResourceId of a condition's lock
  std::int64_t capacity = 0;
  std::uint64_t object = 0;  ///< address of its memory in the heap, good in every task
};

struct SiteSlot {
  std::atomic<std::uint32_t> live{0};
  std::int32_t line = 0;
  std::uint32_t file = 0xffffffff;      ///< TextId
  std::uint32_t function = 0xffffffff;  ///< TextId
};

struct ArenaHeader {
  std::uint32_t magic = kArenaMagic;
  std::uint32_t version = kArenaVersion;
  std::uint64_t bytes = 0;
  std::uint32_t ringEvents = kDefaultRingEvents;  ///< power of two
  std::atomic<std::uint32_t> mode{0};             ///< RunMode
  std::uint32_t fullRing = 0;                     ///< FullRing
  /// Futex: rounds of the scenario that the supervisor may start. One round but in searches.
  std::atomic<std::uint32_t> go{0};
  std::atomic<std::uint32_t> rounds{0};  ///< futex: rounds that are over, nothing moves any more
  std::uint32_t lastRound = 1;           ///< the supervisor leaves after it
  std::atomic<std::uint32_t> parks{0};   ///< futex: grows whenever a task parks or ends
  std::atomic<std::uint32_t> parksAwaited{0};  ///< Lockstep sleeps on `parks`
  std::atomic<std::int64_t> virtualNow{0};     ///< Step mode's clock, ns
  std::atomic<std::uint32_t> tasks{0};         ///< rows claimed
  std::atomic<std::uint32_t> resources{0};
  std::atomic<std::uint32_t> sites{0};
  std::atomic<std::uint32_t> textBytes{0};
  std::atomic<std::uint32_t> heapBytes{0};
  std::atomic<std::uint32_t> exhausted{
      0};  ///< a table was full: 1 tasks 2 resources 3 sites 4 texts 5 heap
  std::atomic<std::uint32_t> refusal{0};  ///< TextId + 1: why the host can run nothing; 0: it can
};

/// A mapping of the arena. Cheap to move; the last owner unmaps. Reading calls may be used by any
/// thread of Lockstep while tasks write.
class Arena {
 public:
  struct Options {
    std::uint32_t ringEvents = kDefaultRingEvents;  ///< power of two, 64 .. 1 << 20
    FullRing fullRing = FullRing::wait;
    RunMode mode = RunMode::free;
  };

  /// A new arena behind a memfd (close-on-exec), mapped anywhere.
  static Result<Arena> create(const Options& options);
  /// Maps an existing one and, when that succeeds, owns `fd`. `fixed` maps it at kArenaBase, which
  /// tasks need. Fails for anything but an arena of this version.
  static Result<Arena> attach(int fd, bool fixed);

  Arena() = default;
  Arena(Arena&& other) noexcept;
  Arena& operator=(Arena&& other) noexcept;
  ~Arena();

  explicit operator bool() const { return m_base != nullptr; }
  int fd() const { return m_fd.get(); }

  ArenaHeader& header() const;
  TaskSlot& task(TaskId id) const;
  ResourceSlot& resource(ResourceId id) const;
  SiteSlot& site(SiteId id) const;
  Event* ring(TaskId id) const;  ///< header().ringEvents slots

  /// Claims and publishes rows. Not valid() when the table is full (header().exhausted says so).
  /// addSite and addText answer the existing row for the same words; both, and addTask, may be used
  /// in signal handlers.
  TaskId addTask(TaskId parent, TaskKind kind, std::string_view name, bool daemon);
  ResourceId addResource(const ResourceInfo& info, const void* object = nullptr);
  SiteId addSite(std::string_view file, int line, std::string_view function);
  TextId addText(std::string_view words);
  /// A zeroed block of the shared heap, aligned to 64; null when the heap is full.
  void* allocate(std::size_t bytes);

  /// Where the objects of a resource lie in this mapping; null for none or an address outside.
  void* object(ResourceId id) const;

  std::string text(TextId id) const;  ///< empty for an id that is not valid or not whole
  /// Why the host gave up before it ran anything, one sentence; empty where it did not.
  std::string refusal() const;
  /// Rows claimed so far; a row among them whose owner died in between may not be live.
  std::uint32_t taskCount() const;
  std::uint32_t resourceCount() const;
  std::uint32_t siteCount() const;
  bool taskLive(TaskId id) const;
  TaskInfo taskInfo(TaskId id) const;
  ResourceInfo resourceInfo(ResourceId id) const;
  SiteInfo siteInfo(SiteId id) const;
  /// The live task with this kernel thread id that came last; not valid() when there is none.
  /// Async-signal-safe.
  TaskId findTid(std::int32_t tid) const;

  /// The futex word that tasks know by `address`, in this mapping; null for one outside the arena.
  const std::atomic<std::uint32_t>* sharedWord(std::uint64_t address) const;

  /// Makes the arena as new for another round: nothing is left but the supervisor's row, sites and
  /// texts. Only while no task but the supervisor lives and its ring is drained.
  void reset();

 private:
  std::optional<std::uint32_t> storeText(std::string_view words);
  std::string_view textView(TextId id) const;
  bool textIs(TextId id, std::string_view words) const;

  std::byte* m_base = nullptr;
  std::size_t m_bytes = 0;
  std::uint32_t m_ringEvents = 0;
  UniqueFd m_fd;
};

}  // namespace lockstep
