// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/switch_records.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <new>
#include <thread>

#include "base/clock.h"
#include "base/unique_fd.h"
#include "kernel/procfs.h"

namespace lockstep {
namespace {

/// A child that starts its act when told, so that it can be watched from its first step on.
class WatchedChild {
 public:
  explicit WatchedChild(const std::function<void()>& act) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) std::abort();
    m_go.reset(ends[1]);
    m_pid = ::fork();
    if (m_pid == 0) {
      ::close(ends[1]);
      char go;
      if (::read(ends[0], &go, 1) == 1) act();
      ::_exit(0);
    }
    ::close(ends[0]);
  }
  ~WatchedChild() {
    m_go.reset();
    if (!m_reaped) ::waitpid(m_pid, nullptr, 0);
  }
  pid_t pid() const { return m_pid; }
  /// Waits until the child sleeps for its go.
  void awaitReady() {
    const std::int64_t deadline = monotonicNow() + 10'000'000'000;
    while (monotonicNow() < deadline) {
      const auto stat = readTaskStat(m_pid, m_pid);
      if (stat && stat->state == 'S') return;
      ::sched_yield();
    }
    ADD_FAILURE() << "the child does not come to its gate";
  }
  void go() { EXPECT_EQ(::write(m_go.get(), "g", 1), 1); }
  /// Waits for its end; its /proc files can still be read afterwards.
  void awaitEnd() {
    siginfo_t info;
    EXPECT_EQ(::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOWAIT), 0);
  }
  void reap() {
    ::waitpid(m_pid, nullptr, 0);
    m_reaped = true;
  }

 private:
  UniqueFd m_go;
  pid_t m_pid = -1;
  bool m_reaped = false;
};

void pinToFirstCpu() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  CPU_SET(onlineCpus().front(), &mask);
  ::sched_setaffinity(0, sizeof mask, &mask);
}

void spinFor(std::int64_t ns) {
  const std::int64_t end = monotonicNow() + ns;
  while (monotonicNow() < end) {
  }
}

std::vector<KernelRecord> watch(WatchedChild& child) {
  SwitchRecords evidence;
  const Result<void> opened = evidence.open(child.pid());
  EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
  std::vector<KernelRecord> records;
  if (!opened) return records;
  child.go();
  child.awaitEnd();
  evidence.drain(records);
  evidence.drainRest(records);
  return records;
}

/// Where the machine forbids switch records there is nothing to test.
class SwitchRecordsTest : public testing::Test {
 protected:
  void SetUp() override {
    SwitchRecords trial;
    const auto opened = trial.open(::getpid());
    if (!opened) GTEST_SKIP() << opened.error().message;
  }
};

std::int64_t count(const std::vector<KernelRecord>& records, int tid,
                   const std::function<bool(const KernelRecord&)>& which) {
  return std::count_if(records.begin(), records.end(), [&](const KernelRecord& record) {
    return record.tid == tid && which(record);
  });
}

TEST_F(SwitchRecordsTest, ForksAreFollowedToGrandchildrenAndThreads) {
  WatchedChild child([] {
    std::thread([] {}).join();
    if (const pid_t next = ::fork(); next == 0) {
      if (const pid_t last = ::fork(); last == 0)
        ::_exit(0);
      else
        ::waitpid(last, nullptr, 0);
      ::_exit(0);
    } else {
      ::waitpid(next, nullptr, 0);
    }
  });
  const auto records = watch(child);
  std::vector<KernelRecord> forks;
  std::vector<int> exited;
  for (const KernelRecord& record : records) {
    if (record.kind == KernelRecordKind::forked) forks.push_back(record);
    if (record.kind == KernelRecordKind::exited) exited.push_back(record.tid);
  }
  ASSERT_EQ(forks.size(), 3u);
  EXPECT_EQ(forks[0].parentTid, child.pid());
  EXPECT_EQ(forks[0].pid, child.pid()) << "a thread keeps the pid";
  EXPECT_EQ(forks[1].parentTid, child.pid());
  EXPECT_EQ(forks[1].pid, forks[1].tid) << "a process has its own";
  EXPECT_EQ(forks[2].parentTid, forks[1].tid);
  EXPECT_EQ(exited.size(), 4u);
}

