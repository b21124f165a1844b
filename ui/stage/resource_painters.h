// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stage/paint.h"

/// One painter for each kind of resource, in a file of its own. A new kind is a function here, an
/// entry in resourcePainter() and its room in shapes.cpp.

namespace lockstep::ui {

using ResourcePainter = void (*)(QPainter&, const ResourceItem&, const Scale&, const Theme&);
ResourcePainter resourcePainter(ResourceKind kind);

void paintLock(QPainter&, const ResourceItem&, const Scale&, const Theme&);
void paintRLock(QPainter&, const ResourceItem&, const Scale&, const Theme&);
void paintSemaphore(QPainter&, const ResourceItem&, const Scale&, const Theme&);
void paintEventFlag(QPainter&, const ResourceItem&, const Scale&, const Theme&);
void paintCondition(QPainter&, const ResourceItem&, const Scale&, const Theme&);
void paintBarrier(QPainter&, const ResourceItem&, const Scale&, const Theme&);
void paintQueue(QPainter&, const ResourceItem&, const Scale&, const Theme&);
void paintSharedValue(QPainter&, const ResourceItem&, const Scale&, const Theme&);

// What they share.

/// Drawing, seats, name and figures of any kind.
void paintResource(QPainter& painter, const ResourceItem& item, const Scale& scale,
                   const Theme& theme);
/// A padlock whose body is centred at `centre`; `size` 1 is 40 x 57 px.
void paintPadlock(QPainter& painter, const QPointF& centre, double size, const ResourceItem& item,
                  const Theme& theme);
/// The dashed pill with waiting tasks; nothing while nobody waits.
void paintSeats(QPainter& painter, const QRectF& pill, int direction,
                const std::vector<ChipItem>& chips, const Scale& scale, const Theme& theme);
/// A permit of a semaphore: a disc with a hole.
void paintPermit(QPainter& painter, const QPointF& at, double radius, const Theme& theme);
/// An empty place: a dashed ring.
void paintFreePlace(QPainter& painter, const QPointF& centre, double radius, const Theme& theme);
QPen inkPen(const Theme& theme, double width);

}  // namespace lockstep::ui
