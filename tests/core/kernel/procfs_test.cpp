// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/procfs.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/clock.h"

namespace lockstep {
namespace {

TEST(Procfs, SchedstatHoldsRunTimeDelayAndSlices) {
  EXPECT_EQ(parseSchedStat("123456789 42 7\n"), (SchedStat{123456789, 42, 7}));
  EXPECT_EQ(parseSchedStat("1 2 3"), (SchedStat{1, 2, 3}));
}

TEST(Procfs, ATruncatedOrForeignSchedstatSaysNothing) {
  for (const char* text :
       {"", "\n", "1", "1 2", "1 2 \n", "a b c", "1 two 3", "99999999999999999999 1 1"})
    EXPECT_EQ(parseSchedStat(text), std::nullopt) << text;
}

TEST(Procfs, StatFindsTheStateBehindAnyName) {
  EXPECT_EQ(parseTaskStat("12 (worker) S 10 9 9 0 -1"), (TaskStat{'S', 10, 9, "worker"}));
  EXPECT_EQ(parseTaskStat("12 (a) R (b) T 10 9 9"), (TaskStat{'T', 10, 9, "a) R (b"}));
  EXPECT_EQ(parseTaskStat("12 () Z 1 1"), (TaskStat{'Z', 1, 1, ""}));
  EXPECT_EQ(parseTaskStat("12 (x) Z 1 1 1 0 -1 4194304 5 0 0 0 7 8 0 0 20 0 3 0 1633"),
            (TaskStat{'Z', 1, 1, "x", 3}));
}

TEST(Procfs, ATruncatedOrForeignStatSaysNothing) {
  for (const char* text : {"", "12", "12 (", "12 (x", "12 (x)", "12 (x) ", "12 (x) S", "12 (x) S 1",
                           ")(", "12 (x)S 1 1"})
    EXPECT_EQ(parseTaskStat(text), std::nullopt) << text;
}

TEST(Procfs, StatusTellsTheTwoCountsOfSwitchesApart) {
  EXPECT_EQ(parseSwitchCounts("Name:\tx\nvoluntary_ctxt_switches:\t5\n"
                              "nonvoluntary_ctxt_switches:\t3\n"),
            (SwitchCounts{5, 3}));
  EXPECT_EQ(parseSwitchCounts("nonvoluntary_ctxt_switches:\t3\n"), std::nullopt);
  EXPECT_EQ(parseSwitchCounts(""), std::nullopt);
}

TEST(Procfs, CpuListsKnowRangesAndSingles) {
  EXPECT_EQ(parseCpuList("0"), (std::vector<int>{0}));
  EXPECT_EQ(parseCpuList("0-2,5\n"), (std::vector<int>{0, 1, 2, 5}));
  for (const char* text : {"", "x", "3-1", "0-", "0,", "-1", "0-999999999", "0 1"})
    EXPECT_TRUE(parseCpuList(text).empty()) << text;
}

TEST(Procfs, OwnFilesCanBeRead) {
  const pid_t pid = ::getpid();
  EXPECT_EQ(readTaskStat(pid, pid)->state, 'R');
  EXPECT_EQ(readTaskStat(pid, pid)->parent, ::getppid());
  // The kernel books time at ticks and switches; a process this young may have had neither.
  const std::int64_t deadline = monotonicNow() + 10'000'000'000;
  while (readSchedStat(pid, pid)->runTime == 0 && monotonicNow() < deadline) ::sched_yield();
  EXPECT_GT(readSchedStat(pid, pid)->runTime, 0);
  EXPECT_TRUE(readSwitchCounts(pid, pid));
  EXPECT_FALSE(onlineCpus().empty());
}

TEST(Procfs, ATaskThatIsGoneSaysNothing) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(readTaskStat(child, child), std::nullopt);
  EXPECT_EQ(readSchedStat(child, child), std::nullopt);
  EXPECT_EQ(readWaitChannel(child, child), "");
}

TEST(Procfs, AStoppedTaskIsSeenAsStopped) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::raise(SIGSTOP);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, WUNTRACED), child);
  EXPECT_EQ(readTaskStat(child, child)->state, 'T');
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

}  // namespace
}  // namespace lockstep
