// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/shrink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abstract_program.h"

namespace lockstep {
namespace {

using abstract::acquire;
using abstract::load;
using abstract::lock;
using abstract::Machine;
using abstract::Program;
using abstract::release;
using abstract::run;
using abstract::runner;
using abstract::sleep;
using abstract::store;
using abstract::Thing;

/// The choices of a random run that ends badly.
std::vector<Choice> badRun(const Program& program, std::uint64_t from = 0) {
  for (std::uint64_t seed = from;; ++seed) {
    RandomScheduler random(seed);
    Observer observer(random);
    if (run(program, observer).result.bad) return observer.choices();
  }
}

std::uint32_t preemptionsOf(const Program& program, const std::vector<Choice>& choices) {
  Follow follow(choices);
  Observer observer(follow);
  run(program, observer);
  return observer.preemptions();
}

/// The fewest preemptions with which `program` comes to `verdict`, by plain counting.
std::uint32_t fewest(const Program& program, const std::string& verdict) {
  for (std::uint32_t bound = 0;; ++bound)
    if (program.executions(bound).verdicts.count(verdict) > 0) return bound;
}

TEST(Shrink, FindsTheScheduleWithTheFewestPreemptions) {
  for (const Program& program : {abstract::twoLocks(), abstract::lostUpdate(3),
                                 abstract::lostWakeup(), abstract::philosophers(3)}) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const Result<Shrunk> shrunk = fewestPreemptions(badRun(program, seed), runner(program), {});
      ASSERT_TRUE(shrunk);
      EXPECT_TRUE(shrunk->fewest);
      EXPECT_EQ(shrunk->preemptions, fewest(program, shrunk->verdict));
      EXPECT_EQ(preemptionsOf(program, shrunk->choices), shrunk->preemptions);
      Follow follow(shrunk->choices);
      EXPECT_EQ(run(program, follow).result.verdict, shrunk->verdict);
    }
  }
}

TEST(Shrink, BeginsAgainWhenARunShowsThatMoreIsAChoice) {
  const Thing counter = abstract::value(1);
  const abstract::Script narrow{load(counter), abstract::say(), abstract::storeSum(counter)};
  const abstract::Script wide{load(counter), sleep(), abstract::storeSum(counter)};
  const Program before{narrow, narrow};
  const Program after{wide, wide};
  for (const std::uint64_t teller : {2u, 3u}) {
    std::uint64_t runs = 0;
    const Runner learning = [&](Scheduler& scheduler) {
      RunResult result = run(++runs > teller ? after : before, scheduler).result;
      result.learned = runs == teller;
      return result;
    };
    const Result<Shrunk> shrunk = fewestPreemptions(badRun(after), learning, {});
    ASSERT_TRUE(shrunk) << shrunk.error().message;
    EXPECT_TRUE(shrunk->fewest);
    EXPECT_EQ(shrunk->preemptions, fewest(after, shrunk->verdict));
    runs = 0;
    const Result<LastSafe> safe = lastSafeChoice(badRun(after), learning, {});
    ASSERT_TRUE(safe) << safe.error().message;
    EXPECT_TRUE(safe->certain);
  }
}

TEST(Shrink, LeavesAScheduleThatIsTheShortestAlready) {
  const Program program = abstract::twoLocks();
  const std::vector<Choice> choices{{TaskId{1}}, {TaskId{2}}};
  const Result<Shrunk> shrunk = fewestPreemptions(choices, runner(program), {});
  ASSERT_TRUE(shrunk);
  EXPECT_EQ(shrunk->choices, choices);
  EXPECT_EQ(shrunk->preemptions, 1u);
  EXPECT_TRUE(shrunk->fewest);
}

TEST(Shrink, ClaimsNoMinimumWhenTheBudgetIsSpent) {
  const Program program = abstract::philosophers(3);
  const std::vector<Choice> choices = badRun(program);
  Budget budget;
  budget.runs = 2;
  const Result<Shrunk> poor = fewestPreemptions(choices, runner(program), budget);
  ASSERT_TRUE(poor);
  EXPECT_FALSE(poor->fewest);
  EXPECT_EQ(poor->choices, choices);
  EXPECT_EQ(poor->runs, 2u);

  int runs = 0;
  Budget late;
  late.timeUp = [&] { return ++runs > 2; };
  EXPECT_FALSE(fewestPreemptions(choices, runner(program), late)->fewest);
}

