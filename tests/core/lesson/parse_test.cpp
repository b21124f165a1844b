// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lesson/lesson.h"

namespace lockstep {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kFile[] = "lessons/counter.en.md";

const std::string kHead = R"(---
title: Two workers, one counter
goal: See what a lock changes.
scenario: counter
order: 2
minutes: 15
---
Two workers add.

They share.
)";

const std::string kStep = R"(
## A harmless line
run: --variant unlocked --set workers=2 --set increments=1 --as threads
schedule: search lost-update
at: after first load by "worker 1" on counter
show: stage, code
select: worker 1
zoom: 12
caption: Worker 1 has read 0. || It has not written yet.

**Bold** text.
time: is no field here.
)";

TEST(ParseLesson, KeepsWhatTheAuthorWrote) {
  const auto lesson = parseLesson(kHead + kStep + R"(
### Question
What comes of it?
- [ ] 2
  Only if they
  take turns.
- [x] 1
  One is lost.

### Hint
Mild.

### Hint
Strong.

### Task
lines: lock
from: --variant locked --set workers=2
expect: some lost-update
Break it.

### Notes
Ask them.

### Reading
- a page

## Then
at: verdict
)",
                                  kFile);
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_EQ(lesson->id, "counter");
  EXPECT_EQ(lesson->language, "en");
  EXPECT_EQ(lesson->title, "Two workers, one counter");
  EXPECT_EQ(lesson->order, 2);
  EXPECT_EQ(lesson->minutes, 15);
  EXPECT_EQ(lesson->story, "Two workers add.\n\nThey share.");
  ASSERT_EQ(lesson->runs.size(), 1u);
  const LessonRun& run = lesson->runs[0];
  EXPECT_EQ(run.request.variant, "unlocked");
  EXPECT_EQ(run.request.parameters.at("increments"), 1);
  EXPECT_EQ(run.schedule, LessonRun::Schedule::search);
  EXPECT_EQ(run.wanted, Verdict::lostUpdate);
  ASSERT_EQ(lesson->steps.size(), 2u);
  const LessonStep& step = lesson->steps[0];
  EXPECT_EQ(step.at.operation, Operation::load);
  EXPECT_THAT(step.show, ElementsAre(LessonPart::stage, LessonPart::code));
  EXPECT_EQ(step.select, "worker 1");
  EXPECT_EQ(step.zoom, 12);
  EXPECT_THAT(step.caption, ElementsAre("Worker 1 has read 0.", "It has not written yet."));
  EXPECT_EQ(step.text, "**Bold** text.\ntime: is no field here.");
  ASSERT_TRUE(step.question);
  EXPECT_EQ(step.question->text, "What comes of it?");
  ASSERT_EQ(step.question->choices.size(), 2u);
  EXPECT_FALSE(step.question->choices[0].right);
  EXPECT_EQ(step.question->choices[0].explanation, "Only if they\ntake turns.");
  EXPECT_TRUE(step.question->choices[1].right);
  EXPECT_THAT(step.hints, ElementsAre("Mild.", "Strong."));
  ASSERT_TRUE(step.task);
  EXPECT_THAT(step.task->lines, ElementsAre("lock"));
  EXPECT_EQ(step.task->expected, Verdict::lostUpdate);
  EXPECT_FALSE(step.task->always);
  EXPECT_EQ(step.task->text, "Break it.");
  EXPECT_EQ(step.notes, "Ask them.");
  EXPECT_EQ(step.reading, "- a page");
  EXPECT_EQ(lesson->steps[1].at.kind, Anchor::Kind::verdict);
  EXPECT_EQ(lesson->steps[1].run, 0u);
}

struct Wrong {
  const char* what;
  std::string text;
  int line;
  const char* says;
};

class ParseLessonRefuses : public testing::TestWithParam<Wrong> {};

TEST_P(ParseLessonRefuses, WithFileAndLine) {
  const Wrong& wrong = GetParam();
  const auto lesson = parseLesson(wrong.text, kFile);
  ASSERT_FALSE(lesson);
  EXPECT_THAT(lesson.error().message,
              HasSubstr(std::string(kFile) + ":" + std::to_string(wrong.line) + ": "));
  EXPECT_THAT(lesson.error().message, HasSubstr(wrong.says));
}

