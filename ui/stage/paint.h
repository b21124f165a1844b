// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "stage/scene.h"
#include "stage/texts.h"
#include "theme/theme.h"

/// Painters of a scene's items. None reads a trace or keeps anything.

namespace lockstep::ui {

void paintScene(QPainter& painter, const Scene& scene, const Theme& theme);
/// "Stage", the counts and the legend of states; the legend gives up its words, then itself.
void paintHeader(QPainter& painter, const QRectF& area, const QString& counts, const Theme& theme);

void paintBox(QPainter& painter, const BoxItem& box, const Scale& scale, const Theme& theme);
void paintActor(QPainter& painter, const ActorItem& actor, const Scale& scale, const Theme& theme);
/// What is under a line, so that it stands out where it crosses an earlier one.
void paintHalo(QPainter& painter, const LineItem& line, const Theme& theme);
void paintLine(QPainter& painter, const LineItem& line, const Scale& scale, const Theme& theme);
/// Its name keeps inside `area`.
void paintEnvelope(QPainter& painter, const EnvelopeItem& envelope, const QRectF& area,
                   const Scale& scale, const Theme& theme);
/// The small disc of a task in a seat.
void paintChip(QPainter& painter, const ChipItem& chip, const QPointF& centre, double radius,
               const Theme& theme);
void paintToken(QPainter& painter, const QRectF& rect, const QString& text, const Theme& theme);
/// What flies, by its kind.
void paintFlying(QPainter& painter, const TokenItem& token, const Scale& scale, const Theme& theme);
/// A task's own copy of a value: a dashed page, solid once it is another value.
void paintCopy(QPainter& painter, const QPointF& centre, const QString& text, bool changed,
               const Theme& theme);
void paintExitCode(QPainter& painter, const QPointF& centre, const QString& text,
                   const Theme& theme);
/// A number in a filled disc: who owns.
void paintOwner(QPainter& painter, const QPointF& centre, double radius, const QString& number,
                const Theme& theme);
void paintCycle(QPainter& painter, const Scene& scene, const Theme& theme);
void paintSentence(QPainter& painter, const Scene& scene, const Theme& theme);

void paintArrowHead(QPainter& painter, const QPainterPath& path, double size, const QColor& colour);

}  // namespace lockstep::ui
