// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <memory>
#include <vector>

#include "scenarios/host_main.h"
#include "scenarios/scenario.h"

/// A host with small scenarios for what the catalogue does not show in Step mode: families of
/// forked and spawned processes, stopped ones, priorities.

namespace lockstep {
namespace {

void addOnce(Lock lock, SharedValue value) {
  lock.acquire();
  value.add(1);
  lock.release();
}

void spawnedAdder(const Arguments& given) {
  addOnce(Lock(kExisting, given.resources.at(0)), SharedValue(kExisting, given.resources.at(1)));
}
LOCKSTEP_SPAWNABLE("adder", spawnedAdder);

/// main forks `forked`, which spawns `grandchild`, and spawns `spawned` itself; each adds 1.
void family(const Choices&) {
  Lock lock("lock");
  SharedValue value("value");
  const Arguments given{{}, {lock.id(), value.id()}};
  Process forked(
      [=] {
        const auto grandchild = Process::spawn("adder", given, "grandchild");
        grandchild->start();
        addOnce(lock, value);
        grandchild->join();
      },
      "forked");
  const auto spawned = Process::spawn("adder", given, "spawned");
  forked.start();
  spawned->start();
  forked.join();
  spawned->join();
  say("value " + std::to_string(value.load()));
}
LOCKSTEP_SCENARIO("family", family);

/// main stops its child by a signal that the child does not handle, does something, lets it go on.
void stopAndGo(const Choices& choose) {
  const int signal = static_cast<int>(choose["signal"]);
  SharedValue work("work");
  SharedValue other("other");
  Process child(
      [=]() mutable {
        Thread helper([=]() mutable { work.store(1); }, "helper");
        if (choose["threads"] != 0) helper.start();
        for (int i = 0; i < 3; ++i) work.store(i);
        if (choose["threads"] != 0) helper.join();
      },
      "child");
  child.start();
  lockstep::kill(child.id(), signal);
  other.store(1);
  other.store(2);
  if (choose["go"] != 0) lockstep::kill(child.id(), SIGCONT);
  child.join();
}
LOCKSTEP_SCENARIO("stop-and-go", stopAndGo);

/// A child that pauses is stopped and goes on: its pause is not over by that.
void stopInPause(const Choices&) {
  Flag ready("ready");
  Process child(
      [=]() mutable {
        onSignal(SIGUSR1, [](int) {});
        blockSignals({SIGUSR1});
        ready.set();
        pause();
        say("awake");
      },
      "child");
  child.start();
  ready.wait();
  lockstep::kill(child.id(), SIGTSTP);
  sleep(0.001);
  lockstep::kill(child.id(), SIGCONT);
  sleep(0.001);
  say("sends SIGUSR1");
  lockstep::kill(child.id(), SIGUSR1);
  child.join();
}
LOCKSTEP_SCENARIO("stop-in-pause", stopInPause);

/// A process with threads is ended by a signal and joined at once.
void doomed(const Choices&) {
  Flag ready("ready");
  Flag never("never");
  Process child(
      [=]() mutable {
        std::vector<std::unique_ptr<Thread>> threads;
        for (int i = 0; i < 8; ++i)
          threads.push_back(std::make_unique<Thread>([=]() mutable { never.wait(); }));
        for (const auto& thread : threads) thread->start();
        ready.set();
        never.wait();
      },
      "child");
  child.start();
  ready.wait();
  child.terminate();
  child.join();
}
LOCKSTEP_SCENARIO("doomed", doomed);

/// "low" holds the lock that "high" wants, and "middle" has work of its own.
void inversion(const Choices& choose) {
  Lock lock("lock");
  SharedValue work("work");
  const auto worker = [&](const char* name, int nice, Target target) {
    return choose.task(
        [=] {
          setNice(nice);
          target();
        },
        name);
  };
  const auto low = worker("low", 10, [=]() mutable {
    lock.acquire();
    work.load();
    lock.release();
  });
  const auto middle = worker("middle", 5, [=]() mutable {
    for (int i = 0; i < 3; ++i) work.load();
  });
  const auto high = worker("high", 0, [=]() mutable {
    lock.acquire();
    lock.release();
  });
  for (Task* task : {low.get(), middle.get(), high.get()}) task->start();
  for (Task* task : {low.get(), middle.get(), high.get()}) task->join();
}
LOCKSTEP_SCENARIO("inversion", inversion);

}  // namespace
}  // namespace lockstep

int main() { return lockstep::hostMain(); }
