// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>

#include "analysis/analysis.h"
#include "base/clock.h"
#include "kernel/procfs.h"
#include "scenarios/scenario_info.h"
#include "session/step_host.h"

/// What the scenarios of step_cases_host come to in Step mode.

namespace lockstep {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

ScenarioInfo infoOf(const std::string& name, std::vector<std::string> parameters) {
  ScenarioInfo info;
  info.name = name;
  info.variants = {{"only", "", "completed", false, {}}};
  info.as = {"threads", "processes"};
  for (std::string& parameter : parameters)
    info.parameters.push_back({std::move(parameter), "", 0, 0, 64, "", false, false});
  return info;
}

const ScenarioInfo& describedAs(const std::string& name) {
  static const std::vector<ScenarioInfo> kAll{
      infoOf("family", {}), infoOf("stop-and-go", {"signal", "threads", "go"}),
      infoOf("stop-in-pause", {}), infoOf("doomed", {}), infoOf("inversion", {})};
  return *std::ranges::find(kAll, name, &ScenarioInfo::name);
}

RunRequest caseOf(const std::string& name, const std::string& as,
                  std::map<std::string, std::int64_t> parameters = {}) {
  RunRequest wanted;
  wanted.scenario = name;
  wanted.as = as;
  wanted.parameters = std::move(parameters);
  wanted.hostProgram =
      std::filesystem::read_symlink("/proc/self/exe").replace_filename("step_cases_host");
  wanted.described = &describedAs(name);
  return wanted;
}

std::optional<Choice> choiceOf(const Situation& situation, TaskId task, Act act = Act::go) {
  for (const Choice& choice : situation.choices())
    if (choice.task == task && choice.act == act) return choice;
  return std::nullopt;
}

class StepCase : public testing::Test {
 protected:
  void SetUp() override { becomeReaper(); }
  void TearDown() override {
    m_host.reset();
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }
  /// Plays one round, which comes to an end without a fault; `m_trace` and `m_report` tell of it.
  void play(const RunRequest& wanted, const StepHost::Choose& choose) {
    auto host = StepHost::start(wanted);
    ASSERT_TRUE(host) << host.error().message;
    m_host = std::move(*host);
    again(choose);
  }
  void again(const StepHost::Choose& choose) {
    const auto played = m_host->play(choose, m_round, 20'000'000'000);
    ASSERT_TRUE(played) << played.error().message;
    EXPECT_THAT(m_round.faults, IsEmpty());
    m_trace = m_host->record(m_round);
    m_report = analyse(m_trace);
  }
  TaskId task(const std::string& name) const {
    const Arena& arena = m_host->arena();
    for (std::uint16_t i = 0; i < arena.taskCount(); ++i)
      if (arena.taskLive(TaskId{i}) && arena.taskInfo(TaskId{i}).name == name) return TaskId{i};
    return {};
  }
  bool wasStopped(TaskId task) const {
    const Lane& lane = m_trace.lane(task);
    for (std::size_t i = 0; i < lane.size(); ++i)
      if (lane.interval(i).state == State::stopped && lane.interval(i).evidence == Evidence::step)
        return true;
    return false;
  }
  std::vector<std::string> said() const {
    std::vector<std::string> words;
    for (const Event& event : m_round.events)
      if (event.operation == Operation::say)
        words.push_back(m_host->arena().text(TextId{event.aux}));
    return words;
  }

  std::unique_ptr<StepHost> m_host;
  Round m_round;
  Trace m_trace;
  Report m_report;
};

TEST_F(StepCase, ForkedAndSpawnedTasksTakeTheirStepsAlike) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    std::mt19937 engine(seed);
    const auto any = [&](const Situation& situation) {
      EXPECT_THAT(situation.outside, IsEmpty()) << "who is being made is waited for";
      const auto choices = situation.choices();
      return std::optional(choices[engine() % choices.size()]);
    };
    if (seed == 1)
      play(caseOf("family", "processes"), any);
    else
      again(any);
    ASSERT_FALSE(HasFatalFailure());
    EXPECT_EQ(m_round.end, RunEnd::completed) << "seed " << seed;
    EXPECT_THAT(said(), ElementsAre("value 3")) << "seed " << seed;
    for (const char* name : {"forked", "spawned", "grandchild"})
      EXPECT_GT(m_trace.tasks()[task(name).value].pid, 0) << name;
  }
}

