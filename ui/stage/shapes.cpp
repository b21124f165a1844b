// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/shapes.h"

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kMostSlots = 6;  ///< more are drawn as a number
constexpr int kMostRows = 6;   ///< of tasks in one box, before a second column

double labelHeight(const Scale& scale) {
  return scale.named() ? scale.nameLine() + scale.statusLine() : 0;
}

/// Seats to the right of the body and the label below both: the form of most resources.
ResourcePlace besideForm(QSizeF body, double seatsMiddle, const Scale& scale) {
  ResourcePlace place;
  place.body = QRectF(QPointF(0, 0), body);
  place.seats = QRectF(body.width() + 6, seatsMiddle - scale.pillHeight() / 2,
                       scale.pillWidth(scale.seats), scale.pillHeight());
  const double top = std::min(0.0, place.seats.top());
  place.body.translate(0, -top);
  place.seats.translate(0, -top);
  const double bottom = std::max(place.body.bottom(), place.seats.bottom());
  place.label = QRectF(0, bottom + 2, place.seats.right(), labelHeight(scale));
  return place;
}

ResourcePlace lockShape(bool reentrant, const Scale& scale) {
  const double k = scale.icon;
  return besideForm({46 * k, (reentrant ? 76 : 62) * k}, 44 * k, scale);
}

ResourcePlace semaphoreShape(std::int64_t permits, const Scale& scale) {
  const double k = scale.icon;
  const int slots = permits >= 1 && permits <= kMostSlots ? static_cast<int>(permits) : 0;
  const double slot = 2 * scale.chip + 4;
  const double width = std::max(84 * k, slots * slot + 12);
  ResourcePlace place = besideForm({width, 26 * k + 2 * scale.chip + 10}, 44 * k, scale);
  place.slots = slots;
  place.slot = slot;
  return place;
}

ResourcePlace eventShape(const Scale& scale) {
  const double k = scale.icon;
  return besideForm({62 * k, 70 * k}, 48 * k, scale);
}

ResourcePlace conditionShape(const Scale& scale) {
  const double k = scale.icon;
  ResourcePlace place;
  place.slots = scale.compact ? 2 : 3;
  place.slot = 2 * scale.chip + 8;
  const double room = place.slots * place.slot + 20;
  place.body = QRectF(0, 0, 64 * k + room, 92 * k);
  place.seats = QRectF(0, place.body.bottom() + 4, scale.pillWidth(std::min(2, scale.seats)),
                       scale.pillHeight());
  const double left = std::max(place.seats.right() + 8, 64 * k);
  place.label = QRectF(left, place.body.bottom() + 4, std::max(place.body.right() - left, 80.0),
                       labelHeight(scale));
  return place;
}

ResourcePlace barrierShape(std::int64_t parties, const Scale& scale) {
  const double k = scale.icon;
  ResourcePlace place;
  place.slots = parties >= 1 && parties <= kMostSlots ? static_cast<int>(parties) : 3;
  if (scale.brief) place.slots = std::min(place.slots, 3);
  place.slot = 2 * scale.chip + 8;
  const double least = scale.brief ? 84 : 110;
  place.body = QRectF(0, 0, std::max(30 * k + place.slots * place.slot, least), 84 * k);
  place.label = QRectF(0, place.body.bottom() + 2, place.body.width(), labelHeight(scale));
  return place;
}

ResourcePlace queueShape(std::int64_t capacity, const Scale& scale) {
  ResourcePlace place;
  const int most = scale.compact ? 4 : kMostSlots;
  const bool each = capacity >= 1 && capacity <= most;
  place.slots = each ? static_cast<int>(capacity) : most - 1;
  place.slot = std::max(scale.cards ? 32.0 : 36.0, (scale.compact ? 40 : 64) * scale.size);
  const double height = std::max(32.0, 54 * scale.size);
  const double pill = scale.pillWidth(scale.seats);
  const double width = std::max(place.slots * (place.slot + 4) + 12, 2 * pill + 8);
  place.slot = (width - 12) / place.slots - 4;
  const double top = scale.pillHeight() + 6;
  place.body = QRectF(0, top, width, height + 14);
  place.seats = QRectF(0, 0, pill, scale.pillHeight());
  place.getters = QRectF(width - pill, 0, pill, scale.pillHeight());
  place.direction = 1;
  place.label = QRectF(0, place.body.bottom() + 4, width, labelHeight(scale));
  return place;
}

