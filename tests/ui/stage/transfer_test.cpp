// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <csignal>

#include "stage/paths.h"
#include "stage/shapes.h"
#include "view_of.h"

namespace lockstep::ui {
namespace {

constexpr double kTransferRate = 500;  // a step of a hand-recorded run is 200 ms of playback

std::int64_t ms(double length) { return static_cast<std::int64_t>(length * kTransferRate); }

/// Looks at the run some ms of playback after its last event.
struct After {
  explicit After(Recorded run) : last(run.now() - Recorded::kStep), looking(rested(run)) {}
  static Recorded rested(Recorded run) {
    run.at(run.now() + ms(2000));
    return run;
  }
  Scene operator()(double after, bool reduced = false) {
    looking.view.setPlayhead(last + ms(after));
    looking.model.update(looking.view, looking.area);
    return looking.model.scene(looking.view, StageMotion(kTransferRate, true, reduced));
  }
  std::int64_t last;
  Looking looking;
};

Recorded twoThreads() {
  Recorded run;
  run.task(1, 0, TaskKind::process, "main");
  run.task(2, 1, TaskKind::thread, "worker");
  run.born(1, 0).born(2, 1);
  return run;
}

const TokenItem* token(const Scene& scene, TokenKind kind) {
  const auto found = std::find_if(scene.tokens.begin(), scene.tokens.end(),
                                  [&](const TokenItem& item) { return item.kind == kind; });
  return found == scene.tokens.end() ? nullptr : &*found;
}

double gap(const QPointF& a, const QPointF& b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

TEST(Transfers, APermitGoesFromItsHoleToItsTaker) {
  Recorded run = twoThreads();
  run.resource(0, ResourceKind::semaphore, "permits", 2);
  run.request(2, Operation::acquire, 0).done(2, Operation::acquire, 0, 1);
  After after(run);
  const Scene start = after(1), half = after(kFlight / 2), end = after(kFlight + 1);
  const Layout& layout = after.looking.model.layout();
  const QPointF hole = permitCentre(*layout.resource(ResourceId(0)), 0, layout.scale);
  ASSERT_TRUE(token(start, TokenKind::permit) && token(half, TokenKind::permit));
  EXPECT_LT(gap(token(start, TokenKind::permit)->at, hole), 2);
  const QPointF hand = taskEdge(layout, *layout.task(TaskId(2)), hole);
  const QPointF middle = (hole + hand) / 2;
  EXPECT_LT(gap(token(half, TokenKind::permit)->at, middle), 2);
  EXPECT_FALSE(token(end, TokenKind::permit));
}

TEST(Transfers, APermitOnItsWayBackIsNotInTheRackYet) {
  Recorded run = twoThreads();
  run.resource(0, ResourceKind::semaphore, "permits", 2);
  run.request(2, Operation::acquire, 0).done(2, Operation::acquire, 0, 1);
  run.at(run.now() + ms(2000)).done(2, Operation::release, 0, 2);
  After after(run);
  const Scene half = after(kFlight / 2);
  ASSERT_TRUE(token(half, TokenKind::permit));
  EXPECT_EQ(after.looking.item(half, 0)->flying, 1);
  EXPECT_EQ(after.looking.item(after(kFlight + 1), 0)->flying, 0);
}

TEST(Transfers, ACopyIsATasksOwnFromLoadToStore) {
  Recorded run = twoThreads();
  run.resource(0, ResourceKind::sharedValue, "counter");
  run.done(2, Operation::load, 0, 7, 0, 1);
  After loaded(run);
  ASSERT_TRUE(token(loaded(kFlight / 2), TokenKind::copy));
  EXPECT_TRUE(loaded(kFlight / 2).copies.empty());
  const Scene there = loaded(kFlight + 1);
  EXPECT_FALSE(token(there, TokenKind::copy));
  ASSERT_EQ(there.copies.size(), 1U);
  EXPECT_EQ(there.copies[0].text, QStringLiteral("7"));
  EXPECT_FALSE(there.copies[0].changed);
  run.done(2, Operation::add, 0, 8, kNone, 1);
  After added(run);
  const Scene changed = added(1);
  ASSERT_EQ(changed.copies.size(), 1U);
  EXPECT_EQ(changed.copies[0].text, QStringLiteral("8"));
  EXPECT_TRUE(changed.copies[0].changed);
  run.at(run.now() + ms(2000)).done(2, Operation::store, 0, 8, 0, 1);
  After stored(run);
  EXPECT_TRUE(stored(kFlight / 2).copies.empty());
  ASSERT_TRUE(token(stored(kFlight / 2), TokenKind::copy));
  EXPECT_EQ(token(stored(kFlight / 2), TokenKind::copy)->text, QStringLiteral("8"));
}

Recorded withChild() {
  Recorded run;
  run.task(1, 0, TaskKind::process, "main");
  run.task(2, 1, TaskKind::process, "child");
  run.born(1, 0).born(2, 1);
  return run;
}

TEST(Transfers, AnExitCodeWaitsAtItsZombieAndGoesToTheParentThatReapsIt) {
  Recorded run = withChild();
  run.ends(2, 7);
  After zombie(run);
  const Scene waits = zombie(500);
  ASSERT_TRUE(token(waits, TokenKind::exitCode));
  const QPointF disc = zombie.looking.model.layout().task(TaskId(2))->disc;
  EXPECT_LT(gap(token(waits, TokenKind::exitCode)->at, disc), 60);
  run.at(run.now() + ms(2000)).reaps(1, 2, 7);
  After reaped(run);
  const Scene start = reaped(1), late = reaped(kForkJoin * .8);
  ASSERT_TRUE(token(start, TokenKind::exitCode) && token(late, TokenKind::exitCode));
  EXPECT_EQ(token(late, TokenKind::exitCode)->text, QStringLiteral("7"));
  const QPointF parent = reaped.looking.model.layout().task(TaskId(1))->disc;
  EXPECT_LT(gap(token(late, TokenKind::exitCode)->at, parent),
            gap(token(start, TokenKind::exitCode)->at, parent));
  EXPECT_FALSE(token(reaped(kForkJoin + 1), TokenKind::exitCode));
}

TEST(Transfers, WhoWasFirstInLineWalksFromItsSeatToTheKeyhole) {
  Recorded run = twoThreads();
  run.resource(0, ResourceKind::lock, "lock");
  run.request(1, Operation::acquire, 0).done(1, Operation::acquire, 0, 1);
  run.blocks(2, Operation::acquire, 0);
  run.at(run.now() + ms(2000)).done(1, Operation::release, 0);
  run.wakes(2).done(2, Operation::acquire, 0, 1, 1);
  After after(run);
  const Scene start = after(1), late = after(kHandOff * .9);
  ASSERT_EQ(after.looking.item(start, 0)->walkers.size(), 1U);
  ASSERT_EQ(after.looking.item(late, 0)->walkers.size(), 1U);
  EXPECT_EQ(after.looking.item(late, 0)->walkers[0].chip.number, QStringLiteral("2"));
  const QPointF body = after.looking.item(late, 0)->place.body.center();
  EXPECT_LT(gap(after.looking.item(late, 0)->walkers[0].at, body),
            gap(after.looking.item(start, 0)->walkers[0].at, body));
  EXPECT_TRUE(after.looking.item(after(kHandOff + 1), 0)->walkers.empty());
}

TEST(Transfers, WhoIsNotifiedWalksFromTheRoomToTheLocksSeats) {
  Recorded run = releaseDay(false);
  run.at(run.now() + ms(2000)).done(2, Operation::notify, 1, 0, 3);
  After after(run);
  const Scene half = after(kHandOff / 2);
  ASSERT_EQ(after.looking.item(half, 1)->walkers.size(), 1U);
  EXPECT_EQ(after.looking.item(half, 1)->walkers[0].chip.number, QStringLiteral("3"));
  // Who is behind moves up meanwhile.
  ASSERT_EQ(after.looking.item(half, 1)->room.size(), 1U);
  EXPECT_GT(after.looking.item(after(1), 1)->room[0].seat, .5);
  EXPECT_DOUBLE_EQ(after.looking.item(after(kHandOff + 1), 1)->room[0].seat, 0);
}

TEST(Transfers, AnEnvelopeDoesNotJumpWhenItsSignalIsDelivered) {
  Recorded run = withChild();
  run.done(2, Operation::handle, kNone, SIGUSR1);
  run.at(run.now() + ms(2000)).done(1, Operation::kill, kNone, SIGUSR1, 2);
  const std::int64_t sent = run.now() - Recorded::kStep;
  run.at(sent + ms(1000));
  Event delivery;
  delivery.task = TaskId(2);
  delivery.operation = Operation::deliver;
  delivery.phase = Phase::request;
  delivery.value = SIGUSR1;
  delivery.aux = 1;
  run.event(delivery);
  After after(run);
  QPointF before = after(-1000).envelopes.at(0).at;
  for (double t = -1000; t < 900; t += 10) {
    const Scene scene = after(t);
    ASSERT_EQ(scene.envelopes.size(), 1U) << t;
    EXPECT_LT(gap(scene.envelopes[0].at, before), 30) << t;
    before = scene.envelopes[0].at;
  }
}

TEST(Transfers, UnderReducedMotionWhatFliesRestsHalfWayOnItsLine) {
  Recorded run = twoThreads();
  run.resource(0, ResourceKind::queue, "queue", 3);
  run.puts(2, 0, Item::text("a1"));
  After after(run);
  const Scene early = after(10, true), late = after(kFlight - 10, true);
  ASSERT_TRUE(token(early, TokenKind::item) && token(late, TokenKind::item));
  EXPECT_EQ(token(early, TokenKind::item)->at, token(late, TokenKind::item)->at);
  EXPECT_TRUE(std::any_of(early.lines.begin(), early.lines.end(),
                          [](const LineItem& line) { return line.kind == LineKind::message; }));
  EXPECT_FALSE(token(after(kFlight + 10, true), TokenKind::item));
  EXPECT_DOUBLE_EQ(early.actors[1].fade, 1);
}

}  // namespace
}  // namespace lockstep::ui