/// In turn, but signals are delivered as soon as they can be.
class DeliverFirst {
 public:
  std::optional<Choice> operator()(const Situation& situation) {
    for (const Choice& choice : situation.choices())
      if (choice.act == Act::deliver) return choice;
    return m_inTurn.choose(situation);
  }

 private:
  RoundRobin m_inTurn;
};

class StoppedInSteps : public StepCase, public testing::WithParamInterface<int> {
 protected:
  RunRequest request(int threads, int go) const {
    return caseOf("stop-and-go", "processes",
                  {{"signal", GetParam()}, {"threads", threads}, {"go", go}});
  }
};

TEST_P(StoppedInSteps, IsStoppedByTheKernelUntilItGetsSigcontWhileTheOthersGoOn) {
  std::size_t stepsMeanwhile = 0;
  bool wasSeen = false;
  bool cameBack = false;
  DeliverFirst deliverFirst;
  play(request(0, 1), [&](const Situation& situation) {
    const TaskId child = task("child");
    const bool stopped = std::ranges::count(situation.stopped, child) != 0;
    if (stopped) {
      wasSeen = true;
      ++stepsMeanwhile;
      EXPECT_EQ(situation.offer(child), nullptr);
      EXPECT_THAT(situation.outside, Contains(child));
      const TaskInfo info = m_host->arena().taskInfo(child);
      const auto stat = readTaskStat(info.pid, info.tid);
      EXPECT_TRUE(stat && stat->state == 'T') << "really, not only in the books";
    }
    cameBack = cameBack || (wasSeen && situation.offer(child) != nullptr);
    return deliverFirst(situation);
  });
  EXPECT_GE(stepsMeanwhile, 3u) << "two stores and the SIGCONT";
  EXPECT_TRUE(cameBack);
  EXPECT_EQ(m_round.end, RunEnd::completed);
  EXPECT_EQ(m_report.verdict, Verdict::completed);
  EXPECT_TRUE(wasStopped(task("child")));
  EXPECT_FALSE(wasStopped(kMainTask));
  const Moment end = m_trace.at(m_trace.endTime());
  EXPECT_EQ(std::ranges::count(end.signals, SignalPhase::pending, &SignalMoment::phase), 0);
}

TEST_P(StoppedInSteps, StopsWithAllItsThreads) {
  DeliverFirst deliverFirst;
  std::size_t both = 0;
  // The helper is there before main's signal goes out.
  play(request(1, 1), [&](const Situation& situation) {
    if (situation.stopped.size() == 2) ++both;
    if (!task("helper").valid() || situation.offer(task("helper")) == nullptr)
      if (const auto go = choiceOf(situation, task("child"))) return go;
    return deliverFirst(situation);
  });
  EXPECT_GT(both, 0u);
  EXPECT_EQ(m_round.end, RunEnd::completed);
  EXPECT_TRUE(wasStopped(task("child")));
  EXPECT_TRUE(wasStopped(task("helper")));
}

