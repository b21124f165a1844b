// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/schedulers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "abstract_program.h"
#include "control/search.h"

namespace lockstep {
namespace {

using abstract::acquire;
using abstract::describe;
using abstract::load;
using abstract::lock;
using abstract::Outcome;
using abstract::Program;
using abstract::release;
using abstract::run;
using abstract::say;
using abstract::sleep;
using abstract::Thing;
using abstract::wait;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<int> tasksOf(const Outcome& outcome) {
  std::vector<int> tasks;
  for (const ScheduleStep& step : outcome.steps) tasks.push_back(step.choice.task.value);
  return tasks;
}

std::vector<Choice> choicesOf(const Outcome& outcome) {
  std::vector<Choice> choices;
  for (const ScheduleStep& step : outcome.steps) choices.push_back(step.choice);
  return choices;
}

TEST(Dice, RollTheNumbersThatSplitmix64RollsEverywhere) {
  Dice dice(1234567);
  EXPECT_EQ(dice.roll(), 6457827717110365317u);
  EXPECT_EQ(dice.roll(), 3203168211198807973u);
  EXPECT_EQ(dice.roll(), 9817491932198370423u);
}

TEST(Dice, FavourNoSide) {
  Dice dice(1);
  std::map<std::uint64_t, int> rolled;
  for (int i = 0; i < 60'000; ++i) ++rolled[dice.below(6)];
  ASSERT_EQ(rolled.size(), 6u);
  // Four standard deviations of a binomial distribution, 91.
  for (const auto& [side, count] : rolled) EXPECT_NEAR(count, 10'000, 4 * 91) << side;
}

TEST(Schedulers, TakeALocalStepWithoutADecision) {
  const Program program{{sleep()}, {say(), sleep()}};
  RoundRobin roundRobin;
  RandomScheduler random(1);
  Pct pct(1, 1, 10);
  for (Scheduler* const scheduler : std::initializer_list<Scheduler*>{&roundRobin, &random, &pct})
    EXPECT_EQ(run(program, *scheduler).steps.at(0).words.operation, Operation::say);
}

TEST(RoundRobin, LetsOneAfterTheOtherGoAndLeavesOutWhoCannot) {
  RoundRobin scheduler;
  const Program sleepers{{sleep(), sleep()}, {sleep()}, {sleep(), sleep()}};
  EXPECT_THAT(tasksOf(run(sleepers, scheduler)), ElementsAre(1, 2, 3, 1, 3));
  scheduler.begin(1);
  EXPECT_THAT(tasksOf(run(sleepers, scheduler)), ElementsAre(1, 2, 3, 1, 3));

  const Thing mutex = lock(1);
  scheduler.begin(2);
  EXPECT_THAT(
      tasksOf(run(
          {{acquire(mutex), sleep(), release(mutex)}, {acquire(mutex), release(mutex)}, {sleep()}},
          scheduler)),
      ElementsAre(1, 3, 1, 1, 2, 2));
}

TEST(RoundRobin, LetsTimePassOnlyWhenNobodyCanGoOn) {
  const Thing mutex = lock(1);
  RoundRobin scheduler;
  const Program program{{acquire(mutex), sleep(), sleep()}, {acquire(mutex).orTimeout(), sleep()}};
  EXPECT_THAT(tasksOf(run(program, scheduler)), ElementsAre(1, 1, 1, 2, 2));
}

TEST(RandomScheduler, MakesTheSameRunWithTheSameSeed) {
  const Program program = abstract::philosophers(3);
  std::set<std::vector<Choice>> runs;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    RandomScheduler one(seed);
    RandomScheduler other(seed);
    const Outcome first = run(program, one);
    EXPECT_EQ(first.steps, run(program, other).steps);
    one.begin(0);
    EXPECT_EQ(first.steps, run(program, one).steps) << "run 0 of the seed again";
    runs.insert(choicesOf(first));
  }
  EXPECT_GT(runs.size(), 30u) << "seeds make different runs";
}

TEST(RandomScheduler, MakesDifferentRunsOfOneSeed) {
  RandomScheduler scheduler(1);
  std::set<std::vector<Choice>> runs;
  for (std::uint64_t i = 0; i < 50; ++i) {
    scheduler.begin(i);
    runs.insert(choicesOf(run(abstract::philosophers(3), scheduler)));
  }
  EXPECT_GT(runs.size(), 30u);
}

TEST(RandomScheduler, IsFairToTasksWhateverTheyMayDo) {
  // Task 3 may wake either of two waiters, but gets its turn as often as task 4.
  const Thing mutex = lock(1);
  const Thing changed = abstract::condition(2, mutex);
  const abstract::Script waiter{acquire(mutex), wait(changed)};
  const Program program{waiter, waiter, {notify(changed)}, {sleep()}};
  std::vector<Choice> prefix{{TaskId{1}}, {TaskId{1}}, {TaskId{2}}, {TaskId{2}}};
  std::map<Choice, int> drawn;
  for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
    RandomScheduler random(seed);
    Follow follow(prefix, &random);
    ++drawn[run(program, follow).steps.at(4).choice];
  }
  EXPECT_NEAR((drawn[{TaskId{3}, Act::go, 1}]), 1'000, 110);
  EXPECT_NEAR((drawn[{TaskId{3}, Act::go, 2}]), 1'000, 110);
  EXPECT_NEAR((drawn[{TaskId{4}}]), 2'000, 127);
}

/// Probability that at least `hits` of `runs` runs hit, if each does with probability `p`.
double chanceOf(std::uint64_t hits, std::uint64_t runs, double p) {
  double chance = 0;
  const auto n = static_cast<double>(runs);
  for (auto k = static_cast<double>(hits); k <= n; ++k)
    chance += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                       k * std::log(p) + (n - k) * std::log(1 - p));
  return chance;
}

struct Bug {
  const char* name;
  Program program;
  std::uint32_t tasks;
  std::uint32_t steps;  ///< decisions of its longest execution
  std::uint32_t depth;  ///< order constraints that suffice for the bug
};

/// `program` and a task that it has nothing to do with.
Program beside(Program program, std::size_t steps) {
  std::vector<abstract::Script> scripts = program.scripts();
  scripts.push_back(abstract::Script(steps, sleep()));
  return Program(scripts);
}

std::vector<Bug> bugs() {
  const Thing ready = abstract::value(1);
  const Thing mutex = lock(2);
  const Program usedBeforeMade{{sleep(), sleep(), store(ready, 1)},
                               {load(ready).onOtherSkip(2), acquire(mutex), acquire(mutex)}};
  return {
      {"used before it is made", beside(usedBeforeMade, 2), 3, 7, 1},
      {"lost update", abstract::lostUpdate(2), 2, 4, 2},
      {"lost wake-up", beside(abstract::lostWakeup(), 1), 3, 10, 2},
      {"two locks", abstract::twoLocks(), 2, 8, 2},
      {"three philosophers", abstract::philosophers(3), 3, 12, 3},
  };
}

TEST(Pct, HitsABugMoreOftenThanItsBoundPromises) {
  constexpr std::uint64_t kRuns = 6'000;
  for (const Bug& bug : bugs()) {
    std::uint64_t hits = 0;
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
      Pct pct(seed, bug.depth, bug.steps);
      hits += run(bug.program, pct).result.bad ? 1 : 0;
    }
    const double bound = 1 / (bug.tasks * std::pow(bug.steps, bug.depth - 1));
    // If the rate were no more than the bound, so many hits would come up once in a million times.
    EXPECT_LT(chanceOf(hits, kRuns, bound), 1e-6)
        << bug.name << ": " << hits << " of " << kRuns << ", bound " << bound;
  }
}

TEST(Pct, HitsABugThatJustOneRunInTheBoundMeetsAsOftenAsItsBoundSays) {
  // The waiter must come first, and its turn must end after its first step.
  constexpr int kRuns = 9'000;
  int hits = 0;
  for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
    Pct pct(seed, 2, 9);
    hits += run(abstract::lostWakeup(), pct).result.bad ? 1 : 0;
  }
  // Four standard deviations, 22.
  EXPECT_NEAR(hits, kRuns / (2 * 9), 4 * 22);
}

TEST(Pct, OfDepthOneNeverTakesTheTurnFromATask) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Pct pct(seed, 1, 12);
    Observer observer(pct);
    run(abstract::philosophers(3), observer);
    EXPECT_EQ(observer.preemptions(), 0u);
  }
}

