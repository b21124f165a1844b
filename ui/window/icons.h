// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>
#include <cstdint>

class QPainter;

namespace lockstep::ui {

/// The window's icons: an 18-unit box, strokes of 2, filled only for acts that go.
enum class Icon : std::uint8_t {
  none,
  play,
  pause,
  stop,
  again,
  back,
  forward,
  list,
  sidePanel,
  theme,
  close,
  search,
  dot,
  open,
  save,
  language,
  signal,
  present,
  menu,  ///< small triangle of a button with a menu
};

/// Scaled to `box`, which is square.
void drawIcon(QPainter& painter, Icon icon, const QRectF& box, const QColor& colour);
/// Lockstep's mark: a stair of steps, one task ahead of it and one behind.
void drawLogo(QPainter& painter, const QRectF& box, const QColor& colour);

}  // namespace lockstep::ui
