// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>

#include "analysis/analysis.h"
#include "live_run.h"

namespace lockstep::integration {
namespace {

using testing::HasSubstr;

RunRequest counter() {
  RunRequest request;
  request.scenario = "counter";
  request.as = "processes";
  return request;
}

/// From now on the kernel refuses perf_event_open to this process and its descendants, as a
/// container's profile does.
bool forbidPerf() {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{std::size(program), program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

void runOnProbeEvidence(const std::string& why) {
  LiveRun run(counter());
  ASSERT_TRUE(run) << run.refusal();
  ASSERT_TRUE(run.pullToTheEnd());
  EXPECT_EQ(run.trace().run().evidence, "probe");
  EXPECT_THAT(run.trace().run().evidenceNote, HasSubstr(why));
  const Report report = analyse(run.trace());
  EXPECT_EQ(report.verdict, Verdict::completed);
  EXPECT_EQ(report.evidence[static_cast<std::size_t>(Evidence::kernel)], 0);
  EXPECT_GT(report.evidence[static_cast<std::size_t>(Evidence::probe)], 0.9);
  for (const TaskInfo& task : run.trace().tasks()) {
    const Lane& lane = run.trace().lane(task.id);
    for (std::size_t i = 0; i < lane.size(); ++i)
      EXPECT_NE(lane.interval(i).state, State::ready) << "cannot be known without the kernel";
  }
}

TEST(TheEvidence, IsTheKernelsForAnOrdinaryUser) {
  ASSERT_NE(::geteuid(), 0u);
  LiveRun run(counter());
  ASSERT_TRUE(run) << run.refusal();
  ASSERT_TRUE(run.pullToTheEnd());
  if (run.trace().run().evidence != "kernel") GTEST_SKIP() << run.trace().run().evidenceNote;
  const Report report = analyse(run.trace());
  EXPECT_GT(report.evidence[static_cast<std::size_t>(Evidence::kernel)], 0.95);
}

TEST(TheEvidence, IsTheTasksOwnWhereTheKernelRefusesPerf) {
  EXPECT_EXIT(
      {
        if (!forbidPerf()) std::_Exit(3);
        runOnProbeEvidence("perf_event_open");
        std::_Exit(testing::Test::HasFailure() ? 1 : 0);
      },
      testing::ExitedWithCode(0), "");
}

TEST(TheEvidence, IsTheTasksOwnWhereTheEnvironmentSaysSo) {
  ::setenv("LOCKSTEP_NO_PERF", "1", 1);
  runOnProbeEvidence("LOCKSTEP_NO_PERF");
  ::unsetenv("LOCKSTEP_NO_PERF");
}

}  // namespace
}  // namespace lockstep::integration
