// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QMainWindow>
#include <QPainter>
#include <cstdint>
#include <functional>
#include <utility>

#include "base/clock.h"

/// What the benches of windows have in common: the instant at which a frame is done, and a window
/// that is the least there can be.

namespace lockstep::ui {

inline constexpr QSize kWindowSize(1440, 900);

inline double msBetween(std::int64_t start, std::int64_t end) {
  return static_cast<double>(end - start) / 1e6;
}

/// The program, which knows when a frame is done: whatever was painted in an event has gone to the
/// window system when that event has been dealt with.
class FramedApplication : public QApplication {
 public:
  using QApplication::QApplication;

  /// Runs the event loop to the first frame in which `widget` was painted (null: any) and for which
  /// `shows` holds, which gets the instant of its end. Gives that instant.
  std::int64_t awaitFrame(const QWidget* widget, const std::function<bool(std::int64_t)>& shows) {
    m_widget = widget;
    m_shows = &shows;
    m_end = 0;
    while (m_end == 0) processEvents(QEventLoop::WaitForMoreEvents);
    return m_end;
  }

  bool notify(QObject* receiver, QEvent* event) override {
    const bool paints =
        event->type() == QEvent::Paint && (m_widget == nullptr || receiver == m_widget);
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    m_painted = m_painted || paints;
    if (--m_depth > 0 || !std::exchange(m_painted, false) || m_end != 0) return handled;
    if (const std::int64_t now = monotonicNow(); (*m_shows)(now)) m_end = now;
    return handled;
  }

 private:
  const QWidget* m_widget = nullptr;
  const std::function<bool(std::int64_t)>* m_shows = nullptr;
  std::int64_t m_end = -1;  ///< of the frame that is awaited; 0: not yet
  int m_depth = 0;
  bool m_painted = false;
};

/// A window of one colour.
class PlainWindow : public QMainWindow {
 protected:
  void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), Qt::darkCyan); }
  void keyPressEvent(QKeyEvent*) override { update(); }
};

}  // namespace lockstep::ui
