// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <csignal>

#include "analysis/analysis.h"
#include "base/clock.h"
#include "session/session.h"

namespace lockstep {
namespace {

using testing::IsEmpty;

constexpr std::int64_t kStepPatience = 20'000'000'000;  ///< ns

/// A run that is stepped as the window does it.
class SteppedRun : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { becomeReaper(); }
  void TearDown() override {
    m_session.reset();
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }

  void start(const std::string& scenario, const std::string& variant, Stepping stepping,
             std::vector<Choice> prefix = {}) {
    RunRequest wanted;
    wanted.scenario = scenario;
    wanted.variant = variant;
    wanted.as = GetParam();
    if (scenario == "counter") wanted.parameters = {{"increments", 2}, {"pause", 0}};
    if (scenario == "philosophers") wanted.parameters = {{"philosophers", 2}, {"meals", 1}};
    wanted.stepping = stepping;
    wanted.prefix = std::move(prefix);
    start(wanted);
  }
  void start(const RunRequest& wanted) {
    m_trace = Trace();
    m_session.reset();
    auto session = Session::start(wanted);
    ASSERT_TRUE(session) << session.error().message;
    m_session = std::move(*session);
    m_ended = false;
  }

  template <class Condition>
  bool pullUntil(Condition condition) {
    const std::int64_t deadline = monotonicNow() + kStepPatience;
    while (monotonicNow() < deadline) {
      m_ended = m_ended || !m_session->pull(m_trace);
      if (condition()) return true;
      if (m_ended) return condition();
      m_session->waitForEvents(2);
    }
    return false;
  }
  /// Until it waits for a choice after `steps` of them.
  bool waitsAfter(std::size_t steps) {
    return pullUntil([&] {
      const auto view = m_session->stepView();
      return view->waiting && view->steps.size() >= steps;
    });
  }
  /// What points into it stays good until the test is over.
  std::shared_ptr<const StepView> view() const {
    auto now = m_session->stepView();
    if (m_views.empty() || m_views.back() != now) m_views.push_back(now);
    return now;
  }
  /// Takes the first choice `count` times; false when the run ended before.
  bool stepFirst(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t done = view()->steps.size();
      if (!waitsAfter(done) || view()->situation.choices().empty()) return false;
      m_session->choose(view()->situation.choices().front());
      if (!waitsAfter(done + 1)) return false;
    }
    return true;
  }
  std::vector<Choice> taken() const {
    std::vector<Choice> choices;
    for (const StepTaken& step : view()->steps) choices.push_back(step.choice);
    return choices;
  }
  bool runToEnd() {
    m_session->runUntil({});
    return pullUntil([this] { return m_ended; });
  }
  State stateOf(TaskId task) const { return m_trace.at(m_trace.endTime()).tasks[task.value].state; }

  std::unique_ptr<Session> m_session;
  Trace m_trace;
  bool m_ended = false;
  mutable std::vector<std::shared_ptr<const StepView>> m_views;
};

TEST_P(SteppedRun, BeginsWithItsMainTaskReadyAndNothingMoving) {
  start("counter", "unlocked", Stepping::fromStart);
  ASSERT_TRUE(waitsAfter(0));
  ASSERT_EQ(view()->situation.offers.size(), 1u);
  EXPECT_EQ(view()->situation.offers[0].next.operation, Operation::begin);
  // On its way to the gate it may have been without a CPU, which the kernel tells.
  EXPECT_TRUE(pullUntil([this] {
    if (m_trace.lane(kMainTask).size() == 0) return false;
    const TaskMoment main = m_trace.at(m_trace.endTime()).tasks[kMainTask.value];
    return main.state == State::ready && main.evidence == Evidence::step;
  }));
}

