# SPDX-License-Identifier: GPL-3.0-or-later
"""Producers put items into a queue of limited size, consumers get them out. A full queue makes the
producers wait, an empty one the consumers. How does a consumer learn that nothing more will
come? By a sentinel: one None for each consumer. Without it they wait for ever."""

from queue import Queue
from threading import Thread, current_thread
from time import sleep


def phase(words):
    print(current_thread().name, words)


# Producer 1 makes a1, a2, a3 ...; producer 2 makes b1, b2, b3 ...
def produce(queue, letter, items, pause):
    for i in range(1, items + 1):
        phase("makes an item")  # @makes
        sleep(pause)  # @make
        queue.put(f"{letter}{i}")  # @put


def consume(queue, pause):
    while True:
        item = queue.get()  # @get
        if item is None:
            break
        phase(f"uses {item}")  # @uses
        sleep(2 * pause)  # @use


def main(producers=2, consumers=2, items=5, capacity=3, pause=0.01, sentinels=True):
    queue = Queue(capacity)  # @queue

    makers, users = [], []
    for i in range(producers):
        arguments = (queue, chr(ord("a") + i), items, pause)
        makers.append(Thread(target=produce, args=arguments, name=f"producer {i + 1}"))
    for i in range(consumers):
        users.append(Thread(target=consume, args=(queue, pause), name=f"consumer {i + 1}"))

    for producer in makers:
        producer.start()  # @producers
    for consumer in users:
        consumer.start()  # @consumers
    for producer in makers:
        producer.join()  # @made
    if sentinels:
        for _ in users:
            queue.put(None)  # @sentinel
    for consumer in users:
        consumer.join()  # @used
    print("all items are used")  # @say


if __name__ == "__main__":
    main()
