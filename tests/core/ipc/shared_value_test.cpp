// SPDX-License-Identifier: GPL-3.0-or-later
#include "ipc/shared_value.h"

#include <gtest/gtest.h>

#include <limits>

#include "sync/small_run.h"

namespace lockstep {
namespace {

using test::As;
using test::phases;
using test::SmallRun;

class SharedValues : public testing::TestWithParam<As> {
 protected:
  SmallRun run{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Between, SharedValues, testing::Values(As::threads, As::processes),
                         [](const auto& as) { return test::nameOf(as.param); });

TEST_P(SharedValues, AreSeenByAllTasks) {
  SharedValue value("value", -3);
  run.start([id = value.id()] {
    SharedValue same(kExisting, id);
    EXPECT_EQ(same.load(), -3);
    same.store(std::numeric_limits<std::int32_t>::min());
  });
  run.join();
  EXPECT_EQ(value.load(), std::numeric_limits<std::int32_t>::min());
}

TEST_P(SharedValues, CarryTheVersionReadAndTheVersionOverwritten) {
  SharedValue value("value", 5);
  value.load();
  value.store(6);
  value.store(7);
  value.load();
  std::vector<std::pair<std::int64_t, std::uint32_t>> seen;
  for (const Event& event : run.events(kMainTask))
    if (event.operation == Operation::load || event.operation == Operation::store)
      seen.emplace_back(event.value, event.aux);
  EXPECT_EQ(seen,
            (std::vector<std::pair<std::int64_t, std::uint32_t>>{{5, 0}, {6, 0}, {7, 1}, {7, 2}}));
  EXPECT_EQ(run.events(kMainTask, Operation::create, value.id()).at(0).value, 5);
}

TEST_P(SharedValues, ShowALostUpdateByItsVersions) {
  SharedValue value("value");
  const std::int32_t mine = value.load();
  const TaskId other = run.start([value]() mutable { value.store(value.load() + 1); });
  run.join();
  value.store(mine + 1);
  EXPECT_EQ(value.load(), 1);
  EXPECT_EQ(run.events(kMainTask, Operation::load, value.id()).at(0).aux, 0u);
  EXPECT_EQ(run.events(other, Operation::store, value.id()).at(0).aux, 0u);
  EXPECT_EQ(run.events(kMainTask, Operation::store, value.id()).at(0).aux, 1u);
}

TEST_P(SharedValues, OverwriteEachVersionOnce) {
  SharedValue value("value");
  std::vector<TaskId> tasks;
  for (int task = 0; task < 3; ++task)
    tasks.push_back(run.start([value]() mutable {
      for (int i = 0; i < 1000; ++i) value.store(i);
    }));
  run.join();
  std::vector<bool> overwritten(3000, false);
  for (const TaskId task : tasks)
    for (const Event& event : run.events(task, Operation::store, value.id())) {
      ASSERT_LT(event.aux, overwritten.size());
      EXPECT_FALSE(overwritten[event.aux]);
      overwritten[event.aux] = true;
    }
}

}  // namespace
}  // namespace lockstep
