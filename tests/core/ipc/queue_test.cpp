// SPDX-License-Identifier: GPL-3.0-or-later
#include "ipc/queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>

#include "base/clock.h"
#include "sync/small_run.h"

namespace lockstep {
namespace {

using test::As;
using test::phases;
using test::SmallRun;
using test::thrown;

class Queues : public testing::TestWithParam<As> {
 protected:
  SmallRun run{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Between, Queues, testing::Values(As::threads, As::processes),
                         [](const auto& as) { return test::nameOf(as.param); });

TEST_P(Queues, HandOverItemsOfAllKindsInTheirOrder) {
  Queue queue("queue");
  const std::vector<Item> items = {Item::text("a1"), Item::integer(-7), Item::none(),
                                   Item::real(1.5)};
  run.start([=]() mutable {
    for (const Item& item : items) queue.put(item);
  });
  for (const Item& item : items) EXPECT_EQ(queue.get(), item);
  run.join();
}

TEST_P(Queues, NameThePutterToTheGetter) {
  Queue queue("queue");
  const TaskId putter = run.start([=]() mutable { queue.put(Item::text("a1")); });
  run.join();
  queue.get();
  const auto put = run.events(putter, Operation::put, queue.id());
  ASSERT_EQ(phases(put), "request done");
  EXPECT_EQ(put[0].valueKind(), ValueKind::text);
  EXPECT_EQ(put[1].value, Item::text("a1").bits);
  EXPECT_EQ(put[1].aux, Event::kNoAux);
  const auto get = run.events(kMainTask, Operation::get, queue.id());
  ASSERT_EQ(phases(get), "request done");
  EXPECT_EQ(get[1].peer(), putter);
  EXPECT_EQ(get[1].value, Item::text("a1").bits);
  EXPECT_EQ(get[1].valueKind(), ValueKind::text);
  EXPECT_LE(put[1].time, get[1].time);
}

TEST_P(Queues, MakeAGetterWaitForAnItem) {
  Queue queue("queue", 2);
  const TaskId getter = run.start([=]() mutable { EXPECT_EQ(queue.get(), Item::integer(4)); });
  run.await(getter, Operation::get, Phase::blocked);
  queue.put(Item::integer(4));
  run.join();
  const auto get = run.events(getter, Operation::get, queue.id());
  ASSERT_EQ(phases(get), "request blocked done");
  EXPECT_EQ(get[2].peer(), kMainTask);
}

TEST_P(Queues, MakeAPutterWaitForRoomAndNameWhoMadeIt) {
  Queue queue("queue", 1);
  queue.put(Item::integer(1));
  const TaskId putter = run.start([=]() mutable { queue.put(Item::integer(2)); });
  run.await(putter, Operation::put, Phase::blocked);
  EXPECT_EQ(queue.get(), Item::integer(1));
  run.join();
  const auto put = run.events(putter, Operation::put, queue.id());
  ASSERT_EQ(phases(put), "request blocked done");
  EXPECT_EQ(put[2].peer(), kMainTask);
  EXPECT_EQ(queue.get(), Item::integer(2));
}

TEST_P(Queues, SayFullAndEmpty) {
  Queue queue("queue", 1);
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(thrown<EmptyError>([&] { queue.getNowait(); }), "Empty");
  queue.put(Item::integer(1));
  EXPECT_TRUE(queue.full());
  EXPECT_FALSE(queue.empty());
  EXPECT_EQ(queue.qsize(), 1);
  EXPECT_EQ(thrown<FullError>([&] { queue.putNowait(Item::integer(2)); }), "Full");
  const auto get = run.events(kMainTask, Operation::get, queue.id());
  ASSERT_EQ(phases(get), "request done");
  EXPECT_EQ(get[1].outcome, Outcome::empty);
  const auto put = run.events(kMainTask, Operation::put, queue.id());
  ASSERT_EQ(phases(put), "request done request done");
  EXPECT_EQ(put[3].outcome, Outcome::full);
  EXPECT_TRUE(put[2].has(kFlagNonBlocking));
}

TEST_P(Queues, EndTimedWaits) {
  Queue queue("queue", 1);
  EXPECT_THROW(queue.get(true, 0.005), EmptyError);
  queue.put(Item::integer(1));
  EXPECT_THROW(queue.put(Item::integer(2), true, 0.005), FullError);
  const auto get = run.events(kMainTask, Operation::get, queue.id());
  ASSERT_EQ(phases(get), "request blocked done");
  EXPECT_GE(get[2].time - get[0].time, 4'900'000);
  EXPECT_EQ(get[2].outcome, Outcome::empty);
  const auto put = run.events(kMainTask, Operation::put, queue.id());
  EXPECT_EQ(put.back().outcome, Outcome::full);
  EXPECT_EQ(thrown<TaskError>([&] { queue.get(true, -1.0); }),
            "'timeout' must be a non-negative number");
}

TEST_P(Queues, WithoutCapacityAreNeverFull) {
  Queue queue("queue");
  for (int i = 0; i < 5000; ++i) queue.put(Item::integer(i));
  EXPECT_FALSE(queue.full());
  EXPECT_EQ(queue.qsize(), 5000);
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(queue.get(), Item::integer(i));
  EXPECT_EQ(probe::arena().resourceInfo(queue.id()).capacity, 0);
  EXPECT_THROW(Queue("too big", Queue::kMaxItems + 1), TaskError);
}

TEST_P(Queues, AreFoundByTheirId) {
  Queue queue("queue", 3);
  run.start([id = queue.id()] { Queue(kExisting, id).put(Item::text("hello")); });
  run.join();
  EXPECT_EQ(queue.get().toString(), "hello");
  EXPECT_EQ(probe::arena().resourceInfo(queue.id()).capacity, 3);
}

TEST_P(Queues, LoseAndDoubleNothingBetweenManyTasks) {
  constexpr int kEach = 200;
  Queue queue("queue", 3);
  auto& sum = run.shared<std::int64_t>();
  std::vector<TaskId> tasks;
  for (int putter = 0; putter < 3; ++putter)
    tasks.push_back(run.start([=]() mutable {
      for (int i = 1; i <= kEach; ++i) queue.put(Item::integer(putter * 1000 + i));
    }));
  for (int getter = 0; getter < 3; ++getter)
    tasks.push_back(run.start([=, &sum]() mutable {
      for (int i = 0; i < kEach; ++i) sum += queue.get().bits;
    }));
  run.join();
  EXPECT_EQ(sum, 3 * kEach * (kEach + 1) / 2 + kEach * 3000);
  EXPECT_TRUE(queue.empty());

  // In the order of their stamps, the events are a first-in-first-out queue of 3.
  std::vector<Event> all;
  for (const TaskId task : tasks)
    for (const Event& event : run.events(task))
      if (event.resource == queue.id() && event.phase == Phase::done) all.push_back(event);
  std::ranges::stable_sort(all, {}, &Event::time);
  std::deque<Event> inside;
  for (const Event& event : all) {
    if (event.operation == Operation::put) {
      inside.push_back(event);
      ASSERT_LE(inside.size(), 3u);
      continue;
    }
    ASSERT_FALSE(inside.empty());
    EXPECT_EQ(inside.front().value, event.value);
    EXPECT_EQ(inside.front().task, event.peer());
    inside.pop_front();
  }
}

TEST(AKilledTask, LeavesAQueueThatWorks) {
  std::minstd_rand random(3);
  for (int round = 0; round < 40; ++round) {
    SmallRun run(As::processes);
    Queue queue("queue", 4);
    auto& turns = run.shared<int>();
    const TaskId task = run.start([&turns, queue]() mutable {
      for (;;) {
        queue.put(Item::integer(1));
        queue.get();
        ++turns;
      }
    });
    run.await([&] { return turns.load() > 0; });
    const std::int64_t until = monotonicNow() + static_cast<std::int64_t>(random() % 100'000);
    while (monotonicNow() < until) run.events(task);
    run.kill(task);
    queue.put(Item::integer(2));
    Item last = queue.get();
    if (last == Item::integer(1)) last = queue.get();
    EXPECT_EQ(last, Item::integer(2));
    EXPECT_TRUE(queue.empty());
  }
}

}  // namespace
}  // namespace lockstep
