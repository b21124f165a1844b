// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/arena.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <new>
#include <optional>

#include "base/check.h"

namespace lockstep {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::uint32_t kTextBuckets = 1u << 15;
constexpr std::uint32_t kSiteBuckets = 1u << 13;
/// Buckets looked at before a row goes without an index entry.
constexpr std::uint32_t kProbes = 64;
constexpr std::uint32_t kMaxText = 64u << 10;

constexpr std::size_t pages(std::size_t bytes) { return (bytes + kPage - 1) / kPage * kPage; }

constexpr std::size_t kTasksAt = pages(sizeof(ArenaHeader));
constexpr std::size_t kResourcesAt = kTasksAt + pages(kMaxTasks * sizeof(TaskSlot));
constexpr std::size_t kSitesAt = kResourcesAt + pages(kMaxResources * sizeof(ResourceSlot));
constexpr std::size_t kTextsAt = kSitesAt + pages(kMaxSites * sizeof(SiteSlot));
constexpr std::size_t kTextIndexAt = kTextsAt + pages(kTextBytes);
constexpr std::size_t kSiteIndexAt = kTextIndexAt + pages(kTextBuckets * sizeof(std::uint32_t));
constexpr std::size_t kHeapAt = kSiteIndexAt + pages(kSiteBuckets * sizeof(std::uint32_t));
constexpr std::size_t kRingsAt = kHeapAt + pages(kHeapBytes);

constexpr std::uint32_t kMinRing = 64;
constexpr std::uint32_t kMaxRing = 1u << 20;

bool goodRing(std::uint32_t events) {
  return std::has_single_bit(events) && events >= kMinRing && events <= kMaxRing;
}

std::size_t arenaBytes(std::uint32_t ringEvents) {
  return kRingsAt + std::size_t{kMaxTasks} * ringEvents * sizeof(Event);
}

enum Table : std::uint32_t { kTasks = 1, kResources, kSites, kTexts, kHeap };

/// Takes `amount` of a table that has `limit`; the counter never passes the limit.
std::optional<std::uint32_t> claim(ArenaHeader& header, std::atomic<std::uint32_t>& used,
                                   std::uint32_t amount, std::uint32_t limit, Table table) {
  std::uint32_t at = used.load(std::memory_order_relaxed);
  do {
    if (at > limit || amount > limit - at) {
      header.exhausted.store(table, std::memory_order_relaxed);
      return std::nullopt;
    }
  } while (!used.compare_exchange_weak(at, at + amount, std::memory_order_relaxed));
  return at;
}

std::uint32_t hashOf(std::string_view words) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : words) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

template <class T>
T* at(std::byte* base, std::size_t offset, std::size_t index = 0) {
  return reinterpret_cast<T*>(base + offset) + index;
}

using Word = std::atomic<std::uint32_t>;

std::uint32_t clamped(const Word& used, std::uint32_t limit) {
  return std::min(used.load(std::memory_order_acquire), limit);
}

Result<std::byte*> map(int fd, std::size_t bytes, bool fixed) {
  void* const where = fixed ? reinterpret_cast<void*>(kArenaBase) : nullptr;
  const int flags = MAP_SHARED | MAP_NORESERVE | (fixed ? MAP_FIXED_NOREPLACE : 0);
  void* const base = ::mmap(where, bytes, PROT_READ | PROT_WRITE, flags, fd, 0);
  if (base == MAP_FAILED) return systemError("map the arena");
  if (fixed && base != where) {  // a kernel that does not know MAP_FIXED_NOREPLACE
    ::munmap(base, bytes);
    return Error{"map the arena: its address is taken"};
  }
  return static_cast<std::byte*>(base);
}

}  // namespace