ResourcePlace valueShape(const Scale& scale) {
  const double k = scale.icon;
  ResourcePlace place;
  const double chips = 2 * scale.chip + 14;
  const double width = scale.cards ? 72 : 96;
  place.body = QRectF(0, 0, std::max(width * k, width), chips + 44 * k);
  place.slots = 3;
  place.slot = 2 * scale.chip + 6;
  place.label = QRectF(0, place.body.bottom() + 4, place.body.width(), labelHeight(scale));
  return place;
}

ResourcePlace shapeOf(const StageResource& resource, const Scale& scale) {
  switch (resource.kind) {
    case ResourceKind::none:
    case ResourceKind::lock:
      return lockShape(false, scale);
    case ResourceKind::rlock:
      return lockShape(true, scale);
    case ResourceKind::semaphore:
    case ResourceKind::boundedSemaphore:
      return semaphoreShape(resource.capacity, scale);
    case ResourceKind::event:
      return eventShape(scale);
    case ResourceKind::condition:
      return conditionShape(scale);
    case ResourceKind::barrier:
      return barrierShape(resource.capacity, scale);
    case ResourceKind::queue:
      return queueShape(resource.capacity, scale);
    case ResourceKind::sharedValue:
      return valueShape(scale);
  }
  return {};
}

Scale fullScale(double size) {
  Scale scale;
  scale.size = size;
  scale.disc = std::max(15.0, 26 * size);
  scale.chip = std::clamp(11 * size, 10.5, 13.0);
  scale.icon = std::clamp(size, .92, 1.25);
  scale.nameText = std::max(kLeastText, 14 * size);
  scale.statusText = std::max(kLeastText, 12.5 * size);
  scale.cardWidth = std::max(112.0, 256 * size);
  scale.seats = size >= .9 ? 3 : size >= .6 ? 2 : 1;
  return scale;
}

Scale compactScale(double cardWidth, bool status) {
  Scale scale = fullScale(.5);
  scale.compact = true;
  scale.status = status;
  scale.disc = 15;
  scale.cardWidth = cardWidth;
  scale.seats = cardWidth >= 150 ? 2 : 1;
  return scale;
}

/// Rather this than no names.
Scale briefScale(double cardWidth) {
  Scale scale = compactScale(cardWidth, false);
  scale.brief = true;
  scale.disc = 14;
  scale.icon = .8;
  return scale;
}

struct Insets {
  double side, top, bottom;
};

Insets boxInsets(const Card& card, const Scale& scale) {
  if (!card.process.valid()) return {0, 0, 0};
  const bool tab = !scale.compact || card.tasks.size() > 1;
  const double side = 8 * scale.size + 2;
  if (!scale.names || !tab) return {side, 4, 4};
  return {side, scale.tabHeight() + 2, 4 + 4 * scale.size};
}

void placeTask(TaskId id, const QRectF& row, Layout& layout) {
  const Scale& scale = layout.scale;
  for (TaskPlace& place : layout.tasks) {
    if (place.id != id) continue;
    place.shown = true;
    place.whole = row;
    if (scale.tall) {
      const double reach = scale.disc * 1.11 + 4;
      place.disc = QPointF(row.center().x() - scale.disc * .1, row.top() + reach);
      place.align = Qt::AlignHCenter;
      if (!scale.names) return;
      place.name = QRectF(row.left(), row.top() + 2 * reach, row.width(), scale.nameLine());
      place.status = QRectF(row.left(), place.name.bottom(), row.width(), scale.statusLine());
      return;
    }
    const double reach = scale.disc + 4;
    place.disc = QPointF(row.left() + reach, row.center().y() - scale.disc * .08);
    if (!scale.names) return;
    const double left = place.disc.x() + scale.disc * 1.22 + 4 + 6 * scale.size;
    const double height = scale.nameLine() + scale.taskStatusLine();
    const double top = row.center().y() - height / 2;
    place.name = QRectF(left, top, row.right() - left, scale.nameLine());
    place.status = QRectF(left, top + scale.nameLine(), row.right() - left, scale.taskStatusLine());
  }
}

}  // namespace

double Scale::rowHeight() const {
  const double texts = names ? nameLine() + taskStatusLine() + 2 : 0;
  if (tall) return 2.22 * disc + 8 + texts;
  return std::max(2.25 * disc + 8, texts);
}

Card makeCard(TaskId process, std::vector<TaskId> tasks, const Scale& scale) {
  Card card{process, std::move(tasks), {}, 1};
  const int count = static_cast<int>(card.tasks.size());
  card.columns = std::max(1, (count + kMostRows - 1) / kMostRows);
  if (!scale.names) card.columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(count))));
  const int rows = (count + card.columns - 1) / std::max(1, card.columns);
  const Insets insets = boxInsets(card, scale);
  card.size = QSizeF(card.columns * scale.cardWidth + 2 * insets.side,
                     rows * scale.rowHeight() + insets.top + insets.bottom);
  return card;
}

