// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QMenu>

namespace lockstep::ui {

/// A caption for the entries that follow. Our style sheet hides the words of Qt's own sections.
inline void addCaption(QMenu& menu, const QString& words) {
  if (!menu.isEmpty()) menu.addSeparator();
  menu.addAction(words)->setEnabled(false);
}

}  // namespace lockstep::ui
