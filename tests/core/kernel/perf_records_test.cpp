// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/perf_records.h"

#include <gtest/gtest.h>
#include <linux/perf_event.h>
#include <rapidcheck.h>

#include <cstring>

namespace lockstep {
namespace {

/// A ring into which records are written as the kernel does.
class FakeRing {
 public:
  explicit FakeRing(std::size_t bytes, std::uint64_t start = 0)
      : m_data(bytes), m_tail(start), m_head(start) {}

  void word(std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i)
      m_data[m_head++ % m_data.size()] = static_cast<std::byte>(value >> (8 * i));
  }
  void header(std::uint32_t type, std::uint16_t misc, std::size_t size) {
    word(type, 4);
    word(misc, 2);
    word(size, 2);
  }
  void sampleId(int pid, int tid, std::int64_t time, std::uint32_t cpu) {
    word(static_cast<std::uint32_t>(pid), 4);
    word(static_cast<std::uint32_t>(tid), 4);
    word(static_cast<std::uint64_t>(time), 8);
    word(cpu, 4);
    word(0, 4);
  }
  void switchOf(int tid, std::int64_t time, std::uint16_t misc) {
    header(PERF_RECORD_SWITCH, misc, 8 + 24);
    sampleId(tid, tid, time, 1);
  }
  void taskRecord(std::uint32_t type, int pid, int tid, int parent, std::int64_t time) {
    header(type, 0, 8 + 24 + 24);
    word(static_cast<std::uint32_t>(pid), 4);
    word(static_cast<std::uint32_t>(parent), 4);
    word(static_cast<std::uint32_t>(tid), 4);
    word(static_cast<std::uint32_t>(parent), 4);
    word(static_cast<std::uint64_t>(time), 8);
    sampleId(parent, parent, time, 1);
  }
  std::vector<KernelRecord> parse(std::uint64_t shorter = 0) const {
    std::vector<KernelRecord> records;
    parsePerfRecords(m_data, m_tail, m_head - shorter, 1, records);
    return records;
  }

 private:
  std::vector<std::byte> m_data;
  std::uint64_t m_tail;
  std::uint64_t m_head;
};

KernelRecord record(KernelRecordKind kind, int tid, std::int64_t time) {
  KernelRecord expected;
  expected.kind = kind;
  expected.tid = tid;
  expected.pid = tid;
  expected.time = time;
  expected.cpu = 1;
  return expected;
}

TEST(PerfRecords, SwitchesTellInOutAndPreemption) {
  FakeRing ring(4096);
  ring.switchOf(7, 100, 0);
  ring.switchOf(7, 200, PERF_RECORD_MISC_SWITCH_OUT);
  ring.switchOf(8, 300, PERF_RECORD_MISC_SWITCH_OUT | PERF_RECORD_MISC_SWITCH_OUT_PREEMPT);
  const auto records = ring.parse();
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0], record(KernelRecordKind::switchIn, 7, 100));
  EXPECT_EQ(records[1], record(KernelRecordKind::switchOut, 7, 200));
  KernelRecord preempted = record(KernelRecordKind::switchOut, 8, 300);
  preempted.preempted = true;
  EXPECT_EQ(records[2], preempted);
}

TEST(PerfRecords, AForkNamesChildAndParentAndAnExitItsTask) {
  FakeRing ring(4096);
  ring.taskRecord(PERF_RECORD_FORK, 20, 21, 10, 500);
  ring.taskRecord(PERF_RECORD_EXIT, 20, 21, 10, 600);
  const auto records = ring.parse();
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].kind, KernelRecordKind::forked);
  EXPECT_EQ(records[0].pid, 20);
  EXPECT_EQ(records[0].tid, 21);
  EXPECT_EQ(records[0].parentTid, 10);
  EXPECT_EQ(records[0].time, 500);
  EXPECT_EQ(records[1].kind, KernelRecordKind::exited);
  EXPECT_EQ(records[1].tid, 21);
}

TEST(PerfRecords, LostRecordsAreCounted) {
  FakeRing ring(4096);
  ring.header(PERF_RECORD_LOST, 0, 8 + 16 + 24);
  ring.word(3, 8);
  ring.word(41, 8);
  ring.sampleId(1, 1, 900, 1);
  const auto records = ring.parse();
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].kind, KernelRecordKind::lost);
  EXPECT_EQ(records[0].count, 41u);
  EXPECT_EQ(records[0].time, 900);
}

TEST(PerfRecords, KindsThatNobodyAskedForArePassedOver) {
  FakeRing ring(4096);
  ring.header(PERF_RECORD_COMM, 0, 16);
  ring.word(0, 8);
  ring.switchOf(7, 100, 0);
  EXPECT_EQ(ring.parse(), std::vector{record(KernelRecordKind::switchIn, 7, 100)});
}

TEST(PerfRecords, ARecordMayLieAcrossTheEndOfTheRing) {
  for (std::uint64_t start = 4096 - 32; start <= 4096; start += 8) {
    FakeRing ring(4096, start);
    ring.switchOf(7, 100, 0);
    EXPECT_EQ(ring.parse(), std::vector{record(KernelRecordKind::switchIn, 7, 100)}) << start;
  }
}

TEST(PerfRecords, CountersMayPassTheirGreatestValue) {
  FakeRing ring(4096, ~std::uint64_t{0} - 7);
  ring.switchOf(7, 100, 0);
  EXPECT_EQ(ring.parse(), std::vector{record(KernelRecordKind::switchIn, 7, 100)});
}

TEST(PerfRecords, ARecordThatIsTooShortOrTooLongIsALoss) {
  for (const std::size_t size : {0, 4, 12, 40, 0xfff8}) {
    FakeRing ring(4096);
    ring.header(PERF_RECORD_SWITCH, 0, size);
    ring.sampleId(7, 7, 100, 1);
    const auto records = ring.parse();
    ASSERT_EQ(records.size(), 1u) << size;
    EXPECT_EQ(records[0].kind, KernelRecordKind::lost) << size;
  }
  for (const std::uint64_t missing : {8, 16, 24, 28}) {
    FakeRing ring(4096);
    ring.switchOf(7, 100, 0);
    const auto records = ring.parse(missing);
    ASSERT_EQ(records.size(), 1u) << missing;
    EXPECT_EQ(records[0].kind, KernelRecordKind::lost) << missing;
  }
}

TEST(PerfRecords, BytesOfAnyKindNeverLeadOutOfTheRing) {
  EXPECT_TRUE(rc::check([] {
    const auto noise = *rc::gen::container<std::vector<std::uint8_t>>(
        256, rc::gen::element<std::uint8_t>(0, 0, 0, 1, 3, 4, 7, 8, 14, 32, 40, 48, 255));
    std::vector<std::byte> data(noise.size());
    std::memcpy(data.data(), noise.data(), noise.size());
    const auto tail = *rc::gen::arbitrary<std::uint64_t>();
    const auto length = *rc::gen::inRange<std::uint64_t>(0, 600);
    std::vector<KernelRecord> records;
    parsePerfRecords(data, tail, tail + length, 0, records);
    RC_ASSERT(records.size() <= length / 8 + 1);
  }));
}

}  // namespace
}  // namespace lockstep
