// SPDX-License-Identifier: GPL-3.0-or-later
// A bus with a driver and a conductor: parent and child, who talk by signals only.
//
//   SIGINT   to the conductor  ->  SIGUSR1 to the driver     "drive on"
//   SIGQUIT  to the conductor  ->  SIGUSR2 to the driver     "stop the bus"
//   SIGTSTP  to the driver     ->  SIGUSR1 to the conductor  "everybody off"
//
// At the terminus the conductor gets off first, then the driver: the parent waits for its child.
// You send the signals; or a passenger plays them for you.
#include <csignal>

#include "scenarios/scenario.h"

namespace lockstep {
namespace {

// Signal handlers take no arguments of ours, so whom to write to is global. Each process has its
// own copy.
TaskId driverTask;
TaskId conductorTask;

void conductorHears(int signal) {
  if (signal == SIGINT) kill(driverTask, SIGUSR1);   // @go
  if (signal == SIGQUIT) kill(driverTask, SIGUSR2);  // @halt
  if (signal == SIGTSTP) kill(driverTask, SIGTSTP);  // that one is for the driver: passed on // @on
  if (signal == SIGUSR1) say("the driver wants you to get off");  // @leave
}

void driverHears(int signal) {
  if (signal == SIGUSR1) say("the conductor says: drive on");      // @driving
  if (signal == SIGUSR2) say("the conductor says: stop the bus");  // @stopping
  if (signal == SIGTSTP) kill(conductorTask, SIGUSR1);             // @tell
}

void conduct(Flag aboard, Flag terminus) {
  for (int signal : {SIGINT, SIGQUIT, SIGTSTP, SIGUSR1}) onSignal(signal, conductorHears);  // @ears
  aboard.set();                      // @aboard
  phase("collects fares");           // @fares
  terminus.wait();                   // @terminus
  say("terminus: I get off first");  // @first
}

void travel(double pause) {
  phase("travels");              // @travels
  sleep(pause);                  // @board
  kill(conductorTask, SIGINT);   // @sigint
  sleep(pause);                  // @ride
  kill(conductorTask, SIGQUIT);  // @sigquit
  sleep(pause);                  // @stay
  kill(driverTask, SIGTSTP);     // @sigtstp
  sleep(pause);                  // @walk
}

void drive(const Choices& choose) {
  const double pause = choose.seconds("pause");
  Flag aboard("aboard");      // @flagaboard
  Flag terminus("terminus");  // @flagterminus
  driverTask = currentTask();
  for (int signal : {SIGUSR1, SIGUSR2, SIGTSTP}) onSignal(signal, driverHears);  // @hear
  for (int signal : {SIGINT, SIGQUIT}) ignoreSignal(signal);  // these are for the conductor // @off

  Process conductor([=] { conduct(aboard, terminus); }, "conductor");
  conductor.start();  // @hire
  conductorTask = conductor.id();
  if (choose.line("aboard")) aboard.wait();  // @ready
  Process passenger([=] { travel(pause); }, "passenger");
  if (choose["passenger"] == 1) passenger.start();  // @passenger

  for (int stop = 1; stop <= choose["stops"]; ++stop) {
    phase("drives to stop " + std::to_string(stop));  // @drives
    sleep(pause);                                     // @drive
  }
  if (choose["passenger"] == 1) passenger.join();  // @alight

  phase("is at the terminus");                  // @arrives
  if (choose.line("terminus")) terminus.set();  // @announce
  conductor.join();                             // @wait
  say("the conductor has left: so do I");       // @last
}

void bus(const Choices& choose) {
  Process driver([=] { drive(choose); }, "driver");
  driver.start();  // @start
  driver.join();   // @join
}

LOCKSTEP_SCENARIO("bus", bus);

}  // namespace
}  // namespace lockstep
