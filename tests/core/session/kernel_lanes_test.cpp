// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/kernel_lanes.h"

#include <gtest/gtest.h>

#include <map>

namespace lockstep {
namespace {

constexpr TaskId kChild{2};
constexpr int kHostTid = 100;
constexpr int kMainTid = 101;
constexpr int kChildTid = 102;

class Lanes : public testing::Test {
 protected:
  Lanes()
      : m_lanes(
            [this](std::int32_t tid) {
              for (const auto& [task, known] : m_slots)
                if (known == tid) return task;
              return TaskId{};
            },
            [this](TaskId task) { return m_slots.contains(task) ? m_slots[task] : 0; }) {
    m_slots[kSupervisor] = kHostTid;
  }

  void probe(TaskId task, Operation operation, Phase phase, TaskId peer = {}) {
    Event event;
    event.task = task;
    event.operation = operation;
    event.phase = phase;
    if (peer.valid()) event.aux = peer.value;
    m_lanes.observe(event);
  }
  std::optional<Event> kernel(KernelRecordKind kind, int tid, int parent = 0) {
    KernelRecord record;
    record.kind = kind;
    record.tid = tid;
    record.parentTid = parent;
    record.time = ++m_time;
    return m_lanes.translate(record);
  }
  void startMain() {
    probe(kSupervisor, Operation::start, Phase::request, kMainTask);
    ASSERT_EQ(kernel(KernelRecordKind::forked, kMainTid, kHostTid)->task, kMainTask);
    probe(kSupervisor, Operation::start, Phase::done, kMainTask);
  }

  std::map<TaskId, std::int32_t> m_slots;
  std::int64_t m_time = 0;
  KernelLanes m_lanes;
};

TEST_F(Lanes, AForkDuringAStartIsTheTaskThatTheStartNames) {
  startMain();
  probe(kMainTask, Operation::start, Phase::request, kChild);
  const auto forked = kernel(KernelRecordKind::forked, kChildTid, kMainTid);
  ASSERT_TRUE(forked);
  EXPECT_EQ(forked->operation, Operation::forked);
  EXPECT_EQ(forked->task, kChild);
  EXPECT_EQ(forked->peer(), kMainTask);
  EXPECT_EQ(kernel(KernelRecordKind::switchIn, kChildTid)->task, kChild)
      << "before the child has said a word";
}

TEST_F(Lanes, AForkOutsideAStartIsNoTask) {
  startMain();
  EXPECT_FALSE(kernel(KernelRecordKind::forked, 777, kMainTid));
  EXPECT_FALSE(kernel(KernelRecordKind::switchIn, 777));
  EXPECT_FALSE(kernel(KernelRecordKind::exited, 777));
  EXPECT_EQ(m_lanes.strangers(), 3u);
}

TEST_F(Lanes, OneStartAdoptsOneFork) {
  startMain();
  probe(kMainTask, Operation::start, Phase::request, kChild);
  EXPECT_TRUE(kernel(KernelRecordKind::forked, kChildTid, kMainTid));
  EXPECT_FALSE(kernel(KernelRecordKind::forked, 778, kMainTid));
}

TEST_F(Lanes, ATaskWhoseForkWentUnseenIsKnownByItsSlotOrItsBegin) {
  m_slots[kMainTask] = kMainTid;
  EXPECT_EQ(kernel(KernelRecordKind::switchIn, kMainTid)->task, kMainTask);
  EXPECT_FALSE(kernel(KernelRecordKind::switchIn, kChildTid));
  m_slots[kChild] = kChildTid;
  probe(kChild, Operation::begin, Phase::done);
  EXPECT_EQ(kernel(KernelRecordKind::switchOut, kChildTid)->task, kChild);
}

TEST_F(Lanes, TheSupervisorsOwnSwitchesAreLeftOut) {
  EXPECT_FALSE(kernel(KernelRecordKind::switchIn, kHostTid));
  EXPECT_FALSE(kernel(KernelRecordKind::switchOut, kHostTid));
  EXPECT_EQ(m_lanes.strangers(), 0u);
}

TEST_F(Lanes, AThreadIdThatIsUsedAgainBelongsToItsNewOwner) {
  startMain();
  m_slots[kMainTask] = kMainTid;
  EXPECT_EQ(kernel(KernelRecordKind::exited, kMainTid)->task, kMainTask);
  EXPECT_FALSE(kernel(KernelRecordKind::switchIn, kMainTid)) << "the slot's number is stale";
  probe(kSupervisor, Operation::start, Phase::request, kChild);
  EXPECT_EQ(kernel(KernelRecordKind::forked, kMainTid, kHostTid)->task, kChild);
}

TEST_F(Lanes, ALossIsAGapOfNoTaskWithItsCount) {
  KernelRecord record;
  record.kind = KernelRecordKind::lost;
  record.count = 7;
  const auto gap = m_lanes.translate(record);
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->operation, Operation::gap);
  EXPECT_EQ(gap->value, 7);
  EXPECT_FALSE(gap->task.valid());
}

TEST_F(Lanes, PreemptionIsAFlagOfTheSwitch) {
  startMain();
  KernelRecord record;
  record.kind = KernelRecordKind::switchOut;
  record.tid = kMainTid;
  record.cpu = 1;
  record.preempted = true;
  const auto event = m_lanes.translate(record);
  ASSERT_TRUE(event);
  EXPECT_TRUE(event->has(kFlagPreempted));
  EXPECT_EQ(event->value, 1);
}

}  // namespace
}  // namespace lockstep