TEST_P(SteppedRun, MovesOneTaskByOneOperationAtEachChoice) {
  start("counter", "unlocked", Stepping::fromStart);
  ASSERT_TRUE(stepFirst(3));  // main begins and starts both workers
  EXPECT_EQ(view()->situation.offers.size(), 3u);
  EXPECT_EQ(view()->steps.size(), 3u);
  const std::uint64_t events = m_trace.eventCount();
  ASSERT_TRUE(stepFirst(1));
  EXPECT_GT(m_trace.eventCount(), events);
  EXPECT_THAT(view()->faults, IsEmpty());
}

TEST_P(SteppedRun, RunsToItsEndByItselfWhenAsked) {
  start("counter", "locked", Stepping::fromStart);
  ASSERT_TRUE(waitsAfter(0));
  ASSERT_TRUE(runToEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::completed);
  EXPECT_EQ(analyse(m_trace).verdict, Verdict::completed);
  EXPECT_THAT(view()->faults, IsEmpty());
}

TEST_P(SteppedRun, ReplaysAPrefixAndThenWaits) {
  start("counter", "unlocked", Stepping::fromStart);
  ASSERT_TRUE(stepFirst(6));
  const std::vector<Choice> choices = taken();
  start("counter", "unlocked", Stepping::fromStart, choices);
  ASSERT_TRUE(waitsAfter(6));
  EXPECT_EQ(taken(), choices);
  EXPECT_EQ(view()->replayed, 6u);
  EXPECT_EQ(view()->diverged, "");
}

TEST_P(SteppedRun, SaysWhereAPrefixCannotBeFollowed) {
  start("counter", "unlocked", Stepping::fromStart,
        {{kMainTask, Act::go, Choice::kNoPick}, {TaskId{9}, Act::go, Choice::kNoPick}});
  ASSERT_TRUE(waitsAfter(1));
  EXPECT_THAT(view()->diverged, testing::HasSubstr("step 2"));
}

TEST_P(SteppedRun, StopsAsQuiescentWhenNothingIsAble) {
  start("philosophers", "naive", Stepping::fromStart);
  // In turn both come to the table, take their left forks and want the right ones.
  ASSERT_TRUE(waitsAfter(0));
  ASSERT_TRUE(runToEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::quiescent);
  EXPECT_EQ(analyse(m_trace).verdict, Verdict::deadlock);
}

TEST_P(SteppedRun, RunsUntilATaskMovesAndUntilItBlocks) {
  start("counter", "locked", Stepping::fromStart);
  ASSERT_TRUE(stepFirst(3));
  const TaskId second{3};
  m_session->runUntil({StepGoal::Until::moves, second, {}, nullptr});
  ASSERT_TRUE(pullUntil([&] { return view()->waiting && view()->situation.last == second; }));
  m_session->runUntil({StepGoal::Until::blocks, kMainTask, {}, nullptr});
  ASSERT_TRUE(pullUntil([&] {
    const Offer* offer = view()->situation.offer(kMainTask);
    return view()->waiting && offer && offer->able.empty();
  }));
  m_session->runUntil({StepGoal::Until::contended, {}, {}, nullptr});
  ASSERT_TRUE(pullUntil([&] {
    if (!view()->waiting) return false;
    for (const Offer& offer : view()->situation.offers)
      if (offer.able.empty() && offer.next.operation == Operation::acquire) return true;
    return false;
  }));
}

TEST_P(SteppedRun, StopsAtABreakpointBeforeTheOperation) {
  start("counter", "unlocked", Stepping::fromStart);
  ASSERT_TRUE(waitsAfter(0));
  Breakpoint store;
  store.operation = Operation::store;
  m_session->setBreakpoints({store});
  m_session->runUntil({});
  ASSERT_TRUE(pullUntil([&] { return view()->waiting && view()->steps.size() > 1; }));
  const Offer* offer = view()->situation.offer(view()->situation.last);
  ASSERT_NE(offer, nullptr);
  EXPECT_EQ(offer->next.operation, Operation::store);
}

