// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace lockstep::ui {

/// Lets a focused control keep the keys that work it (Space on a button, arrows on a slider), which
/// the window's shortcuts would take otherwise. Text fields keep all letters by themselves.
class KeyGuard : public QObject {
  Q_OBJECT
 public:
  /// Watches the whole application from now on.
  explicit KeyGuard(QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

/// Whether `widget` needs this key for itself while it has the focus.
bool keepsKey(const QWidget& widget, const QKeyEvent& event);

}  // namespace lockstep::ui
