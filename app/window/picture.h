// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "options.h"

namespace lockstep::ui {

/// Draws what the options ask for into their output file: PNG, SVG, PDF, or a GIF or MP4 of a
/// range, by its ending. Needs a QApplication, but no display.
Result<void> drawPicture(const Options& options);

}  // namespace lockstep::ui
