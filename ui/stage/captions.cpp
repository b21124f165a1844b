// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/captions.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "stage/effects.h"
#include "stage/stage_text.h"
#include "theme/labels.h"

namespace lockstep::ui {

namespace {

QString number(TaskId task) { return QString::number(task.value); }

QString nameOf(const Structure& structure, const Trace& trace, ResourceId id) {
  if (id.valid() && id.value < trace.resources().size())
    return QString::fromStdString(trace.resources()[id.value].name);
  const StageResource* resource = structure.drawnAs(id);
  return resource ? resource->name : QString();
}

QString nameOf(const Structure& structure, TaskId id) {
  const StageTask* task = structure.task(id);
  return task ? task->name : number(id);
}

/// "holds fork 1" for what a task owns alone; empty for nothing.
QString holdings(const Structure& structure, const Trace& trace, const Moment& moment,
                 TaskId task) {
  QStringList names;
  for (const ResourceMoment& resource : moment.resources) {
    const bool owned = resource.holders.size() == 1 && resource.holders.front().task == task;
    if (owned && names.size() < 2) names << nameOf(structure, trace, resource.id);
  }
  return names.isEmpty() ? QString()
                         : StageText::tr("holds %1").arg(names.join(QStringLiteral(", ")));
}

/// The call as the source writes it: put('a6'), sleep(0.5), fork 2.acquire().
QString callText(const Structure& structure, const Trace& trace, const Moment& moment,
                 const TaskMoment& task) {
  const std::string_view word = name(task.operation);
  const QString call = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
  const auto event = lastEvent(trace, task.id, moment.time, task.operation);
  QString argument;
  if (event && task.operation == Operation::put)
    argument = event->valueKind() == ValueKind::text
                   ? QStringLiteral("'%1'").arg(itemText(Item{event->value, ValueKind::text}))
                   : itemText(Item{event->value, event->valueKind()});
  else if (event && (task.operation == Operation::sleep || task.operation == Operation::alarm))
    argument = QString::number(static_cast<double>(event->value) / 1e9, 'g', 3);
  else if (task.operation == Operation::join || task.operation == Operation::start)
    return QStringLiteral("%1.%2()").arg(nameOf(structure, task.peer), call);
  else if (event && task.operation == Operation::kill) {
    const std::string_view signal = signalName(static_cast<int>(event->value));
    argument = QString::fromUtf8(signal.data(), static_cast<qsizetype>(signal.size()));
  } else if (event && task.operation == Operation::store) {
    argument = QString::number(event->value);
  }
  return QStringLiteral("%1(%2)").arg(call, argument);
}

/// Without object and argument, where these have no room.
QString briefCall(const TaskMoment& task) {
  const std::string_view word = name(task.operation);
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())) + QStringLiteral("()");
}

QString endText(const TaskMoment& task) {
  if (task.state == State::zombie) return StageText::tr("ended, not yet reaped");
  if (task.exitCode < 0) {
    const std::string_view signal = signalName(static_cast<int>(-task.exitCode));
    return StageText::tr("ended by %1")
        .arg(QString::fromUtf8(signal.data(), static_cast<qsizetype>(signal.size())));
  }
  return task.exitCode == 0 ? StageText::tr("ended")
                            : StageText::tr("ended with exit code %1").arg(task.exitCode);
}

Caption blockedCaption(const Structure& structure, const Trace& trace, const Moment& moment,
                       const TaskMoment& task) {
  const Operation reason = task.reason != Operation::none ? task.reason : task.operation;
  const bool onObject = reason == Operation::acquire || reason == Operation::wait;
  const ResourceId on = task.resource.valid() ? task.resource : task.operand;
  if (onObject && on.valid()) {
    const QString waits = StageText::tr("waits for %1").arg(nameOf(structure, trace, on));
    const QString holds = holdings(structure, trace, moment, task.id);
    const QString brief = StageText::tr("waits: %1").arg(nameOf(structure, trace, on));
    const QString least = StageText::tr("waits");
    if (holds.isEmpty()) return {waits, false, {brief, least}};
    return {StageText::tr("%1, %2").arg(holds, waits), false, {waits, brief, least}};
  }
  if (reason == Operation::none)
    return {StageText::tr("asleep outside of Lockstep's calls"), false, {}};
  return {callText(structure, trace, moment, task), true, {briefCall(task)}};
}

bool isCall(Operation operation) {
  return operation != Operation::none && operation != Operation::begin &&
         operation != Operation::end && operation != Operation::delay &&
         operation != Operation::say && operation != Operation::phase &&
         operation != Operation::stall && operation != Operation::lost;
}

