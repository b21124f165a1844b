// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gallery/recorded.h"

/// Small synthetic runs with kernel evidence, shaped like the scenarios.

namespace lockstep::ui {

/// Each has taken its left fork and waits for the right one, the last one closes the ring.
Recorded philosophers(int count, bool processes);
/// Two producers and two consumers; one waits to put into a full queue, main signals one.
Recorded producerConsumer(bool processes);
/// Driver and conductor exchange signals; one is pending behind a mask.
Recorded bus();
/// Workers at a shared value; two have read it.
Recorded counter(int workers, bool locked);
Recorded releaseDay(bool processes);
/// A child that ended and is not reaped yet; then it is.
Recorded workerLife();
/// One resource of each kind, idle or contended.
Recorded everyKind(bool contended);
/// `tasks` threads at `locks` locks, some held and some awaited.
Recorded crowd(int tasks, int locks, bool processes);

}  // namespace lockstep::ui
