// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <memory>
#include <optional>
#include <vector>

#include "window/main_window.h"
#include "window/step_mode.h"

namespace lockstep::ui {

inline constexpr int kPatience = 30'000;  ///< ms

/// No process of a run lives any more; waits a little for those that are just dying.
bool nobodyIsLeft();

/// A real window in which real tasks are stepped. Afterwards no process may be left.
class StepTest : public testing::Test {
 protected:
  StepTest();
  void TearDown() override;

  StepMode& mode() { return window->stepMode(); }
  void key(Qt::Key which, Qt::KeyboardModifiers with = {});
  /// Everything is parked after so many steps.
  bool waitsAfter(std::size_t steps);
  /// All that can be known of the choices at the playhead is known.
  bool hasSettled();
  bool hasEnded();
  RunRequest counter();       ///< without a lock
  RunRequest philosophers();  ///< two, left fork first
  void start(const RunRequest& wanted);
  /// A Free run that goes on for long, under way.
  void startFree();
  /// At `step` of what was run, another choice than there was.
  void branchAt(std::size_t step);
  void steps(std::size_t count);
  /// The tasks in turn: the first that is able after the one that moved last.
  Choice inTurn();
  /// Steps in turn until `stop` says so, with all known of each situation.
  template <class Stop>
  void stepUntil(Stop stop) {
    while (window->liveRun().running()) {
      ASSERT_TRUE(hasSettled());
      if (!window->liveRun().running() || stop()) return;
      const std::size_t before = mode().steps();
      ASSERT_LT(before, 200u);
      mode().pick(inTurn());
      ASSERT_TRUE(takesMoreThan(before));
    }
  }
  /// Some choice at the playhead would close a cycle.
  std::optional<Choice> closing();
  std::vector<Choice> taken() { return choicesOf(mode().line()->steps); }
  /// Lets the step that is played come to its end.
  void letMotionEnd();
  QString message();

  QTemporaryDir folder;
  std::int64_t motion = 0;  ///< the clock of all that moves, ns
  std::unique_ptr<MainWindow> window;

 private:
  bool takesMoreThan(std::size_t steps);
};

}  // namespace lockstep::ui
