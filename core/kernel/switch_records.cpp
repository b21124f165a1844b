// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/switch_records.h"

#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <limits>
#include <span>

#include "base/clock.h"
#include "base/unique_fd.h"
#include "kernel/perf_records.h"
#include "kernel/procfs.h"

namespace lockstep {
namespace {

perf_event_attr attributes() {
  perf_event_attr attr{};
  attr.size = sizeof attr;
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = PERF_COUNT_SW_DUMMY;
  attr.sample_type = perfSampleType();
  attr.sample_id_all = 1;
  attr.context_switch = 1;
  attr.task = 1;
  attr.inherit = 1;
  attr.exclude_kernel = 1;
  attr.exclude_hv = 1;
  attr.use_clockid = 1;
  attr.clockid = CLOCK_MONOTONIC;
  // The rings are read by the clock; nobody is to be woken for their sake.
  attr.watermark = 1;
  attr.wakeup_watermark = std::numeric_limits<std::uint32_t>::max();
  return attr;
}

UniqueFd openEvent(pid_t pid, int cpu) {
  perf_event_attr attr = attributes();
  return UniqueFd(
      static_cast<int>(::syscall(SYS_perf_event_open, &attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC)));
}

std::size_t pageSize() {
  static const std::size_t size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

}  // namespace

/// The event of one CPU and its mapped ring: a control page, then the data.
class SwitchRecords::Ring {
 public:
  Ring(UniqueFd fd, std::uint32_t cpu) : m_fd(std::move(fd)), m_cpu(cpu) {}
  ~Ring() { unmap(); }
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  /// False, with errno, where the kernel refuses.
  bool map(std::size_t pages) {
    const std::size_t bytes = (pages + 1) * pageSize();
    void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m_fd.get(), 0);
    if (memory == MAP_FAILED) return false;
    m_memory = static_cast<std::byte*>(memory);
    m_bytes = bytes;
    return true;
  }
  void unmap() {
    if (m_memory != nullptr) ::munmap(m_memory, m_bytes);
    m_memory = nullptr;
  }

  void read(std::vector<KernelRecord>& records) {
    auto* control = reinterpret_cast<perf_event_mmap_page*>(m_memory);
    const std::uint64_t head = std::atomic_ref(control->data_head).load(std::memory_order_acquire);
    const std::uint64_t tail = control->data_tail;
    if (head == tail) return;
    const std::span<const std::byte> data(m_memory + pageSize(), m_bytes - pageSize());
    parsePerfRecords(data, tail, head, m_cpu, records);
    std::atomic_ref(control->data_tail).store(head, std::memory_order_release);
  }

 private:
  UniqueFd m_fd;
  std::uint32_t m_cpu;
  std::byte* m_memory = nullptr;
  std::size_t m_bytes = 0;
};

SwitchRecords::SwitchRecords() = default;
SwitchRecords::~SwitchRecords() = default;

Result<void> SwitchRecords::open(pid_t pid) {
  m_rings.clear();
  for (const int cpu : onlineCpus()) {
    UniqueFd fd = openEvent(pid, cpu);
    if (!fd) {
      if (errno == ENODEV) continue;  // the CPU has gone meanwhile
      const Error refused = systemError("the kernel refuses switch records (perf_event_open)");
      m_rings.clear();
      return refused;
    }
    m_rings.push_back(std::make_unique<Ring>(std::move(fd), static_cast<std::uint32_t>(cpu)));
  }
  Result<void> mapped;
  for (std::size_t pages = kRingPages; pages >= kLeastRingPages; pages /= 2) {
    mapped = map(pages);
    if (mapped) return {};
  }
  m_rings.clear();
  m_memoryRefused = true;
  return mapped;
}

Result<void> SwitchRecords::map(std::size_t pages) {
  for (const auto& ring : m_rings) {
    if (ring->map(pages)) continue;
    const Error refused = systemError("the kernel refuses memory for switch records (mmap)");
    for (const auto& mapped : m_rings) mapped->unmap();
    return refused;
  }
  m_ringPages = pages;
  return {};
}

void SwitchRecords::read() {
  const std::int64_t now = monotonicNow();
  for (const auto& ring : m_rings) ring->read(m_pending);
  m_quietUntil = now - kUsualDelay;
}

void SwitchRecords::hand(std::vector<KernelRecord>& records, std::int64_t until) {
  std::stable_sort(m_pending.begin(), m_pending.end(),
                   [](const auto& left, const auto& right) { return left.time < right.time; });
  const auto newer = std::upper_bound(
      m_pending.begin(), m_pending.end(), until,
      [](std::int64_t time, const KernelRecord& record) { return time < record.time; });
  records.insert(records.end(), m_pending.begin(), newer);
  m_pending.erase(m_pending.begin(), newer);
}

void SwitchRecords::drain(std::vector<KernelRecord>& records) {
  read();
  hand(records, m_quietUntil);
}

void SwitchRecords::drainRest(std::vector<KernelRecord>& records) {
  read();
  hand(records, std::numeric_limits<std::int64_t>::max());
}

}  // namespace lockstep
