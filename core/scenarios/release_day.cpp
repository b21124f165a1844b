// SPDX-License-Identifier: GPL-3.0-or-later
// Consumers wait for the day of the release; the producer notifies them all. A notify reaches only
// those who wait at that moment: it is not kept. Whoever comes later must look whether the thing
// has been released already, and wait only if not. Otherwise the wake-up is lost, and the consumer
// waits for ever.
#include "scenarios/scenario.h"

namespace lockstep {
namespace {

void release(Condition condition, SharedValue released, bool all) {
  condition.acquire();  // @open
  released.store(1);    // @store
  say("it is out");     // @out
  if (all)
    condition.notifyAll();  // @all
  else
    condition.notify();  // @one
  condition.release();   // @close
}

// Right: look first, and look again after each wake-up.
void waitForRelease(Condition condition, SharedValue released) {
  condition.acquire();                            // @come
  while (released.load() == 0) condition.wait();  // @look
  condition.release();                            // @go
  phase("has got it");                            // @got
}

// Wrong: wait without a look.
void waitBlindly(Condition condition) {
  condition.acquire();  // @blindcome
  condition.wait();     // @blind
  condition.release();  // @blindgo
  phase("has got it");  // @blindgot
}

void releaseDay(const Choices& choose) {
  const bool tooEarly = choose.variant("notify-too-early");
  const bool look = choose.line("look");
  const bool all = choose.line("notify_all");
  const double pause = choose.seconds("pause");
  SharedValue released("released", 0);  // @released
  Condition condition("release day");   // @condition

  const auto produce = [=] {
    phase("works");               // @works
    if (!tooEarly) sleep(pause);  // @work
    release(condition, released, all);
  };
  const auto consume = [=] {
    phase("is on the way");      // @way
    if (tooEarly) sleep(pause);  // @travel
    phase("waits");              // @waits
    if (look)
      waitForRelease(condition, released);
    else
      waitBlindly(condition);
  };

  auto producer = choose.task(produce, "producer");
  std::vector<std::unique_ptr<Task>> consumers;
  for (int i = 1; i <= choose["consumers"]; ++i)
    consumers.push_back(choose.task(consume, "consumer " + std::to_string(i)));
  producer->start();                                   // @producer
  for (auto& consumer : consumers) consumer->start();  // @consumers
  producer->join();                                    // @joinproducer
  for (auto& consumer : consumers) consumer->join();   // @joinconsumers
  say("everybody has got it");                         // @say
}

LOCKSTEP_SCENARIO("release-day", releaseDay);

}  // namespace
}  // namespace lockstep
