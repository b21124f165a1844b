// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a child process. It is new, then ready, then running; it is blocked while it sleeps;
// it ends with an exit code and stays a zombie until its parent asks for that code.
#include <ctime>

#include "scenarios/scenario.h"

namespace lockstep {
namespace {

// Keeps a CPU busy for so many seconds of its time.
void compute(double seconds) {
  const std::clock_t start = std::clock();
  while (static_cast<double>(std::clock() - start) < seconds * CLOCKS_PER_SEC) {
  }
}

void child(double pause) {
  phase("computes");  // @first
  compute(pause);
  phase("sleeps");    // @rests
  sleep(pause);       // @rest
  phase("computes");  // @second
  compute(pause);
  exitNow(3);  // sys.exit(3)  // @exit
}

// Spawn starts a fresh program, which finds this function by its name.
void spawnedChild(const Arguments& arguments) {
  child(static_cast<double>(arguments.numbers.at(0)) / 1000.0);
}
LOCKSTEP_SPAWNABLE("worker-life child", spawnedChild);

// `pause` is the length of each part of its work, in ms.
std::unique_ptr<Process> makeChild(const Choices& choose, std::int64_t pause) {
  if (choose["spawn"] == 1) return Process::spawn("worker-life child", {{pause}, {}}, "child");
  return std::make_unique<Process>([=] { child(static_cast<double>(pause) / 1000.0); }, "child");
}

// The parent waits for its child at once.
void normal(const Choices& choose) {
  auto worker = makeChild(choose, choose["pause"]);
  worker->start();                          // @start
  if (choose.line("join")) worker->join();  // @join
  const auto code = worker->exitCode();
  say("the child's exit code is " + (code ? std::to_string(*code) : "None"));  // @tell
}

// The child is done quickly, but the parent has other things to do. Nobody asks for the exit code,
// so the kernel must keep it, and the child is a zombie.
void zombie(const Choices& choose) {
  auto worker = makeChild(choose, 1);
  worker->start();                                                                     // @bear
  phase("forgets its child");                                                          // @forget
  sleep(5 * choose.seconds("pause"));                                                  // @late
  worker->join();                                                                      // @reap
  say("at last: the exit code is " + std::to_string(worker->exitCode().value_or(0)));  // @last
}

// The parent is gone before its child: the child is an orphan, and another process adopts it.
void orphan(const Choices& choose) {
  auto worker = makeChild(choose, choose["pause"]);
  worker->start();                 // @raise
  say("I leave, my child stays");  // @leave
  exitNow(0);                      // os._exit(0): joins nobody  // @gone
}

// A daemon may not outlive its parent: it is terminated when the parent's work is done.
void daemon(const Choices& choose) {
  const double pause = choose.seconds("pause");
  Process background(
      [=] {
        for (;;) sleep(pause);  // @tick
      },
      "daemon", true);
  background.start();                     // @background
  phase("works");                         // @works
  sleep(5 * pause);                       // @work
  say("I am done, and so is my daemon");  // @done
}

void workerLife(const Choices& choose) {
  if (choose.variant("normal")) normal(choose);
  if (choose.variant("zombie")) zombie(choose);
  if (choose.variant("orphan")) orphan(choose);
  if (choose.variant("daemon")) daemon(choose);
}

LOCKSTEP_SCENARIO("worker-life", workerLife);

}  // namespace
}  // namespace lockstep
