# SPDX-License-Identifier: GPL-3.0-or-later
"""Consumers wait for the day of the release; the producer notifies them all. A notify reaches only
those who wait at that moment: it is not kept. Whoever comes later must look whether the thing
has been released already, and wait only if not. Otherwise the wake-up is lost, and the consumer
waits for ever."""

from multiprocessing import Value
from threading import Condition, Thread, current_thread
from time import sleep


def phase(words):
    print(current_thread().name, words)


def release(condition, released, every):
    condition.acquire()  # @open
    released.value = 1  # @store
    print("it is out")  # @out
    if every:
        condition.notify_all()  # @all
    else:
        condition.notify()  # @one
    condition.release()  # @close


# Right: look first, and look again after each wake-up. wait_for() is the loop
# "while not predicate(): condition.wait()".
def wait_for_release(condition, released):
    condition.acquire()  # @come
    condition.wait_for(lambda: released.value != 0)  # @look
    condition.release()  # @go
    phase("has got it")  # @got


# Wrong: wait without a look.
def wait_blindly(condition):
    condition.acquire()  # @blindcome
    condition.wait()  # @blind
    condition.release()  # @blindgo
    phase("has got it")  # @blindgot


def main(consumers=3, pause=0.05, too_early=False, look=True, notify_all=True):
    released = Value("i", 0, lock=False)  # @released
    condition = Condition()  # @condition

    def produce():
        phase("works")  # @works
        if not too_early:
            sleep(pause)  # @work
        release(condition, released, notify_all)

    def consume():
        phase("is on the way")  # @way
        if too_early:
            sleep(pause)  # @travel
        phase("waits")  # @waits
        if look:
            wait_for_release(condition, released)
        else:
            wait_blindly(condition)

    producer = Thread(target=produce, name="producer")
    users = [Thread(target=consume, name=f"consumer {i}") for i in range(1, consumers + 1)]
    producer.start()  # @producer
    for consumer in users:
        consumer.start()  # @consumers
    producer.join()  # @joinproducer
    for consumer in users:
        consumer.join()  # @joinconsumers
    print("everybody has got it")  # @say


if __name__ == "__main__":
    main()
