// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/scene.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stage/paths.h"
#include "view_of.h"

namespace lockstep::ui {
namespace {

constexpr double kRate = 5000;

const ActorItem& actor(const Scene& scene, int id) {
  const auto found = std::find_if(scene.actors.begin(), scene.actors.end(),
                                  [&](const ActorItem& item) { return item.id.value == id; });
  EXPECT_NE(found, scene.actors.end());
  return *found;
}

std::ptrdiff_t lines(const Scene& scene, LineKind kind) {
  return std::count_if(scene.lines.begin(), scene.lines.end(),
                       [&](const LineItem& line) { return line.kind == kind; });
}

TEST(Scene, TellsWhatEachTaskHoldsAndWaitsFor) {
  Looking looking(philosophers(4, false));
  const Scene scene = looking.scene();
  EXPECT_EQ(actor(scene, 2).status, QStringLiteral("holds fork 1, waits for fork 2"));
  EXPECT_EQ(actor(scene, 2).state, State::blocked);
  EXPECT_EQ(looking.item(scene, 0)->owner, QStringLiteral("2"));
  EXPECT_EQ(lines(scene, LineKind::owns), 4);
  EXPECT_EQ(lines(scene, LineKind::waits), 5);  // main joins as well
}

TEST(Scene, BandAndSentenceAreThereOnlyWhileTheMomentHasACycle) {
  Recorded run = philosophers(4, false);
  Looking looking(run);
  const Scene closed = looking.scene();
  EXPECT_FALSE(closed.band.isEmpty());
  EXPECT_EQ(closed.sentence, QStringLiteral("Nobody can ever move"));
  ASSERT_EQ(closed.chain.size(), 5U);
  EXPECT_EQ(closed.chain.front(), closed.chain.back());
  looking.view.setPlayhead(run.now() - 400'000);
  EXPECT_TRUE(looking.scene().band.isEmpty());
  EXPECT_TRUE(looking.scene().sentence.isEmpty());
}

TEST(Scene, QueueShowsItsItemsAndWhoWaitsToPut) {
  Looking looking(producerConsumer(true));
  const Scene scene = looking.scene();
  const ResourceItem* queue = looking.item(scene, 0);
  ASSERT_EQ(queue->items.size(), 4U);
  EXPECT_EQ(queue->items[0].text, QStringLiteral("a2"));
  ASSERT_EQ(queue->seats.size(), 1U);
  EXPECT_EQ(queue->seats[0].number, QStringLiteral("2"));
  EXPECT_TRUE(queue->getters.empty());
  EXPECT_EQ(actor(scene, 2).status, QStringLiteral("put('a7')"));
  EXPECT_TRUE(actor(scene, 2).code);
}

TEST(Scene, AnItemIsHalfWayAfterHalfItsFlight) {
  Recorded run = producerConsumer(false);
  run.at(500'000'000).gets(5, 0, Item::text("b2"));
  run.at(600'000'000).puts(3, 0, Item::text("c9"));
  const std::int64_t put = 600'100'000;
  run.at(900'000'000).says(3, "rests");
  Looking looking(run);
  looking.view.setPlayhead(put + static_cast<std::int64_t>(kFlight / 2 * kRate));
  const Scene half = looking.scene(kRate);
  ASSERT_EQ(half.tokens.size(), 1U);
  EXPECT_EQ(half.tokens[0].text, QStringLiteral("c9"));
  const ActorItem& from = actor(half, 3);
  EXPECT_GT(half.tokens[0].at.x(), from.place.disc.x() + 20);
  looking.view.setPlayhead(put + static_cast<std::int64_t>(kFlight * kRate) + 1);
  EXPECT_TRUE(looking.scene(kRate).tokens.empty());
}

TEST(Scene, PadlockIsHalfClosedDuringItsEffect) {
  Recorded run = counter(1, true);
  run.at(100'000'000).done(2, Operation::release, 1);
  run.at(200'000'000).request(2, Operation::acquire, 1).done(2, Operation::acquire, 1, 1);
  run.at(400'000'000).says(2, "holds");
  Looking looking(run);
  looking.view.setPlayhead(200'100'000 + static_cast<std::int64_t>(kPadlock / 4 * kRate));
  const Scene scene = looking.scene(kRate);
  const double closed = looking.item(scene, 1)->closed;
  EXPECT_GT(closed, .1);
  EXPECT_LT(closed, .9);
  EXPECT_DOUBLE_EQ(looking.item(looking.scene(0), 1)->closed, 1);
}

TEST(Scene, TwoReadersOfASharedValueAreAConcurrentWrite) {
  Looking unlocked(counter(3, false));
  EXPECT_TRUE(unlocked.item(unlocked.scene(), 0)->concurrent);
  Looking locked(counter(3, true));
  EXPECT_FALSE(locked.item(locked.scene(), 0)->concurrent);
}

TEST(Scene, ConditionHasItsWaitersInTheRoomAndItsLocksInTheSeats) {
  Looking looking(releaseDay(false));
  const Scene scene = looking.scene();
  const ResourceItem* condition = looking.item(scene, 1);
  ASSERT_TRUE(condition);
  EXPECT_EQ(condition->room.size(), 2U);
  ASSERT_EQ(condition->seats.size(), 1U);
  EXPECT_EQ(condition->seats[0].number, QStringLiteral("5"));
  EXPECT_EQ(condition->owner, QStringLiteral("2"));
}

TEST(Scene, ASignalBehindAMaskIsParkedAtTheBar) {
  Looking looking(bus());
  const Scene scene = looking.scene();
  const auto pending = std::find_if(scene.envelopes.begin(), scene.envelopes.end(),
                                    [](const EnvelopeItem& item) { return item.masked; });
  ASSERT_NE(pending, scene.envelopes.end());
  EXPECT_EQ(pending->name, QStringLiteral("SIGUSR2"));
  EXPECT_FALSE(pending->open);
}

TEST(Scene, AnEnvelopeNeverLiesOnTheSendersOrTheReceiversBox) {
  Recorded run = bus();
  Looking looking(run);
  const std::int64_t start = looking.view.trace().startTime();
  const std::int64_t step = (looking.view.trace().endTime() - start) / 100;
  int seen = 0;
  for (int i = 0; i <= 100; ++i) {
    looking.view.setPlayhead(start + i * step);
    const Scene scene = looking.scene(kRate);
    const QSizeF size = envelopeSize(scene.scale);
    for (const EnvelopeItem& envelope : scene.envelopes) {
      const QRectF body(envelope.at - QPointF(size.width() / 2, size.height() / 2), size);
      for (const BoxItem& box : scene.boxes) EXPECT_FALSE(box.place.box.intersects(body));
      ++seen;
    }
  }
  EXPECT_GT(seen, 0);
}

TEST(Scene, AProcessWithoutATabTellsItsPidBesideItsName) {
  Looking looking(philosophers(4, true));
  const Scene scene = looking.scene();
  const StageTask* task = looking.model.structure().task(TaskId(2));
  ASSERT_TRUE(task);
  const QString pid = task->pid > 0 ? QStringLiteral("PID %1").arg(task->pid) : QString();
  EXPECT_EQ(actor(scene, 2).pid, pid);
}

TEST(Scene, ALineBetweenTasksKeepsOffTheTextsInItsWay) {
  for (const bool processes : {false, true}) {
    for (const QSizeF size : {QSizeF(560, 330), QSizeF(1024, 300), QSizeF(1130, 510)}) {
      Recorded run = philosophers(5, processes);
      Looking looking(run, size.width(), size.height());
      const Scene scene = looking.scene();
      const Layout& layout = looking.model.layout();
      const QPainterPath path = clearPath(layout, *layout.task(TaskId(1)), *layout.task(TaskId(2)));
      for (int i = 0; i <= 100; ++i)
        for (const TaskPlace& task : layout.tasks) {
          if (task.id == TaskId(1)) continue;
          const QRectF texts = task.name | task.status;
          EXPECT_FALSE(texts.contains(path.pointAtPercent(i / 100.0)))
              << task.id.value << " " << size.width() << " " << processes;
        }
      EXPECT_EQ(lines(scene, LineKind::waits), 6);
    }
  }
}

TEST(Scene, AZombiesBoxIsHollowUntilItIsReaped) {
  Recorded run = workerLife();
  Looking looking(run);
  EXPECT_EQ(looking.scene().boxes.at(1).form, BoxForm::ended);
  looking.view.setPlayhead(run.now() - 250'000);
  EXPECT_EQ(looking.scene().boxes.at(1).form, BoxForm::zombie);
  looking.view.setPlayhead(looking.view.trace().startTime());
  EXPECT_EQ(looking.scene().boxes.at(1).form, BoxForm::unborn);
}

TEST(Scene, AnEmptyTraceAsksForAScenario) {
  Looking looking{Recorded()};
  EXPECT_EQ(looking.scene().notice, QStringLiteral("Pick a scenario to start."));
}

TEST(Scene, AClickFindsTasksAndResources) {
  Looking looking(philosophers(4, false));
  (void)looking.scene();
  const Layout& layout = looking.model.layout();
  EXPECT_EQ(hitTest(layout, layout.task(TaskId(3))->disc).task, TaskId(3));
  EXPECT_EQ(hitTest(layout, layout.resource(ResourceId(2))->body.center()).resource, ResourceId(2));
  const Hit nothing = hitTest(layout, layout.ring.center());
  EXPECT_FALSE(nothing.task.valid() || nothing.resource.valid());
}

}  // namespace
}  // namespace lockstep::ui
