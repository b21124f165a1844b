// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "runs.h"
#include "stage/layout.h"

namespace lockstep::ui {
namespace {

constexpr ResourceKind kKinds[] = {ResourceKind::lock,      ResourceKind::rlock,
                                   ResourceKind::semaphore, ResourceKind::event,
                                   ResourceKind::condition, ResourceKind::barrier,
                                   ResourceKind::queue,     ResourceKind::sharedValue};

Structure anyStructure(int tasks, int resources, bool processes) {
  std::vector<StageTask> stageTasks;
  for (int i = 1; i <= tasks; ++i) {
    const TaskId id(static_cast<std::uint16_t>(i));
    const bool own = i == 1 || (processes && i % 3 != 0);
    const TaskId process = own ? id : TaskId(static_cast<std::uint16_t>(processes ? i - 1 : 1));
    stageTasks.push_back({id, i == 1 ? kSupervisor : kMainTask, process,
                          QStringLiteral("task %1").arg(i), 4000 + i});
  }
  std::vector<StageResource> stageResources;
  for (int i = 0; i < resources; ++i) {
    const ResourceKind kind = kKinds[*rc::gen::inRange(0, 8)];
    stageResources.push_back({ResourceId(static_cast<std::uint32_t>(i)),
                              kind,
                              *rc::gen::inRange(0, 9),
                              {},
                              QStringLiteral("r%1").arg(i)});
  }
  Structure structure(stageTasks, stageResources);
  for (const StageTask& task : stageTasks)
    for (const StageResource& resource : stageResources)
      structure.addUse(
          task.id, resource.id,
          static_cast<Use>(*rc::gen::inRange(0, 3) == 0 ? *rc::gen::inRange(0, 31) : 0));
  return structure;
}

void expectNoOverlap(const Layout& layout) {
  const std::vector<QRectF> rects = obstacles(layout);
  for (std::size_t i = 0; i < rects.size(); ++i) {
    RC_ASSERT(layout.area.adjusted(-1, -1, 1, 1).contains(rects[i]));
    for (std::size_t j = 0; j < i; ++j)
      RC_ASSERT(!rects[i].adjusted(.1, .1, -.1, -.1).intersects(rects[j]));
  }
}

TEST(Layout, NothingOverlapsOrLeavesTheAreaForAnyRunAndSize) {
  EXPECT_TRUE(rc::check([] {
    const Structure structure = anyStructure(*rc::gen::inRange(1, 40), *rc::gen::inRange(0, 34),
                                             *rc::gen::arbitrary<bool>());
    const QRectF area(12, 34, *rc::gen::inRange(280, 1900), *rc::gen::inRange(150, 1000));
    const Layout layout = arrange(structure, area);
    expectNoOverlap(layout);
    int shown = 0, known = 0;
    for (const TaskPlace& task : layout.tasks) (void)++known, shown += task.shown;
    for (const ResourcePlace& resource : layout.resources) (void)++known, shown += resource.shown;
    RC_ASSERT(shown + layout.hidden == known);
    RC_ASSERT(layout.scale.nameText >= kLeastText);
    RC_ASSERT(layout.scale.statusText >= kLeastText);
  }));
}

Layout layoutOf(Recorded run, double width, double height) {
  Structure structure;
  structure.update(*run.trace());
  return arrange(structure, QRectF(12, 34, width, height));
}

TEST(Layout, EveryScenarioFitsTheStageOfASmallWindowWithNamesAndStates) {
  for (Recorded run :
       {philosophers(4, false), producerConsumer(true), producerConsumer(false), bus(),
        counter(3, true), releaseDay(true), releaseDay(false), workerLife()}) {
    const Layout layout = layoutOf(run, 536, 286);
    EXPECT_EQ(layout.hidden, 0);
    EXPECT_TRUE(layout.scale.names);
    EXPECT_TRUE(layout.scale.status);
  }
}

TEST(Layout, FivePhilosophersKeepTheirNamesOnTheStageOfASmallWindow) {
  for (const bool processes : {false, true}) {
    Recorded run = philosophers(5, processes);
    run.resource(5, ResourceKind::barrier, "table", 5);
    const Layout layout = layoutOf(run, 536, 286);
    EXPECT_EQ(layout.kind, LayoutKind::ring);
    EXPECT_EQ(layout.hidden, 0);
    EXPECT_TRUE(layout.scale.names);
    for (const TaskPlace& task : layout.tasks) EXPECT_GE(task.name.width(), 40);
  }
}

TEST(Layout, PhilosophersSitInARingWithTheirForksBetweenThem) {
  for (const int count : {2, 4, 5, 7}) {
    const Layout layout = layoutOf(philosophers(count, false), 1082, 452);
    EXPECT_EQ(layout.kind, LayoutKind::ring) << count;
    EXPECT_FALSE(layout.ring.isEmpty());
    EXPECT_FALSE(layout.sentence.isEmpty()) << count;
  }
}

TEST(Layout, TheSentenceAboutACycleCoversNothingInAnySizeOfARing) {
  for (const QSizeF size : {QSizeF(536, 286), QSizeF(666, 336), QSizeF(1082, 452)}) {
    for (const bool processes : {false, true}) {
      Recorded run = philosophers(5, processes);
      run.resource(5, ResourceKind::barrier, "table", 5);
      const Layout layout = layoutOf(run, size.width(), size.height());
      ASSERT_FALSE(layout.sentence.isEmpty());
      for (const QRectF& rect : obstacles(layout)) EXPECT_FALSE(rect.intersects(layout.sentence));
    }
  }
}

TEST(Layout, ProducersStandLeftOfTheQueueAndConsumersRightOfIt) {
  const Layout layout = layoutOf(producerConsumer(true), 1082, 452);
  ASSERT_EQ(layout.kind, LayoutKind::flow);
  const QRectF queue = layout.resource(ResourceId(0))->body;
  EXPECT_LT(layout.task(TaskId(2))->whole.right(), queue.left());
  EXPECT_LT(layout.task(TaskId(3))->whole.right(), queue.left());
  EXPECT_GT(layout.task(TaskId(4))->whole.left(), queue.right());
  EXPECT_LT(layout.task(TaskId(1))->whole.bottom(), queue.top());
}

TEST(Layout, ChildrenHangBelowTheirParent) {
  const Layout layout = layoutOf(bus(), 1082, 452);
  ASSERT_EQ(layout.kind, LayoutKind::tree);
  EXPECT_LT(layout.process(TaskId(1))->box.bottom(), layout.process(TaskId(2))->box.top());
}

TEST(Layout, ThreadsOfOneProcessShareItsBox) {
  const Layout layout = layoutOf(counter(4, true), 1082, 452);
  ASSERT_EQ(layout.processes.size(), 1U);
  EXPECT_TRUE(layout.processes[0].frame);
  for (const TaskPlace& task : layout.tasks)
    EXPECT_TRUE(layout.processes[0].box.contains(task.whole));
}

TEST(Layout, AConditionIsDrawnWithItsLockAsOneResource) {
  Structure structure;
  structure.update(*releaseDay(false).trace());
  ASSERT_EQ(structure.resources().size(), 1U);
  EXPECT_EQ(structure.drawnAs(ResourceId(0)), &structure.resources()[0]);
}

TEST(Layout, IsTheSameEachTimeItIsAskedFor) {
  const Layout once = layoutOf(philosophers(5, true), 900, 400);
  const Layout again = layoutOf(philosophers(5, true), 900, 400);
  EXPECT_EQ(once.tasks, again.tasks);
  EXPECT_EQ(once.resources, again.resources);
}

TEST(Layout, ANewTaskOfALiveRunMovesNobody) {
  Recorded run = counter(4, true);
  const auto trace = run.trace();
  Structure structure;
  structure.update(*trace);
  const Layout before = arrange(structure, QRectF(0, 0, 1100, 450));
  run.task(9, 1, TaskKind::thread, "late");
  run.born(9, 1);
  EXPECT_TRUE(structure.update(*trace));
  const auto after = extend(before, structure);
  ASSERT_TRUE(after);
  for (const TaskPlace& place : before.tasks) EXPECT_EQ(*after->task(place.id), place);
  EXPECT_TRUE(after->task(TaskId(9)));
}

TEST(Structure, ReadsOnlyWhatIsNew) {
  const auto trace = counter(2, false).trace();
  Structure structure;
  EXPECT_TRUE(structure.update(*trace));
  EXPECT_FALSE(structure.update(*trace));
}

TEST(Structure, LeavesTheSupervisorOut) {
  Structure structure;
  structure.update(*workerLife().trace());
  EXPECT_EQ(structure.tasks().size(), 2U);
  EXPECT_EQ(structure.task(kSupervisor), nullptr);
}

}  // namespace
}  // namespace lockstep::ui
