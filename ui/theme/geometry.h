// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QRectF>
#include <optional>

#include "theme/theme.h"

class QPainter;
class QPainterPath;

/// Small geometry that the painters of all rooms share.

namespace lockstep::ui {

/// The part of `line` inside `area`; nothing where they do not meet.
std::optional<QLineF> clipped(const QLineF& line, const QRectF& area);

/// True where the painter writes SVG, PDF or a QPicture: textures would become blurred images or be
/// lost there, so patterns are drawn as strokes.
bool drawsGeometry(const QPainter& painter);

/// Ground and pattern of a state inside any shape, without an outline.
void fillWithState(QPainter& painter, const Theme& theme, State state, const QPainterPath& shape,
                   const QPointF& origin);

}  // namespace lockstep::ui
