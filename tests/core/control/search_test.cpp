// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abstract_program.h"

namespace lockstep {
namespace {

using abstract::Executions;
using abstract::explore;
using abstract::Machine;
using abstract::Program;
using abstract::randomProgram;
using testing::HasSubstr;

constexpr std::uint64_t kPrograms = LOCKSTEP_SANITIZED ? 60 : 200;

SearchOptions plain() {
  SearchOptions options;
  options.sleepSets = false;
  return options;
}

SearchOptions bounded(std::uint32_t preemptions, bool sleepSets = false) {
  SearchOptions options;
  options.preemptionBound = preemptions;
  options.sleepSets = sleepSets;
  return options;
}

void expectSame(const Executions& found, const Executions& expected) {
  EXPECT_EQ(found.total, expected.total);
  EXPECT_EQ(found.verdicts, expected.verdicts);
  EXPECT_EQ(found.finalStates, expected.finalStates);
}

/// The known programs and the first of the random ones.
std::vector<Program> somePrograms() {
  std::vector<Program> programs;
  for (const abstract::Known& known : abstract::knownPrograms()) programs.push_back(known.program);
  for (std::uint64_t seed = 0; seed < kPrograms / 3; ++seed)
    programs.push_back(randomProgram(seed));
  return programs;
}

TEST(Search, FindsEveryExecutionOfTheKnownPrograms) {
  for (const abstract::Known& known : abstract::knownPrograms()) {
    SCOPED_TRACE(known.name);
    Search search(plain());
    const Executions found = explore(known.program, search);
    EXPECT_EQ(found.verdicts, known.verdicts);
    expectSame(found, known.program.executions());
    EXPECT_TRUE(search.coverage().exhausted());
    EXPECT_EQ(search.runs(), found.total);
    EXPECT_EQ(search.abandoned(), 0u);
  }
}

TEST(Search, FindsEveryExecutionOfManyPrograms) {
  for (std::uint64_t seed = 0; seed < kPrograms; ++seed) {
    SCOPED_TRACE(seed);
    const Program program = randomProgram(seed);
    expectSame(explore(program, plain()), program.executions());
  }
}

TEST(Search, BranchesOnLocalStepsWhenEveryStepIsAskedFor) {
  SearchOptions options = plain();
  options.everyStep = true;
  for (std::uint64_t seed = 0; seed < kPrograms / 3; ++seed) {
    SCOPED_TRACE(seed);
    const Program program = randomProgram(seed);
    const Executions expected = program.executions({}, true);
    expectSame(explore(program, options), expected);
    EXPECT_EQ(program.executions().finalStates, expected.finalStates);
    SearchOptions few = options;
    few.preemptionBound = 1;
    expectSame(explore(program, few), program.executions(1, true));
    SearchOptions reduced = options;
    reduced.sleepSets = true;
    EXPECT_EQ(explore(program, reduced).finalStates, expected.finalStates);
  }
}

TEST(Search, SleepSetsFindEveryFinalStateAndVerdictInFewerRuns) {
  for (const Program& program :
       {abstract::twoLocks(), abstract::lostUpdate(2), abstract::lostUpdate(3),
        abstract::lostWakeup(), abstract::philosophers(3)}) {
    Search search{SearchOptions{}};
    const Executions found = explore(program, search);
    const Executions all = program.executions();
    EXPECT_EQ(found.finalStates, all.finalStates);
    EXPECT_EQ(found.words(), all.words());
    EXPECT_LT(search.runs() + search.abandoned(), all.total);
    EXPECT_TRUE(search.coverage().exhausted());
  }
}

TEST(Search, SleepSetsRunTasksThatNeverMeetOnce) {
  std::vector<abstract::Script> scripts;
  for (std::uint32_t i = 0; i < 3; ++i)
    scripts.push_back({acquire(abstract::lock(i)), release(abstract::lock(i))});
  Search search{SearchOptions{}};
  EXPECT_EQ(explore(Program(scripts), search).total, 1u);
  EXPECT_LT(search.abandoned(), 10u);
}

TEST(Search, SleepSetsLoseNothingInManyPrograms) {
  std::uint64_t runs = 0;
  std::uint64_t executions = 0;
  for (std::uint64_t seed = 0; seed < kPrograms; ++seed) {
    SCOPED_TRACE(seed);
    const Program program = randomProgram(seed);
    const Executions all = program.executions();
    Search search{SearchOptions{}};
    const Executions found = explore(program, search);
    EXPECT_EQ(found.finalStates, all.finalStates);
    EXPECT_EQ(found.words(), all.words());
    EXPECT_LE(search.runs() + search.abandoned(), all.total);
    runs += search.runs() + search.abandoned();
    executions += all.total;
  }
  EXPECT_LT(runs * 2, executions);
}

TEST(Search, ABoundFindsExactlyWhatNeedsNoMorePreemptions) {
  for (std::uint64_t seed = 0; seed < kPrograms / 3; ++seed) {
    SCOPED_TRACE(seed);
    const Program program = randomProgram(seed);
    const std::uint64_t all = program.executions().total;
    std::uint64_t before = 0;
    for (std::uint32_t bound = 0;; ++bound) {
      Search search(bounded(bound));
      const Executions found = explore(program, search);
      expectSame(found, program.executions(bound));
      EXPECT_GE(found.total, before);
      EXPECT_TRUE(search.coverage().withinBound());
      EXPECT_EQ(search.coverage().exhausted(), found.total == all);
      before = found.total;
      if (found.total == all) break;
      ASSERT_LT(bound, 10u);
    }
  }
}

TEST(Search, ABoundAndSleepSetsTogetherFindWhatTheBoundAloneFinds) {
  for (std::uint64_t seed = 0; seed < kPrograms; ++seed) {
    SCOPED_TRACE(seed);
    const Program program = randomProgram(seed);
    for (std::uint32_t bound = 0; bound < 4; ++bound) {
      const Executions expected = program.executions(bound);
      const Executions found = explore(program, bounded(bound, true));
      EXPECT_EQ(found.finalStates, expected.finalStates);
      EXPECT_EQ(found.words(), expected.words());
      EXPECT_LE(found.total, expected.total);
    }
  }
}

/// Merges what every shard of `count` found; fails unless each run was counted once.
Executions exploreShards(const Program& program, SearchOptions options, std::uint32_t count) {
  Executions all;
  Coverage coverage;
  for (std::uint32_t index = 1; index <= count; ++index) {
    options.shard = {index, count};
    Search search(options);
    const Executions part = explore(program, search);
    all.total += part.total;
    for (const auto& [verdict, runs] : part.verdicts) all.verdicts[verdict] += runs;
    all.finalStates.insert(part.finalStates.begin(), part.finalStates.end());
    coverage = index == 1 ? search.coverage() : together(coverage, search.coverage());
  }
  EXPECT_TRUE(coverage.withinBound());
  return all;
}

TEST(Search, ShardsTogetherAreTheWholeAndNoRunIsCountedTwice) {
  std::vector<Program> programs = somePrograms();
  // Here shards would miss something if they did not agree on what they deal out.
  for (const std::uint64_t seed : {182, 625, 2329}) programs.push_back(randomProgram(seed));
  for (const Program& program : programs) {
    const Executions all = program.executions();
    const Executions few = program.executions(1);
    for (std::uint32_t count = 1; count <= 5; ++count) {
      expectSame(exploreShards(program, plain(), count), all);
      expectSame(exploreShards(program, bounded(1), count), few);
      const Executions reduced = exploreShards(program, SearchOptions{}, count);
      EXPECT_EQ(reduced.finalStates, all.finalStates);
      EXPECT_LE(reduced.total, all.total);
      EXPECT_EQ(exploreShards(program, bounded(1, true), count).finalStates, few.finalStates);
    }
  }
}

TEST(Search, EachShardOfALargeSpaceHasItsShare) {
  const Program program = abstract::philosophers(3);
  for (std::uint32_t index = 1; index <= 4; ++index) {
    SearchOptions options = plain();
    options.shard = {index, 4};
    Search search(options);
    explore(program, search);
    EXPECT_GT(search.runs(), 168u / 10);
    EXPECT_LT(search.runs(), 168u / 2);
    EXPECT_LT(search.abandoned(), 32u);
  }
}

/// Workers that take turns, one step each, so that runs of all of them are always in progress.
class Shift {
 public:
  Shift(const Program& program, const SearchOptions& options, std::size_t workers)
      : m_program(program), m_crew(options, workers), m_workers(workers) {}

