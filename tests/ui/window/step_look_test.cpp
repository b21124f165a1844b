// SPDX-License-Identifier: GPL-3.0-or-later
// What Step mode shows besides its chips: ghosts and marks on the stage, a step that is played,
// breakpoints in the code, how things are known.
#include <gmock/gmock.h>

#include <QEnterEvent>
#include <QTest>
#include <algorithm>

#include "clipping.h"
#include "code/code_pane.h"
#include "stage/stage.h"
#include "step_fixture.h"
#include "timeline/timeline.h"
#include "window/status_strip.h"
#include "window/step_bar.h"
#include "window/step_insight.h"
#include "window/step_panel.h"
#include "window/step_playback.h"
#include "window/workbench.h"

namespace lockstep::ui {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class StepLookTest : public StepTest {
 protected:
  Stage& stage() { return window->workbench().stage(); }
  CodePane& code() { return window->workbench().code(); }
  StepInsight& insight() { return window->insight(); }
  long lines(LineKind kind) {
    return std::ranges::count(stage().scene().lines, kind, &LineItem::kind);
  }
  long marks(bool ghost) {
    return std::ranges::count(stage().scene().marks, ghost, &MarkItem::ghost);
  }
  /// Line of the source, from 1, whose text has `words`.
  int lineWith(const QString& words) {
    const QStringList source = code().text().split('\n');
    for (qsizetype i = 0; i < source.size(); ++i)
      if (source[i].contains(words)) return static_cast<int>(i) + 1;
    ADD_FAILURE() << "no line with " << words.toStdString();
    return 0;
  }
  void clickBeside(int line) {
    QTest::mouseClick(&code().gutter(), Qt::LeftButton, {}, code().numberRect(line).center());
  }
  int askedLine(TaskId task) {
    const Situation now = mode().situation();
    const Offer* offer = now.offer(task);
    const SiteInfo* site = offer ? window->viewpoint().trace().site(offer->next.site) : nullptr;
    return site ? site->line : 0;
  }
};

// Before a step.

TEST_F(StepLookTest, TheStageShowsWhoWouldWaitAndTheCycleThatAStepWouldClose) {
  start(philosophers());
  std::optional<Choice> choice;
  stepUntil([&] { return (choice = closing()).has_value(); });
  ASSERT_TRUE(choice);
  letMotionEnd();
  window->viewpoint().selectTask(choice->task);
  const StepEffect effect = *insight().effect(*choice);
  ASSERT_EQ(effect.ring.size(), 2u);
  const Scene scene = stage().scene();
  EXPECT_EQ(lines(LineKind::wouldWait), static_cast<long>(effect.stuck.size()));
  EXPECT_GE(lines(LineKind::wouldWait), 1);
  EXPECT_FALSE(scene.openBand.isEmpty());
  EXPECT_TRUE(scene.sentence.contains("nobody can ever move")) << scene.sentence.toStdString();
  EXPECT_EQ(scene.chain.size(), 3u);
  EXPECT_THAT(scene.openLinks, Contains(true));
  EXPECT_GE(marks(true), 1);
  mode().pick(*choice);
  ASSERT_TRUE(hasEnded());
  letMotionEnd();
  EXPECT_EQ(lines(LineKind::wouldWait), 0);
  EXPECT_TRUE(stage().scene().openBand.isEmpty());
  EXPECT_FALSE(stage().scene().band.isEmpty());
}

TEST_F(StepLookTest, AStepThatTakesALockShowsALineToItBeforehand) {
  start(philosophers());
  stepUntil([&] {
    const auto next = mode().suggested();
    const Situation now = mode().situation();
    return next && now.offer(next->task)->next.operation == Operation::acquire;
  });
  letMotionEnd();
  EXPECT_EQ(lines(LineKind::wouldTake), 1);
}

TEST_F(StepLookTest, PointingAtAChipShowsWhatThatTaskWouldDo) {
  start(counter());
  steps(3);
  ASSERT_TRUE(hasSettled());
  letMotionEnd();
  ASSERT_EQ(insight().considered()->task, TaskId(2));
  EXPECT_EQ(stage().steps().ghost.mover, TaskId(2));
  TaskPick* const pick = window->stepBar().pickOf(TaskId(3));
  QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
  QApplication::sendEvent(pick, &enter);
  EXPECT_EQ(insight().considered()->task, TaskId(3));
  EXPECT_EQ(stage().steps().ghost.mover, TaskId(3));
  QApplication::processEvents();
  EXPECT_THAT(window->stepPanel().forecast().toStdString(), Not(testing::IsEmpty()));
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(pick, &leave);
  EXPECT_EQ(stage().steps().ghost.mover, TaskId(2));
}

TEST_F(StepLookTest, NothingIsShownBeforehandWhileTheLearnerIsAsked) {
  start(counter());
  steps(3);
  ASSERT_TRUE(hasSettled());
  ASSERT_TRUE(stage().steps().ghost.mover.valid());
  insight().setSecret(true);
  EXPECT_FALSE(stage().steps().ghost.mover.valid());
}

// After a step.

TEST_F(StepLookTest, WhatAStepHasChangedIsMarked) {
  start(counter());
  steps(4);
  EXPECT_THAT(stage().steps().changed, Contains(taken().back().task));
  EXPECT_EQ(stage().steps().touched, mode().line()->steps.back().next.resource);
  letMotionEnd();
  EXPECT_GE(marks(false), 1);
  mode().goTo(2);
  EXPECT_THAT(stage().steps().changed, Contains(TaskId(2))) << "main has started it";
}

TEST_F(StepLookTest, AStepIsPlayedOnTheStageAndTheOtherViewsAreThereAtOnce) {
  start(counter());
  steps(3);
  key(Qt::Key_3);
  ASSERT_TRUE(waitsAfter(4));
  ASSERT_TRUE(window->stepPlayback().playing());
  const auto stateOf = [&](TaskId task) {
    const Scene scene = stage().scene();
    return std::ranges::find(scene.actors, task, &ActorItem::id)->state;
  };
  EXPECT_EQ(stateOf(TaskId(3)), State::running) << "as at the beginning of the step";
  EXPECT_EQ(window->viewpoint().moment().tasks[3].state, State::ready);
  EXPECT_EQ(marks(false) + marks(true), 0);
  motion += 590'000'000;
  window->stepPlayback().tick();
  EXPECT_TRUE(window->stepPlayback().playing());
  EXPECT_EQ(stateOf(TaskId(3)), State::ready);
  motion += 10'000'000;
  window->stepPlayback().tick();
  EXPECT_FALSE(window->stepPlayback().playing());
  key(Qt::Key_Left);
  EXPECT_FALSE(window->stepPlayback().playing()) << "back is there at once";
  key(Qt::Key_Right);
  EXPECT_TRUE(window->stepPlayback().playing());
  key(Qt::Key_Home);
  EXPECT_FALSE(window->stepPlayback().playing());
}

TEST_F(StepLookTest, ReducedMotionShowsWhatCameOfAStepAtOnceAndIsRemembered) {
  window->reduceMotion(true);
  start(counter());
  steps(2);
  EXPECT_FALSE(window->stepPlayback().playing());
  EXPECT_TRUE(QSettings(folder.filePath("window.ini"), QSettings::IniFormat)
                  .value("reduceMotion")
                  .toBool());
}

// Breakpoints.

TEST_F(StepLookTest, AClickBesideALineSetsABreakpointWhereARunStops) {
  start(counter());
  steps(3);
  const int line = lineWith("counter.store(value + 1)");
  ASSERT_NE(line, 0);
  clickBeside(line);
  EXPECT_THAT(code().breakpoints(), Contains(line));
  ASSERT_EQ(mode().breakpoints().size(), 1u);
  EXPECT_EQ(mode().breakpoints()[0].line, line);
  key(Qt::Key_F5);
  ASSERT_TRUE(QTest::qWaitFor(
      [&] { return mode().waiting() && !mode().busy() && mode().steps() > 3; }, kPatience));
  EXPECT_EQ(askedLine(taken().back().task), line);
  clickBeside(line);
  EXPECT_TRUE(code().breakpoints().empty());
  key(Qt::Key_F5);
  EXPECT_TRUE(hasEnded());
}

TEST_F(StepLookTest, F9SetsABreakpointAtTheLineOfTheSelectedTaskAndTakesItAway) {
  start(counter());
  key(Qt::Key_F9);
  EXPECT_TRUE(mode().breakpoints().empty());
  EXPECT_THAT(message().toStdString(), HasSubstr("Select a task first"));
  steps(5);
  window->viewpoint().selectTask(TaskId(2));
  const int line = code().currentLine();
  ASSERT_GT(line, 0);
  key(Qt::Key_F9);
  EXPECT_THAT(code().breakpoints(), testing::ElementsAre(line));
  key(Qt::Key_F9);
  EXPECT_TRUE(code().breakpoints().empty());
}

TEST_F(StepLookTest, F9OnASelectedObjectStopsBeforeItIsUsedAndTheTimelineShowsWhere) {
  start(counter());
  steps(3);
  ResourceId value;
  for (const ResourceInfo& resource : window->viewpoint().trace().resources())
    if (resource.kind == ResourceKind::sharedValue) value = resource.id;
  ASSERT_TRUE(value.valid());
  window->viewpoint().selectResource(value);
  key(Qt::Key_F9);
  ASSERT_EQ(mode().breakpoints().size(), 1u);
  EXPECT_EQ(mode().breakpoints()[0].resource, value);
  EXPECT_TRUE(code().breakpoints().empty());
  key(Qt::Key_F5);
  ASSERT_TRUE(QTest::qWaitFor([&] { return mode().waiting() && !mode().busy(); }, kPatience));
  const Offer* const asks = mode().situation().offer(taken().back().task);
  ASSERT_NE(asks, nullptr);
  EXPECT_EQ(asks->next.resource, value);
  const std::size_t before = mode().steps();
  key(Qt::Key_F10);
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return mode().waiting() && mode().steps() > before; }, kPatience));
  const auto& flags = window->workbench().timeline().stepMarks().breakpoints;
  ASSERT_FALSE(flags.empty());
  for (const std::size_t step : flags)
    EXPECT_EQ(mode().line()->steps[step - 1].next.resource, value) << step;
  key(Qt::Key_F9);
  EXPECT_TRUE(mode().breakpoints().empty());
}

