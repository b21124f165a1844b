// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/shelf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "lesson/record.h"

namespace lockstep {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string lessonText(const std::string& title, int order) {
  return "---\ntitle: " + title + "\ngoal: g\nscenario: counter\norder: " + std::to_string(order) +
         "\n---\n## One\nrun: --variant locked\nat: start\n";
}

class Folder : public testing::Test {
 protected:
  Folder() {
    std::string name = testing::TempDir() + "lessonsXXXXXX";
    path = ::mkdtemp(name.data());
  }
  ~Folder() override { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(path / name) << text;
  }
  std::filesystem::path path;
};

TEST_F(Folder, HoldsLessonsInTheirOrderAndNamesTheBadOnes) {
  write("b.en.md", lessonText("B", 1));
  write("a.en.md", lessonText("A", 2));
  write("a.zh_CN.md", lessonText("甲", 2));
  write("bad.en.md", "no lesson");
  write("notes.txt", "not one either");
  const LessonShelf shelf = lessonsIn(path.string());
  ASSERT_THAT(shelf.lessons, SizeIs(3));
  EXPECT_EQ(shelf.lessons[0].title, "B");
  ASSERT_THAT(shelf.faults, SizeIs(1));
  EXPECT_THAT(shelf.faults[0], HasSubstr("bad.en.md:1: "));
  EXPECT_EQ(shelf.find("a", "zh_CN")->title, "甲");
  EXPECT_EQ(shelf.find("b", "zh_CN")->title, "B") << "English where there is no other";
  EXPECT_EQ(shelf.find("c", "en"), nullptr);
  EXPECT_THAT(shelf.in("zh_CN"), ElementsAre(shelf.find("b", "en"), shelf.find("a", "zh_CN")));
}

TEST_F(Folder, OfOnesOwnReplacesLessonsOfTheSameName) {
  write("a.en.md", lessonText("Old", 1));
  LessonShelf shelf = lessonsIn(path.string());
  write("a.en.md", lessonText("New", 1));
  shelf.add(lessonsIn(path.string()));
  ASSERT_THAT(shelf.lessons, SizeIs(1));
  EXPECT_EQ(shelf.lessons[0].title, "New");
}

TEST(LessonShelf, OfAFolderThatIsNotThereSaysSo) {
  const LessonShelf shelf = lessonsIn("/nowhere/at/all");
  EXPECT_THAT(shelf.lessons, IsEmpty());
  EXPECT_THAT(shelf.faults, ElementsAre(HasSubstr("/nowhere/at/all: ")));
}

TEST(OwnLessons, AreInBothLanguagesAndOfOnePlan) {
  const LessonShelf shelf = ownLessons();
  EXPECT_THAT(shelf.faults, IsEmpty());
  EXPECT_THAT(shelf.in("en"), SizeIs(testing::Ge(6u)));
  for (const Lesson* lesson : shelf.in("en")) {
    SCOPED_TRACE(lesson->id);
    const Lesson* chinese = shelf.find(lesson->id, "zh_CN");
    ASSERT_EQ(chinese->language, "zh_CN");
    EXPECT_EQ(chinese->scenario, lesson->scenario);
    EXPECT_EQ(chinese->order, lesson->order);
    ASSERT_EQ(chinese->runs.size(), lesson->runs.size());
    for (std::size_t i = 0; i < lesson->runs.size(); ++i) {
      EXPECT_EQ(chinese->runs[i].request.variant, lesson->runs[i].request.variant);
      EXPECT_EQ(chinese->runs[i].request.parameters, lesson->runs[i].request.parameters);
      EXPECT_EQ(chinese->runs[i].schedule, lesson->runs[i].schedule);
    }
    ASSERT_EQ(chinese->steps.size(), lesson->steps.size());
    for (std::size_t i = 0; i < lesson->steps.size(); ++i) {
      const LessonStep& ours = lesson->steps[i];
      const LessonStep& theirs = chinese->steps[i];
      SCOPED_TRACE(ours.title);
      EXPECT_EQ(theirs.at, ours.at);
      EXPECT_EQ(theirs.show, ours.show);
      EXPECT_EQ(theirs.select, ours.select);
      EXPECT_EQ(theirs.zoom, ours.zoom);
      EXPECT_EQ(theirs.hints.size(), ours.hints.size());
      EXPECT_EQ(theirs.caption.empty(), ours.caption.empty());
      EXPECT_EQ(theirs.notes.empty(), ours.notes.empty());
      ASSERT_EQ(theirs.question.has_value(), ours.question.has_value());
      if (ours.question) {
        ASSERT_EQ(theirs.question->choices.size(), ours.question->choices.size());
        for (std::size_t c = 0; c < ours.question->choices.size(); ++c)
          EXPECT_EQ(theirs.question->choices[c].right, ours.question->choices[c].right);
      }
      ASSERT_EQ(theirs.task.has_value(), ours.task.has_value());
      if (ours.task) {
        EXPECT_EQ(theirs.task->lines, ours.task->lines);
        EXPECT_EQ(theirs.task->expected, ours.task->expected);
        EXPECT_EQ(theirs.task->always, ours.task->always);
        EXPECT_EQ(theirs.task->from.parameters, ours.task->from.parameters);
      }
    }
  }
}

TEST(OwnLessons, AskAtLeastTwiceInAtLeastEightSteps) {
  for (const Lesson& lesson : ownLessons().lessons) {
    SCOPED_TRACE(lesson.file);
    EXPECT_GE(lesson.steps.size(), 8u);
    EXPECT_GE(std::ranges::count_if(
                  lesson.steps, [](const LessonStep& step) { return step.question.has_value(); }),
              2);
    for (const LessonStep& step : lesson.steps) {
      SCOPED_TRACE(step.title);
      EXPECT_FALSE(step.notes.empty());
      EXPECT_FALSE(step.caption.empty());
      if (!step.question) continue;
      for (const LessonChoice& choice : step.question->choices)
        EXPECT_FALSE(choice.explanation.empty()) << choice.text;
    }
  }
}

TEST(OwnLessons, FindEveryMomentInTheirRuns) {
  const LessonShelf shelf = ownLessons();
  for (const Lesson* lesson : shelf.in("en"))
    EXPECT_THAT(rehearse(*lesson, [] { return false; }), IsEmpty());
}

TEST(TheAuthorsPage, ShowsALessonThatWorks) {
  std::ifstream file(LOCKSTEP_DOCS "/lessons.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::string fence = "```markdown\n";
  const std::size_t begin = page.find(fence) + fence.size();
  ASSERT_LT(begin, page.size());
  const auto lesson = parseLesson(page.substr(begin, page.find("```", begin) - begin), "a.en.md");
  ASSERT_TRUE(lesson) << lesson.error().message;
  EXPECT_EQ(lesson->steps.size(), 2u);
  EXPECT_THAT(rehearse(*lesson, [] { return false; }), IsEmpty());
}

}  // namespace
}  // namespace lockstep
