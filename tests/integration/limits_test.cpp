// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>

#include "analysis/analysis.h"
#include "live_run.h"
#include "runtime/task.h"
#include "session/step_host.h"
#include "sync/sync.h"
#include "words/words.h"

/// Runs on a machine that gives no more threads and processes. Root is exempt from that limit;
/// these tests are not root.

namespace lockstep::integration {
namespace {

using testing::HasSubstr;

void giveNoMoreTasks() {
  const rlimit one{1, 1};
  if (::setrlimit(RLIMIT_NPROC, &one) != 0) std::_Exit(1);
}

/// main starts one task that waits for another, and can't start the other.
template <class Second>
void crowded() {
  Flag called("called");
  Thread first([called]() mutable { called.wait(); }, "first");
  Second second([called]() mutable { called.set(); }, "second");
  first.start();
  giveNoMoreTasks();
  second.start();
  first.join();
}

const bool kCrowdedRegistered = registerOwn("crowded-threads", {crowded<Thread>}) &&
                                registerOwn("crowded-processes", {crowded<Process>}) &&
                                registerOwn("no-room", {[] {}, giveNoMoreTasks});

class ACrowdedMachine : public testing::Test {
 protected:
  ~ACrowdedMachine() override { ::unsetenv(kOwnScenario); }
  static RunRequest request(const char* scenario) {
    ::setenv(kOwnScenario, scenario, 1);
    RunRequest wanted;
    wanted.scenario = "counter";  // this program decides for itself
    wanted.hostProgram = ownProgram();
    return wanted;
  }
};

TEST_F(ACrowdedMachine, MakesARunNameTheTaskThatCouldNotBeStarted) {
  for (const char* scenario : {"crowded-threads", "crowded-processes"}) {
    SCOPED_TRACE(scenario);
    LiveRun run(request(scenario));
    ASSERT_TRUE(run) << run.refusal();
    ASSERT_TRUE(run.pullToTheEnd());
    EXPECT_EQ(run.trace().end(), RunEnd::quiescent) << "the first task waits for ever";
    const Report report = analyse(run.trace());
    EXPECT_EQ(report.verdict, Verdict::crashed);
    EXPECT_THAT(Words().verdict(run.trace(), report),
                HasSubstr("main could not start second: Resource temporarily unavailable "
                          "(EAGAIN)"));
  }
  expectNoChildren();
}

TEST_F(ACrowdedMachine, MakesASteppedRunNameItAsWell) {
  for (const char* scenario : {"crowded-threads", "crowded-processes"}) {
    SCOPED_TRACE(scenario);
    auto host = StepHost::start(request(scenario));
    ASSERT_TRUE(host) << host.error().message;
    RoundRobin inTurn;
    Round round;
    const auto played =
        (*host)->play([&](const Situation& situation) { return inTurn.choose(situation); }, round);
    ASSERT_TRUE(played) << played.error().message;
    EXPECT_TRUE(round.faults.empty());
    const Trace trace = (*host)->record(round);
    const Report report = analyse(trace);
    EXPECT_EQ(report.verdict, Verdict::crashed);
    EXPECT_THAT(Words().verdict(trace, report), HasSubstr("main could not start second"));
  }
  expectNoChildren();
}

TEST_F(ACrowdedMachine, ThatHasNoRoomForMainEndsTheRunWithOneSentence) {
  LiveRun run(request("no-room"));
  ASSERT_TRUE(run) << run.refusal();
  ASSERT_TRUE(run.pullToTheEnd());
  ASSERT_EQ(run.session().notes().size(), 1u);
  EXPECT_THAT(run.session().notes()[0], HasSubstr("main process"));
  EXPECT_THAT(run.session().notes()[0], HasSubstr("(EAGAIN)"));
  EXPECT_FALSE(run.begun(kMainTask));
  run.close();

  auto host = StepHost::start(request("no-room"));
  ASSERT_TRUE(host) << host.error().message;
  Round round;
  const auto played =
      (*host)->play([](const Situation&) { return std::optional<Choice>(); }, round);
  ASSERT_FALSE(played);
  EXPECT_TRUE((*host)->refused());
  EXPECT_THAT(played.error().message, HasSubstr("(EAGAIN)"));
  host->reset();
  expectNoChildren();
}

}  // namespace
}  // namespace lockstep::integration
