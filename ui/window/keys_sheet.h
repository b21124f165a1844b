// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "theme/theme.h"

namespace lockstep::ui {

/// All shortcuts, made of the table of shortcuts. Esc, F1 or ? closes it.
class KeysSheet : public QDialog {
  Q_OBJECT
 public:
  explicit KeysSheet(QWidget* parent = nullptr);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace lockstep::ui
