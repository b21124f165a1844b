// SPDX-License-Identifier: GPL-3.0-or-later
// Consumers wait for the day of the release; the producer notifies them all. A notify reaches only
// those who wait at that moment: it is not kept. Whoever comes later must look whether the thing
// has been released already, and wait only if not. Otherwise the wake-up is lost, and the consumer
// waits for ever.
#include "scenarios/scenario.h"

namespace lockstep {
namespace {

void release(Condition condition, SharedValue released, bool all) {
  condition.acquire();
  released.store(1);
  say("it is out");
  if (all)
    condition.notifyAll();
  else
    condition.notify();
  condition.release();
}

// Right: look first, and look again after each wake-up.
void waitForRelease(Condition condition, SharedValue released) {
  condition.acquire();
  while (released.load() == 0) condition.wait();
  condition.release();
  phase("has got it");
}

// Wrong: wait without a look.
void waitBlindly(Condition condition) {
  condition.acquire();
  condition.wait();
  condition.release();
  phase("has got it");
}

void releaseDay(const Choices& choose) {
  const bool tooEarly = choose.variant("notify-too-early");
  const bool look = choose.line("look");
  const bool all = choose.line("notify_all");
  const double pause = choose.seconds("pause");
  SharedValue released("released", 0);
  Condition condition("release day");

  const auto produce = [=] {
    phase("works");
    if (!tooEarly) sleep(pause);
    release(condition, released, all);
  };
  const auto consume = [=] {
    phase("is on the way");
    if (tooEarly) sleep(pause);
    phase("waits");
    if (look)
      waitForRelease(condition, released);
    else
      waitBlindly(condition);
  };

  auto producer = choose.task(produce, "producer");
  std::vector<std::unique_ptr<Task>> consumers;
  for (int i = 1; i <= choose["consumers"]; ++i)
    consumers.push_back(choose.task(consume, "consumer " + std::to_string(i)));
  producer->start();
  for (auto& consumer : consumers) consumer->start();
  producer->join();
  for (auto& consumer : consumers) consumer->join();
  say("everybody has got it");
}

LOCKSTEP_SCENARIO("release-day", releaseDay);

}  // namespace
}  // namespace lockstep
