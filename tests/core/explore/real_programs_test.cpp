// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "abstract_program.h"
#include "explore/explorer.h"
#include "explored.h"
#include "scenarios/scenario_info.h"
#include "session/session.h"

/// An exhaustive search of real tasks finds as many executions, with the same verdicts, as a plain
/// recursion over an abstract program that shares no code with it.
///
/// Our operations are finer than the abstract ones in some places. What is local (to begin, to end,
/// to start, to join who has ended, to sleep, to wake up when called) is taken at once in both, so
/// that the counts are over the operations that matter to others.

namespace lockstep {
namespace {

using abstract::Do;
using abstract::Program;
using abstract::Script;
using testing::IsEmpty;

const ScenarioInfo kScenario = [] {
  ScenarioInfo info;
  info.name = "program";
  info.variants = {{"only", "", "completed", false, {}}};
  info.as = {"threads", "processes"};
  info.parameters = {{"program", "", 0, 0, 1'000'000, "", false, false}};
  return info;
}();

std::string besideThis(const char* program) {
  return std::filesystem::read_symlink("/proc/self/exe").replace_filename(program);
}

ExploreRequest programRequest(std::int64_t program, const std::string& as) {
  ExploreRequest wanted;
  wanted.run.scenario = "program";
  wanted.run.as = as;
  wanted.run.parameters = {{"program", program}};
  wanted.run.hostProgram = besideThis("program_host");
  wanted.run.described = &kScenario;
  wanted.reduce = false;
  return wanted;
}

/// The program with our notion of what is local.
Program ours(const Program& program) {
  std::vector<Script> scripts = program.scripts();
  for (Script& script : scripts)
    for (Do& next : script)
      if (next.operation == Operation::sleep) next.local = true;
  return Program(scripts);
}

/// Whether a task notifies without the condition's lock: Python does not allow that.
bool notifiesUnlocked(const Program& program) {
  for (const Script& script : program.scripts())
    for (std::size_t i = 0; i < script.size(); ++i) {
      const bool notifies =
          script[i].operation == Operation::notify || script[i].operation == Operation::notifyAll;
      if (notifies && (i == 0 || script[i - 1].operation != Operation::acquire)) return true;
    }
  return false;
}

class RealTasks : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { becomeReaper(); }
  void TearDown() override {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }
};

TEST_P(RealTasks, HaveAsManyExecutionsAsTheKnownProgramsWithTheSameVerdicts) {
  const auto known = abstract::knownPrograms();
  for (std::size_t i = 0; i < known.size(); ++i) {
    SCOPED_TRACE(known[i].name);
    const auto counted = ours(known[i].program).executions();
    const Exploration found = explored(programRequest(static_cast<std::int64_t>(i), GetParam()));
    EXPECT_THAT(found.faults, IsEmpty());
    EXPECT_TRUE(found.tally.exhausted());
    EXPECT_EQ(found.tally.runs, counted.total);
    EXPECT_EQ(found.tally.verdicts, counted.verdicts);
  }
}

TEST_P(RealTasks, HaveAsManyExecutionsAsRandomPrograms) {
  const int programs = (GetParam() == "threads" ? 60 : 12) / (LOCKSTEP_SANITIZED ? 4 : 1);
  for (int seed = 0; seed < programs; ++seed) {
    SCOPED_TRACE(seed);
    const Program program = abstract::randomProgram(static_cast<std::uint64_t>(seed));
    if (notifiesUnlocked(program)) continue;
    const auto counted = ours(program).executions();
    if (counted.total > (GetParam() == "threads" ? 2000u : 200u)) continue;
    const Exploration found = explored(programRequest(1000 + seed, GetParam()));
    EXPECT_THAT(found.faults, IsEmpty());
    EXPECT_TRUE(found.tally.exhausted());
    EXPECT_EQ(found.tally.runs, counted.total);
  }
}

/// Two steps of main (to look, to join for a while) among two of its worker (to store, to end). A
/// join of one that has ended succeeds, one of one that has not times out.
TEST_P(RealTasks, AskWithATimeoutBetweenTheLastWordOfATaskAndItsEnd) {
  ScenarioInfo peek = kScenario;
  peek.name = "peek";
  peek.parameters.clear();
  ExploreRequest wanted = programRequest(0, GetParam());
  wanted.run.scenario = "peek";
  wanted.run.parameters.clear();
  wanted.run.described = &peek;
  const Exploration found = explored(wanted);
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_TRUE(found.tally.exhausted());
  EXPECT_THAT(found.watched, testing::ElementsAre("worker"));
  EXPECT_EQ(found.tally.runs, 6u);
  EXPECT_EQ(found.tally.outcomes.size(), 4u) << "seen or not, over or not";
}

TEST_P(RealTasks, ReducedHaveTheSameVerdictsInFewerRuns) {
  std::uint64_t all = 0;
  std::uint64_t reduced = 0;
  const auto known = abstract::knownPrograms();
  for (std::size_t i = 0; i < known.size(); ++i) {
    SCOPED_TRACE(known[i].name);
    ExploreRequest wanted = programRequest(static_cast<std::int64_t>(i), GetParam());
    wanted.reduce = true;
    const Exploration found = explored(wanted);
    EXPECT_THAT(found.faults, IsEmpty());
    EXPECT_TRUE(found.tally.exhausted());
    std::set<std::string> words;
    for (const auto& [verdict, runs] : found.tally.verdicts) words.insert(verdict);
    const auto counted = ours(known[i].program).executions();
    EXPECT_EQ(words, counted.words());
    all += counted.total;
    reduced += found.tally.runs;
  }
  EXPECT_LT(reduced, all);
}

INSTANTIATE_TEST_SUITE_P(As, RealTasks, testing::Values("threads", "processes"),
                         [](const auto& as) { return as.param; });

}  // namespace
}  // namespace lockstep
