// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <csignal>
#include <thread>

#include "base/clock.h"
#include "kernel/procfs.h"
#include "probe/gate.h"
#include "session/step_host.h"

/// SIGKILL at every step of a short run, in each way that a task can stand there.

namespace lockstep {
namespace {

enum class Victim : std::uint8_t { parked, granted, blocked };

std::string nameOf(Victim victim) {
  switch (victim) {
    case Victim::parked:
      return "parked";
    case Victim::granted:
      return "granted";
    case Victim::blocked:
      return "blocked";
  }
  return {};
}

constexpr std::int64_t kDeathPatience = 20'000'000'000;  ///< ns

bool within(std::int64_t patience, const std::function<bool()>& condition) {
  const std::int64_t deadline = monotonicNow() + patience;
  while (!condition()) {
    if (monotonicNow() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

bool reaches(pid_t pid, const std::string& states) {
  return within(kDeathPatience, [&] {
    const auto stat = readTaskStat(pid, pid);
    return stat ? states.find(stat->state) != std::string::npos : states.find('X') != states.npos;
  });
}

class KilledInSteps : public testing::TestWithParam<std::tuple<Victim, std::string>> {
 protected:
  Victim victim() const { return std::get<0>(GetParam()); }

  void SetUp() override {
    becomeReaper();
    RunRequest wanted;
    wanted.scenario = "counter";
    wanted.variant = "locked";
    wanted.as = std::get<1>(GetParam());
    wanted.parameters = {{"workers", 2}, {"increments", 2}, {"pause", 0}};
    auto host = StepHost::start(wanted);
    ASSERT_TRUE(host) << host.error().message;
    m_host = std::move(*host);
  }
  void TearDown() override {
    m_host.reset();
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }

  pid_t pidOf(TaskId task) const { return m_host->arena().taskInfo(task).pid; }

  /// The task to be killed here; not valid() when none stands so.
  TaskId find(const Situation& situation) const {
    TaskId found;
    for (const Offer& offer : situation.offers)
      if (offer.able.empty() == (victim() == Victim::blocked)) found = offer.task;
    return found;
  }

  /// A stopped process cannot take its grant, and dies with it. Granted here and not by the
  /// controller, which would see the stop as well.
  Choice killGranted(const Situation& situation, TaskId task) {
    const pid_t pid = pidOf(task);
    ::kill(pid, SIGSTOP);
    EXPECT_TRUE(reaches(pid, "T"));
    EXPECT_TRUE(grant(m_host->arena(), task));
    ::kill(pid, SIGKILL);
    EXPECT_TRUE(reaches(pid, "ZX"));
    return situation.offer(task)->able.front();
  }

  /// Plays a round in which a task is killed after so many steps, in turn from there on. False when
  /// the round was over before. `m_killed` is valid when there was such a task.
  bool play(std::size_t step) {
    RoundRobin inTurn;
    std::size_t done = 0;
    m_killed = {};
    const auto played = m_host->play(
        [&](const Situation& situation) -> std::optional<Choice> {
          if (done++ != step) return inTurn.choose(situation);
          m_killed = find(situation);
          if (!m_killed.valid()) return inTurn.choose(situation);
          if (victim() == Victim::granted) return killGranted(situation, m_killed);
          ::kill(pidOf(m_killed), SIGKILL);
          EXPECT_TRUE(reaches(pidOf(m_killed), "ZX"));
          return inTurn.choose(situation);
        },
        m_round, kDeathPatience);
    EXPECT_TRUE(played) << played.error().message;
    return done > step;
  }

  State lastStateOf(TaskId task) const {
    const Trace trace = m_host->record(m_round);
    const Lane& lane = trace.lane(task);
    return lane.size() == 0 ? State::unborn : lane.interval(lane.size() - 1).state;
  }

  std::unique_ptr<StepHost> m_host;
  Round m_round;
  TaskId m_killed;
};

TEST_P(KilledInSteps, TheControllerGoesOnAtEveryStep) {
  std::size_t killed = 0;
  std::size_t steps = 0;
  for (; play(steps); ++steps) {
    SCOPED_TRACE(steps);
    EXPECT_TRUE(m_round.end == RunEnd::completed || m_round.end == RunEnd::quiescent);
    EXPECT_THAT(m_round.faults, testing::IsEmpty());
    if (!m_killed.valid()) continue;
    ++killed;
    const State last = lastStateOf(m_killed);
    EXPECT_TRUE(last == State::zombie || last == State::terminated) << name(last);
  }
  EXPECT_GT(steps, 20u);
  // Nobody waits in the first steps, and at least main does later.
  EXPECT_GT(killed, victim() == Victim::blocked ? 5u : 20u);
}

INSTANTIATE_TEST_SUITE_P(
    Everywhere, KilledInSteps,
    testing::Combine(testing::Values(Victim::parked, Victim::granted, Victim::blocked),
                     testing::Values("threads", "processes")),
    [](const auto& of) { return nameOf(std::get<0>(of.param)) + "_" + std::get<1>(of.param); });

}  // namespace
}  // namespace lockstep