Result<Arena> Arena::create(const Options& options) {
  if (!goodRing(options.ringEvents))
    return Error{"a ring must hold a power of two of events, from 64 to 1048576"};
  Arena arena;
  arena.m_fd.reset(::memfd_create("lockstep-arena", MFD_CLOEXEC));
  if (!arena.m_fd) return shortageError("no memory for the run's events");
  arena.m_bytes = arenaBytes(options.ringEvents);
  arena.m_ringEvents = options.ringEvents;
  if (::ftruncate(arena.m_fd.get(), static_cast<off_t>(arena.m_bytes)) != 0)
    return systemError("size the arena");
  const auto base = map(arena.m_fd.get(), arena.m_bytes, false);
  if (!base) return base.error();
  arena.m_base = *base;
  auto* const header = new (arena.m_base) ArenaHeader;
  header->bytes = arena.m_bytes;
  header->ringEvents = options.ringEvents;
  header->mode = static_cast<std::uint32_t>(options.mode);
  header->fullRing = static_cast<std::uint32_t>(options.fullRing);
  return arena;
}

Result<Arena> Arena::attach(int fd, bool fixed) {
  struct stat status;
  if (::fstat(fd, &status) != 0) return systemError("look at the arena");
  ArenaHeader header;
  if (::pread(fd, static_cast<void*>(&header), sizeof header, 0) != sizeof header)
    return Error{"the arena is too short"};
  if (header.magic != kArenaMagic || header.version != kArenaVersion ||
      !goodRing(header.ringEvents) || header.bytes != arenaBytes(header.ringEvents) ||
      static_cast<std::uint64_t>(status.st_size) != header.bytes)
    return Error{"the arena is not one of this version of Lockstep"};
  Arena arena;
  arena.m_bytes = header.bytes;
  arena.m_ringEvents = header.ringEvents;
  const auto base = map(fd, arena.m_bytes, fixed);
  if (!base) return base.error();
  arena.m_base = *base;
  arena.m_fd.reset(fd);
  return arena;
}

Arena::Arena(Arena&& other) noexcept
    : m_base(std::exchange(other.m_base, nullptr)),
      m_bytes(std::exchange(other.m_bytes, 0)),
      m_ringEvents(other.m_ringEvents),
      m_fd(std::move(other.m_fd)) {}

Arena& Arena::operator=(Arena&& other) noexcept {
  if (this == &other) return *this;
  if (m_base) ::munmap(m_base, m_bytes);
  m_base = std::exchange(other.m_base, nullptr);
  m_bytes = std::exchange(other.m_bytes, 0);
  m_ringEvents = other.m_ringEvents;
  m_fd = std::move(other.m_fd);
  return *this;
}

Arena::~Arena() {
  if (m_base) ::munmap(m_base, m_bytes);
}

ArenaHeader& Arena::header() const { return *at<ArenaHeader>(m_base, 0); }

TaskSlot& Arena::task(TaskId id) const {
  CHECK(id.value < kMaxTasks);
  return *at<TaskSlot>(m_base, kTasksAt, id.value);
}

ResourceSlot& Arena::resource(ResourceId id) const {
  CHECK(id.value < kMaxResources);
  return *at<ResourceSlot>(m_base, kResourcesAt, id.value);
}

SiteSlot& Arena::site(SiteId id) const {
  CHECK(id.value < kMaxSites);
  return *at<SiteSlot>(m_base, kSitesAt, id.value);
}

Event* Arena::ring(TaskId id) const {
  CHECK(id.value < kMaxTasks);
  return at<Event>(m_base, kRingsAt, std::size_t{id.value} * m_ringEvents);
}

TaskId Arena::addTask(TaskId parent, TaskKind kind, std::string_view name, bool daemon) {
  const auto row = claim(header(), header().tasks, 1, kMaxTasks, kTasks);
  if (!row) return {};
  const TaskId id{static_cast<std::uint16_t>(*row)};
  TaskSlot& slot = task(id);
  slot.parent = parent.value;
  slot.kind = static_cast<std::uint8_t>(kind);
  slot.daemon = daemon;
  slot.name = addText(name).value;
  slot.live.store(1, std::memory_order_release);
  return id;
}

ResourceId Arena::addResource(const ResourceInfo& info, const void* object) {
  const auto row = claim(header(), header().resources, 1, kMaxResources, kResources);
  if (!row) return {};
  const ResourceId id{*row};
  ResourceSlot& slot = resource(id);
  slot.kind = static_cast<std::uint8_t>(info.kind);
  slot.robust = info.robust;
  slot.name = addText(info.name).value;
  slot.inner = info.inner.value;
  slot.capacity = info.capacity;
  slot.object = reinterpret_cast<std::uint64_t>(object);
  slot.live.store(1, std::memory_order_release);
  return id;
}

