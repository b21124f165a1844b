// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/main_window.h"

namespace lockstep::ui {

/// Every label and button in sight must have the room that it asks for and lie inside the window
/// or what it is scrolled in, and no two of one part may overlap.
void expectNothingClipped(MainWindow& window);

}  // namespace lockstep::ui
