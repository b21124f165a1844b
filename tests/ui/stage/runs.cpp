// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs.h"

#include <csignal>

namespace lockstep::ui {

namespace {

std::string numbered(const char* stem, int number) { return stem + std::to_string(number); }

}  // namespace

Recorded philosophers(int count, bool processes) {
  Recorded run;
  const TaskKind kind = processes ? TaskKind::process : TaskKind::thread;
  run.task(1, 0, TaskKind::process, "main");
  for (int i = 0; i < count; ++i) run.task(2 + i, 1, kind, numbered("Philosopher ", i + 1));
  run.born(1, 0);
  for (int i = 0; i < count; ++i) run.resource(i, ResourceKind::lock, numbered("fork ", i + 1));
  for (int i = 0; i < count; ++i) run.born(2 + i, 1);
  run.joins(1, 2);
  for (int i = 0; i < count; ++i) {
    run.says(2 + i, "thinks");
    run.request(2 + i, Operation::acquire, i);
    run.done(2 + i, Operation::acquire, i, 1);
  }
  for (int i = 0; i < count; ++i) run.blocks(2 + i, Operation::acquire, (i + 1) % count);
  return run;
}

Recorded producerConsumer(bool processes) {
  Recorded run;
  const TaskKind kind = processes ? TaskKind::process : TaskKind::thread;
  run.task(1, 0, TaskKind::process, "main");
  run.task(2, 1, kind, "producer-1");
  run.task(3, 1, kind, "producer-2");
  run.task(4, 1, kind, "consumer-1");
  run.task(5, 1, kind, "consumer-2");
  run.born(1, 0);
  run.resource(0, ResourceKind::queue, "orders", 4);
  for (int task = 2; task <= 5; ++task) run.born(task, 1);
  run.joins(1, 2);
  run.blocks(5, Operation::get, 0);
  for (const char* item : {"a1", "b1", "a2", "b2"}) run.puts(2, 0, Item::text(item));
  run.wakes(5).done(5, Operation::get, 0, Item::text("a1").bits, 2, 2);
  run.says(5, "works on a1");
  run.puts(3, 0, Item::text("b3"));
  run.blocks(2, Operation::put, 0, Item::text("a6"));
  run.preempted(3);
  run.gets(4, 0, Item::text("b1"));
  run.wakes(2).done(2, Operation::put, 0, Item::text("a6").bits, 4, 2);
  run.blocks(2, Operation::put, 0, Item::text("a7"));
  return run;
}

Recorded bus() {
  Recorded run;
  run.task(1, 0, TaskKind::process, "driver");
  run.task(2, 1, TaskKind::process, "conductor");
  run.task(3, 1, TaskKind::process, "passenger");
  run.born(1, 0).born(2, 1).born(3, 1);
  run.says(1, "drives");
  run.blocks(2, Operation::pause, kNone);
  run.done(3, Operation::kill, kNone, SIGINT, 2);
  run.wakes(2);
  Event deliver;
  deliver.task = TaskId(2);
  deliver.operation = Operation::deliver;
  deliver.phase = Phase::request;
  deliver.value = SIGINT;
  deliver.aux = 3;
  run.event(deliver);
  run.done(2, Operation::kill, kNone, SIGUSR1, 1);
  deliver.phase = Phase::done;
  run.event(deliver);
  run.done(1, Operation::mask, kNone, std::int64_t{1} << (SIGUSR2 - 1));
  run.done(2, Operation::kill, kNone, SIGUSR2, 1);
  return run;
}

Recorded counter(int workers, bool locked) {
  Recorded run;
  run.task(1, 0, TaskKind::process, "main");
  for (int i = 0; i < workers; ++i)
    run.task(2 + i, 1, TaskKind::thread, numbered("worker-", i + 1));
  run.born(1, 0);
  run.resource(0, ResourceKind::sharedValue, "counter");
  if (locked) run.resource(1, ResourceKind::lock, "lock");
  for (int i = 0; i < workers; ++i) run.born(2 + i, 1);
  run.joins(1, 2);
  for (int i = 0; i < workers; ++i) {
    if (locked) run.request(2 + i, Operation::acquire, 1).done(2 + i, Operation::acquire, 1, 1);
    run.done(2 + i, Operation::load, 0, i, i);
    run.done(2 + i, Operation::store, 0, i + 1, i);
    if (locked) run.done(2 + i, Operation::release, 1);
  }
  if (locked) {
    run.request(2, Operation::acquire, 1).done(2, Operation::acquire, 1, 1);
    run.done(2, Operation::load, 0, workers, workers);
    for (int i = 1; i < workers; ++i) run.blocks(2 + i, Operation::acquire, 1);
  } else {
    for (int i = 0; i < std::min(2, workers); ++i)
      run.done(2 + i, Operation::load, 0, workers, workers);
  }
  return run;
}

Recorded releaseDay(bool processes) {
  Recorded run;
  const TaskKind kind = processes ? TaskKind::process : TaskKind::thread;
  run.task(1, 0, TaskKind::process, "main");
  run.task(2, 1, kind, "producer");
  for (int i = 0; i < 3; ++i) run.task(3 + i, 1, kind, numbered("consumer-", i + 1));
  run.born(1, 0);
  run.resource(0, ResourceKind::lock, "release lock");
  run.resource(1, ResourceKind::condition, "release", 0, 0);
  for (int task = 2; task <= 5; ++task) run.born(task, 1);
  run.joins(1, 2);
  for (const int task : {3, 4}) {
    run.request(task, Operation::acquire, 0).done(task, Operation::acquire, 0, 1);
    run.request(task, Operation::wait, 1);
    run.done(task, Operation::release, 0, 0, -1, kFlagInner);
    Event blocked;
    blocked.task = TaskId(static_cast<std::uint16_t>(task));
    blocked.operation = Operation::wait;
    blocked.phase = Phase::blocked;
    blocked.resource = ResourceId(1);
    run.event(blocked);
    blocked.operation = Operation::switchOut;
    blocked.phase = Phase::done;
    blocked.resource = ResourceId();
    run.event(blocked);
  }
  run.request(2, Operation::acquire, 0).done(2, Operation::acquire, 0, 1);
  run.says(2, "builds the release");
  run.blocks(5, Operation::acquire, 0);
  return run;
}

Recorded workerLife() {
  Recorded run;
  run.task(1, 0, TaskKind::process, "main");
  run.task(2, 1, TaskKind::process, "worker");
  run.born(1, 0).born(2, 1);
  run.says(2, "works");
  run.ends(2, 7);
  run.request(1, Operation::sleep, kNone, 500'000'000);
  run.done(1, Operation::sleep, kNone, 500'000'000);
  run.reaps(1, 2, 7);
  return run;
}

Recorded everyKind(bool contended) {
  Recorded run;
  run.task(1, 0, TaskKind::process, "main");
  for (int i = 2; i <= 7; ++i) run.task(i, 1, TaskKind::thread, numbered("worker-", i - 1));
  run.born(1, 0);
  run.resource(0, ResourceKind::lock, "lock");
  run.resource(1, ResourceKind::rlock, "rlock");
  run.resource(2, ResourceKind::semaphore, "semaphore", 3);
  run.resource(3, ResourceKind::event, "event");
  run.resource(4, ResourceKind::lock, "condition lock");
  run.resource(5, ResourceKind::condition, "condition", 0, 4);
  run.resource(6, ResourceKind::barrier, "barrier", 4);
  run.resource(7, ResourceKind::queue, "queue", 3);
  run.resource(8, ResourceKind::sharedValue, "value");
  for (int i = 2; i <= 7; ++i) run.born(i, 1);
  if (!contended) {
    run.done(2, Operation::set, 3);
    return run;
  }
  const auto take = [&](int task, int resource, std::int64_t value) {
    run.request(task, Operation::acquire, resource);
    run.done(task, Operation::acquire, resource, value);
  };
  take(2, 0, 1);
  take(2, 1, 1);
  take(2, 1, 2);
  take(2, 2, 2);
  take(3, 2, 1);
  take(4, 2, 0);
  take(2, 4, 1);
  for (const char* item : {"a", "b", "c"}) run.puts(2, 7, Item::text(item));
  run.done(2, Operation::load, 8, 0, 0);
  run.done(1, Operation::load, 8, 0, 0);
  run.blocks(3, Operation::acquire, 0);
  run.blocks(4, Operation::acquire, 2);
  run.blocks(5, Operation::wait, 3);
  run.blocks(6, Operation::wait, 6);
  run.blocks(7, Operation::put, 7, Item::text("d"));
  return run;
}

Recorded crowd(int tasks, int locks, bool processes) {
  Recorded run;
  const TaskKind kind = processes ? TaskKind::process : TaskKind::thread;
  run.task(1, 0, TaskKind::process, "main");
  for (int i = 1; i < tasks; ++i) run.task(1 + i, 1, kind, numbered("worker-", i));
  run.born(1, 0);
  for (int i = 0; i < locks; ++i) run.resource(i, ResourceKind::lock, numbered("lock ", i + 1));
  for (int i = 1; i < tasks; ++i) run.born(1 + i, 1);
  for (int i = 1; i < tasks && i <= locks; ++i)
    run.request(1 + i, Operation::acquire, i - 1).done(1 + i, Operation::acquire, i - 1, 1);
  for (int i = 1; i < tasks && locks > 0; ++i)
    run.blocks(1 + i, Operation::acquire, (i * 7 + 3) % locks);
  return run;
}

}  // namespace lockstep::ui