struct Plural {
  const char* one;
  const char* many;
};

Plural pluralOf(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::none:
    case ResourceKind::lock:
      return {QT_TRANSLATE_NOOP("Stage", "1 lock"), QT_TRANSLATE_NOOP("Stage", "%1 locks")};
    case ResourceKind::rlock:
      return {QT_TRANSLATE_NOOP("Stage", "1 rlock"), QT_TRANSLATE_NOOP("Stage", "%1 rlocks")};
    case ResourceKind::semaphore:
    case ResourceKind::boundedSemaphore:
      return {QT_TRANSLATE_NOOP("Stage", "1 semaphore"),
              QT_TRANSLATE_NOOP("Stage", "%1 semaphores")};
    case ResourceKind::event:
      return {QT_TRANSLATE_NOOP("Stage", "1 event"), QT_TRANSLATE_NOOP("Stage", "%1 events")};
    case ResourceKind::condition:
      return {QT_TRANSLATE_NOOP("Stage", "1 condition"),
              QT_TRANSLATE_NOOP("Stage", "%1 conditions")};
    case ResourceKind::barrier:
      return {QT_TRANSLATE_NOOP("Stage", "1 barrier"), QT_TRANSLATE_NOOP("Stage", "%1 barriers")};
    case ResourceKind::queue:
      return {QT_TRANSLATE_NOOP("Stage", "1 queue"), QT_TRANSLATE_NOOP("Stage", "%1 queues")};
    case ResourceKind::sharedValue:
      return {QT_TRANSLATE_NOOP("Stage", "1 shared value"),
              QT_TRANSLATE_NOOP("Stage", "%1 shared values")};
  }
  return {"1", "%1"};
}

QString counted(const Plural& plural, std::size_t count) {
  const char* english = count == 1 ? plural.one : plural.many;
  const QString text = QCoreApplication::translate("Stage", english);
  return count == 1 ? text : text.arg(count);
}

QString lockCaption(const ResourceMoment& lock, std::int64_t now) {
  if (lock.abandoned) return StageText::tr("its owner died");
  if (lock.holders.empty()) return StageText::tr("free");
  const std::int64_t held = std::max<std::int64_t>(0, now - lock.holders.front().since);
  return StageText::tr("held %1").arg(QString::fromStdString(Words::duration(held)));
}

}  // namespace

const TaskMoment& momentOf(const Moment& moment, TaskId task) {
  static const TaskMoment kUnborn{};
  return task.valid() && task.value < moment.tasks.size() ? moment.tasks[task.value] : kUnborn;
}

const ResourceMoment& momentOf(const Moment& moment, ResourceId resource) {
  static const ResourceMoment kAbsent{};
  const bool known = resource.valid() && resource.value < moment.resources.size();
  return known ? moment.resources[resource.value] : kAbsent;
}

QString itemText(const Item& item) { return QString::fromStdString(item.toString()); }

Caption taskCaption(const Structure& structure, const Trace& trace, const Moment& moment,
                    TaskId id) {
  TaskMoment task = momentOf(moment, id);
  task.id = id;
  switch (task.state) {
    case State::unborn:
      return {StageText::tr("not created yet"), false, {StageText::tr("not yet")}};
    case State::created:
      return {StageText::tr("created, never scheduled"), false, {StageText::tr("created")}};
    case State::stopped:
      return {StageText::tr("stopped by a signal"), false, {}};
    case State::zombie:
    case State::terminated:
      return {endText(task), false, {StageText::tr("ended")}};
    case State::unknown:
      return {StageText::tr("unknown: records were lost"), false, {}};
    case State::blocked:
      return blockedCaption(structure, trace, moment, task);
    case State::ready:
    case State::running:
      break;
  }
  const std::string& phase = trace.text(task.phaseText);
  if (!phase.empty()) return {QString::fromStdString(phase), false, {}};
  if (isCall(task.operation))
    return {callText(structure, trace, moment, task), true, {briefCall(task)}};
  const QString holds = holdings(structure, trace, moment, id);
  return {holds.isEmpty() ? label(task.state) : holds, false, {}};
}