void placeCard(const Card& card, const QPointF& at, const Structure& structure, Layout& layout) {
  const Scale& scale = layout.scale;
  const Insets insets = boxInsets(card, scale);
  if (card.process.valid() && structure.task(card.process)) {
    ProcessPlace box{card.process, QRectF(at, card.size), {}, false};
    if (insets.top > 4) {
      const double height = scale.tabHeight();
      box.box.setTop(at.y() + height / 2);
      const double width = std::min(card.size.width() - 24 * scale.size, 190 * scale.size + 40);
      box.tab = QRectF(at.x() + 12 * scale.size, at.y(), width, height);
    }
    layout.processes.push_back(box);
  }
  const int rows = (static_cast<int>(card.tasks.size()) + card.columns - 1) / card.columns;
  for (int i = 0; i < static_cast<int>(card.tasks.size()); ++i) {
    const QPointF corner(at.x() + insets.side + (i / rows) * scale.cardWidth,
                         at.y() + insets.top + (i % rows) * scale.rowHeight());
    placeTask(card.tasks[static_cast<std::size_t>(i)],
              QRectF(corner, QSizeF(scale.cardWidth, scale.rowHeight())), layout);
  }
}

int seatCount(const QRectF& pill, const Scale& scale) {
  return std::max(1, static_cast<int>((pill.width() - 7 + .5) / (2 * scale.chip + 5)));
}

QPointF seatCentre(const QRectF& pill, int direction, double seat, const Scale& scale) {
  const double along = 6 + scale.chip + seat * (2 * scale.chip + 5);
  return {direction > 0 ? pill.left() + along : pill.right() - along, pill.center().y()};
}

QRectF waitingRoom(const ResourcePlace& place, const Scale& scale) {
  const double k = scale.icon;
  return {place.body.left() + 62 * k, place.body.top() + 14 * k, place.body.width() - 64 * k,
          76 * k};
}

QPointF chairCentre(const ResourcePlace& place, double chair, const Scale& scale) {
  const QRectF room = waitingRoom(place, scale);
  return {room.left() + 10 + (chair + .5) * place.slot, room.top() + 24 * scale.icon + scale.chip};
}

QPointF permitCentre(const ResourcePlace& place, double permit, const Scale& scale) {
  const double middle = (place.body.top() + 20 * scale.icon + place.body.bottom()) / 2;
  if (place.slots == 0) return {place.body.center().x(), middle};
  return {place.body.center().x() + (permit - (place.slots - 1) / 2.0) * place.slot, middle};
}

QRectF valueCell(const ResourcePlace& place, const Scale& scale) {
  const double height = 44 * scale.icon;
  return {place.body.left(), place.body.bottom() - height, place.body.width(), height};
}

ResourcePlace moved(ResourcePlace place, const QPointF& by) {
  for (QRectF* rect : {&place.body, &place.seats, &place.getters, &place.label, &place.whole})
    if (!rect->isNull()) rect->translate(by);
  return place;
}

ResourcePlace resourceShape(const StageResource& resource, const Scale& scale) {
  ResourcePlace place = shapeOf(resource, scale);
  place.id = resource.id;
  place.kind = resource.kind;
  place.shown = true;
  if (place.label.width() < 84 && scale.names) place.label.setWidth(84);
  place.whole = place.body | place.seats | place.getters | place.label;
  return moved(place, -place.whole.topLeft());
}

std::vector<Scale> scales(bool crowded) {
  std::vector<Scale> out;
  if (!crowded)
    for (const double size : {1.3, 1.15, 1.0, .92, .84, .76, .68, .6, .52, .44, .38})
      out.push_back(fullScale(size));
  for (const double width : {200.0, 170.0, 145.0, 125.0, 108.0})
    out.push_back(compactScale(width, true));
  for (const double width : {200.0, 160.0, 126.0, 108.0, 96.0})
    out.push_back(compactScale(width, false));
  for (const double width : {120.0, 108.0, 96.0, 84.0}) out.push_back(briefScale(width));
  Scale discs = compactScale(38, false);
  discs.names = false;
  discs.labels = true;
  out.push_back(discs);
  discs.labels = false;
  out.push_back(discs);
  return out;
}

}  // namespace lockstep::ui
