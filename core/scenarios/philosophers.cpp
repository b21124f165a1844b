// SPDX-License-Identifier: GPL-3.0-or-later
// Philosophers sit around a table, with one fork between each two of them. To eat, a philosopher
// needs the fork on the left and the fork on the right. If all take their left fork first, each
// waits for the right one, and nobody will ever put one down: a deadlock. If everybody takes the
// fork with the lower number first, there can be no circle of waiting.
#include <algorithm>

#include "scenarios/scenario.h"

namespace lockstep {
namespace {

constexpr const char* kNames[] = {"Plato",   "Aristotle", "Socrates", "Kant",
                                  "Hegel",   "Hume",      "Locke",    "Descartes",
                                  "Spinoza", "Leibniz",   "Arendt",   "Beauvoir"};

void dine(Barrier table, Lock first, Lock second, std::int64_t meals, double pause) {
  for (std::int64_t i = 0; i < meals; ++i) {
    phase("thinks");     // @thinks
    sleep(pause);        // @think
    phase("is hungry");  // @hungry
    table.wait();        // a meal begins when all are at the table  // @meet
    first.acquire();     // @first
    sleep(pause);        // reaches for the other fork  // @reach
    second.acquire();    // @second
    phase("eats");       // @eats
    sleep(pause);        // @eat
    second.release();    // @putsecond
    first.release();     // @putfirst
  }
  phase("is full");  // @full
}

void philosophers(const Choices& choose) {
  const auto count = static_cast<std::size_t>(choose["philosophers"]);
  const std::int64_t meals = choose["meals"];
  const double pause = choose.seconds("pause");

  Barrier table("table", static_cast<int>(count));  // @table
  std::vector<Lock> forks;
  for (std::size_t i = 1; i <= count; ++i)
    forks.push_back(Lock("fork " + std::to_string(i)));  // @forks

  std::vector<std::unique_ptr<Task>> guests;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t left = i;
    const std::size_t right = (i + 1) % count;
    Lock first = forks[left];
    Lock second = forks[right];
    if (choose.line("ordered")) {
      first = forks[std::min(left, right)];
      second = forks[std::max(left, right)];
    }
    guests.push_back(choose.task([=] { dine(table, first, second, meals, pause); }, kNames[i]));
  }
  for (auto& philosopher : guests) philosopher->start();  // @start
  for (auto& philosopher : guests) philosopher->join();   // @join
  say("everybody has eaten");                             // @say
}

LOCKSTEP_SCENARIO("philosophers", philosophers);

}  // namespace
}  // namespace lockstep
