// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <csignal>
#include <random>

#include "base/clock.h"
#include "live_run.h"

namespace lockstep::integration {
namespace {

constexpr int kRuns = LOCKSTEP_SANITIZED ? 100 : 500;
constexpr std::int64_t kMostDelay = 6'000'000;   ///< ns from the last task's start to the kill
constexpr std::int64_t kAfterwards = 3'000'000;  ///< ns that the survivors have

struct Victim {
  const char* scenario;
  const char* variant;
  const char* as;
  std::map<std::string, std::int64_t> parameters;
  std::uint16_t tasks;  ///< 1 .. tasks are killed in turn; 0 is the host
};

/// Tasks that write as fast as they can, so that a kill finds them in the middle of it.
const std::vector<Victim>& victims() {
  static const std::vector<Victim> all{
      {"counter", "locked", "processes", {{"increments", 1'000'000}, {"pause", 0}}, 3},
      {"counter", "unlocked", "processes", {{"increments", 1'000'000}, {"pause", 0}}, 3},
      {"counter", "locked", "threads", {{"increments", 1'000'000}, {"pause", 0}}, 3},
      {"philosophers", "ordered", "processes", {{"pause", 0}}, 6},
      {"producer-consumer", "no-sentinel", "processes", {{"pause", 0}}, 4},
  };
  return all;
}

bool isKernels(Operation operation) {
  return operation == Operation::switchIn || operation == Operation::switchOut ||
         operation == Operation::forked || operation == Operation::exited;
}

/// A torn record would show in fields that no task ever writes.
void expectWhole(Trace& trace, std::int64_t from, std::int64_t to) {
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    ASSERT_GE(event.time, from);
    ASSERT_LE(event.time, to);
    ASSERT_GT(static_cast<int>(event.operation), 0);
    ASSERT_LT(static_cast<int>(event.operation), kOperations);
    ASSERT_LE(event.phase, Phase::done);
    ASSERT_LE(event.outcome, Outcome::failed);
    ASSERT_LT(event.task.value, trace.tasks().size());
    ASSERT_FALSE(isKernels(event.operation));
    if (event.resource.valid()) {
      ASSERT_LT(event.resource.value, trace.resources().size());
    }
    if (event.site.valid()) {
      ASSERT_NE(trace.site(event.site), nullptr);
    }
    if (event.operation == Operation::acquire && event.phase == Phase::done) {
      ASSERT_EQ(event.value, 1);
    }
  }
}

void killOne(int round, std::mt19937& dice) {
  const Victim& victim = victims()[static_cast<std::size_t>(round) % victims().size()];
  const auto target =
      static_cast<std::uint16_t>(round / static_cast<int>(victims().size()) % (victim.tasks + 1));
  RunRequest request;
  request.scenario = victim.scenario;
  request.variant = victim.variant;
  request.as = victim.as;
  request.parameters = victim.parameters;
  request.quietLimit = 50'000'000;
  const std::int64_t from = monotonicNow();
  LiveRun run(request);
  ASSERT_TRUE(run) << run.refusal();
  run.pullUntil([&] { return run.begun(TaskId{target}) && run.begun(kMainTask); });
  const std::int64_t instant =
      monotonicNow() + std::uniform_int_distribution<std::int64_t>(0, kMostDelay)(dice);
  run.pullUntil([&] { return monotonicNow() >= instant; });
  if (!run.ended()) ::kill(run.trace().tasks()[target].pid, SIGKILL);
  const std::int64_t over = monotonicNow() + kAfterwards;
  run.pullUntil([&] { return monotonicNow() >= over; });
  run.session().stop();
  ASSERT_TRUE(run.pullToTheEnd()) << "the run hangs";
  expectWhole(run.trace(), from, monotonicNow());
  EXPECT_EQ(run.trace().lostCount(), 0u);
}

TEST(SigkillOfEveryTaskAtRandomInstants, NeverTearsARecordLosesADescendantOrHangs) {
  const auto before = sharedMemoryFiles();
  const auto seed = static_cast<unsigned>(monotonicNow());
  std::mt19937 dice(seed);
  for (int round = 0; round < kRuns; ++round) {
    const Marker marker;
    killOne(round, dice);
    EXPECT_TRUE(marker.carriers().empty());
    expectNoChildren();
    if (testing::Test::HasFailure()) FAIL() << "run " << round << ", seed " << seed;
  }
  EXPECT_EQ(sharedMemoryFiles(), before);
}

}  // namespace
}  // namespace lockstep::integration