TEST_P(StoppedInSteps, EndsTheRoundWhenOnlyASigcontCouldHelpAndNobodyIsLeftToSendIt) {
  const std::int64_t before = monotonicNow();
  play(request(0, 0), DeliverFirst());
  EXPECT_EQ(m_round.end, RunEnd::quiescent);
  EXPECT_EQ(m_report.verdict, Verdict::hang);
  EXPECT_LT(monotonicNow() - before, 10'000'000'000) << "not the time limit";
  EXPECT_TRUE(wasStopped(task("child")));
}

INSTANTIATE_TEST_SUITE_P(By, StoppedInSteps, testing::Values(SIGTSTP, SIGSTOP),
                         [](const auto& by) { return std::string(signalName(by.param)); });

TEST_F(StepCase, AStopThatIsTakenBackBeforeItIsDeliveredNeverStops) {
  RoundRobin inTurn;
  play(caseOf("stop-and-go", "processes", {{"signal", SIGTSTP}, {"threads", 0}, {"go", 1}}),
       [&](const Situation& situation) {
         if (const auto main = choiceOf(situation, kMainTask)) return main;
         return inTurn.choose(situation);
       });
  EXPECT_EQ(m_round.end, RunEnd::completed);
  EXPECT_FALSE(wasStopped(task("child")));
}

TEST_F(StepCase, APauseIsNotOverBecauseItsProcessWasStoppedAndGoesOn) {
  play(caseOf("stop-in-pause", "processes"),
       [first = DeliverFirst(), this](const Situation& situation) mutable {
         // The child goes to its pause before anybody signals it.
         const Offer* const child = situation.offer(task("child"));
         const bool pauses = child && child->next.operation == Operation::pause &&
                             child->next.phase == Phase::blocked;
         if (child && !pauses)
           if (const auto go = choiceOf(situation, child->task)) return go;
         return first(situation);
       });
  EXPECT_EQ(m_round.end, RunEnd::completed);
  EXPECT_TRUE(wasStopped(task("child")));
  EXPECT_THAT(said(), ElementsAre("sends SIGUSR1", "awake"));
}

TEST_F(StepCase, AProcessIsJoinedOnlyWhenItsLastThreadIsGone) {
  play(caseOf("doomed", "processes"), DeliverFirst());
  for (int round = 0; round < 30 && !HasFailure(); ++round) {
    again(DeliverFirst());
    EXPECT_EQ(m_round.end, RunEnd::completed);
  }
}

class PrioritiesInSteps : public StepCase, public testing::WithParamInterface<std::string> {};

TEST_P(PrioritiesInSteps, AnInversionIsReportedWhereTheMiddleOneRunsInPlaceOfTheHolder) {
  const auto asks = [](const Situation& situation, TaskId task, Operation operation) {
    const Offer* const offer = situation.offer(task);
    return offer && offer->next.operation == operation;
  };
  RoundRobin inTurn;
  play(caseOf("inversion", GetParam()), [&](const Situation& situation) -> std::optional<Choice> {
    if (const auto local = localChoice(situation)) return local;
    const TaskId low = task("low");
    if (asks(situation, low, Operation::acquire)) return choiceOf(situation, low);
    if (asks(situation, low, Operation::load) && choiceOf(situation, task("middle")))
      return choiceOf(situation, task("middle"));
    return inTurn.choose(situation);
  });
  EXPECT_EQ(m_round.end, RunEnd::completed);
  const auto found =
      std::ranges::find(m_report.happened, FindingKind::priorityInversion, &Finding::kind);
  ASSERT_NE(found, m_report.happened.end());
  EXPECT_EQ(found->task, task("high"));
  EXPECT_EQ(found->peer, task("middle"));
  ASSERT_EQ(found->edges.size(), 1u);
  EXPECT_EQ(found->edges[0].holder, task("low"));
  EXPECT_EQ(m_report.verdict, Verdict::completed) << "a condition, no failure";
}

TEST_P(PrioritiesInSteps, ThereIsNoInversionWhenTheHolderIsLetFinish) {
  RoundRobin inTurn;
  play(caseOf("inversion", GetParam()), [&](const Situation& situation) -> std::optional<Choice> {
    if (const auto local = localChoice(situation)) return local;
    for (const char* name : {"low", "high"})
      if (const auto go = choiceOf(situation, task(name))) return go;
    return inTurn.choose(situation);
  });
  EXPECT_EQ(std::ranges::count(m_report.happened, FindingKind::priorityInversion, &Finding::kind),
            0);
  EXPECT_EQ(std::ranges::count(m_report.possible, FindingKind::priorityInversion, &Finding::kind),
            0);
}

INSTANTIATE_TEST_SUITE_P(As, PrioritiesInSteps, testing::Values("threads", "processes"),
                         [](const auto& as) { return as.param; });

}  // namespace
}  // namespace lockstep
