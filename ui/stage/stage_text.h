// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace lockstep::ui {

/// Words of the stage that no widget of its own has: `StageText::tr("...")`.
struct StageText {
  Q_DECLARE_TR_FUNCTIONS(Stage)
};

}  // namespace lockstep::ui
