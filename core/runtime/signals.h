// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <initializer_list>

#include "runtime/task.h"

/// Signals with the names of Python's signal module and os.kill. Handlers run in signal context on
/// the thread the kernel chose: they may use kill, say, Event::set, and what POSIX allows.

namespace lockstep {

using SignalHandler = void (*)(int signal);

/// Installs `handler`; its entry and exit are recorded with the sender that the kernel names: the
/// task whose process's main thread has that pid (for SIGCHLD the child that changed), nobody when
/// the sender is outside the run. Interrupted system calls are restarted. The `handle` event has
/// aux unset for a handler, 0 for the default and 1 for an ignored signal. Throws TaskError for
/// signals that can't be handled.
void onSignal(int signal, SignalHandler handler, Where where = Where::current());
void ignoreSignal(int signal, Where where = Where::current());
void defaultSignal(int signal, Where where = Where::current());

/// kill(2) to the process of `target`. `kill` is written before the signal is sent, so it stands
/// before anything the signal does. When there is no such process any more a second `kill` follows
/// with the same aux, outcome failed and the errno as its value: nothing was sent. Then it returns
/// false. Async-signal-safe.
bool kill(TaskId target, int signal, Where where = Where::current());
/// Sleeps until a handler has run. As sigsuspend(2): while it sleeps, every signal that onSignal()
/// handles comes through, also those of blockSignals(), and a signal that comes after the call
/// began ends it. So "block, look, pause" never misses one that came in between.
void pause(Where where = Where::current());
/// SIGALRM after `seconds`; 0 takes a pending one back.
void alarm(double seconds, Where where = Where::current());
/// Blocks or lets through; returns nothing, the set is recorded.
void blockSignals(std::initializer_list<int> signals, Where where = Where::current());
void unblockSignals(std::initializer_list<int> signals, Where where = Where::current());

}  // namespace lockstep
