// SPDX-License-Identifier: GPL-3.0-or-later
// Producers put items into a queue of limited size, consumers get them out. A full queue makes the
// producers wait, an empty one the consumers. How does a consumer learn that nothing more will
// come? By a sentinel: one None for each consumer. Without it they wait for ever.
#include "scenarios/scenario.h"

namespace lockstep {
namespace {

// Producer 1 makes a1, a2, a3 ...; producer 2 makes b1, b2, b3 ...
void produce(Queue queue, char letter, std::int64_t items, double pause) {
  for (std::int64_t i = 1; i <= items; ++i) {
    phase("makes an item");                             // @makes
    sleep(pause);                                       // @make
    queue.put(Item::text(letter + std::to_string(i)));  // @put
  }
}

void consume(Queue queue, double pause) {
  for (;;) {
    const Item item = queue.get();  // @get
    if (item == Item::none()) break;
    phase("uses " + item.toString());  // @uses
    sleep(2 * pause);                  // @use
  }
}

void producerConsumer(const Choices& choose) {
  const std::int64_t items = choose["items"];
  const double pause = choose.seconds("pause");
  Queue queue("queue", static_cast<int>(choose["capacity"]));  // @queue

  std::vector<std::unique_ptr<Task>> producers, consumers;
  for (int i = 0; i < choose["producers"]; ++i) {
    const char letter = static_cast<char>('a' + i);
    producers.push_back(choose.task([=] { produce(queue, letter, items, pause); },
                                    "producer " + std::to_string(i + 1)));
  }
  for (int i = 0; i < choose["consumers"]; ++i)
    consumers.push_back(
        choose.task([=] { consume(queue, pause); }, "consumer " + std::to_string(i + 1)));

  for (auto& producer : producers) producer->start();  // @producers
  for (auto& consumer : consumers) consumer->start();  // @consumers
  for (auto& producer : producers) producer->join();   // @made
  if (choose.line("sentinels")) {
    for (std::size_t i = 0; i < consumers.size(); ++i) queue.put(Item::none());  // @sentinel
  }
  for (auto& consumer : consumers) consumer->join();  // @used
  say("all items are used");                          // @say
}

LOCKSTEP_SCENARIO("producer-consumer", producerConsumer);

}  // namespace
}  // namespace lockstep
