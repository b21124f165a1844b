// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <signal.h>

#include "sync/small_run.h"
#include "sync/sync.h"

namespace lockstep {
namespace {

using test::As;
using test::phases;
using test::SmallRun;

class Flags : public testing::TestWithParam<As> {
 protected:
  SmallRun run{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Between, Flags, testing::Values(As::threads, As::processes),
                         [](const auto& as) { return test::nameOf(as.param); });

TEST_P(Flags, WakeAllWhoWait) {
  Flag flag("flag");
  std::vector<TaskId> waiters;
  for (int i = 0; i < 3; ++i) {
    waiters.push_back(run.start([flag]() mutable { EXPECT_TRUE(flag.wait()); }));
    run.await(waiters.back(), Operation::wait, Phase::blocked);
  }
  flag.set();
  run.join();
  const auto set = run.events(kMainTask, Operation::set, flag.id());
  ASSERT_EQ(phases(set), "done");
  EXPECT_EQ(set[0].value, 3);
  for (const TaskId waiter : waiters) {
    const auto wait = run.events(waiter, Operation::wait, flag.id());
    ASSERT_EQ(phases(wait), "request blocked done");
    EXPECT_EQ(wait[2].peer(), kMainTask);
    EXPECT_LE(set[0].time, wait[2].time);
  }
}

TEST_P(Flags, ThatAreUpMakeNobodyWait) {
  Flag flag("flag");
  EXPECT_FALSE(flag.isSet());
  flag.set();
  EXPECT_TRUE(flag.isSet());
  EXPECT_TRUE(flag.wait());
  const auto wait = run.events(kMainTask, Operation::wait, flag.id());
  ASSERT_EQ(phases(wait), "request done");
  EXPECT_EQ(wait[1].aux, Event::kNoAux);
  flag.clear();
  EXPECT_FALSE(flag.isSet());
}

TEST_P(Flags, WakeEvenWhenTheyAreClearedAtOnce) {
  Flag flag("flag");
  const TaskId waiter = run.start([flag]() mutable { EXPECT_TRUE(flag.wait()); });
  run.await(waiter, Operation::wait, Phase::blocked);
  flag.set();
  flag.clear();
  run.join();
}

TEST_P(Flags, EndATimedWait) {
  Flag flag("flag");
  EXPECT_FALSE(flag.wait(0.01));
  const auto wait = run.events(kMainTask, Operation::wait, flag.id());
  ASSERT_EQ(phases(wait), "request blocked done");
  EXPECT_TRUE(wait[0].has(kFlagTimed));
  EXPECT_EQ(wait[2].outcome, Outcome::timeout);
  flag.set();
  EXPECT_EQ(run.events(kMainTask, Operation::set, flag.id()).at(0).value, 0);
}

Flag* handlersFlag = nullptr;
void setFlag(int) { handlersFlag->set(); }

TEST_P(Flags, MayBeSetByAHandlerOfTheTaskThatWaits) {
  Flag flag("flag");
  handlersFlag = &flag;
  struct sigaction action {};
  action.sa_handler = setFlag;
  ASSERT_EQ(::sigaction(SIGUSR1, &action, nullptr), 0);
  const TaskId waiter = run.start([flag]() mutable { EXPECT_TRUE(flag.wait()); });
  run.await(waiter, Operation::wait, Phase::blocked);
  run.signal(waiter, SIGUSR1);
  run.join();
  EXPECT_EQ(run.events(waiter, Operation::wait, flag.id()).at(2).peer(), waiter);
}

TEST_P(Flags, MayBeSetByAHandlerAtAnyInstantOfTheirUse) {
  Flag flag("flag");
  handlersFlag = &flag;
  struct sigaction action {};
  action.sa_handler = setFlag;
  ASSERT_EQ(::sigaction(SIGUSR1, &action, nullptr), 0);
  auto& stop = run.shared<int>();
  const TaskId user = run.start([&stop, flag]() mutable {
    while (stop == 0) {
      flag.clear();
      flag.isSet();
      flag.wait(0);
    }
  });
  run.await(user, Operation::clear, Phase::done);
  for (int i = 0; i < 200; ++i) {
    run.signal(user, SIGUSR1);
    run.events(user);  // makes room in its ring
  }
  stop = 1;
  run.join();
}

}  // namespace
}  // namespace lockstep
