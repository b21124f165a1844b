// SPDX-License-Identifier: GPL-3.0-or-later
#include "step/step_words.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "theme/labels.h"

namespace lockstep::ui {

namespace {

struct Step {
  Q_DECLARE_TR_FUNCTIONS(Step)
};

QString listed(const Trace& trace, const std::vector<TaskId>& tasks) {
  QStringList list;
  for (const TaskId task : tasks) list << nameOf(trace, task);
  return list.join(Step::tr(", ", "between names"));
}

QString ringNames(const Trace& trace, std::vector<TaskId> ring) {
  ring.push_back(ring.front());
  QStringList list;
  for (const TaskId task : ring) list << nameOf(trace, task);
  return list.join(QStringLiteral(" → "));
}

QString waitSentence(const Trace& trace, const WaitLink& link) {
  const QString task = nameOf(trace, link.waiter);
  if (!link.resource.valid())
    return link.holder.valid()
               ? Step::tr("%1 then waits for %2.").arg(task, nameOf(trace, link.holder))
               : Step::tr("%1 then waits.").arg(task);
  const QString resource = nameOf(trace, link.resource);
  if (!link.holder.valid()) return Step::tr("%1 then waits for %2.").arg(task, resource);
  return Step::tr("%1 then waits for %2, held by %3.")
      .arg(task, resource, nameOf(trace, link.holder));
}

TaskId pickedTask(const Choice& choice) { return TaskId(static_cast<std::uint16_t>(choice.pick)); }

QString signalWord(const Choice& choice) {
  const std::string_view word = signalName(static_cast<int>(choice.pick));
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

/// What was done in a step, as one sentence.
QString toldAct(const Trace& trace, const Choice& choice, const Event& asked) {
  const QString task = nameOf(trace, choice.task);
  const QString operation = operationOf(trace, asked);
  switch (choice.act) {
    case Act::go:
      if (choice.pick != Choice::kNoPick)
        return Step::tr("%1 does %2 and wakes %3.")
            .arg(task, operation, nameOf(trace, pickedTask(choice)));
      if (asked.phase == Phase::blocked) return Step::tr("%1 goes on in %2.").arg(task, operation);
      return Step::tr("%1 does %2.").arg(task, operation);
    case Act::timeout:
      return Step::tr("The time of %1 in %2 is up.").arg(task, operation);
    case Act::deliver:
      return Step::tr("%1 reaches %2.").arg(signalWord(choice), task);
    case Act::alarm:
      return Step::tr("The timer of %1 fires.").arg(task);
  }
  return {};
}

}  // namespace

QString nameOf(const Trace& trace, TaskId task) {
  return QString::fromStdString(words().taskName(trace, task));
}

QString nameOf(const Trace& trace, ResourceId resource) {
  return QString::fromStdString(words().resourceName(trace, resource));
}

QString operationOf(const Trace& trace, const Event& next) {
  Event asked = next;
  asked.phase = Phase::request;
  return QString::fromStdString(words().event(trace, asked));
}

QString askedFor(const Trace& trace, const Event& next) {
  const SiteInfo* const site = trace.site(next.site);
  const QString operation = operationOf(trace, next);
  if (!site || site->line <= 0) return operation;
  return Step::tr("%1, line %2", "an operation and where").arg(operation).arg(site->line);
}

QString briefWaitOf(const Trace& trace, const WaitLink& link) {
  if (link.resource.valid()) return Step::tr("waits for %1").arg(nameOf(trace, link.resource));
  if (link.holder.valid()) return Step::tr("waits for %1").arg(nameOf(trace, link.holder));
  return Step::tr("waits");
}

QString waitOf(const Trace& trace, const WaitLink& link) {
  if (!link.resource.valid() || !link.holder.valid()) return briefWaitOf(trace, link);
  return Step::tr("waits for %1, held by %2")
      .arg(nameOf(trace, link.resource), nameOf(trace, link.holder));
}

QString variantOf(const Trace& trace, const Choice& choice) {
  switch (choice.act) {
    case Act::go:
      if (choice.pick == Choice::kNoPick) return Step::tr("goes on");
      return Step::tr("wakes %1").arg(nameOf(trace, pickedTask(choice)));
    case Act::timeout:
      return Step::tr("its time is up");
    case Act::deliver:
      return Step::tr("gets %1").arg(signalWord(choice));
    case Act::alarm:
      return Step::tr("its timer fires");
  }
  return {};
}

QString toldEffect(const Trace& trace, const StepEffect& effect) {
  QStringList told;
  for (const TaskId task : effect.appeared)
    told << Step::tr("%1 is there now.").arg(nameOf(trace, task));
  for (const TaskId task : effect.gone) told << Step::tr("%1 ends.").arg(nameOf(trace, task));
  for (const WaitLink& link : effect.stuck) told << waitSentence(trace, link);
  if (!effect.freed.empty())
    told << Step::tr("%1 can go on again.").arg(listed(trace, effect.freed));
  if (!effect.ring.empty())
    told << Step::tr("This closes a cycle: %1.").arg(ringNames(trace, effect.ring));
  if (effect.stuckForGood) told << Step::tr("Then nobody can ever move again.");
  if (told.isEmpty() && effect.next && effect.next->operation != Operation::none)
    told << Step::tr("Its next operation is %1.").arg(askedFor(trace, *effect.next));
  return told.join(QLatin1Char(' '));
}

QString shortEffect(const Trace& trace, const StepEffect& effect) {
  if (!effect.ring.empty()) return Step::tr("closes a cycle");
  if (effect.stuckForGood) return Step::tr("then nobody can move");
  const auto own = std::ranges::find(effect.stuck, effect.choice.task, &WaitLink::waiter);
  if (own != effect.stuck.end()) {
    if (own->resource.valid())
      return Step::tr("then waits for %1").arg(nameOf(trace, own->resource));
    if (own->holder.valid()) return Step::tr("then waits for %1").arg(nameOf(trace, own->holder));
    return Step::tr("then waits");
  }
  if (!effect.freed.empty()) return Step::tr("lets %1 go on").arg(listed(trace, effect.freed));
  if (!effect.stuck.empty())
    return Step::tr("makes %1 wait").arg(nameOf(trace, effect.stuck.front().waiter));
  return {};
}

QString toldStep(const Trace& trace, std::size_t number, const Choice& choice, const Event& asked,
                 const StepEffect* effect) {
  const QString act = toldAct(trace, choice, asked);
  const QString result = effect ? toldEffect(trace, *effect) : QString();
  if (result.isEmpty()) return Step::tr("Step %1: %2", "number, sentence").arg(number).arg(act);
  return Step::tr("Step %1: %2 %3", "number, two sentences").arg(number).arg(act, result);
}

}  // namespace lockstep::ui
