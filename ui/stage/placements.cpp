// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/placements.h"

#include <QCryptographicHash>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

const ProcessPlace* boxOf(const Layout& layout, TaskId id) {
  const TaskPlace* task = layout.task(id);
  const ProcessPlace* box = task ? layout.process(task->process) : nullptr;
  return box && !box->frame ? box : nullptr;
}

void moveTask(TaskPlace& task, const QPointF& by) {
  task.disc += by;
  for (QRectF* rect : {&task.name, &task.status, &task.whole})
    if (!rect->isNull()) rect->translate(by);
}

void moveResource(ResourcePlace& place, const QPointF& by) {
  for (QRectF* rect : {&place.body, &place.seats, &place.getters, &place.label, &place.whole})
    if (!rect->isNull()) rect->translate(by);
}

/// Tasks that go with a thing: itself, or all in its box.
bool goesWith(const Layout& layout, const TaskPlace& task, const StageItem& item) {
  if (task.id == item.task) return true;
  const ProcessPlace* box = item.task.valid() ? boxOf(layout, item.task) : nullptr;
  return box && task.process == box->id;
}

void moveItem(Layout& layout, const StageItem& item, const QPointF& by) {
  for (ResourcePlace& place : layout.resources)
    if (item.resource.valid() && place.id == item.resource) return moveResource(place, by);
  for (TaskPlace& task : layout.tasks)
    if (task.shown && goesWith(layout, task, item)) moveTask(task, by);
  const ProcessPlace* box = boxOf(layout, item.task);
  for (ProcessPlace& process : layout.processes) {
    if (&process != box) continue;
    process.box.translate(by);
    if (!process.tab.isNull()) process.tab.translate(by);
  }
}

}  // namespace

StageItem handleOf(const Layout& layout, const Hit& hit) {
  if (hit.resource.valid()) return {{}, hit.resource};
  if (!hit.task.valid() || !layout.task(hit.task)) return {};
  const ProcessPlace* box = boxOf(layout, hit.task);
  return {box ? box->id : hit.task, {}};
}

QRectF extentOf(const Layout& layout, const StageItem& item) {
  if (const ResourcePlace* place = item.resource.valid() ? layout.resource(item.resource) : nullptr)
    return place->body | place->seats | place->getters | place->label;
  QRectF all;
  if (const ProcessPlace* box = item.task.valid() ? boxOf(layout, item.task) : nullptr)
    all = box->box | box->tab;
  for (const TaskPlace& task : layout.tasks)
    if (task.shown && item.task.valid() && goesWith(layout, task, item))
      all |= task.whole | task.name | task.status;
  return all;
}

Layout placed(Layout layout, const Placements& placements) {
  for (const auto& [item, share] : placements) {
    const QRectF extent = extentOf(layout, item);
    if (extent.isEmpty()) continue;
    const QRectF& area = layout.area;
    QPointF by =
        QPointF(area.left() + share.x() * area.width(), area.top() + share.y() * area.height()) -
        extent.center();
    by.setX(std::clamp(by.x(), area.left() - extent.left(),
                       std::max(area.left() - extent.left(), area.right() - extent.right())));
    by.setY(std::clamp(by.y(), area.top() - extent.top(),
                       std::max(area.top() - extent.top(), area.bottom() - extent.bottom())));
    moveItem(layout, item, by);
  }
  return layout;
}

QString toText(const Placements& placements) {
  QStringList parts;
  for (const auto& [item, share] : placements) {
    const QString name = item.task.valid() ? QStringLiteral("t%1").arg(item.task.value)
                                           : QStringLiteral("r%1").arg(item.resource.value);
    parts
        << QStringLiteral("%1 %2 %3").arg(name).arg(share.x(), 0, 'g', 6).arg(share.y(), 0, 'g', 6);
  }
  return parts.join(QLatin1Char(';'));
}

Placements placementsOf(const QString& text) {
  Placements placements;
  for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
    const QStringList words = part.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.size() != 3) continue;
    bool number = false, across = false, down = false;
    const uint id = words[0].mid(1).toUInt(&number);
    const QPointF share(words[1].toDouble(&across), words[2].toDouble(&down));
    const bool inside = share.x() >= 0 && share.x() <= 1 && share.y() >= 0 && share.y() <= 1;
    if (!number || !across || !down || !inside) continue;
    StageItem item;
    if (words[0].startsWith(QLatin1Char('t')) && id < TaskId{}.value)
      item.task = TaskId(static_cast<std::uint16_t>(id));
    else if (words[0].startsWith(QLatin1Char('r')) && id < ResourceId{}.value)
      item.resource = ResourceId(id);
    else
      continue;
    placements[item] = share;
  }
  return placements;
}

QString recordingKey(const Trace& trace) {
  QCryptographicHash hash(QCryptographicHash::Sha1);
  const RunInfo& run = trace.run();
  for (const std::string& word : {run.scenario, run.variant, run.as}) {
    hash.addData(QByteArray::fromStdString(word));
    hash.addData(QByteArray(1, '\0'));
  }
  hash.addData(QByteArray::number(static_cast<qint64>(run.startedAtUnix)) + ' ' +
               QByteArray::number(static_cast<qint64>(trace.startTime())));
  return QString::fromLatin1(hash.result().toHex());
}

}  // namespace lockstep::ui
