# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a child process. It is new, then ready, then running; it is blocked while it sleeps;
it ends with an exit code and stays a zombie until its parent asks for that code."""

import os
import sys
from multiprocessing import current_process, get_context
from time import process_time, sleep


def phase(words):
    print(current_process().name, words)


# Keeps a CPU busy for so many seconds of its time.
def compute(seconds):
    start = process_time()
    while process_time() - start < seconds:
        pass


def child(pause):
    phase("computes")  # @first
    compute(pause)
    phase("sleeps")  # @rests
    sleep(pause)  # @rest
    phase("computes")  # @second
    compute(pause)
    sys.exit(3)  # @exit


# Spawn starts a fresh Python, which imports this file to find child().
def make_child(pause, spawn):
    context = get_context("spawn" if spawn else "fork")
    return context.Process(target=child, args=(pause,), name="child")


# The parent waits for its child at once.
def normal(pause, spawn, join):
    worker = make_child(pause, spawn)
    worker.start()  # @start
    if join:
        worker.join()  # @join
    print(f"the child's exit code is {worker.exitcode}")  # @tell


# The child is done quickly, but the parent has other things to do. Nobody asks for the exit code,
# so the kernel must keep it, and the child is a zombie.
def zombie(pause, spawn):
    worker = make_child(0.001, spawn)
    worker.start()  # @bear
    phase("forgets its child")  # @forget
    sleep(5 * pause)  # @late
    worker.join()  # @reap
    print(f"at last: the exit code is {worker.exitcode}")  # @last


# The parent is gone before its child: the child is an orphan, and another process adopts it.
def orphan(pause, spawn):
    worker = make_child(pause, spawn)
    worker.start()  # @raise
    print("I leave, my child stays", flush=True)  # @leave
    os._exit(0)  # joins nobody  # @gone


# A daemon may not outlive its parent: it is terminated when the parent's work is done.
def daemon(pause):
    def tick():
        while True:
            sleep(pause)  # @tick

    background = get_context("fork").Process(target=tick, name="daemon", daemon=True)
    background.start()  # @background
    phase("works")  # @works
    sleep(5 * pause)  # @work
    print("I am done, and so is my daemon")  # @done


def main(variant="normal", pause=0.05, spawn=False, join=True):
    if variant == "normal":
        normal(pause, spawn, join)
    if variant == "zombie":
        zombie(pause, spawn)
    if variant == "orphan":
        orphan(pause, spawn)
    if variant == "daemon":
        daemon(pause)


if __name__ == "__main__":
    main(*sys.argv[1:2])
