// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery/samples.h"

#include <QCoreApplication>
#include <csignal>
#include <functional>

#include "gallery/recorded.h"
#include "theme/labels.h"

namespace lockstep::ui {

namespace {

struct Title {
  Q_DECLARE_TR_FUNCTIONS(Gallery)
};

// One step of the hand-recorded clock is 200 ms of playback, so that effects can be seen half way.
constexpr double kRate = 500;
constexpr std::int64_t kRest = 40 * Recorded::kStep;  ///< longer than every effect
constexpr std::int64_t kMoment = 2'000;
constexpr int kThing = 0;  ///< the resource that a sample is about

constexpr int kAnn = 1, kBob = 2, kCem = 3, kDee = 4;
constexpr const char* kNames[] = {"", "Ann", "Bob", "Cem", "Dee"};

/// Ann's process with `count` threads, hers included.
Recorded threads(int count) {
  Recorded run;
  run.task(kAnn, 0, TaskKind::process, kNames[kAnn]);
  for (int i = kBob; i <= count; ++i) run.task(i, kAnn, TaskKind::thread, kNames[i]);
  run.born(kAnn, 0);
  for (int i = kBob; i <= count; ++i) run.born(i, kAnn);
  return run;
}

void take(Recorded& run, int task, std::int64_t value = 1, int resource = kThing) {
  run.request(task, Operation::acquire, resource).done(task, Operation::acquire, resource, value);
}

void give(Recorded& run, int task, std::int64_t value = 0, int resource = kThing) {
  run.done(task, Operation::release, resource, value);
}

void rest(Recorded& run) { run.at(run.now() + kRest); }

/// What follows comes at once, not a step later.
Recorded& atOnce(Recorded& run) { return run.at(run.now() - Recorded::kStep + kMoment); }

/// A blocked operation comes to its end, at once.
void goesOn(Recorded& run, int task, Operation operation, std::int64_t value = 0, int by = kNone,
            int resource = kThing) {
  atOnce(run).wakes(task);
  atOnce(run).done(task, operation, resource, value, by);
}

Sample still(const QString& title, Recorded run) { return {title, run.trace(), run.now(), {}}; }

/// `progress` of an effect of `length` ms after the last event.
Sample moving(const QString& title, Recorded run, double length, double progress = .5) {
  const std::int64_t last = run.now() - Recorded::kStep;
  rest(run);
  auto trace = run.trace();
  return {title,
          std::move(trace),
          last + static_cast<std::int64_t>(length * progress * kRate),
          {kRate}};
}

// ---- tasks
// ---------------------------------------------------------------------------------------

Recorded single() {
  Recorded run;
  run.task(kAnn, 0, TaskKind::process, kNames[kAnn]);
  return run;
}

Event about(int task, Operation operation, std::int64_t value = 0) {
  Event event;
  event.task = TaskId(static_cast<std::uint16_t>(task));
  event.operation = operation;
  event.value = value;
  return event;
}

Recorded born() { return std::move(single().born(kAnn, 0)); }

SampleSection taskStates() {
  SampleSection section{Title::tr("States of a task"), {}};
  const auto add = [&](State state, Recorded run, const QString& more = {}) {
    const QString title =
        more.isEmpty() ? label(state) : Title::tr("%1: %2").arg(label(state), more);
    section.samples.push_back(still(title, std::move(run)));
  };
  // Nobody is there yet when the first event is told.
  Recorded unborn = single();
  unborn.event(about(0, Operation::say));
  add(State::unborn, unborn);
  Recorded created = single();
  Event forked = about(kAnn, Operation::forked);
  forked.aux = 0;
  created.event(forked);
  add(State::created, created);
  add(State::ready, std::move(born().preempted(kAnn)));
  add(State::running, std::move(born().says(kAnn, "works")));
  Recorded asleep = born();
  asleep.request(kAnn, Operation::sleep, kNone, 500'000'000);
  asleep.event(about(kAnn, Operation::switchOut));
  add(State::blocked, asleep);
  Recorded stopped = born();
  stopped.event(about(kAnn, Operation::observed, 'T'));
  add(State::stopped, stopped);
  Recorded zombie = born();
  zombie.ends(kAnn, 7);
  add(State::zombie, zombie);
  add(State::terminated, std::move(born().ends(kAnn).reaps(0, kAnn)));
  add(State::terminated, std::move(born().ends(kAnn, -SIGKILL).reaps(0, kAnn, -SIGKILL)),
      Title::tr("killed"));
  Recorded lost = born();
  lost.event(about(0, Operation::gap, 100));
  add(State::unknown, lost);
  Recorded parked = born();
  parked.request(kAnn, Operation::sleep, kNone, 500'000'000);
  parked.event(about(kAnn, Operation::parked, 1));
  add(State::ready, parked, Title::tr("parked by Lockstep"));
  return section;
}

// ---- locks
// ---------------------------------------------------------------------------------------

/// Ann, Bob and Cem have used it before.
Recorded lockRun(ResourceKind kind, int count = 3) {
  Recorded run = threads(count);
  run.resource(kThing, kind, kind == ResourceKind::rlock ? "rlock" : "lock");
  for (int task = kAnn; task <= count; ++task) {
    take(run, task);
    give(run, task);
  }
  rest(run);
  return run;
}

/// Two locks, taken in opposite order.
Recorded crossed() {
  Recorded run = threads(3);
  run.resource(0, ResourceKind::lock, "left");
  run.resource(1, ResourceKind::lock, "right");
  take(run, kBob, 1, 0);
  take(run, kCem, 1, 1);
  run.blocks(kBob, Operation::acquire, 1);
  return run;
}

Recorded parkedBefore(Recorded run, int task) {
  run.request(task, Operation::acquire, kThing);
  Event parked = about(task, Operation::parked, 0);
  parked.resource = ResourceId(kThing);
  run.event(parked);
  return run;
}

/// Thousands of uses in what is a second of playback.
Sample busy(const QString& title, Recorded run, int rounds,
            const std::function<void(Recorded&, int)>& round) {
  const std::int64_t start = run.now();
  for (int i = 0; i < rounds; ++i) round(run, i);
  auto trace = run.trace();
  const double span = static_cast<double>(run.now() - start);
  return {title, std::move(trace), run.now(), StageMotion(span / Heat::kStretch, true)};
}

SampleSection locks(ResourceKind kind) {
  SampleSection section{label(kind), {}};
  auto& samples = section.samples;
  const bool reentrant = kind == ResourceKind::rlock;
  samples.push_back(still(Title::tr("free"), lockRun(kind)));
  Recorded held = lockRun(kind);
  take(held, kBob);
  if (reentrant) take(held, kBob, 2);
  samples.push_back(still(reentrant ? Title::tr("held twice") : Title::tr("held"), held));
  Recorded contended = held;
  contended.blocks(kAnn, Operation::acquire, kThing).blocks(kCem, Operation::acquire, kThing);
  samples.push_back(still(Title::tr("contended"), contended));
  Recorded over = contended;
  if (reentrant) give(over, kBob, 1);
  rest(over);
  give(over, kBob);
  goesOn(over, kAnn, Operation::acquire, 1, kBob);
  samples.push_back(moving(Title::tr("handed over"), over, kHandOff, .3));
  samples.push_back(still(Title::tr("would wait"), parkedBefore(std::move(held), kCem)));
  Recorded orphaned = std::move(contended);
  orphaned.ends(kBob, -SIGKILL);
  samples.push_back(still(Title::tr("abandoned"), orphaned));
  samples.push_back(busy(Title::tr("busy"), lockRun(kind), 600, [](Recorded& run, int i) {
    take(run, 1 + i % 3);
    give(run, 1 + i % 3);
  }));
  if (reentrant) return section;
  Recorded ring = crossed();
  ring.blocks(kCem, Operation::acquire, 0);
  samples.push_back(still(Title::tr("in a cycle"), ring));
  return section;
}

// ---- permits, flags, rooms ---------------------------------------------------------------------

SampleSection semaphores(ResourceKind kind) {
  SampleSection section{label(kind), {}};
  auto& samples = section.samples;
  constexpr int kPermits = 2;
  Recorded idle = threads(4);
  idle.resource(kThing, kind, "permits", kPermits);
  for (int task = kAnn; task <= kDee; ++task) {
    take(idle, task, kPermits - 1);
    give(idle, task, kPermits);
  }
  rest(idle);
  samples.push_back(still(Title::tr("idle"), idle));
  Recorded run = idle;
  take(run, kBob, 1);
  samples.push_back(moving(Title::tr("a permit is taken"), run, kFlight));
  take(run, kCem, 0);
  samples.push_back(still(Title::tr("none left"), run));
  run.blocks(kAnn, Operation::acquire, kThing).blocks(kDee, Operation::acquire, kThing);
  samples.push_back(still(Title::tr("contended"), run));
  rest(run);
  give(run, kBob, 1);
  samples.push_back(moving(Title::tr("a permit comes back"), run, kFlight));
  goesOn(run, kAnn, Operation::acquire, 0, kBob);
  samples.push_back(moving(Title::tr("handed over"), run, kFlight, .4));
  samples.push_back(busy(Title::tr("busy"), std::move(idle), 600, [](Recorded& busyRun, int i) {
    take(busyRun, 1 + i % 4, kPermits - 1);
    give(busyRun, 1 + i % 4, kPermits);
  }));
  return section;
}

SampleSection events() {
  SampleSection section{label(ResourceKind::event), {}};
  Recorded run = threads(3);
  run.resource(kThing, ResourceKind::event, "doors open");
  for (const int task : {kBob, kCem})
    run.request(task, Operation::wait, kThing).done(task, Operation::wait, kThing);
  run.done(kAnn, Operation::clear, kThing);
  rest(run);
  section.samples.push_back(still(Title::tr("cleared"), run));
  run.blocks(kBob, Operation::wait, kThing).blocks(kCem, Operation::wait, kThing);
  section.samples.push_back(still(Title::tr("waited for"), run));
  rest(run);
  run.done(kAnn, Operation::set, kThing, 2);
  section.samples.push_back(moving(Title::tr("being set"), run, kPadlock));
  goesOn(run, kBob, Operation::wait, 1, kAnn);
  goesOn(run, kCem, Operation::wait, 1, kAnn);
  section.samples.push_back(still(Title::tr("set"), run));
  return section;
}

/// The waits of Bob and Cem on a condition; its lock is resource 1.
void waitInRoom(Recorded& run, int task) {
  take(run, task, 1, 1);
  run.request(task, Operation::wait, kThing);
  run.done(task, Operation::release, 1, 0, kNone, kFlagInner);
  Event blocked = about(task, Operation::wait);
  blocked.phase = Phase::blocked;
  blocked.resource = ResourceId(kThing);
  run.event(blocked);
  run.event(about(task, Operation::switchOut));
}

SampleSection conditions() {
  SampleSection section{label(ResourceKind::condition), {}};
  auto& samples = section.samples;
  Recorded run = threads(4);
  run.resource(1, ResourceKind::lock, "lock");
  run.resource(kThing, ResourceKind::condition, "news", 0, 1);
  Recorded idle = run;
  for (int task = kAnn; task <= kDee; ++task) {
    take(idle, task, 1, 1);
    give(idle, task, 0, 1);
  }
  idle.done(kAnn, Operation::notify, kThing);
  rest(idle);
  samples.push_back(still(Title::tr("idle"), idle));
  run = std::move(idle);
  take(run, kDee, 1, 1);
  samples.push_back(still(Title::tr("its lock is held"), run));
  give(run, kDee, 0, 1);
  waitInRoom(run, kBob);
  waitInRoom(run, kCem);
  samples.push_back(still(Title::tr("two in the waiting room"), run));
  take(run, kAnn, 1, 1);
  run.blocks(kDee, Operation::acquire, 1);
  rest(run);
  run.done(kAnn, Operation::notify, kThing, 0, kBob);
  samples.push_back(moving(Title::tr("one is notified"), run, kHandOff, .6));
  run.wakes(kBob).blocks(kBob, Operation::acquire, 1);
  samples.push_back(still(Title::tr("it waits for the lock again"), run));
  return section;
}

SampleSection barriers() {
  SampleSection section{label(ResourceKind::barrier), {}};
  Recorded run = threads(3);
  run.resource(kThing, ResourceKind::barrier, "start line", 3);
  for (int task = kAnn; task <= kCem; ++task) run.request(task, Operation::isSet, kThing);
  rest(run);
  section.samples.push_back(still(Title::tr("idle"), run));
  run.blocks(kAnn, Operation::wait, kThing).blocks(kBob, Operation::wait, kThing);
  section.samples.push_back(still(Title::tr("two of three are here"), run));
  Recorded broken = run;
  rest(run);
  run.request(kCem, Operation::wait, kThing).done(kCem, Operation::wait, kThing, 2);
  section.samples.push_back(moving(Title::tr("the last one opens it"), run, kPadlock));
  broken.done(kCem, Operation::abortBarrier, kThing);
  section.samples.push_back(still(Title::tr("broken"), broken));
  return section;
}

// ---- what holds something
// ------------------------------------------------------------------------

SampleSection queues() {
  SampleSection section{label(ResourceKind::queue), {}};
  auto& samples = section.samples;
  constexpr int kSlots = 3;
  Recorded idle = threads(4);
  idle.resource(kThing, ResourceKind::queue, "orders", kSlots);
  for (const int task : {kBob, kDee}) {
    idle.puts(kAnn, kThing, Item::text("a"));
    idle.gets(task, kThing, Item::text("a"));
  }
  idle.puts(kCem, kThing, Item::text("b")).gets(kDee, kThing, Item::text("b"));
  rest(idle);
  samples.push_back(still(Title::tr("empty"), idle));
  Recorded starved = idle;
  starved.blocks(kBob, Operation::get, kThing);
  samples.push_back(still(Title::tr("empty, and one waits to get"), starved));
  Recorded run = idle;
  run.puts(kAnn, kThing, Item::text("a1"));
  samples.push_back(moving(Title::tr("an item is put"), run, kFlight, .4));
  rest(run);
  run.puts(kAnn, kThing, Item::text("a2")).puts(kCem, kThing, Item::text("b1"));
  samples.push_back(still(Title::tr("full"), run));
  run.blocks(kAnn, Operation::put, kThing, Item::text("a3"));
  samples.push_back(still(Title::tr("full, and one waits to put"), run));
  rest(run);
  run.gets(kDee, kThing, Item::text("a1"));
  samples.push_back(moving(Title::tr("an item is got"), run, kFlight, .6));
  samples.push_back(busy(Title::tr("busy"), std::move(idle), 400, [](Recorded& busyRun, int i) {
    busyRun.puts(i % 2 ? kAnn : kCem, kThing, Item::integer(i));
    busyRun.gets(i % 2 ? kBob : kDee, kThing, Item::integer(i));
  }));
  Recorded open = threads(2);
  open.resource(kThing, ResourceKind::queue, "letters", 0);
  open.puts(kAnn, kThing, Item::integer(0)).gets(kBob, kThing, Item::integer(0));
  for (int i = 1; i <= 9; ++i) open.puts(kAnn, kThing, Item::integer(i));
  samples.push_back(still(Title::tr("without a limit"), open));
  return section;
}

void load(Recorded& run, int task, std::int64_t value, int version) {
  run.done(task, Operation::load, kThing, value, version, 1);
}

SampleSection values() {
  SampleSection section{label(ResourceKind::sharedValue), {}};
  auto& samples = section.samples;
  Recorded run = threads(3);
  run.resource(kThing, ResourceKind::sharedValue, "counter");
  for (const int task : {kBob, kCem}) {
    load(run, task, task - kBob, task - kBob);
    run.done(task, Operation::store, kThing, task - kAnn, task - kBob, 1);
  }
  rest(run);
  Recorded idle = run;
  samples.push_back(still(Title::tr("idle"), run));
  load(run, kBob, 2, 2);
  samples.push_back(moving(Title::tr("a copy is loaded"), run, kFlight));
  samples.push_back(still(Title::tr("one has its own copy"), run));
  run.done(kBob, Operation::add, kThing, 3, kNone, 1);
  samples.push_back(still(Title::tr("the copy is changed"), run));
  load(run, kCem, 2, 2);
  samples.push_back(still(Title::tr("two will store"), run));
  rest(run);
  run.done(kBob, Operation::store, kThing, 3, 2, 1);
  samples.push_back(moving(Title::tr("the copy is stored"), run, kFlight));
  run.done(kCem, Operation::store, kThing, 3, 2, 1);
  samples.push_back(still(Title::tr("an update was lost"), run));
  samples.push_back(busy(Title::tr("busy"), std::move(idle), 600, [](Recorded& busyRun, int i) {
    load(busyRun, i % 2 ? kBob : kCem, i + 2, i + 2);
    busyRun.done(i % 2 ? kBob : kCem, Operation::store, kThing, i + 3, i + 2, 1);
  }));
  return section;
}

// ---- processes
// -------------------------------------------------------------------------------------

Recorded family(int count) {
  Recorded run;
  for (int i = kAnn; i <= count; ++i)
    run.task(i, i == kAnn ? 0 : kAnn, TaskKind::process, kNames[i]);
  run.born(kAnn, 0);
  return run;
}

SampleSection processes() {
  SampleSection section{Title::tr("Processes"), {}};
  auto& samples = section.samples;
  Recorded run = family(3);
  run.born(kBob, kAnn);
  rest(run);
  run.born(kCem, kAnn);
  // Its first event is four steps before the last one.
  samples.push_back(moving(Title::tr("a fork"), run, kForkJoin, -.9));
  Recorded child = family(2);
  child.born(kBob, kAnn).says(kAnn, "works").says(kBob, "works");
  samples.push_back(still(Title::tr("parent and child"), child));
  child.ends(kBob, 7);
  samples.push_back(still(Title::tr("a zombie waits to be reaped"), child));
  rest(child);
  child.reaps(kAnn, kBob, 7);
  samples.push_back(moving(Title::tr("it is reaped"), child, kForkJoin));
  samples.push_back(still(Title::tr("reaped"), child));
  Recorded joined = family(2);
  joined.born(kBob, kAnn).joins(kAnn, kBob);
  samples.push_back(still(Title::tr("a parent waits in join"), joined));
  rest(joined);
  joined.ends(kBob).reaps(kAnn, kBob).wakes(kAnn).done(kAnn, Operation::join, kNone, 0, kBob);
  samples.push_back(moving(Title::tr("the join meets"), joined, kForkJoin, .2));
  Recorded tree;
  tree.task(kAnn, 0, TaskKind::process, kNames[kAnn]);
  tree.task(kBob, kAnn, TaskKind::process, kNames[kBob]);
  tree.task(kCem, kBob, TaskKind::process, kNames[kCem]);
  tree.task(kDee, kAnn, TaskKind::thread, kNames[kDee]);
  tree.born(kAnn, 0).born(kBob, kAnn).born(kCem, kBob).born(kDee, kAnn);
  samples.push_back(still(Title::tr("a tree"), tree));
  return section;
}

Event delivery(Phase phase) {
  Event event = about(kBob, Operation::deliver, SIGUSR1);
  event.phase = phase;
  event.aux = kAnn;
  return event;
}

SampleSection signalWays() {
  SampleSection section{Title::tr("Signals"), {}};
  auto& samples = section.samples;
  Recorded run = family(2);
  run.born(kBob, kAnn).done(kBob, Operation::handle, kNone, SIGUSR1);
  Recorded masked = run;
  masked.done(kBob, Operation::mask, kNone, std::int64_t{1} << (SIGUSR1 - 1));
  for (Recorded* each : {&run, &masked}) {
    rest(*each);
    each->done(kAnn, Operation::kill, kNone, SIGUSR1, kBob);
  }
  samples.push_back(moving(Title::tr("sent"), run, kFlight, .4));
  samples.push_back(still(Title::tr("pending behind a mask"), masked));
  run.event(delivery(Phase::request));
  samples.push_back(still(Title::tr("delivered: its handler runs"), run));
  run.event(delivery(Phase::done));
  samples.push_back(still(Title::tr("handled"), run));
  return section;
}

}  // namespace

std::vector<SampleSection> gallerySections() {
  return {taskStates(),
          processes(),
          signalWays(),
          locks(ResourceKind::lock),
          locks(ResourceKind::rlock),
          semaphores(ResourceKind::semaphore),
          semaphores(ResourceKind::boundedSemaphore),
          events(),
          conditions(),
          barriers(),
          queues(),
          values()};
}

}  // namespace lockstep::ui
