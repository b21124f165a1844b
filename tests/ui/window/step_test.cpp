// SPDX-License-Identifier: GPL-3.0-or-later
// Step mode as a learner drives it: a real window on real tasks.
#include <QCheckBox>
#include <QElapsedTimer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "control/schedulers.h"
#include "step_fixture.h"
#include "timeline/timeline.h"
#include "window/segments.h"
#include "window/step_bar.h"
#include "window/step_insight.h"
#include "window/step_panel.h"
#include "window/top_bar.h"
#include "window/workbench.h"

namespace lockstep::ui {
namespace {

TEST_F(StepTest, MTakesAFreeRunIntoStepModeAndBackWhileItRuns) {
  ASSERT_NO_FATAL_FAILURE(startFree());
  key(Qt::Key_M);
  EXPECT_EQ(window->topBar().mode->current(), 1);
  EXPECT_TRUE(window->stepBar().isVisible());
  ASSERT_TRUE(waitsAfter(0));
  key(Qt::Key_F10);
  ASSERT_TRUE(waitsAfter(1));
  key(Qt::Key_M);
  EXPECT_FALSE(window->stepBar().isVisible());
  const std::size_t before = window->viewpoint().trace().logSize();
  EXPECT_TRUE(QTest::qWaitFor([&] { return window->viewpoint().trace().logSize() > before + 100; },
                              kPatience));
}

TEST_F(StepTest, ANumberKeyLetsThatTaskGoNext) {
  start(counter());
  for (std::size_t i = 0; i < 3; ++i) {  // main begins and starts both workers
    key(Qt::Key_1);
    ASSERT_TRUE(waitsAfter(i + 1));
  }
  ASSERT_EQ(window->stepBar().picks().size(), 3u);
  key(Qt::Key_3);
  ASSERT_TRUE(waitsAfter(4));
  EXPECT_EQ(taken().back().task, TaskId(3));
  QTest::mouseClick(window->stepBar().pickOf(TaskId(2)), Qt::LeftButton);
  ASSERT_TRUE(waitsAfter(5));
  EXPECT_EQ(taken().back().task, TaskId(2));
}

TEST_F(StepTest, ChipsSayWhatATaskWouldDoOrWhyItCannot) {
  start(counter());
  steps(3);
  const TaskPick* main = window->stepBar().pickOf(kMainTask);
  ASSERT_TRUE(main);
  EXPECT_FALSE(main->now().able);
  EXPECT_TRUE(main->now().what.startsWith("waits for ")) << main->now().what.toStdString();
  EXPECT_FALSE(window->stepBar().pickNumber(9));
  const TaskPick* worker = window->stepBar().pickOf(TaskId(2));
  EXPECT_TRUE(worker->isEnabled());
  EXPECT_TRUE(worker->accessibleName().startsWith("Let "))
      << worker->accessibleName().toStdString();
  EXPECT_TRUE(worker->accessibleName().contains("key 2"));
}

TEST_F(StepTest, BackShowsThePastOfTheRecordingAtOnceAndForwardGoesThroughItFirst) {
  start(counter());
  steps(8);
  const std::vector<Choice> before = taken();
  key(Qt::Key_Left);
  EXPECT_EQ(mode().shown(), 7u);
  EXPECT_EQ(window->viewpoint().playhead(), mode().axis().granted(8) - 1);
  key(Qt::Key_PageUp);
  key(Qt::Key_F10, Qt::ShiftModifier);
  EXPECT_EQ(mode().shown(), 5u);
  EXPECT_EQ(mode().situation().step, 5u);
  EXPECT_TRUE(mode().situation().allows(before[5]));
  EXPECT_TRUE(mode().told().startsWith("Step 5: ")) << mode().told().toStdString();
  key(Qt::Key_Right);
  EXPECT_EQ(mode().shown(), 6u);
  key(Qt::Key_End);
  EXPECT_EQ(mode().shown(), 8u);
  EXPECT_EQ(taken(), before);
  EXPECT_EQ(mode().branches().size(), 1u);
}

TEST_F(StepTest, WhatWasOfferedInThePastIsRebuiltAsItWas) {
  start(counter());
  std::vector<Situation> seen;
  for (std::size_t i = 0; i < 10; ++i) {
    seen.push_back(mode().situation());
    key(Qt::Key_F10);
    ASSERT_TRUE(waitsAfter(i + 1));
  }
  const std::vector<Choice> choices = taken();
  const RunRequest request = mode().line()->request;
  mode().replay({request, choices, "again"});
  ASSERT_TRUE(waitsAfter(10));
  ASSERT_EQ(mode().shown(), 0u);
  for (std::size_t i = 0; i < 10; ++i) {
    mode().goTo(i);
    const Situation now = mode().situation();
    EXPECT_EQ(now.choices(), seen[i].choices()) << i;
    ASSERT_EQ(now.offers.size(), seen[i].offers.size()) << i;
    for (std::size_t k = 0; k < now.offers.size(); ++k) {
      EXPECT_EQ(now.offers[k].next.operation, seen[i].offers[k].next.operation) << i;
      EXPECT_EQ(now.offers[k].holder, seen[i].offers[k].holder) << i;
    }
  }
}

TEST_F(StepTest, AHundredOtherChoicesInThePastBranchAndRepeatWhatCameBefore) {
  start(counter());
  steps(10);
  Dice dice(7);
  std::size_t branched = 0;
  for (int i = 0; i < 2000 && branched < 100; ++i) {
    const std::size_t at = dice.below(mode().steps());
    mode().goTo(at);
    const std::vector<Choice> before = taken();
    std::vector<Choice> others = mode().situation().choices();
    std::erase(others, before[at]);
    if (others.empty()) {
      mode().goTo(mode().steps());
      continue;
    }
    const Choice other = others[dice.below(others.size())];
    const std::size_t lines = mode().branches().size();
    mode().pick(other);
    ASSERT_TRUE(waitsAfter(at + 1)) << branched;
    EXPECT_EQ(mode().branches().size(), lines + 1);
    std::vector<Choice> wanted(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(at));
    wanted.push_back(other);
    EXPECT_EQ(taken(), wanted);
    for (int more = 0; more < 4; ++more) {
      const std::size_t done = mode().steps();
      if (mode().situation().choices().empty()) break;
      mode().pick(mode().situation().choices().front());
      if (!waitsAfter(done + 1)) break;
    }
    ++branched;
  }
  EXPECT_EQ(branched, 100u);
}

TEST_F(StepTest, ALineThatWasLeftIsShownAgainAndCanBeNamed) {
  start(counter());
  steps(5);
  ASSERT_NO_FATAL_FAILURE(branchAt(3));
  mode().nameBranch(0, "before");
  mode().showBranch(0);
  EXPECT_EQ(mode().steps(), 5u);
  EXPECT_FALSE(window->liveRun().running());
  EXPECT_EQ(mode().branchName(0), "before");
  EXPECT_EQ(mode().branches()[1].parent, 0);
  EXPECT_EQ(mode().branches()[1].from, 3u);
}

TEST_F(StepTest, UndoTakesTheLastChoiceBack) {
  start(counter());
  steps(6);
  const std::vector<Choice> before = taken();
  key(Qt::Key_Z, Qt::ControlModifier);
  ASSERT_TRUE(waitsAfter(5));
  EXPECT_EQ(taken(), std::vector<Choice>(before.begin(), before.end() - 1));
}

TEST_F(StepTest, RunsUntilTheSelectedTaskMoves) {
  start(counter());
  steps(3);
  window->viewpoint().selectTask(TaskId(3));
  key(Qt::Key_F8);
  ASSERT_TRUE(QTest::qWaitFor(
      [&] { return mode().waiting() && !mode().busy() && mode().steps() > 3; }, kPatience));
  EXPECT_EQ(taken().back().task, TaskId(3));
}

TEST_F(StepTest, SaysBeforehandWhatAStepWouldDo) {
  start(philosophers());
  ASSERT_TRUE(QTest::qWaitFor(
      [&] {
        const auto next = mode().suggested();
        return next && window->insight().effect(*next).has_value();
      },
      kPatience));
  const auto next = mode().suggested();
  const StepEffect ahead = *window->insight().effect(*next);
  mode().pick(*next);
  ASSERT_TRUE(waitsAfter(1));
  const auto came = mode().effectOfStep(1);
  ASSERT_TRUE(came);
  EXPECT_EQ(ahead.stuck, came->stuck);
  EXPECT_EQ(ahead.freed, came->freed);
  EXPECT_EQ(ahead.appeared, came->appeared);
}

TEST_F(StepTest, ADeadlockIsAnnouncedBeforeItsCycleClosesAndLeadsBackToTheLastSafeChoice) {
  start(philosophers());
  bool announced = false;
  stepUntil([&] {
    for (const TaskPick* pick : window->stepBar().picks())
      if (pick->now().warning == "closes a cycle") announced = true;
    return false;
  });
  EXPECT_TRUE(announced);
  ASSERT_TRUE(QTest::qWaitFor([&] { return window->insight().lastSafe().has_value(); }, kPatience));
  EXPECT_EQ(window->viewpoint().report().verdict, Verdict::deadlock);
  const auto safe = window->insight().lastSafe();
  ASSERT_TRUE(safe->step);
  EXPECT_TRUE(safe->certain);
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return window->stepPanel().safeButton().isVisible(); }, kPatience));
  QTest::mouseClick(&window->stepPanel().safeButton(), Qt::LeftButton);
  EXPECT_EQ(mode().shown(), *safe->step);
}