SiteId Arena::addSite(std::string_view file, int line, std::string_view function) {
  const std::uint32_t fileText = addText(file).value;
  const std::uint32_t functionText = addText(function).value;
  Word* const index = at<Word>(m_base, kSiteIndexAt);
  const std::uint32_t hash =
      (fileText * 31 + functionText) * 2654435761u + static_cast<std::uint32_t>(line) * 40503u;
  std::optional<std::uint32_t> row;
  for (std::uint32_t probe = 0; probe < kProbes; ++probe) {
    Word& bucket = index[(hash + probe) % kSiteBuckets];
    std::uint32_t entry = bucket.load(std::memory_order_acquire);
    if (entry == 0) {
      if (!row) {
        row = claim(header(), header().sites, 1, kMaxSites, kSites);
        if (!row) return {};
        SiteSlot& mine = site(SiteId{static_cast<std::uint16_t>(*row)});
        mine.line = line;
        mine.file = fileText;
        mine.function = functionText;
      }
      if (bucket.compare_exchange_strong(entry, *row + 1, std::memory_order_acq_rel))
        entry = *row + 1;
    }
    if (entry > kMaxSites) continue;
    const SiteId id{static_cast<std::uint16_t>(entry - 1)};
    SiteSlot& found = site(id);
    if (found.line != line || found.file != fileText || found.function != functionText) continue;
    // Also by those who lost the race: the winner may have been killed before it came here.
    found.live.store(1, std::memory_order_release);
    return id;
  }
  return {};
}

TextId Arena::addText(std::string_view words) {
  words = words.substr(0, kMaxText);
  Word* const index = at<Word>(m_base, kTextIndexAt);
  const std::uint32_t hash = hashOf(words);
  std::optional<std::uint32_t> mine;
  for (std::uint32_t probe = 0; probe < kProbes; ++probe) {
    Word& bucket = index[(hash + probe) % kTextBuckets];
    std::uint32_t entry = bucket.load(std::memory_order_acquire);
    if (entry == 0) {
      if (!mine) mine = storeText(words);
      if (!mine) return {};
      if (bucket.compare_exchange_strong(entry, *mine + 1, std::memory_order_acq_rel))
        return TextId{*mine};
    }
    if (textIs(TextId{entry - 1}, words)) return TextId{entry - 1};
  }
  if (!mine) mine = storeText(words);
  return mine ? TextId{*mine} : TextId{};
}

std::optional<std::uint32_t> Arena::storeText(std::string_view words) {
  const auto length = static_cast<std::uint32_t>(words.size());
  const std::uint32_t bytes = (length + 4 + 3) / 4 * 4;
  const auto offset = claim(header(), header().textBytes, bytes, kTextBytes, kTexts);
  if (!offset) return std::nullopt;
  std::byte* const block = m_base + kTextsAt + *offset;
  std::memcpy(block + 4, words.data(), length);
  at<Word>(block, 0)->store(length + 1, std::memory_order_release);
  return offset;
}

std::string_view Arena::textView(TextId id) const {
  if (!id.valid() || id.value % 4 != 0 || id.value > kTextBytes - 4) return {};
  std::byte* const block = m_base + kTextsAt + id.value;
  const std::uint32_t word = at<Word>(block, 0)->load(std::memory_order_acquire);
  if (word == 0 || word - 1 > kTextBytes - 4 - id.value) return {};
  return {reinterpret_cast<const char*>(block + 4), word - 1};
}

bool Arena::textIs(TextId id, std::string_view words) const { return textView(id) == words; }

void* Arena::allocate(std::size_t bytes) {
  if (bytes == 0 || bytes > kHeapBytes) bytes = bytes == 0 ? 1 : std::size_t{kHeapBytes} + 1;
  const auto rounded = static_cast<std::uint32_t>((bytes + 63) / 64 * 64);
  const auto offset = claim(header(), header().heapBytes, rounded, kHeapBytes, kHeap);
  return offset ? m_base + kHeapAt + *offset : nullptr;
}

