// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson in the window, with the real runs behind it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

#include "lesson/lesson_panel.h"
#include "lesson/question_view.h"
#include "lesson/task_view.h"
#include "step_fixture.h"
#include "window/action_button.h"
#include "window/main_window.h"
#include "window/scenario_list.h"
#include "window/step_mode.h"
#include "window/workbench.h"

namespace lockstep::ui {
namespace {

constexpr int kPatience = 30'000;  // ms

QString plain(const QLabel& label) {
  QTextDocument document;
  document.setHtml(label.text());
  return document.toPlainText();
}

const std::string kLesson = R"(---
title: Two workers, one counter
goal: g
scenario: counter
minutes: 15
---
Two workers add.
## It has read
run: --variant unlocked --set workers=2 --set increments=1 --as threads
schedule: search lost-update
at: after first load by "worker 1" on counter
select: worker 1
zoom: 12
show: stage, code
### Question
What will it hold?
- [ ] 2
  Only in turn.
- [x] 1
  One is lost.
### Hint
Look at both.
### Hint
Both have read 0.
## It is lost
at: verdict
## Break it
at: end
### Task
lines: lock
from: --variant locked --set workers=2 --set increments=1
expect: some lost-update
Switch a line off.
## Repair it
at: end
### Task
lines: lock
from: --variant unlocked --set workers=2 --set increments=1
expect: all completed
Switch a line on.
)";

class LessonWindow : public testing::Test {
 protected:
  LessonWindow() {
    becomeReaper();
    WindowParts parts;
    parts.settings =
        std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
    parts.settings->setValue("language", "en");
    parts.confirmEnd = [](const std::vector<int>&) { return true; };
    for (const char* file : {"counter.en.md", "counter.zh_CN.md"}) {
      auto lesson = parseLesson(kLesson, file);
      EXPECT_TRUE(lesson) << lesson.error().message;
      if (lesson->language == "zh_CN") lesson->steps[1].title = "丢了";
      parts.lessons.lessons.push_back(std::move(*lesson));
    }
    window = std::make_unique<MainWindow>(std::move(parts));
    window->resize(1440, 900);
    window->show();
    window->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
  }
  void TearDown() override {
    window.reset();
    EXPECT_TRUE(nobodyIsLeft());
  }
  bool shown() {
    return QTest::qWaitFor([&] { return window->lessons().moment().has_value(); }, kPatience);
  }
  void open() {
    window->workbench().scenarios().choose("counter");
    QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(window->lessons().lesson());
    ASSERT_TRUE(shown()) << window->lessons().fault().toStdString();
  }
  LessonPanel& panel() { return window->lessonPanel(); }
  bool settles(const TaskView& task) {
    return QTest::qWaitFor([&] { return !const_cast<TaskView&>(task).check().running(); },
                           kPatience);
  }

