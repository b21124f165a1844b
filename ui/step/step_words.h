// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "step/forecast.h"
#include "trace/trace.h"

/// Steps in sentences, in the window's language.

namespace lockstep::ui {

QString nameOf(const Trace& trace, TaskId task);
QString nameOf(const Trace& trace, ResourceId resource);
/// "fork 1.acquire(), line 31"; without the line where it is not known.
QString askedFor(const Trace& trace, const Event& next);
/// The operation alone: "fork 1.acquire()".
QString operationOf(const Trace& trace, const Event& next);
/// "waits for fork 2, held by Plato".
QString waitOf(const Trace& trace, const WaitLink& link);
/// "waits for fork 2".
QString briefWaitOf(const Trace& trace, const WaitLink& link);
/// What tells a choice from others of its task: "wakes Kant", "its time is up", "gets SIGINT".
QString variantOf(const Trace& trace, const Choice& choice);
/// What was done and what came of it: "Step 12: Plato does fork 1.acquire(). Kant then waits for
/// fork 1, held by Plato." The effect may be null.
QString toldStep(const Trace& trace, std::size_t number, const Choice& choice, const Event& asked,
                 const StepEffect* effect);
/// What comes of a step, in whole sentences.
QString toldEffect(const Trace& trace, const StepEffect& effect);
/// A few words: "closes a cycle", "then waits for fork 2"; empty for nothing special.
QString shortEffect(const Trace& trace, const StepEffect& effect);

}  // namespace lockstep::ui