TEST(Pct, TakesTheTurnAtMostOncePerChangePoint) {
  std::uint32_t most = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Pct pct(seed, 3, 6);
    Observer observer(pct);
    run({{sleep(), sleep(), sleep()}, {sleep(), sleep(), sleep()}}, observer);
    EXPECT_LE(observer.preemptions(), 2u);
    most = std::max(most, observer.preemptions());
  }
  EXPECT_EQ(most, 2u);
}

TEST(Pct, MakesTheSameRunWithTheSameSeedAndOthersWithOthers) {
  std::set<std::vector<Choice>> runs;
  Pct again(7, 3, 12);
  for (std::uint64_t i = 0; i < 100; ++i) {
    again.begin(i);
    const Outcome first = run(abstract::philosophers(3), again);
    again.begin(i);
    EXPECT_EQ(first.steps, run(abstract::philosophers(3), again).steps);
    runs.insert(choicesOf(first));
  }
  EXPECT_GT(runs.size(), 20u);
}

TEST(Pct, LetsATimerComeAtAnyTime) {
  const Thing mutex = lock(1);
  const Program program{{acquire(mutex), release(mutex)},
                        {acquire(mutex).orTimeout().onZeroSkip(1), release(mutex)}};
  int timeouts = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Pct pct(seed, 2, 4);
    for (const Choice& choice : choicesOf(run(program, pct)))
      timeouts += choice.act == Act::timeout ? 1 : 0;
  }
  EXPECT_GT(timeouts, 10);
  EXPECT_LT(timeouts, 100);
}

