// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <functional>

/// Single lines of text on the stage. Most are the same in the next frame, and to shape a text is
/// what costs, so the last ones are kept with their measures.

namespace lockstep::ui {

/// px
double textWidth(const QString& text, const QFont& font);

/// One line of text inside `rect`, elided in the middle; with a ground that keeps lines off it.
void paintText(QPainter& painter, const QRectF& rect, Qt::Alignment align, const QString& text,
               const QFont& font, const QColor& colour, const QColor& ground = QColor());
/// Text centred at a point, not elided.
void paintTextAt(QPainter& painter, const QPointF& centre, const QString& text, const QFont& font,
                 const QColor& colour);

/// The wording of a status that fits: the whole, the whole in up to `room` lines, a shorter one;
/// if nothing fits, the shortest, to be elided.
QStringList statusLines(const QString& whole, const QStringList& shorter, int room,
                        const std::function<bool(const QString&)>& fits);

}  // namespace lockstep::ui
