# SPDX-License-Identifier: GPL-3.0-or-later
"""Philosophers sit around a table, with one fork between each two of them. To eat, a philosopher
needs the fork on the left and the fork on the right. If all take their left fork first, each
waits for the right one, and nobody will ever put one down: a deadlock. If everybody takes the
fork with the lower number first, there can be no circle of waiting."""

from threading import Barrier, Lock, Thread, current_thread
from time import sleep

NAMES = (
    "Plato Aristotle Socrates Kant Hegel Hume Locke Descartes Spinoza Leibniz Arendt Beauvoir"
).split()


def phase(words):
    print(current_thread().name, words)


def dine(table, first, second, meals, pause):
    for _ in range(meals):
        phase("thinks")  # @thinks
        sleep(pause)  # @think
        phase("is hungry")  # @hungry
        table.wait()  # a meal begins when all are at the table  # @meet
        first.acquire()  # @first
        sleep(pause)  # reaches for the other fork  # @reach
        second.acquire()  # @second
        phase("eats")  # @eats
        sleep(pause)  # @eat
        second.release()  # @putsecond
        first.release()  # @putfirst
    phase("is full")  # @full


def main(philosophers=5, meals=5, pause=0.03, ordered=False):
    table = Barrier(philosophers)  # @table
    forks = [Lock() for _ in range(philosophers)]  # @forks

    guests = []
    for i in range(philosophers):
        left, right = i, (i + 1) % philosophers
        first, second = forks[left], forks[right]
        if ordered:
            first, second = forks[min(left, right)], forks[max(left, right)]
        arguments = (table, first, second, meals, pause)
        guests.append(Thread(target=dine, args=arguments, name=NAMES[i]))
    for philosopher in guests:
        philosopher.start()  # @start
    for philosopher in guests:
        philosopher.join()  # @join
    print("everybody has eaten")  # @say


if __name__ == "__main__":
    main()