  Executions explore() {
    while (!m_crew.done())
      for (std::size_t i = 0; i < m_workers.size(); ++i) step(i);
    return m_found;
  }
  const Crew& crew() const { return m_crew; }
  std::size_t busy() const {
    return static_cast<std::size_t>(std::count_if(
        m_workers.begin(), m_workers.end(), [](const Worker& worker) { return worker.runs > 0; }));
  }

 private:
  struct Worker {
    Search* search = nullptr;
    std::optional<Machine> machine;
    std::uint64_t runs = 0;
  };

  void step(std::size_t index) {
    Worker& worker = m_workers[index];
    if (!worker.search) {
      worker.search = m_crew.search(index);
      if (!worker.search) return;
      worker.machine.emplace(m_program);
      ++worker.runs;
    }
    const std::optional<Choice> choice =
        worker.machine->over() ? std::nullopt : worker.search->choose(worker.machine->situation());
    if (choice) return worker.machine->take(*choice);
    if (worker.search->runEnded()) {
      ++m_found.total;
      ++m_found.verdicts[worker.machine->verdict()];
      m_found.finalStates.insert(worker.machine->state());
    }
    worker.search = nullptr;
  }

  const Program& m_program;
  Crew m_crew;
  std::vector<Worker> m_workers;
  Executions m_found;
};

TEST(Crew, SeveralWorkersFindTogetherWhatOneFinds) {
  for (const Program& program : somePrograms()) {
    const Executions all = program.executions();
    const Executions few = program.executions(1);
    for (std::size_t workers = 1; workers <= 4; ++workers) {
      Shift shift(program, plain(), workers);
      expectSame(shift.explore(), all);
      EXPECT_TRUE(shift.crew().coverage().exhausted());
      EXPECT_EQ(shift.crew().runs(), all.total);
      EXPECT_EQ(shift.crew().error(), nullptr);

      expectSame(Shift(program, bounded(1), workers).explore(), few);
      EXPECT_EQ(Shift(program, SearchOptions{}, workers).explore().finalStates, all.finalStates);
      EXPECT_EQ(Shift(program, bounded(1, true), workers).explore().finalStates, few.finalStates);
      SearchOptions half = plain();
      half.shard = {1, 2};
      SearchOptions otherHalf = plain();
      otherHalf.shard = {2, 2};
      EXPECT_EQ(Shift(program, half, workers).explore().total +
                    Shift(program, otherHalf, workers).explore().total,
                all.total);
    }
  }
}

TEST(Crew, EveryWorkerGetsSomethingToDo) {
  const Program program = abstract::philosophers(3);
  Shift shift(program, plain(), 4);
  EXPECT_EQ(shift.explore().total, 168u);
  EXPECT_EQ(shift.busy(), 4u);
}

TEST(Crew, AStopBeforeTheEndIsAdmitted) {
  Crew crew(plain(), 2);
  abstract::run(abstract::twoLocks(), *crew.search(0));
  crew.search(0)->runEnded();
  ASSERT_NE(crew.search(1), nullptr);
  crew.stop(Cut::time);
  EXPECT_TRUE(crew.coverage().cutByTime);
  EXPECT_FALSE(crew.coverage().exhausted());
}

TEST(Search, SearchesOnlyWhatComesAfterAPrefix) {
  const Program program = abstract::twoLocks();
  SearchOptions options = plain();
  options.prefix = {{TaskId{1}, Act::go}};
  const Executions oneFirst = explore(program, options);
  EXPECT_EQ(oneFirst.total, 3u);
  options.prefix = {{TaskId{1}, Act::go}, {TaskId{2}, Act::go}};
  Search lost(options);
  EXPECT_EQ(explore(program, lost).verdicts,
            (std::map<std::string, std::uint64_t>{{"deadlock", 1}}));
  EXPECT_TRUE(lost.coverage().exhausted());
}

TEST(Search, APrefixThatIsNotPossibleIsAnErrorAndNothingWasSearched) {
  SearchOptions options;
  options.prefix = {{TaskId{1}, Act::go}, {TaskId{1}, Act::timeout}};
  Search search(options);
  EXPECT_EQ(explore(abstract::twoLocks(), search).total, 0u);
  ASSERT_TRUE(search.error());
  EXPECT_THAT(search.error()->message, HasSubstr("choice 2"));
  EXPECT_FALSE(search.coverage().exhausted());
}

TEST(Search, ARunThatWasLostIsRepeated) {
  const Program program = abstract::philosophers(3);
  Search search(plain());
  Executions found;
  for (std::uint64_t i = 0; !search.done(); ++i) {
    // Every other run ends after five steps for no reason of its own, and is begun again.
    search.begin(i);
    const abstract::Outcome outcome = abstract::run(program, search, i % 2 == 0 ? 5 : 100);
    if (i % 2 == 0) continue;
    EXPECT_TRUE(search.runEnded());
    ++found.verdicts[outcome.result.verdict];
  }
  EXPECT_EQ(found.verdicts, program.executions().verdicts);
  EXPECT_TRUE(search.coverage().exhausted());
}

TEST(Search, AProgramThatOffersSomethingElseAfterTheSameChoicesIsAnError) {
  Search search(plain());
  abstract::run(abstract::lostUpdate(2), search);
  search.runEnded();
  abstract::run(abstract::twoLocks(), search);
  EXPECT_FALSE(search.runEnded());
  ASSERT_TRUE(search.error());
  EXPECT_EQ(
      search.error()->message,
      "the program is not deterministic: after the same 0 decisions it once offered task 1 go "
      "in load, task 2 go in load and once task 1 go in acquire, task 2 go in acquire");
  EXPECT_TRUE(search.done());
  EXPECT_FALSE(search.coverage().exhausted());
  EXPECT_FALSE(search.coverage().withinBound());
}

TEST(Search, AProgramThatEndsEarlierAfterTheSameChoicesIsAnError) {
  const abstract::Thing counter = abstract::value(1);
  const Program longer{{load(counter), load(counter)}, {load(counter), load(counter)}};
  const Program shorter{{load(counter)}, {load(counter)}};
  Search search(plain());
  abstract::run(longer, search);
  search.runEnded();
  abstract::run(shorter, search);
  search.runEnded();
  ASSERT_TRUE(search.error());
  EXPECT_THAT(search.error()->message, HasSubstr("not deterministic"));
  EXPECT_FALSE(search.coverage().exhausted());
}

TEST(Search, IsNeverExhaustiveWhenALimitOfRunsOrTimeCameFirst) {
  for (const Cut why : {Cut::runs, Cut::time}) {
    Search search(plain());
    abstract::run(abstract::twoLocks(), search);
    search.runEnded();
    search.stop(why);
    EXPECT_EQ(search.coverage().cutByRuns, why == Cut::runs);
    EXPECT_EQ(search.coverage().cutByTime, why == Cut::time);
    EXPECT_FALSE(search.coverage().exhausted());
  }
  Search search(plain());
  EXPECT_FALSE(search.coverage().exhausted()) << "nothing has been run yet";
  explore(abstract::twoLocks(), search);
  search.stop(Cut::runs);
  EXPECT_TRUE(search.coverage().exhausted()) << "the limit came with the last run";
}

TEST(Search, IsNeverExhaustiveWhenARunWasCutShort) {
  Search search(plain());
  while (!search.done()) {
    const abstract::Outcome outcome = abstract::run(abstract::twoLocks(), search, 4);
    search.runEnded(outcome.result.cutShort);
  }
  EXPECT_TRUE(search.coverage().cutBySteps);
  EXPECT_FALSE(search.coverage().exhausted());
  EXPECT_FALSE(search.coverage().withinBound());
}

TEST(Search, ARunThatWasCutShortPutsNothingToSleep) {
  // Cut after three steps, the branch that begins with task 1 says nothing about task 2's.
  const abstract::Thing a = abstract::value(1);
  const abstract::Thing b = abstract::value(2);
  const Program program{{storeSum(a), storeSum(a)}, {storeSum(b), storeSum(b)}};
  Search search{SearchOptions{}};
  std::uint64_t firstTasks = 0;
  while (!search.done()) {
    const abstract::Outcome outcome = abstract::run(program, search, 3);
    if (search.runEnded(true)) firstTasks |= 1u << outcome.steps.at(0).choice.task.value;
  }
  EXPECT_EQ(firstTasks, 0b110u);
}

TEST(Search, AProgramWithoutDecisionsIsOneRun) {
  const Program program{{abstract::say()}};
  for (const std::uint32_t shards : {1u, 3u}) {
    std::uint64_t runs = 0;
    for (std::uint32_t index = 1; index <= shards; ++index) {
      SearchOptions options;
      options.shard = {index, shards};
      Search search(options);
      explore(program, search);
      runs += search.runs();
      EXPECT_TRUE(search.coverage().exhausted());
    }
    EXPECT_EQ(runs, 1u);
  }
}

TEST(Shards, AreWrittenAsOneNumberOfAnother) {
  ASSERT_TRUE(parseShard("2/5"));
  EXPECT_EQ(*parseShard("2/5"), (Shard{2, 5}));
  for (const char* const text : {"", "/", "2", "2/", "/5", "0/5", "6/5", "2/5/", "-1/5", "1/100001",
                                 "99999999999999999999/1", "1 /2"}) {
    const Result<Shard> shard = parseShard(text);
    ASSERT_FALSE(shard) << text;
    EXPECT_THAT(shard.error().message, HasSubstr("I/N"));
  }
}

}  // namespace
}  // namespace lockstep