/// Task 1 idles, task 2 wants a lock that is free.
Situation oneIdles() {
  Situation situation;
  for (std::uint16_t number = 1; number <= 2; ++number) {
    Offer& offer = situation.offers.emplace_back();
    offer.task = TaskId{number};
    offer.next.operation = number == 1 ? Operation::sleep : Operation::acquire;
    offer.able = {{offer.task, Act::go}};
    offer.idles = number == 1;
  }
  return situation;
}

TEST(Schedulers, LetNobodyKeepTheTurnByIdling) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Pct pct(seed, 1, 10);
    EXPECT_EQ(pct.choose(oneIdles()), (Choice{TaskId{2}, Act::go})) << "seed " << seed;
  }
  RoundRobin inTurn;
  EXPECT_EQ(inTurn.choose(oneIdles()), (Choice{TaskId{1}, Act::go}));
  EXPECT_EQ(inTurn.choose(oneIdles()), (Choice{TaskId{2}, Act::go}));
  Situation alone = oneIdles();
  alone.offers.pop_back();
  Pct pct(1, 1, 10);
  EXPECT_EQ(pct.choose(alone), (Choice{TaskId{1}, Act::go})) << "there is nothing else to do";
}

TEST(Schedulers, DeliverToOneThatIdlesBeforeItGoesOn) {
  Situation situation = oneIdles();
  situation.offers.pop_back();
  const Choice deliver{TaskId{1}, Act::deliver, 15};
  situation.offers[0].able.push_back(deliver);
  EXPECT_THAT(busyChoices(situation), ElementsAre(deliver));
  RoundRobin inTurn;
  EXPECT_EQ(inTurn.choose(situation), deliver);
}

TEST(Search, LeavesOutWhatAnIdleTaskDoesAndAdmitsIt) {
  Search search(SearchOptions{});
  search.begin(1);
  EXPECT_EQ(search.choose(oneIdles()), (Choice{TaskId{2}, Act::go}));
  search.runEnded();
  EXPECT_TRUE(search.done());
  EXPECT_FALSE(search.coverage().exhausted());
}

TEST(Observer, CountsTurnsThatWereTakenFromWhoCouldGoOn) {
  const Thing mutex = lock(1);
  const Program program{{acquire(mutex), say(), sleep(), release(mutex)},
                        {acquire(mutex), release(mutex)}};
  const Choice one{TaskId{1}};
  const Choice two{TaskId{2}};
  Follow forced({one, one, one, one, two, two});
  Observer none(forced);
  run(program, none);
  EXPECT_EQ(none.preemptions(), 0u);
  EXPECT_THAT(none.choices(), ElementsAre(one, one, one, one, two, two));

  const Program free{{sleep(), say(), sleep()}, {sleep(), sleep()}};
  Follow follow({one, one, two, one, two});
  Observer taken(follow);
  run(free, taken);
  EXPECT_EQ(taken.preemptions(), 2u) << "each is interrupted once; then 1 has ended";
}

TEST(Follow, StopsWhereAChoiceIsNotAllowed) {
  Follow follow({{TaskId{1}}, {TaskId{1}, Act::timeout}});
  EXPECT_EQ(run(abstract::twoLocks(), follow).steps.size(), 1u);
  EXPECT_TRUE(follow.failed());
  follow.begin(0);
  EXPECT_FALSE(follow.failed());
}

