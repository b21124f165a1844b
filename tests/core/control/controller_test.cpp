// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controller.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

Event supervisorStarts(Phase phase) {
  Event start;
  start.task = kSupervisor;
  start.operation = Operation::start;
  start.phase = phase;
  start.aux = kMainTask.value;
  return start;
}

/// A supervisor may be off its CPU from the fork of main until main has long ended. Where a round
/// ends without its word, the word comes into the next one and speaks of a main that is not there.
TEST(Controller, WaitsForTheSupervisorsWordOnTheStartOfMain) {
  Arena arena = std::move(*Arena::create({}));
  ASSERT_EQ(arena.addTask({}, TaskKind::supervisor, "supervisor", false), kSupervisor);
  ASSERT_EQ(arena.addTask(kSupervisor, TaskKind::process, "main", false), kMainTask);
  Controller controller(arena);
  controller.takeOver();
  controller.observe(supervisorStarts(Phase::request));
  Gate& gate = arena.task(kMainTask).gate;
  gate.next.operation = Operation::begin;
  gate.state = static_cast<std::uint32_t>(GateState::parked);

  std::vector<Event> said;
  EXPECT_EQ(controller.settled(1, said), Controller::Settled::no);
  controller.observe(supervisorStarts(Phase::done));
  EXPECT_EQ(controller.settled(2, said), Controller::Settled::yes);
  EXPECT_TRUE(controller.situation().allows({kMainTask}));
}

}  // namespace
}  // namespace lockstep
