// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "analysis/analysis.h"
#include "trace/trace.h"

/// What a run came to, as one JSON object for scripts. Keys are only ever added.
///
///     scenario, variant, as   what was run
///     parameters              object: name -> number
///     verdict                 a word of name(Verdict)
///     sentence                the verdict in English
///     happened, possible      arrays of findings, see below
///     tasks                   array: task, name, kind, pid, tid, ppid, daemon, state (its last
///     one),
///                             exit: null (alive or unknown), code, or -N for signal N
///     events, lost            numbers
///     evidence                object: kernel, probe, step, unknown -> share of task time, 0 to 1
///     evidence_note           why not kernel; absent if it is
///     duration_ns             from the first event to the last
///
/// A finding: kind (a word of name(FindingKind)), sentence, time_ns and until_ns (CLOCK_MONOTONIC;
/// until_ns only where it ended), and where they apply task, peer, resource (names), site
/// ("philosophers.cpp:31"), count, value and edges: array of waiter, holder (null: nobody in
/// particular), resource (null for a join), operation, since_ns, site, timed, holder_dead. A race
/// has accesses: array of task, operation (load or store), site, time_ns, the earlier one first.
/// The edges of a possible deadlock are the requests that would wait.

namespace lockstep {

/// The object of `lockstep run --json`, indented, without a newline at the end.
std::string reportJson(const Trace& trace, const Report& report);

/// The object of `lockstep info --json`: all of the above and
///
///     end                     running, completed, quiescent, time-limit or stopped
///     start_ns, end_ns        CLOCK_MONOTONIC
///     started_at_unix         s since 1970
///     late                    events that came later than the session's bound
///     log                     number of events without the kernel's records
///     task_sums               array: task, name, ns in each state, wait_ns, hold_ns, events,
///                             switches, preemptions
///     resource_sums           array: resource, name, kind, hold_ns, wait_ns, operations, contended
std::string infoJson(const Trace& trace, const Report& report);

}  // namespace lockstep
