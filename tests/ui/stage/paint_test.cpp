// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "stage/paint.h"
#include "stage/sprites.h"
#include "view_of.h"

namespace lockstep::ui {
namespace {

class Painting : public testing::TestWithParam<ThemeKind> {
 protected:
  const Theme& colours() const { return theme(GetParam()); }
  QRectF body(Looking& looking, int id) {
    (void)looking.scene();
    return looking.model.layout().resource(ResourceId(static_cast<std::uint32_t>(id)))->body;
  }
};
INSTANTIATE_TEST_SUITE_P(Themes, Painting, testing::Values(ThemeKind::dark, ThemeKind::light));

TEST(StatusLines, AreBrokenThenShortenedBeforeTheyAreElided) {
  const QString whole = QStringLiteral("holds fork 1, waits for fork 2");
  const QStringList shorter{QStringLiteral("waits for fork 2"), QStringLiteral("waits: fork 2")};
  const auto within = [](int letters) {
    return [letters](const QString& text) { return text.size() <= letters; };
  };
  EXPECT_EQ(statusLines(whole, shorter, 1, within(40)), QStringList{whole});
  EXPECT_EQ(statusLines(whole, shorter, 2, within(17)),
            (QStringList{QStringLiteral("holds fork 1,"), shorter[0]}));
  EXPECT_EQ(statusLines(whole, shorter, 1, within(17)), QStringList{shorter[0]});
  EXPECT_EQ(statusLines(whole, shorter, 1, within(14)), QStringList{shorter[1]});
  EXPECT_EQ(statusLines(whole, shorter, 1, within(5)), QStringList{shorter[1]});
}

TEST(PaintKept, DrawsOnceForEachKeyAndScaleOfAScreen) {
  int drawn = 0;
  const auto dot = [&](QPainter& painter) {
    ++drawn;
    painter.fillRect(QRectF(-3, -3, 6, 6), Qt::red);
  };
  for (const double ratio : {1.0, 2.0}) {
    QImage image(QSize(40, 40) * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::black);
    QPainter painter(&image);
    paintKept(painter, QStringLiteral("test dot"), {10, 10}, 5, dot);
    paintKept(painter, QStringLiteral("test dot"), {30, 20}, 5, dot);
    painter.end();
    EXPECT_EQ(pixelsOf(image, QRectF(image.rect()), Qt::red), 2 * 36 * ratio * ratio);
    EXPECT_EQ(image.pixelColor((QPointF(30, 20) * ratio).toPoint()), QColor(Qt::red));
  }
  EXPECT_EQ(drawn, 2);
}

TEST_P(Painting, AHeldLockShowsItsOwnersDiscAndAFreeOneDoesNot) {
  Looking free(everyKind(false)), held(everyKind(true));
  const QRectF freeBody = body(free, 0), heldBody = body(held, 0);
  EXPECT_GT(pixelsOf(held.picture(GetParam()), heldBody, colours().text), 200);
  EXPECT_LT(pixelsOf(free.picture(GetParam()), freeBody, colours().text), 60);
}

TEST_P(Painting, PermitsThatAreTakenAreHoles) {
  Looking free(everyKind(false)), taken(everyKind(true));
  const QRectF freeBody = body(free, 2), takenBody = body(taken, 2);
  EXPECT_GT(pixelsOf(free.picture(GetParam()), freeBody, colours().text),
            pixelsOf(taken.picture(GetParam()), takenBody, colours().text) + 300);
}

TEST_P(Painting, ASetFlagIsFilledAndAClearedOneHangs) {
  Looking set(everyKind(false)), cleared(everyKind(true));
  const QRectF setBody = body(set, 3), clearedBody = body(cleared, 3);
  EXPECT_GT(pixelsOf(set.picture(GetParam()), setBody, colours().text), 300);
  EXPECT_LT(pixelsOf(cleared.picture(GetParam()), clearedBody, colours().text), 100);
}

TEST_P(Painting, AFullQueueHasItsSlotsFilled) {
  Looking empty(everyKind(false)), full(everyKind(true));
  const QRectF emptyBody = body(empty, 7), fullBody = body(full, 7);
  EXPECT_GT(pixelsOf(full.picture(GetParam()), fullBody, colours().text), 2000);
  EXPECT_LT(pixelsOf(empty.picture(GetParam()), emptyBody, colours().text), 50);
}

TEST_P(Painting, AConcurrentWriteTintsTheCell) {
  Looking one(everyKind(false)), two(everyKind(true));
  const QColor tint = colours().state(State::blocked).fill;
  const QRectF oneBody = body(one, 8), twoBody = body(two, 8);
  EXPECT_LT(pixelsOf(one.picture(GetParam()), oneBody, tint, 4), 10);
  EXPECT_GT(pixelsOf(two.picture(GetParam()), twoBody, tint, 4), 1000);
}

TEST_P(Painting, WhoWaitsAtABarrierHasItsPlace) {
  Looking idle(everyKind(false)), waited(everyKind(true));
  const QColor mark = colours().state(State::blocked).mark;
  const QRectF idleBody = body(idle, 6), waitedBody = body(waited, 6);
  EXPECT_EQ(pixelsOf(idle.picture(GetParam()), idleBody, mark), 0);
  EXPECT_GT(pixelsOf(waited.picture(GetParam()), waitedBody, mark), 20);
}

TEST_P(Painting, ABrokenBarrierIsSeen) {
  Recorded run = everyKind(false);
  run.done(2, Operation::abortBarrier, 6);
  Looking looking(run);
  const QRectF barrier = body(looking, 6);
  EXPECT_GT(pixelsOf(looking.picture(GetParam()), barrier, colours().danger), 100);
}

TEST_P(Painting, AnOpenBarriersArmStaysInItsPlace) {
  for (const int parties : {2, 6}) {
    Recorded run = everyKind(false);
    run.resource(6, ResourceKind::barrier, "barrier", parties);
    Looking looking(run);
    const QRectF barrier = body(looking, 6);
    const QImage image = looking.picture(GetParam());
    const QRectF above(barrier.left(), barrier.top() - 12, barrier.width() + 12, 12);
    EXPECT_EQ(pixelsOf(image, above, colours().ink), 0) << parties;
    EXPECT_GT(pixelsOf(image, barrier, colours().ink), 100) << parties;
  }
}

TEST_P(Painting, AnAbandonedLockIsSeen) {
  Recorded run = everyKind(true);
  run.ends(2, -9);
  Looking looking(run);
  const QRectF lock = body(looking, 0);
  EXPECT_GT(pixelsOf(looking.picture(GetParam()), lock, colours().danger), 40);
}

TEST_P(Painting, TheBandLiesUnderACycleAndNowhereElse) {
  Recorded run = philosophers(4, false);
  Looking looking(run);
  QColor band = colours().bg;
  const QColor danger = colours().danger;
  band.setRgbF(static_cast<float>(band.redF() * .87 + danger.redF() * .13),
               static_cast<float>(band.greenF() * .87 + danger.greenF() * .13),
               static_cast<float>(band.blueF() * .87 + danger.blueF() * .13));
  EXPECT_GT(pixelsOf(looking.picture(GetParam()), looking.area, band, 3), 5000);
  looking.view.setPlayhead(run.now() - 400'000);
  EXPECT_LT(pixelsOf(looking.picture(GetParam()), looking.area, band, 3), 500);
}

TEST_P(Painting, AZombiesBoxIsNotFilled) {
  Recorded run = workerLife();
  Looking looking(run);
  looking.view.setPlayhead(run.now() - 250'000);
  (void)looking.scene();
  const QRectF box = looking.model.layout().process(TaskId(2))->box.adjusted(150, 30, -20, -20);
  const QRectF alive = looking.model.layout().process(TaskId(1))->box.adjusted(150, 30, -20, -20);
  const QImage image = looking.picture(GetParam());
  EXPECT_EQ(pixelsOf(image, box, colours().surface, 1), 0);
  EXPECT_GT(pixelsOf(image, alive, colours().surface, 1), 1000);
}

TEST_P(Painting, IsTheSameWhetherThePlayheadCameForwardOrBack) {
  for (Recorded run : {producerConsumer(true), philosophers(4, false), bus(), releaseDay(false)}) {
    Looking looking(run);
    const std::int64_t start = looking.view.trace().startTime();
    const std::int64_t step = (looking.view.trace().endTime() - start) / 12;
    std::vector<QImage> forward;
    for (int i = 0; i <= 12; ++i) {
      looking.view.setPlayhead(start + i * step);
      forward.push_back(looking.picture(GetParam(), 1000));
    }
    for (int i = 12; i >= 0; --i) {
      looking.view.setPlayhead(start + i * step);
      EXPECT_EQ(looking.picture(GetParam(), 1000), forward[static_cast<std::size_t>(i)]) << i;
    }
  }
}

TEST_P(Painting, FillsTheBackgroundInEverySize) {
  for (const QSizeF size : {QSizeF(320, 200), QSizeF(560, 330), QSizeF(1920, 1080)}) {
    Looking looking(everyKind(true), size.width(), size.height());
    const QImage image = looking.picture(GetParam());
    EXPECT_EQ(image.pixelColor(1, 1), colours().bg);
    EXPECT_EQ(image.pixelColor(image.width() - 2, image.height() - 2), colours().bg);
  }
}

}  // namespace
}  // namespace lockstep::ui
