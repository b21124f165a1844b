// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings of stepped runs: looked at, and gone on with.
#include <gmock/gmock.h>

#include <QTest>
#include <functional>

#include "step_fixture.h"
#include "timeline/frame.h"
#include "timeline/timeline.h"
#include "window/message_bar.h"
#include "window/step_bar.h"
#include "window/workbench.h"

namespace lockstep::ui {
namespace {

class StepRecordingTest : public StepTest {
 protected:
  QString file() { return folder.filePath("stepped.lockstep"); }
  /// Saves what is shown, after `change` has had its way with it, and opens that.
  void openAgain(const std::function<void(Trace&)>& change = {}) {
    ASSERT_TRUE(window->saveFile(file()));
    if (change) {
      auto trace = Trace::load(file().toStdString());
      ASSERT_TRUE(static_cast<bool>(trace));
      change(*trace);
      ASSERT_TRUE(static_cast<bool>(trace->save(file().toStdString())));
    }
    ASSERT_TRUE(window->openFile(file()));
    ASSERT_FALSE(window->liveRun().running());
  }
  /// Another choice than the one that was taken after `at` steps.
  Choice otherAt(std::size_t at) {
    mode().goTo(at);
    std::vector<Choice> others = mode().situation().choices();
    std::erase(others, taken()[at]);
    EXPECT_FALSE(others.empty());
    return others.front();
  }
};

TEST_F(StepRecordingTest, ShowsItsStepsAndWhatCouldHaveGoneNext) {
  RunRequest wanted = philosophers();
  wanted.parameters["pause"] = 5;
  start(wanted);
  std::vector<Situation> seen;
  for (std::size_t i = 0; i < 14; ++i) {
    seen.push_back(mode().situation());
    mode().pick(inTurn());
    ASSERT_TRUE(waitsAfter(i + 1));
  }
  seen.push_back(mode().situation());
  const std::vector<Choice> choices = taken();
  mode().setOn(false);
  openAgain();
  EXPECT_TRUE(mode().on());
  EXPECT_EQ(taken(), choices);
  EXPECT_EQ(mode().axis().steps(), 14u);
  EXPECT_EQ(window->workbench().timeline().axis(), TimelineAxis::steps);
  EXPECT_NE(window->workbench().timeline().frame().layout.steps, nullptr);
  for (std::size_t i = 0; i <= 14; ++i) {
    mode().goTo(i);
    ASSERT_EQ(mode().shown(), i);
    const Situation now = mode().situation();
    EXPECT_EQ(now.choices(), seen[i].choices()) << i;
    ASSERT_EQ(now.offers.size(), seen[i].offers.size()) << i;
    for (std::size_t k = 0; k < now.offers.size(); ++k) {
      EXPECT_EQ(now.offers[k].next.operation, seen[i].offers[k].next.operation) << i;
      EXPECT_EQ(now.offers[k].next.site, seen[i].offers[k].next.site) << i;
      EXPECT_EQ(now.offers[k].waitsFor, seen[i].offers[k].waitsFor) << i;
      EXPECT_EQ(now.offers[k].holder, seen[i].offers[k].holder) << i;
    }
    EXPECT_EQ(window->stepBar().picks().size(), seen[i].offers.size()) << i;
  }
  EXPECT_TRUE(mode().told().startsWith("Step 14: ")) << mode().told().toStdString();
}

TEST_F(StepRecordingTest, AnotherChoiceInItStartsTheScenarioAgainWithItsBeginning) {
  start(counter());
  steps(8);
  const std::vector<Choice> before = taken();
  openAgain();
  const Choice other = otherAt(5);
  mode().pick(other);
  ASSERT_TRUE(waitsAfter(6));
  std::vector<Choice> wanted(before.begin(), before.begin() + 5);
  wanted.push_back(other);
  EXPECT_EQ(taken(), wanted);
  ASSERT_EQ(mode().branches().size(), 2u);
  EXPECT_EQ(mode().branches()[1].parent, 0);
  EXPECT_EQ(mode().branches()[1].from, 5u);
  EXPECT_EQ(message(), "");
  mode().showBranch(0);
  EXPECT_EQ(taken(), before);
}

TEST_F(StepRecordingTest, ARunThatWasLeftInItsMiddleGoesOnFromThere) {
  start(counter());
  steps(8);
  std::vector<Choice> wanted = taken();
  openAgain();
  ASSERT_EQ(mode().shown(), 8u);
  const auto next = mode().suggested();
  ASSERT_TRUE(next);
  key(Qt::Key_F10);
  ASSERT_TRUE(waitsAfter(9));
  wanted.push_back(*next);
  EXPECT_EQ(taken(), wanted);
  EXPECT_EQ(mode().branches().size(), 1u);
}

TEST_F(StepRecordingTest, OneWhoseProgramHasChangedCanOnlyBeLookedAt) {
  start(counter());
  steps(8);
  openAgain([](Trace& trace) { trace.run().source += "\n// another program\n"; });
  EXPECT_EQ(mode().steps(), 8u);
  const Choice other = otherAt(5);
  mode().pick(other);
  EXPECT_FALSE(window->liveRun().running());
  EXPECT_EQ(mode().shown(), 5u);
  EXPECT_THAT(message().toStdString(), testing::HasSubstr("program has changed"));
}

TEST_F(StepRecordingTest, OneOfAnUnknownScenarioCanOnlyBeLookedAt) {
  start(counter());
  steps(8);
  openAgain([](Trace& trace) { trace.run().variant = "of another Lockstep"; });
  mode().pick(otherAt(5));
  EXPECT_FALSE(window->liveRun().running());
  EXPECT_THAT(message().toStdString(), testing::HasSubstr("not part of this Lockstep"));
}

TEST_F(StepRecordingTest, ABeginningThatMeansSomethingElseNowIsToldOf) {
  start(counter());
  steps(8);
  // The same choices are possible with a lock, but another operation comes first.
  openAgain([](Trace& trace) {
    trace.run().variant = "locked";
    trace.run().parameters["lock"] = 1;
  });
  mode().goTo(7);
  mode().undo();
  ASSERT_TRUE(waitsAfter(6));
  EXPECT_THAT(message().toStdString(), testing::HasSubstr("could not be repeated as it was"));
  EXPECT_THAT(message().toStdString(), testing::HasSubstr("is lock.acquire() now"));
}

TEST_F(StepRecordingTest, OneThatBeganAsAFreeRunSaysWhyItCannotBranch) {
  ASSERT_NO_FATAL_FAILURE(startFree());
  key(Qt::Key_M);
  ASSERT_TRUE(waitsAfter(0));
  for (std::size_t i = 0; i < 4; ++i) {
    key(Qt::Key_F10);
    ASSERT_TRUE(waitsAfter(i + 1));
  }
  openAgain();
  EXPECT_EQ(mode().steps(), 4u);
  EXPECT_FALSE(mode().repeatable());
  mode().goTo(2);
  mode().undo();
  EXPECT_FALSE(window->liveRun().running());
  EXPECT_THAT(message().toStdString(), testing::HasSubstr("began as a Free run"));
}

TEST_F(StepRecordingTest, OneWithoutStepsSaysThatItHasNone) {
  window->run(counter());
  ASSERT_TRUE(hasEnded());
  openAgain();
  EXPECT_FALSE(mode().on());
  mode().setOn(true);
  EXPECT_EQ(mode().line(), nullptr);
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_THAT(message().toStdString(), testing::HasSubstr("began as a Free run"));
  const std::int64_t before = window->viewpoint().playhead();
  key(Qt::Key_Left);
  EXPECT_LT(window->viewpoint().playhead(), before) << "it is gone through event by event";
}

}  // namespace
}  // namespace lockstep::ui
