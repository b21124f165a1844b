// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "stage/structure.h"

/// The stage's words: one-line states under names, figures under resources, sentences for tooltips
/// and screen readers.

namespace lockstep::ui {

struct Caption {
  QString text;
  bool code = false;    ///< set in the code's type
  QStringList shorter;  ///< other wordings for narrow places, the longest first
};

/// What a task waits for, its phase, or its last operation.
Caption taskCaption(const Structure& structure, const Trace& trace, const Moment& moment,
                    TaskId task);
/// "held 1.2 ms", "3 of 4", ...
QString resourceCaption(const StageResource& resource, const Trace& trace, const Moment& moment);
/// "5 processes, 7 threads, 1 queue".
QString counts(const Structure& structure);
QString itemText(const Item& item);

QString taskTip(const Trace& trace, const Moment& moment, TaskId task);
/// "Fork 4, held by 4, waiting: 3".
QString resourceTip(const StageResource& resource, const Moment& moment);
/// "Plato, blocked: waits for fork 2, held by Kant since 1.2 ms": for screen readers.
QString taskSentence(const Trace& trace, const Moment& moment, TaskId task);

/// State of a task or resource at a moment; an unborn or empty one where the moment knows none.
const TaskMoment& momentOf(const Moment& moment, TaskId task);
const ResourceMoment& momentOf(const Moment& moment, ResourceId resource);

}  // namespace lockstep::ui
