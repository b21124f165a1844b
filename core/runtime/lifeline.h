// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Inside runtime: the pipe whose closing ends a run (see tieToLifeline in supervisor.h).

namespace lockstep {

/// Keeps the number of this image's lifeline; -1 means that there is none, as in tests.
void setLifeline(int fd);
int lifeline();

enum class OverExec { drop, keep };

/// Asks the kernel to send `signal` to this process when the last write end closes. Replaces what
/// a fork inherited. Async-signal-safe. 0, EPIPE when it was closed already, or the errno of what
/// could not be done.
int armLifeline(int signal, OverExec overExec);

/// Whether the last write end has been closed.
bool lifelineClosed();

}  // namespace lockstep
