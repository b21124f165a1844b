# SPDX-License-Identifier: GPL-3.0-or-later
"""Several workers add to one shared counter. "counter += 1" looks like one step, but it is three:
load, add, store. If another worker stores between our load and our store, we overwrite its
addition: an update is lost. A lock around all three steps keeps the others out."""

from multiprocessing import Value
from threading import Lock, Thread  # as processes: Lock, Process from multiprocessing
from time import sleep


# A worker may lose its CPU between load and store at any time. Napping there, now and then, shows
# what it comes to.
def add_one(counter, nap):
    value = counter.value  # @load
    if nap > 0:
        sleep(nap)  # @nap
    counter.value = value + 1  # @store


def main(workers=2, increments=20, pause=0.005, locked=True):
    naps = max(increments // 10, 1)
    counter = Value("i", 0, lock=False)  # @value
    lock = Lock()  # @lock

    def work():
        for i in range(increments):
            nap = pause if i % naps == 0 else 0
            if locked:
                lock.acquire()  # @take
            add_one(counter, nap)
            if locked:
                lock.release()  # @give

    tasks = [Thread(target=work, name=f"worker {i}") for i in range(1, workers + 1)]
    for task in tasks:
        task.start()  # @start
    for task in tasks:
        task.join()  # @join
    print(f"counter is {counter.value}, expected {workers * increments}")  # @say


if __name__ == "__main__":
    main()