QString resourceCaption(const StageResource& info, const Trace&, const Moment& moment) {
  const ResourceMoment& resource = momentOf(moment, info.id);
  if (!resource.exists) return StageText::tr("not yet");
  switch (info.kind) {
    case ResourceKind::none:
    case ResourceKind::lock:
    case ResourceKind::rlock:
      return lockCaption(resource, moment.time);
    case ResourceKind::semaphore:
    case ResourceKind::boundedSemaphore:
      return resource.value == 1 ? StageText::tr("1 permit free")
                                 : StageText::tr("%1 permits free").arg(resource.value);
    case ResourceKind::event:
      return resource.value != 0 ? StageText::tr("set") : StageText::tr("cleared");
    case ResourceKind::condition:
      if (resource.waiters.empty()) return StageText::tr("room empty");
      return StageText::tr("%1 in the room").arg(resource.waiters.size());
    case ResourceKind::barrier:
      if (resource.broken) return StageText::tr("broken");
      return StageText::tr("%1 of %2 are here").arg(resource.waiters.size()).arg(info.capacity);
    case ResourceKind::queue:
      return info.capacity > 0
                 ? StageText::tr("%1 of %2").arg(resource.items.size()).arg(info.capacity)
                 : StageText::tr("%1, no limit").arg(resource.items.size());
    case ResourceKind::sharedValue:
      if (resource.lostUpdates == 1) return StageText::tr("1 update lost");
      if (resource.lostUpdates > 1)
        return StageText::tr("%1 updates lost").arg(resource.lostUpdates);
      return resource.version == 1 ? StageText::tr("stored once")
                                   : StageText::tr("stored %1 times").arg(resource.version);
  }
  return {};
}

QString counts(const Structure& structure) {
  const auto processes = structure.processes();
  QStringList parts;
  const Plural tasks{QT_TRANSLATE_NOOP("Stage", "1 thread"),
                     QT_TRANSLATE_NOOP("Stage", "%1 threads")};
  if (processes.size() > 1) parts << StageText::tr("%1 processes").arg(processes.size());
  if (!structure.tasks().empty()) parts << counted(tasks, structure.tasks().size());
  std::array<std::size_t, kResourceKinds> kinds{};
  for (const StageResource& resource : structure.resources())
    ++kinds[static_cast<std::size_t>(resource.kind)];
  for (std::size_t kind = 0; kind < kinds.size(); ++kind)
    if (kinds[kind] > 0) parts << counted(pluralOf(static_cast<ResourceKind>(kind)), kinds[kind]);
  if (processes.size() == 1) {
    const StageTask* task = structure.task(processes.front());
    parts << (task && task->pid > 0 ? StageText::tr("one process (PID %1)").arg(task->pid)
                                    : StageText::tr("one process"));
  }
  return parts.join(QStringLiteral(", "));
}

QString taskTip(const Trace& trace, const Moment& moment, TaskId task) {
  const Words catalogue = ui::words();
  const QString name = QString::fromStdString(catalogue.taskName(trace, task));
  const QString state = QString::fromStdString(catalogue.state(trace, moment, task));
  const QString evidence = label(momentOf(moment, task).evidence);
  return StageText::tr("%1 (%2), %3\nevidence: %4").arg(name, number(task), state, evidence);
}

QString resourceTip(const StageResource& info, const Moment& moment) {
  QStringList parts{info.name};
  QStringList holders, waiters;
  for (const ResourceId id : {info.id, info.inner}) {
    if (!id.valid()) continue;
    for (const Hold& hold : momentOf(moment, id).holders) holders << number(hold.task);
    for (const Wait& wait : momentOf(moment, id).waiters) waiters << number(wait.task);
  }
  const QString comma = QStringLiteral(", ");
  if (!holders.isEmpty()) parts << StageText::tr("held by %1").arg(holders.join(comma));
  if (!waiters.isEmpty()) parts << StageText::tr("waiting: %1").arg(waiters.join(comma));
  if (info.kind == ResourceKind::queue)
    parts << StageText::tr("items: %1").arg(momentOf(moment, info.id).items.size());
  if (info.kind == ResourceKind::sharedValue)
    parts << StageText::tr("value: %1").arg(momentOf(moment, info.id).value);
  if (holders.isEmpty() && waiters.isEmpty() && isLockLike(info)) parts << StageText::tr("free");
  return StageText::tr("%1: %2").arg(label(info.kind), parts.join(comma));
}

QString taskSentence(const Trace& trace, const Moment& moment, TaskId task) {
  const Words catalogue = ui::words();
  return StageText::tr("%1, %2").arg(QString::fromStdString(catalogue.taskName(trace, task)),
                                     QString::fromStdString(catalogue.state(trace, moment, task)));
}

}  // namespace lockstep::ui