TEST(Shrink, RefusesAScheduleThatCannotBeFollowed) {
  const Program program = abstract::twoLocks();
  EXPECT_EQ(fewestPreemptions({{TaskId{1}}, {TaskId{3}}}, runner(program), {}).error().message,
            "the schedule could be followed for only 1 of its 2 steps");
}

/// The most choices of `choices` after which some execution still completes, by plain recursion.
std::optional<std::size_t> lastSafe(const Program& program, const std::vector<Choice>& choices) {
  const std::function<bool(const Machine&)> canComplete = [&](const Machine& machine) {
    if (machine.over()) return machine.verdict() == "completed";
    for (const Choice& choice : machine.situation().choices()) {
      Machine next = machine;
      next.take(choice);
      if (canComplete(next)) return true;
    }
    return false;
  };
  std::optional<std::size_t> safe;
  Machine machine(program);
  for (std::size_t i = 0; i <= choices.size(); ++i) {
    if (canComplete(machine)) safe = i;
    if (i < choices.size()) machine.take(choices[i]);
  }
  return safe;
}

TEST(LastSafeChoice, IsTheLastOneAfterWhichAllCouldStillHaveEndedWell) {
  int programs = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    const Program program = abstract::randomProgram(seed);
    RandomScheduler random(seed);
    Observer observer(random);
    if (!run(program, observer).result.bad) continue;
    ++programs;
    const Result<LastSafe> safe = lastSafeChoice(observer.choices(), runner(program), {});
    ASSERT_TRUE(safe);
    EXPECT_EQ(safe->step, lastSafe(program, observer.choices()));
    EXPECT_TRUE(safe->certain);
  }
  EXPECT_GT(programs, 20);
}

TEST(LastSafeChoice, OfADeadlockIsBeforeTheSecondLockIsTaken) {
  const Program program = abstract::twoLocks();
  const Result<LastSafe> safe =
      lastSafeChoice({{TaskId{1}}, {TaskId{2}}}, runner(program), Budget{});
  ASSERT_TRUE(safe);
  EXPECT_EQ(safe->step, 1u);
  EXPECT_TRUE(safe->certain);
}

TEST(LastSafeChoice, IsNoneWhereNothingEndsWell) {
  const Thing mutex = lock(1);
  const Program program{{acquire(mutex), acquire(mutex)}};
  const Result<LastSafe> safe = lastSafeChoice({{TaskId{1}}}, runner(program), {});
  ASSERT_TRUE(safe);
  EXPECT_FALSE(safe->step);
  EXPECT_TRUE(safe->certain);
}

TEST(LastSafeChoice, IsNotCertainWhenTheBudgetIsSpent) {
  // One order of the many is good: the first task must read before all others have written.
  const Thing counter = abstract::value(1);
  const Thing mutex = lock(2);
  const abstract::Script writer{sleep(), store(counter, 1), sleep(), sleep()};
  const Program program{{load(counter).onZeroSkip(2), acquire(mutex), acquire(mutex)},
                        writer,
                        writer,
                        {sleep(), sleep(), sleep()}};
  RoundRobin roundRobin;
  Follow follow({{TaskId{2}}, {TaskId{2}}}, &roundRobin);
  Observer observer(follow);
  ASSERT_TRUE(run(program, observer).result.bad);
  Budget budget;
  budget.runs = 12;
  const Result<LastSafe> safe = lastSafeChoice(observer.choices(), runner(program), budget);
  ASSERT_TRUE(safe);
  EXPECT_FALSE(safe->certain);
  EXPECT_LE(safe->runs, 12u);
  EXPECT_EQ(lastSafeChoice(observer.choices(), runner(program), {})->step, 1u);
}

TEST(LastSafeChoice, ARunThatWasCutShortHasNotEndedWell) {
  const Program program = abstract::twoLocks();
  const Runner hasty = [&](Scheduler& scheduler) {
    RunResult result = run(program, scheduler, 3).result;
    result.bad = result.verdict == "deadlock";
    return result;
  };
  const Result<LastSafe> safe = lastSafeChoice({{TaskId{1}}, {TaskId{2}}}, hasty, {});
  ASSERT_TRUE(safe);
  EXPECT_FALSE(safe->step);
  EXPECT_FALSE(safe->certain);
}

TEST(LastSafeChoice, RefusesAScheduleThatEndsWell) {
  const Program program = abstract::lostUpdate(2);
  EXPECT_EQ(
      lastSafeChoice({{TaskId{1}}, {TaskId{1}}, {TaskId{2}}, {TaskId{2}}}, runner(program), {})
          .error()
          .message,
      "the schedule does not end badly: completed");
}

}  // namespace
}  // namespace lockstep