TEST_P(SteppedRun, TurnsAFreeRunIntoStepsAndBack) {
  RunRequest wanted;
  wanted.scenario = "philosophers";
  wanted.variant = "ordered";
  wanted.as = GetParam();
  wanted.parameters = {{"philosophers", 3}, {"meals", 1000}, {"pause", 1}};
  wanted.stepping = Stepping::possible;
  start(wanted);
  ASSERT_TRUE(pullUntil([this] { return m_trace.logSize() > 200; }));
  m_session->setStepping(true);
  ASSERT_TRUE(waitsAfter(0));
  EXPECT_EQ(view()->situation.offers.size() + view()->situation.outside.size(), 4u);
  ASSERT_TRUE(stepFirst(20));
  EXPECT_THAT(view()->faults, IsEmpty());
  m_session->setStepping(false);
  ASSERT_TRUE(pullUntil([this] { return !view()->stepping; }));
  const std::size_t before = m_trace.logSize();
  ASSERT_TRUE(pullUntil([&] { return m_trace.logSize() > before + 200; }));
  m_session->setStepping(true);
  ASSERT_TRUE(waitsAfter(20));
  EXPECT_THAT(view()->faults, IsEmpty());
}

TEST_P(SteppedRun, GoesOnWhenAnyTaskIsKilledAtAnyStep) {
  for (std::size_t step = 0; step < 14; ++step) {
    start("counter", "unlocked", Stepping::fromStart);
    ASSERT_TRUE(stepFirst(step)) << step;
    ASSERT_TRUE(waitsAfter(step));
    const auto offers = view()->situation.offers;
    ASSERT_FALSE(offers.empty());
    const TaskId victim = offers[step % offers.size()].task;
    const Result<void> killed = m_session->signal(victim, SIGKILL);
    ASSERT_TRUE(killed) << "step " << step << ", task " << victim.value << ": "
                        << killed.error().message;
    m_session->runUntil({});
    EXPECT_TRUE(pullUntil([this] { return m_ended; })) << "step " << step;
    EXPECT_EQ(analyse(m_trace).verdict, Verdict::crashed) << "step " << step;
  }
}

TEST_P(SteppedRun, ATaskThatTheUserStopsIsShownAsStoppedUntilTheUserLetsItGoOn) {
  start("counter", "unlocked", Stepping::fromStart);
  ASSERT_TRUE(stepFirst(4));
  const std::size_t steps = view()->steps.size();
  ASSERT_TRUE(waitsAfter(steps));
  const TaskId worker{2};
  ASSERT_TRUE(m_session->signal(worker, SIGTSTP));
  const auto delivery = [&]() -> std::optional<Choice> {
    const Offer* offer = view()->waiting ? view()->situation.offer(worker) : nullptr;
    if (!offer) return std::nullopt;
    for (const Choice& choice : offer->able)
      if (choice.act == Act::deliver) return choice;
    return std::nullopt;
  };
  ASSERT_TRUE(pullUntil([&] { return delivery().has_value(); })) << "held like other signals";
  EXPECT_NE(stateOf(worker), State::stopped);
  m_session->choose(*delivery());
  const auto stopped = [&] { return stateOf(worker) == State::stopped; };
  ASSERT_TRUE(pullUntil([&] { return view()->waiting && stopped(); }));
  EXPECT_EQ(m_trace.at(m_trace.endTime()).tasks[worker.value].evidence, Evidence::step);
  EXPECT_EQ(view()->situation.offer(worker), nullptr);
  if (GetParam() == "processes") {
    EXPECT_TRUE(stepFirst(1)) << "the others go on";
    EXPECT_TRUE(stopped());
  }
  ASSERT_TRUE(m_session->signal(worker, SIGCONT));
  ASSERT_TRUE(pullUntil(
      [&] { return view()->waiting && view()->situation.offer(worker) != nullptr && !stopped(); }));
  ASSERT_TRUE(runToEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::completed);
  EXPECT_THAT(view()->faults, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(As, SteppedRun, testing::Values("threads", "processes"),
                         [](const auto& as) { return as.param; });

}  // namespace
}  // namespace lockstep
