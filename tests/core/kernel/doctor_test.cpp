// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/doctor.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "base/clock.h"

namespace lockstep {
namespace {

TEST(Doctor, SaysWhatTheMachineAllowsAndWhyNot) {
  const DoctorReport report = examineMachine();
  EXPECT_FALSE(report.kernelVersion.empty());
  EXPECT_GE(report.cpus, 1);
  EXPECT_FALSE(report.clock.empty());
  EXPECT_EQ(report.perfWorks, report.perfRefusal.empty());
  EXPECT_STREQ(report.evidence(), report.perfWorks ? "kernel" : "probe");
  EXPECT_EQ(report.perfWorks, report.ringPages > 0);
  if (!report.perfWorks) {
    EXPECT_FALSE(report.advice.empty());
  }
  for (const std::string& advice : report.advice) EXPECT_EQ(advice.back(), '.') << advice;
}

TEST(Doctor, LeavesNoChildBehindAndIsQuick) {
  const std::int64_t start = monotonicNow();
  examineMachine();
  EXPECT_LT(monotonicNow() - start, 5'000'000'000);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
}

}  // namespace
}  // namespace lockstep
