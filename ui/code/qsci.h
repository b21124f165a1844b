// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// QScintilla's headers are written with Qt's keywords, which this project has switched off.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexercpp.h>
#include <Qsci/qscilexerpython.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots
