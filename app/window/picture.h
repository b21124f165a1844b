// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "options.h"

namespace lockstep::ui {

/// Draws what the options ask for into their output file: PNG, SVG or PDF by its ending. Needs a
/// QApplication, but no display.
Result<void> drawPicture(const Options& options);

}  // namespace lockstep::ui
