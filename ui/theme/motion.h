// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockstep::ui {

/// Whether the desktop asks for less motion: LOCKSTEP_MOTION (reduced or full) decides where it is
/// set; else the settings files of GTK and KDE, since Qt 6.4 does not tell. False where none does.
bool systemReducesMotion();

}  // namespace lockstep::ui