TEST_F(StepTest, ItSaysThatAllIsKnownOfTheChoicesOnceItHasSaidAllOfIt) {
  std::size_t told = 0;
  QObject::connect(&window->insight(), &StepInsight::changed, window.get(), [&] {
    told = 0;
    for (const Choice& choice : mode().situation().choices())
      if (window->insight().effect(choice)) ++told;
  });
  QSignalSpy settled(&window->insight(), &StepInsight::settled);
  start(philosophers());
  for (std::size_t i = 0; i < 8; ++i) {
    ASSERT_TRUE(hasSettled());
    EXPECT_EQ(told, mode().situation().choices().size()) << i;
    EXPECT_EQ(settled.count(), static_cast<qsizetype>(i + 1));
    mode().pick(inTurn());
    ASSERT_TRUE(waitsAfter(i + 1));
  }
}

TEST_F(StepTest, AsksWhatWillHappenAndTellsWhetherItWasSo) {
  start(counter());
  window->stepPanel().askFirst().setChecked(true);
  ASSERT_TRUE(QTest::qWaitFor(
      [&] { return window->insight().effect(*mode().suggested()).has_value(); }, kPatience));
  key(Qt::Key_F10);
  ASSERT_TRUE(window->stepPanel().asking());
  EXPECT_EQ(mode().steps(), 0u);
  key(Qt::Key_1);
  ASSERT_TRUE(waitsAfter(1));
  EXPECT_FALSE(window->stepPanel().asking());
  EXPECT_TRUE(window->stepPanel().answerText().startsWith("Right. ") ||
              window->stepPanel().answerText().startsWith("Not so. "));
}

