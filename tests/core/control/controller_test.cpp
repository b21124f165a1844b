// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controller.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "kernel/procfs.h"

namespace lockstep {
namespace {

constexpr TaskId kWorker{2};
constexpr std::int64_t kMs = 1'000'000;

/// A process that does `act` for ever, in the row of a task.
class Child {
 public:
  template <class Act>
  Child(const Arena& arena, TaskId task, Act act) : m_pid(::fork()) {
    while (m_pid == 0) act();
    arena.task(task).pid = m_pid;
    arena.task(task).tid = m_pid;
  }
  ~Child() { end(); }
  char state() const { return readTaskStat(m_pid, m_pid)->state; }
  void end() {
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGKILL);
    ::waitpid(std::exchange(m_pid, 0), nullptr, 0);
  }

 private:
  pid_t m_pid;
};

Event says(TaskId task, Operation operation) {
  Event event;
  event.task = task;
  event.operation = operation;
  event.phase = Phase::done;
  return event;
}

void park(const Arena& arena, TaskId task) {
  arena.task(task).gate.state = static_cast<std::uint32_t>(GateState::parked);
}

Event supervisorStarts(Phase phase) {
  Event start;
  start.task = kSupervisor;
  start.operation = Operation::start;
  start.phase = phase;
  start.aux = kMainTask.value;
  return start;
}

class ControllerTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(arena.addTask({}, TaskKind::supervisor, "supervisor", false), kSupervisor);
    ASSERT_EQ(arena.addTask(kSupervisor, TaskKind::process, "main", false), kMainTask);
    controller.takeOver();
  }

  Arena arena = std::move(*Arena::create({}));
  Controller controller{arena};
  std::vector<Event> said;
};

/// A supervisor may be off its CPU from the fork of main until main has long ended. Where a round
/// ends without its word, the word comes into the next one and speaks of a main that is not there.
TEST_F(ControllerTest, WaitsForTheSupervisorsWordOnTheStartOfMain) {
  controller.observe(supervisorStarts(Phase::request));
  arena.task(kMainTask).gate.next.operation = Operation::begin;
  park(arena, kMainTask);

  EXPECT_EQ(controller.settled(1, said), Controller::Settled::no);
  controller.observe(supervisorStarts(Phase::done));
  EXPECT_EQ(controller.settled(2, said), Controller::Settled::yes);
  EXPECT_TRUE(controller.situation().allows({kMainTask}));
}

/// A join sleeps until the kernel has ended a thread that has said its last word. Under load that
/// may take longer than the looks that find a task asleep.
TEST_F(ControllerTest, CallsNobodyAsleepOutsideWhileAnotherRunsToItsEnd) {
  ASSERT_EQ(arena.addTask(kMainTask, TaskKind::process, "worker", false), kWorker);
  const Child sleeper(arena, kMainTask, [] { ::pause(); });
  // It has said its last word.
  Child runner(arena, kWorker, [] {
    static volatile int turns = 0;
    turns = turns + 1;
  });
  while (sleeper.state() != 'S') ::sched_yield();
  controller.observe(says(kMainTask, Operation::begin));
  controller.observe(says(kWorker, Operation::begin));
  controller.observe(says(kWorker, Operation::end));
  arena.task(kWorker).finished = 1;

  for (std::int64_t ms = 1; ms < 900; ms += 10)
    ASSERT_EQ(controller.settled(ms * kMs, said), Controller::Settled::no);
  runner.end();
  std::int64_t ms = 900;
  while (ms < 990 && controller.settled(ms * kMs, said) == Controller::Settled::no) ms += 10;
  EXPECT_LT(ms, 990);
  EXPECT_EQ(controller.situation().outside, std::vector<TaskId>{kMainTask});
}

}  // namespace
}  // namespace lockstep
