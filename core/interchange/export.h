// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "analysis/analysis.h"
#include "trace/trace.h"

/// A recording for other programs. Each writes row by row, so that memory does not grow with the
/// recording; the caller looks at the stream's state afterwards.

namespace lockstep {

/// One row per interval, by task and start, under the header
/// `task,pid,tid,ppid,name,kind,state,detail,resource,evidence,start_ns,end_ns`. Quoted as RFC 4180
/// says, lines end with \n. state, kind and evidence are the words of name(); times are
/// CLOCK_MONOTONIC. detail is `cpu 1` (running), `woken by 3` (ready), the operation such as
/// `acquire` or `join 3` (blocked), the signal's doing `kill` (stopped), else empty. The supervisor
/// has no rows.
void exportCsv(const Trace& trace, std::ostream& out);

/// One object:
///
///     format     "lockstep", version 1
///     run        scenario, title, variant, as, parameters, evidence, evidence_note, end,
///                start_ns, end_ns, started_at_unix
///     tasks      id, parent, kind, daemon, pid, tid, ppid, name
///     resources  id, kind, name, capacity, robust, inner
///     sites      id, file, line, function
///     report     as reportJson
///     intervals  task, state, evidence, reason, resource, detail, start_ns, end_ns
///     events     time_ns, task (0: the supervisor, or the user), operation, phase, outcome, and
///                where set resource, site, peer, value, item, version, signal, text, flags
///
/// Ids are numbers; unset ones are left out. An id need not be a row's place in its table. Keys are
/// only ever added.
void exportJson(const Trace& trace, const Report& report, std::ostream& out);

/// The Trace Event Format that Perfetto and chrome://tracing read: a track per task with its states
/// as slices, one below it with the locks it holds, and wakes, hand-offs, messages, signals, forks
/// and joins as flow arrows. Times in us from the start of the run.
void exportChrome(const Trace& trace, std::ostream& out);

}  // namespace lockstep
