// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/status_strip.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "theme/labels.h"
#include "theme/zoom.h"
#include "window/live_run.h"

namespace lockstep::ui {

namespace {

constexpr int kStripHeight = 32;
constexpr int kPadding = 16;
constexpr int kBadge = 16;
constexpr int kGap = 24;
constexpr int kLeastNote = 140;  ///< less would say nothing

struct Alive {
  int processes = 0;
  int threads = 0;
};

Alive countAlive(const Trace& trace, const Moment& moment) {
  Alive alive;
  const auto tasks = trace.tasks();
  for (const TaskMoment& task : moment.tasks) {
    if (!task.id.valid() || task.id == kSupervisor || task.id.value >= tasks.size()) continue;
    if (!isAlive(task.state) || task.ended) continue;
    ++alive.threads;
    if (tasks[task.id.value].kind == TaskKind::process) ++alive.processes;
  }
  return alive;
}

QString words(const Alive& alive) {
  if (alive.threads == 1) return StatusStrip::tr("1 process, 1 thread alive");
  if (alive.processes == 1)
    return StatusStrip::tr("1 process, %1 threads alive").arg(alive.threads);
  return StatusStrip::tr("%1 processes, %2 threads alive").arg(alive.processes).arg(alive.threads);
}

}  // namespace

QString grouped(std::uint64_t number) {
  QString text = QString::number(number);
  for (qsizetype place = text.size() - 3; place > 0; place -= 3) text.insert(place, QChar(0x2009));
  return text;
}

StatusStrip::StatusStrip(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m_view(view), m_theme(&theme(ThemeKind::light)) {
  fixSize(*this, {0, kStripHeight});
  for (auto signal :
       {&Viewpoint::traceReplaced, &Viewpoint::traceChanged, &Viewpoint::playheadChanged})
    connect(&view, signal, this, &StatusStrip::refresh);
  refresh();
}

void StatusStrip::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

QStringList StatusStrip::facts() const { return m_facts; }

void StatusStrip::refresh() {
  m_notes.clear();
  m_facts.clear();
  const Trace& trace = m_view.trace();
  const RunInfo& run = trace.run();
  if (!trace.empty()) {
    if (const QString parked = parkedSentence(); !parked.isEmpty())
      m_notes.append({badge(Evidence::step), parked, tr("Parked")});
    if (run.evidence == "kernel") {
      m_notes.append(
          {badge(Evidence::kernel), tr("States: the kernel's switch records"), tr("Kernel")});
      m_notes.append({badge(Evidence::probe), tr("Operations: instrumented in each task"),
                      tr("Instrumented")});
    } else {
      m_notes.append({badge(Evidence::probe),
                      tr("States and operations: instrumented in each task"), tr("Instrumented")});
    }
    if (!run.evidenceNote.empty()) {
      const QString note = QString::fromStdString(run.evidenceNote);
      m_notes.append({QString(), note, note});
    }
    const Alive alive = countAlive(trace, m_view.moment());
    m_facts << words(alive);
    m_facts << (trace.eventCount() == 1
                    ? tr("1 event, %1 lost").arg(grouped(trace.lostCount()))
                    : tr("%1 events, %2 lost")
                          .arg(grouped(trace.eventCount()), grouped(trace.lostCount())));
    m_facts << (m_view.awaitsReport() ? verdictPending() : label(m_view.report().verdict));
  }
  QStringList all = m_facts;
  for (const EvidenceNote& note : m_notes) all << note.words;
  setAccessibleName(all.join(QStringLiteral(". ")));
  update();
}

/// Of tasks that Lockstep holds at the playhead; empty where it holds none.
QString StatusStrip::parkedSentence() const {
  TaskId parked;
  int count = 0;
  for (const TaskMoment& task : m_view.moment().tasks) {
    if (task.evidence != Evidence::step || task.ended || task.state == State::terminated) continue;
    parked = task.id;
    ++count;
  }
  if (count == 0) return {};
  if (count > 1)
    return tr("%1 tasks are parked by Lockstep: Ready is a choice, not a delay").arg(count);
  return tr("%1 is parked by Lockstep, so its Ready is a choice, not a delay")
      .arg(QString::fromStdString(ui::words().taskName(m_view.trace(), parked)));
}

void StatusStrip::paintEvent(QPaintEvent*) {
  ZoomedPainter painter(this);
  const QRectF whole = designRect(*this);
  painter.fillRect(whole, m_theme->surface);
  painter.fillRect(QRectF(0, 0, whole.width(), 1), m_theme->line);
  const double right = paintFacts(painter);
  paintNotes(painter, right);
}

// The facts stand at the right and are never cut; the notes get what is left.
double StatusStrip::paintFacts(QPainter& painter) const {
  painter.setPen(m_theme->text2);
  const QRectF whole = designRect(*this);
  double x = whole.width() - kPadding;
  for (qsizetype i = m_facts.size() - 1; i >= 0; --i) {
    const bool verdict = i == m_facts.size() - 1;
    painter.setFont(uiFont(13, verdict ? 600 : 400));
    painter.setPen(verdict && isBad(m_view.report().verdict) ? m_theme->danger : m_theme->text2);
    const double wide = QFontMetricsF(painter.font()).horizontalAdvance(m_facts[i]);
    painter.drawText(QRectF(x - wide - 1, 0, wide + 2, whole.height()), Qt::AlignCenter,
                     m_facts[i]);
    x -= wide + kGap;
  }
  return x;
}

// In few words where the whole ones have no room, and then elided; a badge never goes.
void StatusStrip::paintNotes(QPainter& painter, double right) const {
  const double height = designRect(*this).height();
  const QFontMetricsF metrics(uiFont(13));
  const auto badgeRoom = [](const EvidenceNote& note) {
    return note.badge.isEmpty() ? 0.0 : kBadge + 8.0;
  };
  double wanted = 0;
  for (const EvidenceNote& note : m_notes)
    wanted += badgeRoom(note) + metrics.horizontalAdvance(note.words) + kGap;
  const bool brief = kPadding + wanted > right;
  double x = kPadding;
  for (const EvidenceNote& note : m_notes) {
    const double room = right - x - badgeRoom(note);
    if (room < (note.badge.isEmpty() ? kLeastNote : 0)) return;
    if (!note.badge.isEmpty()) {
      painter.setPen(QPen(m_theme->text, 1.5));
      painter.setBrush(Qt::NoBrush);
      const QRectF ring(x, (height - kBadge) / 2, kBadge, kBadge);
      painter.drawEllipse(ring);
      painter.setFont(uiFont(11, 700));
      painter.drawText(ring, Qt::AlignCenter, note.badge);
      x += badgeRoom(note);
    }
    painter.setFont(uiFont(13));
    painter.setPen(m_theme->text2);
    const QString shown =
        metrics.elidedText(brief ? note.brief : note.words, Qt::ElideMiddle, room);
    const double wide = metrics.horizontalAdvance(shown);
    painter.drawText(QRectF(x, 0, wide + 2, height), Qt::AlignLeft | Qt::AlignVCenter, shown);
    x += wide + kGap;
  }
}

bool StatusStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  QStringList words;
  for (const EvidenceNote& note : m_notes) words << note.words;
  QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), words.join(QLatin1Char('\n')));
  return true;
}

void StatusStrip::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) refresh();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
