// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/narration.h"

#include <QCoreApplication>
#include <algorithm>

#include "stage/captions.h"
#include "words/words.h"

namespace lockstep::ui {

namespace {

/// Tells events of one trace in one language.
class Narrator {
 public:
  Narrator(const Trace& trace, const Tongue& tongue) : m_trace(trace), m_tongue(tongue) {}

  QString say(const char* english) const { return m_tongue("Narration", english); }
  QString say(const char* english, const QString& a) const { return say(english).arg(a); }
  QString say(const char* english, const QString& a, const QString& b) const {
    return say(english).arg(a, b);
  }
  QString say(const char* english, const QString& a, const QString& b, const QString& c) const {
    return say(english).arg(a, b, c);
  }

  QString name(TaskId task) const {
    return QString::fromStdString(words().taskName(m_trace, task));
  }
  QString name(ResourceId resource) const {
    return QString::fromStdString(words().resourceName(m_trace, resource));
  }
  const Trace& trace() const { return m_trace; }

 private:
  Words words() const {
    return Words([this](const char* english) { return m_tongue("Words", english).toStdString(); });
  }

  const Trace& m_trace;
  const Tongue& m_tongue;
};

QString signalText(const Event& event) {
  const std::string_view word = signalName(static_cast<int>(event.value));
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString durationText(const Event& event) {
  return QString::fromStdString(Words::duration(event.value));
}

ResourceKind kindOf(const Trace& trace, ResourceId resource) {
  return resource.value < trace.resources().size() ? trace.resources()[resource.value].kind
                                                   : ResourceKind::none;
}

/// "It has let the lock go.", "2 of 3 are here.": what a wait in wait() means.
QStringList tellWait(const Narrator& narrator, const Event& event, const Moment& after) {
  const QString task = narrator.name(event.task), resource = narrator.name(event.resource);
  const ResourceKind kind = kindOf(narrator.trace(), event.resource);
  if (event.phase == Phase::blocked) {
    if (kind == ResourceKind::event)
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 waits for %2 to be set."), task,
                           resource)};
    if (kind != ResourceKind::barrier)
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 waits on %2 to be notified."), task,
                           resource),
              narrator.say(QT_TRANSLATE_NOOP("Narration", "Meanwhile it has let the lock go."))};
    const auto here = momentOf(after, event.resource).waiters.size();
    const auto parties = narrator.trace().resources()[event.resource.value].capacity;
    return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 waits at %2."), task, resource),
            narrator.say(QT_TRANSLATE_NOOP("Narration", "Here by now: %1 of %2."),
                         QString::number(here), QString::number(parties))};
  }
  if (kind == ResourceKind::event)
    return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%2 is set: %1 goes on."), task, resource)};
  if (kind == ResourceKind::barrier)
    return {
        narrator.say(QT_TRANSLATE_NOOP("Narration", "All are at %2: %1 goes on."), task, resource)};
  return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 has been notified and goes on."), task)};
}

/// Who holds what is waited for.
QStringList tellAcquire(const Narrator& narrator, const Event& event, const Moment& after) {
  const QString task = narrator.name(event.task), resource = narrator.name(event.resource);
  const bool permits = isSemaphore(kindOf(narrator.trace(), event.resource));
  const ResourceMoment& moment = momentOf(after, event.resource);
  if (event.phase == Phase::blocked) {
    if (permits)
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 waits for a permit of %2."), task,
                           resource)};
    QStringList lines{
        narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 waits for %2."), task, resource)};
    if (!moment.holders.empty())
      lines << narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 holds it."),
                            narrator.name(moment.holders.front().task));
    return lines;
  }
  if (permits)
    return {
        narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 takes a permit of %2."), task, resource),
        narrator.say(QT_TRANSLATE_NOOP("Narration", "Permits left: %1."),
                     QString::number(moment.value))};
  QStringList lines{narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 takes %2."), task, resource)};
  if (event.outcome == Outcome::abandoned)
    lines << narrator.say(QT_TRANSLATE_NOOP("Narration", "Its owner had died with it."));
  else if (event.peer().valid())
    lines << narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 had released it."),
                          narrator.name(event.peer()));
  return lines;
}

