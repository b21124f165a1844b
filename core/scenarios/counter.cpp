// SPDX-License-Identifier: GPL-3.0-or-later
// Several workers add to one shared counter. "counter += 1" looks like one step, but it is three:
// load, add, store. If another worker stores between our load and our store, we overwrite its
// addition: an update is lost. A lock around all three steps keeps the others out.
#include <algorithm>

#include "scenarios/scenario.h"

namespace lockstep {
namespace {

// A worker may lose its CPU between load and store at any time. Napping there, now and then, shows
// what it comes to.
void addOne(SharedValue counter, double nap) {
  const int value = counter.load();  // @load
  if (nap > 0) sleep(nap);           // @nap
  counter.store(value + 1);          // @store
}

void counter(const Choices& choose) {
  const bool locked = choose.line("lock");
  const std::int64_t increments = choose["increments"];
  const std::int64_t naps = std::max<std::int64_t>(increments / 10, 1);
  const double pause = choose.seconds("pause");

  SharedValue counter("counter", 0);  // @value
  Lock lock("lock");                  // @lock

  const auto work = [=]() mutable {
    for (std::int64_t i = 0; i < increments; ++i) {
      const double nap = i % naps == 0 ? pause : 0;
      if (locked) lock.acquire();  // @take
      addOne(counter, nap);
      if (locked) lock.release();  // @give
    }
  };

  std::vector<std::unique_ptr<Task>> workers;
  for (int i = 1; i <= choose["workers"]; ++i)
    workers.push_back(choose.task(work, "worker " + std::to_string(i)));
  for (auto& worker : workers) worker->start();  // @start
  for (auto& worker : workers) worker->join();   // @join

  const std::int64_t expected = choose["workers"] * increments;
  say("counter is " + std::to_string(counter.load()) +  // @say
      ", expected " + std::to_string(expected));
}

LOCKSTEP_SCENARIO("counter", counter);

}  // namespace
}  // namespace lockstep
