// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stage/layout.h"

/// The rooms that single nodes take, with their parts relative to (0, 0).

namespace lockstep::ui {

/// Tasks of one process inside its box, or one task without a box.
struct Card {
  TaskId process;  ///< not valid(): no box
  std::vector<TaskId> tasks;
  QSizeF size;
  int columns = 1;
};

Card makeCard(TaskId process, std::vector<TaskId> tasks, const Scale& scale);
/// Places a card's box and tasks with its top left corner at `at`.
void placeCard(const Card& card, const QPointF& at, const Structure& structure, Layout& layout);

/// A resource with its seats and label; its whole starts at (0, 0).
ResourcePlace resourceShape(const StageResource& resource, const Scale& scale);
ResourcePlace moved(ResourcePlace place, const QPointF& by);

/// Seats that a pill is drawn with, and the middle of one; fractional while somebody moves up.
int seatCount(const QRectF& pill, const Scale& scale);
QPointF seatCentre(const QRectF& pill, int direction, double seat, const Scale& scale);
/// Of a condition: its waiting room, and the middle of a chair in it.
QRectF waitingRoom(const ResourcePlace& place, const Scale& scale);
QPointF chairCentre(const ResourcePlace& place, double chair, const Scale& scale);
/// Of a semaphore: the middle of a permit's hole, from the left.
QPointF permitCentre(const ResourcePlace& place, double permit, const Scale& scale);
/// Of a shared value: its cell.
QRectF valueCell(const ResourcePlace& place, const Scale& scale);

/// Scales to try, the best first; `crowded` begins with compact ones.
std::vector<Scale> scales(bool crowded);

}  // namespace lockstep::ui
