// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/key_guard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <algorithm>
#include <initializer_list>

namespace lockstep::ui {

namespace {

bool isOneOf(int key, std::initializer_list<int> keys) {
  return std::ranges::find(keys, key) != keys.end();
}

}  // namespace

bool keepsKey(const QWidget& widget, const QKeyEvent& event) {
  if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) return false;
  const int key = event.key();
  if (qobject_cast<const QAbstractButton*>(&widget)) return key == Qt::Key_Space;
  if (const auto* slider = qobject_cast<const QAbstractSlider*>(&widget))
    return slider->focusPolicy() != Qt::NoFocus &&
           isOneOf(key, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home,
                         Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown});
  if (qobject_cast<const QComboBox*>(&widget))
    return isOneOf(key, {Qt::Key_Space, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End,
                         Qt::Key_PageUp, Qt::Key_PageDown});
  if (qobject_cast<const QAbstractItemView*>(&widget))
    return isOneOf(key, {Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp,
                         Qt::Key_PageDown});
  return false;
}

KeyGuard::KeyGuard(QObject* parent) : QObject(parent) { qApp->installEventFilter(this); }

bool KeyGuard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && watched->isWidgetType() &&
      keepsKey(*static_cast<QWidget*>(watched), *static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace lockstep::ui