TEST_F(SwitchRecordsTest, RecordsComeInTimeOrderAndByTheMonotonicClock) {
  const std::int64_t before = monotonicNow();
  WatchedChild child([] {
    for (int i = 0; i < 50; ++i) {
      const pid_t next = ::fork();
      if (next == 0) ::_exit(0);
      ::waitpid(next, nullptr, 0);
    }
  });
  const auto records = watch(child);
  const std::int64_t after = monotonicNow();
  ASSERT_GT(records.size(), 200u);
  EXPECT_TRUE(std::is_sorted(records.begin(), records.end(),
                             [](const auto& a, const auto& b) { return a.time < b.time; }));
  EXPECT_GE(records.front().time, before);
  EXPECT_LE(records.back().time, after);
}

/// What the kernel has counted of a task, as that task itself read it between two instants.
struct OwnCounts {
  std::int64_t from = 0;
  std::int64_t to = 0;
  SwitchCounts counts;
};

TEST_F(SwitchRecordsTest, CountsAgreeWithTheKernelsOwn) {
  void* const shared =
      ::mmap(nullptr, sizeof(OwnCounts), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(shared, MAP_FAILED);
  auto& own = *new (shared) OwnCounts;
  WatchedChild child([&own] {
    pinToFirstCpu();
    const pid_t rival = ::fork();
    for (int i = 0; i < 20; ++i) spinFor(1'000'000);
    if (rival == 0) ::_exit(0);
    ::waitpid(rival, nullptr, 0);
    // While it ends it is switched, too, and nobody can say how often.
    own.from = monotonicNow();
    own.counts = readSwitchCounts(::getpid(), ::getpid()).value_or(SwitchCounts{});
    own.to = monotonicNow();
  });
  child.awaitReady();
  const auto before = readSwitchCounts(child.pid(), child.pid());
  const auto records = watch(child);
  ASSERT_TRUE(before);
  const auto switches = [&](bool preempted, std::int64_t until) {
    return count(records, child.pid(), [&](const auto& record) {
      return record.kind == KernelRecordKind::switchOut && record.preempted == preempted &&
             record.time <= until;
    });
  };
  EXPECT_GT(switches(true, own.from), 0);
  EXPECT_LE(switches(true, own.from), own.counts.involuntary - before->involuntary);
  EXPECT_GE(switches(true, own.to), own.counts.involuntary - before->involuntary);
  EXPECT_LE(switches(false, own.from), own.counts.voluntary - before->voluntary);
  EXPECT_GE(switches(false, own.to), own.counts.voluntary - before->voluntary);
  ::munmap(shared, sizeof(OwnCounts));
}

TEST_F(SwitchRecordsTest, DrainHoldsBackWhatIsNotSettledYet) {
  WatchedChild child([] { spinFor(1'000'000); });
  SwitchRecords evidence;
  ASSERT_TRUE(evidence.open(child.pid()));
  child.go();
  child.awaitEnd();
  std::vector<KernelRecord> records;
  evidence.drain(records);
  for (const KernelRecord& record : records) EXPECT_LE(record.time, evidence.quietUntil());
  const std::int64_t quiet = evidence.quietUntil();
  EXPECT_LE(quiet, monotonicNow() - SwitchRecords::kUsualDelay);
  const std::size_t settled = records.size();
  evidence.drainRest(records);
  for (std::size_t i = settled; i < records.size(); ++i) EXPECT_GT(records[i].time, quiet);
}

TEST_F(SwitchRecordsTest, SmallerRingsAreTakenWhereTheKernelRefusesLargeOnes) {
  // The limit on locked memory is per user: many watchers at once come to it.
  if (::geteuid() == 0) GTEST_SKIP() << "root has no limit";
  std::vector<std::unique_ptr<SwitchRecords>> watchers;
  bool smaller = false;
  for (int i = 0; i < 400; ++i) {
    watchers.push_back(std::make_unique<SwitchRecords>());
    const auto opened = watchers.back()->open(::getpid());
    if (!opened) {
      EXPECT_NE(opened.error().message.find("mmap"), std::string::npos) << opened.error().message;
      EXPECT_TRUE(watchers.back()->memoryRefused());
      EXPECT_TRUE(smaller);
      return;
    }
    smaller |= watchers.back()->ringPages() < SwitchRecords::kRingPages;
  }
}

TEST(SwitchRecordsRefusal, APidThatIsGoneIsRefusedWithOneSentence) {
  WatchedChild child([] {});
  child.go();
  child.awaitEnd();
  child.reap();
  SwitchRecords evidence;
  const auto opened = evidence.open(child.pid());
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("perf_event_open"), std::string::npos);
  EXPECT_FALSE(evidence.memoryRefused());
}

}  // namespace
}  // namespace lockstep
