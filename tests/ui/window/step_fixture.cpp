// SPDX-License-Identifier: GPL-3.0-or-later
#include "step_fixture.h"

#include <sys/wait.h>

#include <QSettings>
#include <QTest>
#include <cerrno>

#include "window/message_bar.h"
#include "window/step_insight.h"
#include "window/step_playback.h"

namespace lockstep::ui {

StepTest::StepTest() {
  becomeReaper();
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
  parts.settings->setValue("language", "en");
  parts.clock = [this] { return motion; };
  parts.confirmEnd = [](const std::vector<int>&) { return true; };
  window = std::make_unique<MainWindow>(std::move(parts));
  window->resize(1440, 900);
  window->show();
  window->activateWindow();
  EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
}

bool nobodyIsLeft() {
  // Who died a moment ago may still come to this process, which adopts orphans, to be reaped.
  return QTest::qWaitFor(
      [] {
        while (::waitpid(-1, nullptr, WNOHANG) > 0) {
        }
        return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
      },
      5'000);
}

void StepTest::TearDown() {
  window.reset();
  EXPECT_TRUE(nobodyIsLeft());
}

void StepTest::key(Qt::Key which, Qt::KeyboardModifiers with) {
  QTest::keyClick(window.get(), which, with);
}

bool StepTest::waitsAfter(std::size_t steps) {
  return QTest::qWaitFor(
      [&] {
        return mode().waiting() && mode().steps() == steps && !mode().situation().offers.empty();
      },
      kPatience);
}

bool StepTest::hasSettled() {
  return QTest::qWaitFor(
      [&] {
        return !window->liveRun().running() ||
               (mode().waiting() && !window->insight().looksAhead());
      },
      kPatience);
}

bool StepTest::takesMoreThan(std::size_t steps) {
  return QTest::qWaitFor([&] { return mode().steps() > steps || !window->liveRun().running(); },
                         kPatience);
}

bool StepTest::hasEnded() {
  return QTest::qWaitFor([&] { return !window->liveRun().running(); }, kPatience);
}

RunRequest StepTest::counter() {
  RunRequest wanted;
  wanted.scenario = "counter";
  wanted.variant = "unlocked";
  wanted.parameters = {{"increments", 2}, {"pause", 0}};
  return wanted;
}

RunRequest StepTest::philosophers() {
  RunRequest wanted;
  wanted.scenario = "philosophers";
  wanted.variant = "naive";
  wanted.parameters = {{"philosophers", 2}, {"meals", 1}, {"pause", 0}};
  return wanted;
}

void StepTest::start(const RunRequest& wanted) {
  mode().setOn(true);
  window->run(wanted);
  ASSERT_TRUE(waitsAfter(0));
}

void StepTest::startFree() {
  RunRequest wanted = philosophers();
  wanted.variant = "ordered";
  wanted.parameters = {{"philosophers", 3}, {"meals", 1000}, {"pause", 1}};
  window->run(wanted);
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return window->viewpoint().trace().logSize() > 200; }, kPatience));
}

void StepTest::branchAt(std::size_t step) {
  mode().goTo(step);
  const auto choices = mode().situation().choices();
  ASSERT_GE(choices.size(), 2u);
  mode().pick(choices[0] == taken()[step] ? choices[1] : choices[0]);
  ASSERT_TRUE(waitsAfter(step + 1));
}

void StepTest::steps(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    key(Qt::Key_F10);
    ASSERT_TRUE(waitsAfter(i + 1)) << i;
  }
}

Choice StepTest::inTurn() {
  const std::vector<Choice> choices = mode().situation().choices();
  if (mode().steps() > 0)
    for (const Choice& choice : choices)
      if (choice.task > taken().back().task) return choice;
  return choices.front();
}

std::optional<Choice> StepTest::closing() {
  for (const Choice& choice : mode().situation().choices())
    if (const auto effect = window->insight().effect(choice); effect && !effect->ring.empty())
      return choice;
  return std::nullopt;
}

void StepTest::letMotionEnd() {
  motion += std::int64_t{StepPlayback::kLength} * 1'000'000;
  window->stepPlayback().tick();
}

QString StepTest::message() { return window->messages().sentence(); }

}  // namespace lockstep::ui
