// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "analysis/analysis.h"
#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

WaitGraph graphAt(const HandMade& made, std::int64_t time) {
  return waitGraph(made.trace.at(HandMade::us(time)), made.trace);
}

TEST(WaitGraph, IsEmptyWhileNobodyWaits) {
  EXPECT_THAT(graphAt(deadlockedSupper(), 7).edges, IsEmpty());
}

TEST(WaitGraph, HasAnEdgeToTheHolderAndOneToTheJoinedTask) {
  const HandMade made = deadlockedSupper();
  const WaitGraph graph = graphAt(made, 15);
  ASSERT_EQ(graph.edges.size(), 2u);
  EXPECT_EQ(graph.edges[0].waiter, kMainTask);
  EXPECT_EQ(graph.edges[0].holder, made.task("Plato"));
  EXPECT_EQ(graph.edges[0].operation, Operation::join);
  EXPECT_EQ(graph.edges[1].waiter, made.task("Plato"));
  EXPECT_EQ(graph.edges[1].holder, made.task("Kant"));
  EXPECT_THAT(graph.cycles, IsEmpty());
}

TEST(WaitGraph, ClosesTheCycleWithTheLastWait) {
  const HandMade made = deadlockedSupper();
  const WaitGraph graph = graphAt(made, 17);
  ASSERT_EQ(graph.cycles.size(), 1u);
  for (std::size_t i = 0; i < graph.cycles[0].size(); ++i) {
    const WaitEdge& edge = graph.edges[graph.cycles[0][i]];
    const WaitEdge& next = graph.edges[graph.cycles[0][(i + 1) % graph.cycles[0].size()]];
    EXPECT_EQ(edge.holder, next.waiter);
  }
}

TEST(WaitGraph, FindsBothOfTwoSeparateCycles) {
  HandMade made;
  for (const char* task : {"a", "b", "c", "d"}) made.thread(task);
  for (const char* lock : {"1", "2", "3", "4"}) made.resource(ResourceKind::lock, lock);
  made.lines(R"(
    0 main begin peer=user
    1 a acquire 1 value=1
    1 b acquire 2 value=1
    1 c acquire 3 value=1
    1 d acquire 4 value=1
    2 a acquire.blocked 2
    2 b acquire.blocked 1
    2 c acquire.blocked 4
    2 d acquire.blocked 3
  )");
  EXPECT_EQ(graphAt(made, 2).cycles.size(), 2u);
}

TEST(WaitGraph, HasAnEdgeToEachHolderOfASemaphore) {
  HandMade made;
  for (const char* task : {"a", "b", "c"}) made.thread(task);
  made.resource(ResourceKind::semaphore, "permits", 2);
  made.lines(R"(
    0 main create permits value=2
    1 a acquire permits value=1
    2 b acquire permits value=0
    3 c acquire.request permits
    4 c acquire.blocked permits
  )");
  const WaitGraph graph = graphAt(made, 4);
  ASSERT_EQ(graph.edges.size(), 2u);
  EXPECT_EQ(graph.edges[0].holder, made.task("a"));
  EXPECT_EQ(graph.edges[1].holder, made.task("b"));
}

TEST(WaitGraph, SeesNoCycleThroughASemaphoreThatAFreeTaskCanRelease) {
  HandMade made;
  for (const char* task : {"a", "b", "c"}) made.thread(task);
  made.resource(ResourceKind::semaphore, "permits", 2);
  made.resource(ResourceKind::lock, "lock");
  made.lines(R"(
    0 main create permits value=2
    1 a acquire permits value=1
    2 b acquire permits value=0
    3 c acquire lock value=1
    4 c acquire.blocked permits
    5 a acquire.blocked lock
  )");
  EXPECT_THAT(graphAt(made, 5).cycles, IsEmpty());
  // When the other holder waits for the ring too, nobody is left to release a permit.
  made.lines("6 b acquire.blocked lock");
  EXPECT_EQ(graphAt(made, 6).cycles.size(), 1u);
}

TEST(WaitGraph, LeavesOutTheHolderWhereNobodyInParticularCanEndTheWait) {
  HandMade made;
  made.thread("a");
  made.resource(ResourceKind::queue, "orders");
  made.lines(R"(
    1 a get.request orders timed
    2 a get.blocked orders
  )");
  const WaitGraph graph = graphAt(made, 2);
  ASSERT_EQ(graph.edges.size(), 1u);
  EXPECT_FALSE(graph.edges[0].holder.valid());
  EXPECT_TRUE(graph.edges[0].timed);
}

TEST(WaitGraph, FindsTwoTasksThatJoinEachOther) {
  HandMade made;
  made.thread("a");
  made.thread("b");
  made.lines(R"(
    1 a join.request peer=b
    2 a join.blocked peer=b
    3 b join.request peer=a
    4 b join.blocked peer=a
  )");
  EXPECT_THAT(graphAt(made, 4).cycles, ElementsAre(ElementsAre(0u, 1u)));
}

}  // namespace
}  // namespace lockstep