/// Sees when a widget has been painted.
class PaintWatch : public QObject {
 public:
  explicit PaintWatch(QWidget& widget) { widget.installEventFilter(this); }
  bool eventFilter(QObject*, QEvent* event) override {
    painted = painted || event->type() == QEvent::Paint;
    return false;
  }
  bool painted = false;
};

// No bound: how long it takes is for the report, not for the verdict of a test.
TEST_F(StepTest, MeasuresTheTimeFromAKeyToThePictureOfTheStep) {
  RunRequest wanted = counter();
  wanted.parameters = {{"increments", 60}, {"pause", 0}};
  start(wanted);
  PaintWatch watch(window->workbench().timeline());
  std::vector<double> ms;
  for (std::size_t i = 0; i < 300; ++i) {
    if (mode().situation().choices().empty()) break;
    QElapsedTimer timer;
    timer.start();
    watch.painted = false;
    key(Qt::Key_F10);
    const auto over = [&] { return !window->liveRun().running() || timer.elapsed() > kPatience; };
    while (!(mode().steps() > i && mode().waiting()) && !over())
      QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    watch.painted = false;
    while (!watch.painted && !over()) QCoreApplication::processEvents();
    ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    if (!window->liveRun().running()) break;
  }
  std::ranges::sort(ms);
  ASSERT_GT(ms.size(), 100u);
  RecordProperty("median_ms", std::to_string(ms[ms.size() / 2]));
  RecordProperty("p99_ms", std::to_string(ms[ms.size() * 99 / 100]));
  std::printf("step latency, %zu steps: median %.1f ms, p99 %.1f ms\n", ms.size(),
              ms[ms.size() / 2], ms[ms.size() * 99 / 100]);
}

}  // namespace
}  // namespace lockstep::ui
