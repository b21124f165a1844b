// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <array>

#include "events/vocabulary.h"

class QPainter;

/// The design language as data and small drawing functions: colours, state patterns and glyphs,
/// fonts. Pure; needs a QGuiApplication for fonts only.

namespace lockstep::ui {

/// The projector's is black on white for the last row: no desktop asks for it.
enum class ThemeKind { dark, light, projector };

struct StateStyle {
  QColor fill;    ///< body of a bar; invalid: hollow
  QColor mark;    ///< pattern, outline, glyph
  QColor mean;    ///< what the pattern averages to, for slices narrower than it
  double height;  ///< share of the lane's height, 0 .. 1
};

struct Theme {
  ThemeKind kind;
  QColor bg, surface, raised, sunken, line, edge, text, text2, text3, ink, accent, onAccent, danger;
  std::array<StateStyle, kStates> states;
  const StateStyle& state(State state) const { return states[static_cast<std::size_t>(state)]; }
};

const Theme& theme(ThemeKind kind);
/// What the desktop asks for now, dark or light; light where it does not say. Its changes come as
/// QEvent::ApplicationPaletteChange to every widget.
ThemeKind systemThemeKind();

/// Fill, pattern and outline of one state bar, standing on the floor of `lane` (the whole track
/// height); the bar takes the state's share of it. Patterns are anchored at `origin`.
void drawStateBar(QPainter& painter, const Theme& theme, State state, const QRectF& lane,
                  const QPointF& origin);
/// The state's pattern as a brush; transparent ground for hollow states. One texel is 1/`ratio` px.
QBrush stateBrush(const Theme& theme, State state, double ratio = 1);
/// The 16-unit glyph scaled to `size`, centred. `failed` turns terminated's tick into a cross.
void drawGlyph(QPainter& painter, State state, const QPointF& centre, double size,
               const QColor& colour, const QColor& ground, bool failed = false);
/// A task's disc: number, state ring, glyph badge. `radius` of the ring, px.
void drawActor(QPainter& painter, const Theme& theme, const QString& number, State state,
               const QPointF& centre, double radius, bool selected = false, bool failed = false);
/// The small numbered disc of seats, code gutter and chips.
void drawChip(QPainter& painter, const Theme& theme, const QString& number, State state,
              const QPointF& centre, double radius);

/// Inter (or DejaVu Sans) and JetBrains Mono (or DejaVu Sans Mono, ligatures off) in pixels;
/// Noto Sans CJK SC stands behind both. `weight` 100 .. 900. Design pixels: see zoom.h.
QFont uiFont(double pixels, int weight = 400);
QFont monoFont(double pixels, int weight = 400);

/// The application's widgets in this theme and at the zoom: palette, font and style sheet. Leaves
/// QPalette::AlternateBase to the platform. Which properties of a widget the style sheet reads is
/// told with its rules.
void applyTheme(const Theme& theme);

}  // namespace lockstep::ui