std::string withStep(const std::string& lines) { return kHead + "## Step\n" + lines; }

INSTANTIATE_TEST_SUITE_P(
    All, ParseLessonRefuses,
    testing::Values(
        Wrong{"no front matter", "# Title\n", 1, "begins with a line \"---\""},
        Wrong{"open front matter", "---\ntitle: x\n", 2, "not closed"},
        Wrong{"no goal", "---\ntitle: x\nscenario: counter\n---\n", 4, "no \"goal\""},
        Wrong{"twice", "---\ntitle: x\ntitle: y\n---\n", 3, "twice"},
        Wrong{"unknown key", "---\ntitel: x\n---\n", 2, "no \"titel\""},
        Wrong{"order", "---\norder: two\n---\n", 2, "needs a number"},
        Wrong{"scenario", "---\nscenario: chess\n---\n", 2, "no scenario \"chess\""},
        Wrong{"no step", kHead, 10, "no step"},
        Wrong{"no run", withStep("at: start\n"), 11, "needs a \"run\""},
        Wrong{"no at", withStep("run: --variant locked\n"), 11, "no \"at\""},
        Wrong{"variant", withStep("run: --variant loked\n"), 12, "choose one of"},
        Wrong{"range", withStep("run: --set workers=99\n"), 12, "1 to 16"},
        Wrong{"option", withStep("run: --json yes\n"), 12, "--json"},
        Wrong{"half an option", withStep("run: --variant\n"), 12, "needs a value"},
        Wrong{"schedule", withStep("run: --variant locked\nschedule: fair\n"), 13, "round-robin"},
        Wrong{"verdict", withStep("run: --variant locked\nschedule: search chaos\n"), 13,
              "no verdict \"chaos\""},
        Wrong{"moment", withStep("run: --variant locked\nat: after lunch\n"), 13, "\"lunch\""},
        Wrong{"part", withStep("show: stage, moon\n"), 12, "\"moon\""},
        Wrong{"zoom", withStep("zoom: some\n"), 12, "number of events"},
        Wrong{"caption", withStep("caption: a || b || c\n"), 12, "two lines"},
        Wrong{"field", withStep("colour: red\n"), 12, "no \"colour\""},
        Wrong{"part title", withStep("\n### Joke\n"), 13, "no part \"Joke\""},
        Wrong{"early part", kHead + "### Hint\n", 11, "needs a step"},
        Wrong{"one choice",
              withStep("run: --variant locked\nat: start\n### Question\nWhy?\n- [x] So.\n"), 11,
              "2 to 9 choices"},
        Wrong{"nothing right",
              withStep("run: --variant locked\nat: start\n### Question\nWhy?\n- [ ] a\n- [ ] b\n"),
              11, "no choice of the question is right"},
        Wrong{"explanation",
              withStep("run: --variant locked\nat: start\n### Question\nWhy?\n- [ ] a\nno\n"), 17,
              "indented"},
        Wrong{"line of a task",
              withStep("run: --variant locked\nat: start\n### Task\nlines: fuse\n"), 15,
              "no switchable line \"fuse\""},
        Wrong{"expectation",
              withStep("run: --variant locked\nat: start\n### Task\nexpect: most completed\n"), 15,
              "expect: some VERDICT"},
        Wrong{"task without a run",
              withStep("run: --variant locked\nat: start\n### Task\nDo it.\n"), 14,
              "needs \"from\""}));

TEST(ParseLesson, WantsAFileNamedByIdAndLanguage) {
  for (const char* file : {"counter.md", "counter.en.txt", ".en.md", "a.b.en.md"})
    EXPECT_FALSE(parseLesson(kHead + kStep, file)) << file;
}

TEST(ParseLesson, ReadsTheLineEndsOfOtherSystems) {
  std::string text = kHead + kStep;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\r\n");
  const auto lesson = parseLesson(text, kFile);
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_EQ(lesson->steps[0].select, "worker 1");
}

}  // namespace
}  // namespace lockstep
