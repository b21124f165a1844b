// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "explore/explorer.h"

/// On real tasks.

namespace lockstep {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Cancelled kNever = [] { return false; };

LessonRun run(const std::string& variant, LessonRun::Schedule schedule,
              Verdict wanted = Verdict::completed) {
  LessonRun run;
  run.request.scenario = "counter";
  run.request.variant = variant;
  run.request.parameters = {{"workers", 2}, {"increments", 1}};
  run.schedule = schedule;
  run.wanted = wanted;
  return run;
}

TEST(RecordLesson, LetsTheSystemScheduleAFreeRun) {
  const auto made = record(run("locked", LessonRun::Schedule::free), kNever);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->report.verdict, Verdict::completed);
  EXPECT_EQ(made->trace->end(), RunEnd::completed);
  EXPECT_THAT(made->choices, IsEmpty());
}

TEST(RecordLesson, FindsTheScheduleThatItShallShow) {
  const LessonRun wanted = run("unlocked", LessonRun::Schedule::search, Verdict::lostUpdate);
  const auto made = record(wanted, kNever);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->report.verdict, Verdict::lostUpdate);
  const auto again = record(wanted, kNever);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(made->choices, again->choices) << "a lesson shows the same run each time";
}

TEST(RecordLesson, SaysWhenThereIsNoSuchSchedule) {
  const auto made = record(run("locked", LessonRun::Schedule::search, Verdict::lostUpdate), kNever);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("no schedule of this run ends as lost-update"));
}

TEST(RecordLesson, TakesTurnsOrChancesTheSameEachTime) {
  for (const auto schedule : {LessonRun::Schedule::roundRobin, LessonRun::Schedule::random}) {
    const auto one = record(run("locked", schedule), kNever);
    const auto other = record(run("locked", schedule), kNever);
    ASSERT_TRUE(one && other);
    EXPECT_EQ(one->choices, other->choices);
    EXPECT_EQ(one->report.verdict, Verdict::completed);
  }
}

TEST(RecordLesson, StopsWhenItIsCancelled) {
  for (const auto schedule :
       {LessonRun::Schedule::free, LessonRun::Schedule::roundRobin, LessonRun::Schedule::search}) {
    const auto made = record(run("locked", schedule, Verdict::deadlock), [] { return true; });
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message, "it was cancelled");
  }
}

TEST(Rehearse, NamesTheLinesOfMomentsAndTasksThatAreNotThere) {
  const auto lesson = parseLesson(R"(---
title: t
goal: g
scenario: counter
---
## Here
run: --variant locked --set workers=2 --set increments=1
schedule: round-robin
at: after second acquire on lock
select: worker 2
## Nowhere
at: after 3rd acquire on lock
## Nobody
at: start
select: worker 3
)",
                                  "x.en.md");
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_THAT(rehearse(*lesson, kNever),
              ElementsAre("x.en.md:11: the run has no such moment as this step is at",
                          "x.en.md:13: the run has no task \"worker 3\""));
}

LessonTask task(Verdict expected, bool always) {
  LessonTask task;
  task.lines = {"lock"};
  task.from = run("locked", LessonRun::Schedule::free).request;
  task.expected = expected;
  task.always = always;
  return task;
}

TaskVerdict verdictOn(const LessonTask& task, int lock) {
  RunRequest learners;
  learners.parameters["lock"] = lock;
  auto explorer = Explorer::start(checkOf(task, learners));
  EXPECT_TRUE(explorer);
  if (!explorer) return TaskVerdict::undecided;
  for (;;) {
    (*explorer)->waitForNews(100);
    const Exploration state = (*explorer)->state();
    const TaskVerdict verdict = judge(task, state);
    if (verdict != TaskVerdict::undecided || state.done) return verdict;
  }
}

TEST(JudgeTask, ByTheSchedulesAndNotByTheLines) {
  EXPECT_EQ(verdictOn(task(Verdict::lostUpdate, false), 0), TaskVerdict::met);
  EXPECT_EQ(verdictOn(task(Verdict::lostUpdate, false), 1), TaskVerdict::refuted);
  EXPECT_EQ(verdictOn(task(Verdict::completed, true), 1), TaskVerdict::met);
  EXPECT_EQ(verdictOn(task(Verdict::completed, true), 0), TaskVerdict::refuted);
}

TEST(JudgeTask, SaysWhenNotAllSchedulesWereTried) {
  Exploration cut;
  cut.done = true;
  cut.tally.runs = 5;
  cut.tally.verdicts["completed"] = 5;
  cut.tally.coverage.cutByRuns = true;
  EXPECT_EQ(judge(task(Verdict::completed, true), cut), TaskVerdict::unrefuted);
  EXPECT_EQ(judge(task(Verdict::deadlock, false), cut), TaskVerdict::unrefuted);
  cut.done = false;
  EXPECT_EQ(judge(task(Verdict::completed, true), cut), TaskVerdict::undecided);
}

TEST(JudgeTask, LetsTheLearnerSetOnlyTheLinesOfTheTask) {
  RunRequest learners;
  learners.parameters = {{"lock", 0}, {"workers", 9}};
  const ExploreRequest request = checkOf(task(Verdict::completed, true), learners);
  EXPECT_EQ(request.run.parameters.at("lock"), 0);
  EXPECT_EQ(request.run.parameters.at("workers"), 2);
}

}  // namespace
}  // namespace lockstep