TEST_F(StepLookTest, ABreakpointIsATagOfInkBehindItsNumber) {
  start(counter());
  const int line = code().firstVisibleLine() + 2;
  const QColor ink = theme(window->themeKind()).ink;
  const auto inkPixels = [&] {
    const QImage picture = code().gutter().grab().toImage();
    const QRect place = code().numberRect(line);
    int count = 0;
    for (int y = place.top(); y < place.bottom(); ++y)
      for (int x = place.left(); x < place.right(); ++x)
        if (picture.pixelColor(x, y) == ink) ++count;
    return count;
  };
  EXPECT_LT(inkPixels(), 20);
  clickBeside(line);
  EXPECT_GT(inkPixels(), 200);
  EXPECT_THAT(code().gutter().accessibleDescription().toStdString(),
              HasSubstr(std::to_string(line)));
}

TEST_F(StepLookTest, InAFreeRunAClickBesideALineSaysWhatBreakpointsAreFor) {
  window->run(counter());
  ASSERT_TRUE(hasEnded());
  clickBeside(code().firstVisibleLine() + 2);
  EXPECT_TRUE(mode().breakpoints().empty());
  EXPECT_THAT(message().toStdString(), HasSubstr("press M"));
}

// How things are known.

TEST_F(StepLookTest, TheFootSaysThatTasksAreParkedByLockstep) {
  const auto badges = [&] {
    QStringList list;
    for (const EvidenceNote& note : window->statusStrip().notes()) list << note.badge;
    return list;
  };
  start(counter());
  ASSERT_FALSE(window->statusStrip().notes().isEmpty());
  EXPECT_EQ(badges().front(), "P");
  EXPECT_THAT(window->statusStrip().notes().front().words.toStdString(),
              HasSubstr("main is parked by Lockstep"));
  EXPECT_TRUE(badges().contains("I"));
  steps(3);
  EXPECT_THAT(window->statusStrip().notes().front().words.toStdString(),
              HasSubstr("3 tasks are parked by Lockstep"));
  key(Qt::Key_F5);
  ASSERT_TRUE(hasEnded());
  EXPECT_FALSE(badges().contains("P")) << "all have ended";
}