QStringList tellRelease(const Narrator& narrator, const Event& event, const Moment& after) {
  const QString task = narrator.name(event.task), resource = narrator.name(event.resource);
  QStringList lines{
      narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 releases %2."), task, resource)};
  QStringList waiting;
  for (const Wait& wait : momentOf(after, event.resource).waiters)
    waiting << narrator.name(wait.task);
  if (!waiting.isEmpty())
    lines << narrator.say(QT_TRANSLATE_NOOP("Narration", "Waiting for it: %1."),
                          waiting.join(QStringLiteral(", ")));
  return lines;
}

/// How full the queue is after it.
QStringList tellQueue(const Narrator& narrator, const Event& event, const Moment& after) {
  const QString task = narrator.name(event.task), queue = narrator.name(event.resource);
  const bool puts = event.operation == Operation::put;
  if (event.phase == Phase::blocked)
    return {narrator.say(puts ? QT_TRANSLATE_NOOP("Narration", "%1 must wait: %2 is full.")
                              : QT_TRANSLATE_NOOP("Narration", "%1 must wait: %2 is empty."),
                         task, queue)};
  const QString item = itemText(Item{event.value, event.valueKind()});
  QStringList lines{narrator.say(puts ? QT_TRANSLATE_NOOP("Narration", "%1 puts %3 into %2.")
                                      : QT_TRANSLATE_NOOP("Narration", "%1 takes %3 out of %2."),
                                 task, queue, item)};
  const std::int64_t places = narrator.trace().resources()[event.resource.value].capacity;
  const auto items = momentOf(after, event.resource).items.size();
  if (places > 0)
    lines << narrator.say(QT_TRANSLATE_NOOP("Narration", "Places taken: %1 of %2."),
                          QString::number(items), QString::number(places));
  return lines;
}

/// The others that have loaded the value and will store it.
QStringList carriers(const Narrator& narrator, const Event& event, const Moment& after) {
  QStringList names;
  for (const TaskMoment& task : after.tasks)
    if (task.id != event.task && task.operand == event.resource && !task.ended &&
        (task.operation == Operation::load || task.operation == Operation::add))
      names << narrator.name(task.id);
  return names;
}

QStringList tellValue(const Narrator& narrator, const Event& event, const Moment& after) {
  const QString task = narrator.name(event.task), value = narrator.name(event.resource);
  const QString number = QString::number(event.value);
  if (event.operation == Operation::add)
    return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 has added: %2."), task, number),
            narrator.say(QT_TRANSLATE_NOOP("Narration", "It has not written it yet."))};
  if (event.operation == Operation::load) {
    QStringList lines{narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 reads %2: it is %3."), task,
                                   value, number)};
    const QStringList others = carriers(narrator, event, after);
    if (!others.isEmpty())
      lines << narrator.say(QT_TRANSLATE_NOOP("Narration", "Has read it too: %1."),
                            others.join(QStringLiteral(", ")));
    return lines;
  }
  QStringList lines{
      narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 writes %3 to %2."), task, value, number)};
  const Moment before = narrator.trace().at(event.time - 1);
  if (momentOf(after, event.resource).lostUpdates > momentOf(before, event.resource).lostUpdates)
    lines << narrator.say(QT_TRANSLATE_NOOP("Narration", "An update is lost."));
  return lines;
}

QStringList tellNotify(const Narrator& narrator, const Event& event) {
  const QString task = narrator.name(event.task), resource = narrator.name(event.resource);
  if (event.peer().valid())
    return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 notifies %2 on %3."), task,
                         narrator.name(event.peer()), resource)};
  return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 notifies %2."), task, resource),
          narrator.say(QT_TRANSLATE_NOOP("Narration", "Nobody waits there."))};
}

