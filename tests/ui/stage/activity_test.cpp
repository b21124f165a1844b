// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/activity.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "view_of.h"

namespace lockstep::ui {
namespace {

constexpr int kLock = 0, kFlag = 1;

/// `rounds` times: a lock is taken and given back, and now and then a flag is set.
Recorded busyRun(int rounds) {
  Recorded run;
  run.task(1, 0, TaskKind::process, "main");
  run.task(2, 1, TaskKind::thread, "worker");
  run.born(1, 0).born(2, 1);
  run.resource(kLock, ResourceKind::lock, "lock");
  run.resource(kFlag, ResourceKind::event, "flag");
  for (int i = 0; i < rounds; ++i) {
    run.request(2, Operation::acquire, kLock).done(2, Operation::acquire, kLock, 1);
    run.done(2, Operation::release, kLock);
    if (i % 97 == 0) run.done(2, Operation::set, kFlag);
  }
  return run;
}

std::uint32_t countedOneByOne(const Trace& trace, int resource, std::int64_t from,
                              std::int64_t to) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    const bool within = event.time >= from && event.time < to;
    const bool its = event.resource == ResourceId(static_cast<std::uint32_t>(resource));
    count += within && its && event.phase == Phase::done && event.operation != Operation::create;
  }
  return count;
}

TEST(Activity, CountsWhatACountOneByOneFindsInAnyStretch) {
  const auto trace = busyRun(2000).trace();
  ASSERT_GT(trace->logSize(), 4 * Activity::kBlock);
  Activity activity;
  activity.update(*trace);
  EXPECT_TRUE(rc::check([&] {
    const std::int64_t end = trace->endTime() + 1;
    const auto a = *rc::gen::inRange<std::int64_t>(trace->startTime(), end);
    const auto b = *rc::gen::inRange<std::int64_t>(trace->startTime(), end);
    const auto [from, to] = std::minmax(a, b);
    const auto counts = activity.done(*trace, from, to);
    for (const int resource : {kLock, kFlag})
      RC_ASSERT(counts[static_cast<std::size_t>(resource)] ==
                countedOneByOne(*trace, resource, from, to));
  }));
}

TEST(Activity, CountsALiveRunAsItGrows) {
  Recorded run = busyRun(10);
  const auto trace = run.trace();
  Activity activity;
  activity.update(*trace);
  for (int i = 0; i < 3000; ++i) run.done(2, Operation::set, kFlag);
  activity.update(*trace);
  EXPECT_EQ(activity.done(*trace, 0, run.now())[kFlag], 3001U);
}

TEST(Heat, IsForWhatIsTooFastToFollowAndOnlyThen) {
  Recorded run = busyRun(2000);
  Looking looking(run);
  const auto lock = [&](const StageMotion& motion) {
    looking.model.update(looking.view, looking.area);
    return *looking.item(looking.model.scene(looking.view, motion), kLock);
  };
  const double span = static_cast<double>(run.now() - looking.view.trace().startTime());
  const StageMotion fast(span / 3000, true);
  EXPECT_GT(lock(fast).heat, 0);
  EXPECT_TRUE(lock(fast).owner.isEmpty());
  // Slower, standing still, or one by one: exact again.
  EXPECT_EQ(lock(StageMotion(span / 3e6, true)).heat, 0);
  EXPECT_EQ(lock(StageMotion(span / 3000, false)).heat, 0);
  EXPECT_EQ(lock(StageMotion(0, true)).heat, 0);
}

TEST(Heat, TellsTheNumberOfOperationsInItsStretch) {
  Recorded run = busyRun(2000);
  Looking looking(run);
  const Trace& trace = looking.view.trace();
  const double rate = static_cast<double>(trace.endTime() - trace.startTime()) / 3000;
  Activity activity;
  activity.update(trace);
  for (const double share : {.1, .4, .5, .77, 1.0}) {
    const auto now =
        trace.startTime() +
        static_cast<std::int64_t>(share * static_cast<double>(trace.endTime() - trace.startTime()));
    looking.view.setPlayhead(now);
    const Heat heat = heatAt(trace, activity, {now, rate});
    EXPECT_LE(heat.to, now + 1);
    const std::uint32_t expected = countedOneByOne(trace, kLock, heat.from, heat.to);
    ASSERT_GT(expected, 12U);
    looking.model.update(looking.view, looking.area);
    const Scene scene = looking.model.scene(looking.view, StageMotion(rate, true));
    QString digits = looking.item(scene, kLock)->count;
    digits.remove(QChar(0x2009)).remove(QChar(0xd7));
    EXPECT_EQ(digits.toUInt(), expected) << share;
  }
}

TEST(Heat, AStretchStandsStillWhileItIsCounted) {
  Recorded run = busyRun(2000);
  const auto trace = run.trace();
  Activity activity;
  activity.update(*trace);
  const double rate = static_cast<double>(trace->endTime() - trace->startTime()) / 4000;
  const auto at = [&](double ms) {
    const auto now = trace->startTime() + static_cast<std::int64_t>(ms * rate);
    return heatAt(*trace, activity, {now, rate});
  };
  EXPECT_EQ(at(2010).from, at(2990).from);
  EXPECT_EQ(at(2010).done, at(2990).done);
  EXPECT_NE(at(2010).from, at(3010).from);
}

TEST(Heat, ATaskThatChangesTooOftenIsItsSharesOfTime) {
  Recorded run;
  run.task(1, 0, TaskKind::process, "main");
  run.born(1, 0);
  for (int i = 0; i < 300; ++i) run.preempted(1).wakes(1);
  Looking looking(run);
  looking.model.update(looking.view, looking.area);
  const double rate =
      static_cast<double>(run.now() - looking.view.trace().startTime()) / Heat::kStretch;
  const Scene busy = looking.model.scene(looking.view, StageMotion(rate, true));
  ASSERT_EQ(busy.actors.size(), 1U);
  EXPECT_TRUE(busy.actors[0].busy);
  const auto share = [&](State state) {
    return busy.actors[0].shares[static_cast<std::size_t>(state)];
  };
  EXPECT_GT(share(State::ready), 0);
  EXPECT_NEAR(static_cast<double>(share(State::ready)), static_cast<double>(share(State::running)),
              1e6);
  EXPECT_FALSE(looking.scene(rate).actors[0].busy);
}

}  // namespace
}  // namespace lockstep::ui
