// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "analysis/analysis.h"
#include "events/event.h"
#include "words/words.h"

/// The words of core's meanings in the language of the window.

namespace lockstep::ui {

QString label(State state);        ///< "Ready"
QString label(Evidence evidence);  ///< "kernel"
QString label(Verdict verdict);    ///< "Lost update"
/// In place of a verdict that is still being worked out.
QString verdictPending();
QString label(ResourceKind kind);  ///< "Lock"
QString badge(Evidence evidence);  ///< K, I, P, ?
/// A text of core that is a translation key (scenario titles, parameter labels).
QString translated(const std::string& key);
/// words/ in the window's language. Cheap; make one where you need it.
Words words();

}  // namespace lockstep::ui