/// One line about what a task does with its own or another's life, with signals and with time.
QString tellOther(const Narrator& narrator, const Event& event) {
  const QString task = narrator.name(event.task), peer = narrator.name(event.peer());
  const QString resource = narrator.name(event.resource);
  switch (event.operation) {
    case Operation::start:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 starts %2."), task, peer);
    case Operation::end:
      return event.value == 0
                 ? narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 ends."), task)
                 : narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 ends with exit code %2."), task,
                                QString::number(event.value));
    case Operation::join:
      return event.phase == Phase::blocked
                 ? narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 waits for %2 to end."), task,
                                peer)
                 : narrator.say(QT_TRANSLATE_NOOP("Narration", "%2 has ended: %1 goes on."), task,
                                peer);
    case Operation::reap:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 reaps %2."), task, peer);
    case Operation::execFailed:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 cannot start %2."), task, peer);
    case Operation::abortTask:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 crashes."), task);
    case Operation::set:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 sets %2."), task, resource);
    case Operation::clear:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 clears %2."), task, resource);
    case Operation::abortBarrier:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 breaks %2."), task, resource);
    case Operation::resetBarrier:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 resets %2."), task, resource);
    case Operation::kill:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 sends %3 to %2."), task, peer,
                          signalText(event));
    case Operation::deliver:
      return event.phase == Phase::done
                 ? narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 has handled %2."), task,
                                signalText(event))
                 : narrator.say(QT_TRANSLATE_NOOP("Narration", "%2 reaches %1: its handler runs."),
                                task, signalText(event));
    case Operation::handle:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 installs a handler for %2."), task,
                          signalText(event));
    case Operation::pause:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 waits for a signal."), task);
    case Operation::alarm:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 sets a timer: %2."), task,
                          durationText(event));
    case Operation::sleep:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 sleeps %2."), task,
                          durationText(event));
    case Operation::say:
    case Operation::phase:
      return narrator.say(QT_TRANSLATE_NOOP("Narration", "%1: %2"), task,
                          QString::fromStdString(narrator.trace().text(TextId{event.aux})));
    default:
      return {};
  }
}

QString apiText(const Narrator& narrator, const Event& event) {
  const std::string_view word = name(event.operation);
  const QString call = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
  return event.resource.valid() ? narrator.name(event.resource) + QLatin1Char('.') + call : call;
}

bool isTurning(const Event& event) {
  switch (event.operation) {
    case Operation::start:
    case Operation::end:
    case Operation::join:
    case Operation::reap:
    case Operation::execFailed:
    case Operation::abortTask:
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::set:
    case Operation::abortBarrier:
    case Operation::kill:
    case Operation::deliver:
    case Operation::phase:
    case Operation::say:
      return true;
    default:
      // Who had to wait, and who is let go.
      return event.phase == Phase::blocked || (canBlock(event.operation) && event.peer().valid() &&
                                               event.operation != Operation::get);
  }
}

}  // namespace

bool isMoment(const Event& event, MomentDetail detail) {
  if (event.has(kFlagInner)) return false;
  if (event.task == kSupervisor && event.operation != Operation::reap) return false;
  bool told = false;
  switch (event.operation) {
    case Operation::start:
    case Operation::end:
    case Operation::reap:
    case Operation::execFailed:
    case Operation::abortTask:
    case Operation::release:
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::set:
    case Operation::clear:
    case Operation::abortBarrier:
    case Operation::resetBarrier:
    case Operation::load:
    case Operation::store:
    case Operation::add:
    case Operation::kill:
    case Operation::handle:
    case Operation::alarm:
    case Operation::say:
    case Operation::phase:
      told = event.phase == Phase::done;
      break;
    case Operation::acquire:
    case Operation::wait:
    case Operation::put:
    case Operation::get:
    case Operation::join:
      told = event.phase != Phase::request;
      break;
    case Operation::pause:
      told = event.phase == Phase::blocked;
      break;
    case Operation::sleep:
      told = event.phase == Phase::request;
      break;
    case Operation::deliver:
      told = event.phase != Phase::blocked;
      break;
    default:
      break;
  }
  return told && (detail == MomentDetail::all || isTurning(event));
}