TEST(Follow, AsksTheOtherSchedulerAfterItsChoices) {
  RoundRobin roundRobin;
  Follow follow({{TaskId{3}}, {TaskId{3}}}, &roundRobin);
  EXPECT_THAT(tasksOf(run({{sleep()}, {sleep()}, {sleep(), sleep(), sleep()}}, follow)),
              ElementsAre(3, 3, 1, 2, 3))
      << "it goes round from the task that ran last";
}

TEST(Replay, RepeatsARunExactly) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Program program = abstract::randomProgram(seed);
    RandomScheduler random(seed);
    const Outcome first = run(program, random);
    Replay replay(first.steps, describe);
    const Outcome again = run(program, replay);
    replay.runEnded();
    EXPECT_TRUE(replay.finished());
    EXPECT_FALSE(replay.divergence());
    EXPECT_EQ(again.steps, first.steps);
    EXPECT_EQ(again.state, first.state);
  }
}

/// The steps of a round robin through `program`.
std::vector<ScheduleStep> recorded(const Program& program) {
  RoundRobin scheduler;
  return run(program, scheduler).steps;
}

std::string divergence(const Program& then, const Program& now) {
  Replay replay(recorded(then), describe);
  run(now, replay);
  replay.runEnded();
  return replay.divergence() ? sentence(*replay.divergence()) : "";
}

TEST(Replay, SaysWhatItExpectedAndWhatItFound) {
  const Thing counter = abstract::value(1);
  const Thing mutex = lock(2);
  EXPECT_EQ(divergence({{load(counter), storeSum(counter)}}, {{load(counter), acquire(mutex)}}),
            "diverged at step 2: expected worker 1 store Value 1 at script.cpp:2, found worker 1 "
            "acquire Lock 2 at script.cpp:2");
  EXPECT_EQ(divergence({{acquire(lock(2))}}, {{acquire(lock(3))}}),
            "diverged at step 1: expected worker 1 acquire Lock 2 at script.cpp:1, found worker 1 "
            "acquire Lock 3 at script.cpp:1");
}

TEST(Replay, DivergesWhereTheRunEndsTooEarlyOrTheTaskIsNotThere) {
  EXPECT_EQ(
      divergence({{sleep(), sleep()}}, {{sleep()}}),
      "diverged at step 2: expected worker 1 sleep at script.cpp:2, found the end of the run");
  EXPECT_EQ(divergence({{sleep(), sleep()}, {sleep()}}, {{sleep(), sleep()}}),
            "diverged at step 1: expected tasks 1, 2 able to go on, found only task 1");
  Replay replay({{{TaskId{5}}, {TaskId{1}}, {"ghost", Operation::sleep, false, "", ""}}}, describe);
  run({{sleep()}}, replay);
  EXPECT_EQ(sentence(*replay.divergence()),
            "diverged at step 1: expected ghost sleep, found no task 5 waiting for its turn");
}

TEST(Replay, DivergesWhereOthersAreAbleThanBefore) {
  const Thing mutex = lock(1);
  const Thing other = lock(2);
  EXPECT_EQ(divergence({{acquire(mutex), sleep()}, {acquire(other)}},
                       {{acquire(mutex), sleep()}, {acquire(mutex)}}),
            "diverged at step 2: expected worker 2 acquire Lock 2 at script.cpp:1, found worker 2 "
            "acquire Lock 1 at script.cpp:1");
  EXPECT_EQ(divergence({{acquire(mutex), sleep(), sleep()}, {sleep(), acquire(other)}},
                       {{acquire(mutex), sleep(), sleep()}, {sleep(), acquire(mutex)}}),
            "diverged at step 3: expected tasks 1, 2 able to go on, found only task 1");
}

TEST(Replay, DoesNotMindALineThatHasMoved) {
  std::vector<ScheduleStep> steps = recorded({{sleep(), sleep()}});
  for (ScheduleStep& step : steps) step.words.site = "script.cpp:99";
  Replay replay(steps, describe);
  run({{sleep(), sleep()}}, replay);
  EXPECT_TRUE(replay.finished());
}

TEST(Replay, OfAChoiceThatIsNotPossibleDiverges) {
  std::vector<ScheduleStep> steps = recorded({{sleep()}});
  steps[0].choice.act = Act::deliver;
  steps[0].choice.pick = 10;
  Replay replay(steps, describe);
  run({{sleep()}}, replay);
  ASSERT_TRUE(replay.divergence());
  EXPECT_THAT(sentence(*replay.divergence()), HasSubstr("#1 deliver pick 10 among 1"));
}

}  // namespace
}  // namespace lockstep
