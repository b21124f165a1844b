# SPDX-License-Identifier: GPL-3.0-or-later
"""A bus with a driver and a conductor: parent and child, who talk by signals only.

  SIGINT   to the conductor  ->  SIGUSR1 to the driver     "drive on"
  SIGQUIT  to the conductor  ->  SIGUSR2 to the driver     "stop the bus"
  SIGTSTP  to the driver     ->  SIGUSR1 to the conductor  "everybody off"

At the terminus the conductor gets off first, then the driver: the parent waits for its child.
You send the signals; or a passenger plays them for you."""

from multiprocessing import current_process, get_context
from os import getpid, kill
from signal import SIG_IGN, SIGINT, SIGQUIT, SIGTSTP, SIGUSR1, SIGUSR2, signal
from time import sleep

context = get_context("fork")
Event, Process = context.Event, context.Process

# Signal handlers take no arguments of ours, so whom to write to is global. Each process has its
# own copy.
driver_pid = conductor_pid = 0


def say(words):
    print(f"{current_process().name}: {words}", flush=True)


def phase(words):
    print(current_process().name, words, flush=True)


def conductor_hears(number, _frame):
    if number == SIGINT:
        kill(driver_pid, SIGUSR1)  # @go
    if number == SIGQUIT:
        kill(driver_pid, SIGUSR2)  # @halt
    if number == SIGTSTP:
        kill(driver_pid, SIGTSTP)  # that one is for the driver: passed on  # @on
    if number == SIGUSR1:
        say("the driver wants you to get off")  # @leave


def driver_hears(number, _frame):
    if number == SIGUSR1:
        say("the conductor says: drive on")  # @driving
    if number == SIGUSR2:
        say("the conductor says: stop the bus")  # @stopping
    if number == SIGTSTP:
        kill(conductor_pid, SIGUSR1)  # @tell


def conduct(aboard, terminus):
    for number in (SIGINT, SIGQUIT, SIGTSTP, SIGUSR1):
        signal(number, conductor_hears)  # @ears
    aboard.set()  # @aboard
    phase("collects fares")  # @fares
    terminus.wait()  # @terminus
    say("terminus: I get off first")  # @first


def travel(pause):
    phase("travels")  # @travels
    sleep(pause)  # @board
    kill(conductor_pid, SIGINT)  # @sigint
    sleep(pause)  # @ride
    kill(conductor_pid, SIGQUIT)  # @sigquit
    sleep(pause)  # @stay
    kill(driver_pid, SIGTSTP)  # @sigtstp
    sleep(pause)  # @walk


def drive(stops, pause, with_passenger, wait_aboard, tell_terminus):
    global driver_pid, conductor_pid
    aboard = Event()  # @flagaboard
    terminus = Event()  # @flagterminus
    driver_pid = getpid()
    for number in (SIGUSR1, SIGUSR2, SIGTSTP):
        signal(number, driver_hears)  # @hear
    for number in (SIGINT, SIGQUIT):
        signal(number, SIG_IGN)  # these are for the conductor  # @off

    conductor = Process(target=conduct, args=(aboard, terminus), name="conductor")
    conductor.start()  # @hire
    conductor_pid = conductor.pid
    if wait_aboard:
        aboard.wait()  # @ready
    passenger = Process(target=travel, args=(pause,), name="passenger")
    if with_passenger:
        passenger.start()  # @passenger

    for stop in range(1, stops + 1):
        phase(f"drives to stop {stop}")  # @drives
        sleep(pause)  # @drive
    if with_passenger:
        passenger.join()  # @alight

    phase("is at the terminus")  # @arrives
    if tell_terminus:
        terminus.set()  # @announce
    conductor.join()  # @wait
    say("the conductor has left: so do I")  # @last


def main(stops=8, pause=0.5, passenger=True, aboard=True, terminus=True):
    choices = (stops, pause, passenger, aboard, terminus)
    driver = Process(target=drive, args=choices, name="driver")
    driver.start()  # @start
    driver.join()  # @join


if __name__ == "__main__":
    main()