Narration narrate(const Trace& trace, std::size_t index, const Moment& after,
                  const Tongue& tongue) {
  const Narrator narrator(trace, tongue);
  const Event event = trace.event(index);
  Narration told{{}, event.task};
  const bool fails = event.phase == Phase::done && event.outcome != Outcome::ok &&
                     event.outcome != Outcome::abandoned;
  if (fails) {
    const std::string_view word = name(event.outcome);
    told.lines = {
        narrator.say(QT_TRANSLATE_NOOP("Narration", "%1: %2() ends with “%3”."),
                     narrator.name(event.task), apiText(narrator, event),
                     QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())))};
    return told;
  }
  switch (event.operation) {
    case Operation::acquire:
      told.lines = tellAcquire(narrator, event, after);
      break;
    case Operation::release:
      told.lines = tellRelease(narrator, event, after);
      break;
    case Operation::wait:
      told.lines = tellWait(narrator, event, after);
      break;
    case Operation::put:
    case Operation::get:
      told.lines = tellQueue(narrator, event, after);
      break;
    case Operation::load:
    case Operation::store:
    case Operation::add:
      told.lines = tellValue(narrator, event, after);
      break;
    case Operation::notify:
    case Operation::notifyAll:
      told.lines = tellNotify(narrator, event);
      break;
    default:
      told.lines = {tellOther(narrator, event)};
      break;
  }
  return told;
}

namespace {

QString ringNamesOf(const Narrator& narrator, const Finding& finding) {
  QStringList names;
  for (const WaitEdge& edge : finding.edges) names << narrator.name(edge.waiter);
  return names.join(QStringLiteral(", "));
}

QStringList tellFinding(const Narrator& narrator, const Finding& finding) {
  switch (finding.kind) {
    case FindingKind::deadlock:
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "Deadlock: they wait for each other.")),
              ringNamesOf(narrator, finding)};
    case FindingKind::lostUpdate:
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "Lost updates of %1: %2."),
                           narrator.name(finding.resource), QString::number(finding.count)),
              narrator.say(QT_TRANSLATE_NOOP("Narration", "Newer values were overwritten."))};
    case FindingKind::lostWakeup:
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "Lost wake-up: they wait for ever.")),
              narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 called before anybody waited."),
                           narrator.name(finding.task))};
    case FindingKind::race:
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "Race on %1."),
                           narrator.name(finding.resource)),
              narrator.say(QT_TRANSLATE_NOOP("Narration", "Nothing orders %1 and %2."),
                           narrator.name(finding.peer), narrator.name(finding.task))};
    case FindingKind::crashed:
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "%1 has crashed."),
                           narrator.name(finding.task))};
    default:
      return {narrator.say(QT_TRANSLATE_NOOP("Narration", "Nobody can go on: the run hangs.")),
              ringNamesOf(narrator, finding)};
  }
}

}  // namespace

Narration narrateEnd(const Trace& trace, const Report& report, const Tongue& tongue) {
  const Narrator narrator(trace, tongue);
  if (report.verdict == Verdict::completed)
    return {{narrator.say(QT_TRANSLATE_NOOP("Narration", "The run is over.")),
             narrator.say(QT_TRANSLATE_NOOP("Narration", "Every task went its way to the end."))},
            {}};
  if (!isBad(report.verdict))
    return {{narrator.say(QT_TRANSLATE_NOOP("Narration", "The run was stopped here."))}, {}};
  const auto found = std::ranges::find(report.happened, kindOf(report.verdict), &Finding::kind);
  const Finding finding = found == report.happened.end() ? Finding{} : *found;
  Narration told{tellFinding(narrator, finding), finding.task};
  told.lines.removeAll(QString());
  return told;
}

}  // namespace lockstep::ui