void* Arena::object(ResourceId id) const {
  if (id.value >= kMaxResources || !resource(id).live.load(std::memory_order_acquire))
    return nullptr;
  const std::uint64_t address = resource(id).object;
  if (address < kArenaBase + kHeapAt || address >= kArenaBase + kRingsAt) return nullptr;
  return m_base + (address - kArenaBase);
}

std::string Arena::refusal() const {
  const std::uint32_t told = header().refusal.load(std::memory_order_acquire);
  return told == 0 ? std::string() : text(TextId{told - 1});
}

std::string Arena::text(TextId id) const { return std::string(textView(id)); }

std::uint32_t Arena::taskCount() const { return clamped(header().tasks, kMaxTasks); }
std::uint32_t Arena::resourceCount() const { return clamped(header().resources, kMaxResources); }
std::uint32_t Arena::siteCount() const { return clamped(header().sites, kMaxSites); }

bool Arena::taskLive(TaskId id) const {
  return id.value < kMaxTasks && task(id).live.load(std::memory_order_acquire) != 0;
}

TaskInfo Arena::taskInfo(TaskId id) const {
  const TaskSlot& slot = task(id);
  TaskInfo info;
  info.id = id;
  if (slot.live.load(std::memory_order_acquire) == 0) return info;
  info.parent = TaskId{slot.parent};
  info.kind = static_cast<TaskKind>(slot.kind);
  info.daemon = slot.daemon != 0;
  info.pid = slot.pid.load(std::memory_order_relaxed);
  info.tid = slot.tid.load(std::memory_order_relaxed);
  info.ppid = slot.ppid.load(std::memory_order_relaxed);
  info.name = text(TextId{slot.name});
  return info;
}

ResourceInfo Arena::resourceInfo(ResourceId id) const {
  const ResourceSlot& slot = resource(id);
  ResourceInfo info;
  info.id = id;
  if (slot.live.load(std::memory_order_acquire) == 0) return info;
  info.kind = static_cast<ResourceKind>(slot.kind);
  info.robust = slot.robust != 0;
  info.capacity = slot.capacity;
  info.inner = ResourceId{slot.inner};
  info.name = text(TextId{slot.name});
  return info;
}

SiteInfo Arena::siteInfo(SiteId id) const {
  const SiteSlot& slot = site(id);
  SiteInfo info;
  info.id = id;
  if (slot.live.load(std::memory_order_acquire) == 0) return info;
  info.line = slot.line;
  info.file = text(TextId{slot.file});
  info.function = text(TextId{slot.function});
  return info;
}

const std::atomic<std::uint32_t>* Arena::sharedWord(std::uint64_t address) const {
  if (address < kArenaBase || address % 4 != 0 || address >= kArenaBase + m_bytes) return nullptr;
  return at<Word>(m_base, address - kArenaBase);
}

void Arena::reset() {
  const auto clear = [](void* from, std::size_t bytes) { std::memset(from, 0, bytes); };
  for (std::uint32_t row = kMainTask.value; row < taskCount(); ++row) {
    const TaskId id{static_cast<std::uint16_t>(row)};
    const std::uint64_t written = task(id).ring.reserved.load(std::memory_order_acquire);
    clear(ring(id), std::min<std::uint64_t>(written, m_ringEvents) * sizeof(Event));
    clear(&task(id), sizeof(TaskSlot));
  }
  clear(at<ResourceSlot>(m_base, kResourcesAt), resourceCount() * sizeof(ResourceSlot));
  clear(m_base + kHeapAt, clamped(header().heapBytes, kHeapBytes));
  header().tasks.store(kMainTask.value, std::memory_order_relaxed);
  header().resources.store(0, std::memory_order_relaxed);
  header().heapBytes.store(0, std::memory_order_relaxed);
  header().virtualNow.store(0, std::memory_order_relaxed);
  header().exhausted.store(0, std::memory_order_release);
}

TaskId Arena::findTid(std::int32_t tid) const {
  if (tid <= 0) return {};
  for (std::uint32_t row = taskCount(); row-- > 0;) {
    const TaskId id{static_cast<std::uint16_t>(row)};
    if (taskLive(id) && task(id).tid.load(std::memory_order_relaxed) == tid) return id;
  }
  return {};
}

}  // namespace lockstep