// Room.

struct Room {
  QSize size;
  int percent;
  const char* language;
  bool allHaveWords;
};

class StepRoomTest : public StepLookTest, public testing::WithParamInterface<Room> {};

TEST_P(StepRoomTest, ChipsKeepTheirWordsAndNothingIsClipped) {
  window->chooseLanguage(GetParam().language);
  window->resize(GetParam().size);
  window->chooseZoom(GetParam().percent);
  RunRequest wanted = philosophers();
  wanted.parameters["philosophers"] = 4;
  start(wanted);
  expectNothingClipped(*window);
  const int height = window->stepBar().height();
  steps(6);
  expectNothingClipped(*window);
  const std::vector<TaskPick*> picks = window->stepBar().picks();
  ASSERT_EQ(picks.size(), 5u);
  for (const TaskPick* pick : picks) {
    EXPECT_TRUE(pick->showsWords() || !(GetParam().allHaveWords || pick->now().suggested));
    EXPECT_TRUE(window->stepBar().rect().contains(pick->geometry()));
    for (const TaskPick* other : picks) {
      EXPECT_TRUE(other == pick || !pick->geometry().intersects(other->geometry()));
    }
  }
  EXPECT_EQ(window->stepBar().height(), height) << "nothing moves when tasks come to be";
  EXPECT_EQ(window->size(), GetParam().size);
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, StepRoomTest,
    testing::Values(Room{{1024, 768}, 100, "en", true}, Room{{1024, 768}, 100, "zh_CN", true},
                    Room{{1440, 900}, 100, "en", true}, Room{{1440, 900}, 125, "zh_CN", true},
                    Room{{1920, 1080}, 100, "en", true}, Room{{1920, 1080}, 200, "en", true},
                    Room{{1920, 1080}, 200, "zh_CN", true}, Room{{1024, 768}, 200, "en", false},
                    Room{{1024, 768}, 200, "zh_CN", false}, Room{{1024, 768}, 150, "en", false}));

}  // namespace
}  // namespace lockstep::ui