  QTemporaryDir folder;
  std::unique_ptr<MainWindow> window;
};

TEST_F(LessonWindow, ItsTitleIsATitleInADrawerToo) {
  window->resize(1024, 768);
  open();
  ASSERT_TRUE(window->workbench().leftIsDrawer());
  const auto labels = panel().findChildren<QLabel*>();
  const auto title = std::ranges::find(labels, "Two workers, one counter", &QLabel::text);
  ASSERT_NE(title, labels.end());
  EXPECT_GE((*title)->fontInfo().pixelSize(), 20);
  EXPECT_GE((*title)->font().weight(), 650);
  // Beside the lesson there is room for the stage.
  EXPECT_FALSE(window->workbench().canBeSeen(Pane::code));
}

TEST_F(LessonWindow, ShowsTheMomentOfEachStepOfARealRun) {
  open();
  EXPECT_TRUE(panel().isVisible());
  const Viewpoint& view = window->viewpoint();
  EXPECT_EQ(view.sharedTrace(), window->lessons().recording()->trace);
  EXPECT_EQ(view.playhead(), window->lessons().moment());
  EXPECT_EQ(view.report().verdict, Verdict::lostUpdate);
  EXPECT_EQ(view.trace().tasks()[view.task().value].name, "worker 1");
  const std::int64_t first = view.playhead();
  QTest::mouseClick(&panel().nextButton(), Qt::LeftButton);
  EXPECT_EQ(window->lessons().step(), 1);
  EXPECT_GT(view.playhead(), first);
  QTest::keyClick(window.get(), Qt::Key_PageUp, Qt::ControlModifier);
  EXPECT_EQ(window->lessons().step(), 0);
  EXPECT_EQ(view.playhead(), first);
  panel().steps().setCurrentRow(2);
  EXPECT_EQ(view.playhead(), view.trace().endTime());
  EXPECT_TRUE(window->lessons().visited(2));
  EXPECT_TRUE(window->lessons().visited(1));
  QTest::mouseClick(&panel().closeButton(), Qt::LeftButton);
  EXPECT_FALSE(panel().isVisible());
  EXPECT_TRUE(window->workbench().scenarios().isVisible());
}

TEST_F(LessonWindow, AsksAndExplains) {
  open();
  ASSERT_EQ(panel().question().choices().size(), 2u);
  EXPECT_FALSE(panel().question().verdict().isVisible());
  QTest::keyClick(window.get(), Qt::Key_1);
  EXPECT_EQ(window->lessons().answered(), 0);
  EXPECT_EQ(plain(panel().question().verdict()), "Not so. Only in turn.");
  QTest::mouseClick(panel().question().choices()[1], Qt::LeftButton);
  EXPECT_EQ(plain(panel().question().verdict()), "Right. One is lost.");
  EXPECT_THAT(window->lessons().hands(), testing::ElementsAre(1, 1));
  // The question is answered: the numbers select tasks again.
  QTest::keyClick(window.get(), Qt::Key_1);
  EXPECT_EQ(window->viewpoint().task(), kMainTask);
  EXPECT_THAT(window->lessons().hands(), testing::ElementsAre(1, 1));
}

TEST_F(LessonWindow, GivesHintsOneByOne) {
  open();
  EXPECT_FALSE(panel().hints().isVisible());
  QTest::mouseClick(&panel().hintButton(), Qt::LeftButton);
  EXPECT_EQ(plain(panel().hints()), "Look at both.");
  QTest::mouseClick(&panel().hintButton(), Qt::LeftButton);
  EXPECT_EQ(plain(panel().hints()), "Look at both.\nBoth have read 0.");
  EXPECT_FALSE(panel().hintButton().isVisible());
}

TEST_F(LessonWindow, ChecksATaskByTheSchedulesAndShowsTheOneThatDecides) {
  open();
  window->lessons().goTo(2);
  TaskView& task = panel().task();
  ASSERT_TRUE(task.line("lock"));
  EXPECT_TRUE(task.line("lock")->isChecked());
  QTest::mouseClick(&task.checkButton(), Qt::LeftButton);
  ASSERT_TRUE(settles(task));
  EXPECT_EQ(task.check().verdict(), TaskVerdict::refuted);
  EXPECT_FALSE(task.showButton().isVisible());
  task.line("lock")->setChecked(false);
  QTest::mouseClick(&task.checkButton(), Qt::LeftButton);
  ASSERT_TRUE(settles(task));
  EXPECT_EQ(task.check().verdict(), TaskVerdict::met) << task.result().text().toStdString();

  // Repairing starts from the broken one.
  window->lessons().goTo(3);
  EXPECT_FALSE(task.line("lock")->isChecked());
  QTest::mouseClick(&task.checkButton(), Qt::LeftButton);
  ASSERT_TRUE(settles(task));
  EXPECT_EQ(task.check().verdict(), TaskVerdict::refuted);
  ASSERT_TRUE(task.showButton().isVisible());
  QTest::mouseClick(&task.showButton(), Qt::LeftButton);
  EXPECT_TRUE(window->stepMode().on());
  EXPECT_TRUE(QTest::qWaitFor(
      [&] {
        const StepBranch* line = window->stepMode().line();
        return line && line->verdict == Verdict::lostUpdate;
      },
      kPatience));
  task.line("lock")->setChecked(true);
  QTest::mouseClick(&task.checkButton(), Qt::LeftButton);
  ASSERT_TRUE(settles(task));
  EXPECT_EQ(task.check().verdict(), TaskVerdict::met);
}

TEST_F(LessonWindow, CanBeSteppedThroughByOneself) {
  open();
  QTest::mouseClick(&panel().stepButton(), Qt::LeftButton);
  EXPECT_TRUE(window->stepMode().on());
  EXPECT_TRUE(QTest::qWaitFor(
      [&] { return window->stepMode().steps() == window->lessons().recording()->choices.size(); },
      kPatience));
  // The next step of the lesson shows its own run again.
  window->lessons().next();
  EXPECT_EQ(window->viewpoint().sharedTrace(), window->lessons().recording()->trace);
  EXPECT_FALSE(window->stepMode().on());
}

TEST_F(LessonWindow, GoesOnInTheOtherLanguageAtTheSameStep) {
  open();
  window->lessons().next();
  window->chooseLanguage("zh_CN");
  EXPECT_EQ(window->lessons().step(), 1);
  EXPECT_EQ(QString::fromStdString(window->lessons().current()->title), QStringLiteral("丢了"));
  EXPECT_EQ(panel().steps().item(1)->text(), QStringLiteral("丢了"));
  window->chooseLanguage("en");
}

TEST_F(LessonWindow, SaysWhatCannotBeShown) {
  // The player alone, with runs that cannot be made.
  auto lesson = parseLesson(kLesson, "counter.en.md");
  LessonShelf shelf;
  shelf.lessons.push_back(std::move(*lesson));
  LessonPlayer player(shelf, [](const LessonRun&, const Cancelled&) -> Result<LessonRecording> {
    return Error{"the host is not there"};
  });
  LessonPanel alone(player);
  EXPECT_FALSE(player.open("chess"));
  ASSERT_TRUE(player.open("counter"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !player.fault().isEmpty(); }, kPatience));
  EXPECT_EQ(alone.state().text(), "the host is not there");
  EXPECT_FALSE(player.moment());
}

TEST_F(LessonWindow, ClosesWhileItsRunsAreBeingMade) {
  window->workbench().scenarios().choose("counter");
  ASSERT_TRUE(window->openLesson("counter"));
  window->lessons().close();
  EXPECT_FALSE(window->lessons().lesson());
  ASSERT_TRUE(window->openLesson("counter"));
  ASSERT_TRUE(window->openLesson("counter"));
  EXPECT_TRUE(shown());
}

}  // namespace
}  // namespace lockstep::ui
