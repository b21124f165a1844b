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

constexpr int kHeight = 32;
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
  fixSize(*this, {0, kHeight});
  for (auto signal :
       {&Viewpoint::traceReplaced, &Viewpoint::traceChanged, &Viewpoint::playheadChanged})
    connect(&view, signal, this, &StatusStrip::refresh);
  refresh();
}

void StatusStrip::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

QVector<QPair<QString, QString>> StatusStrip::notes() const { return m_notes; }
QStringList StatusStrip::facts() const { return m_facts; }

void StatusStrip::refresh() {
  m_notes.clear();
  m_facts.clear();
  const Trace& trace = m_view.trace();
  const RunInfo& run = trace.run();
  if (!trace.empty()) {
    if (run.evidence == "kernel") {
      m_notes.append({badge(Evidence::kernel), tr("States: the kernel's switch records")});
      m_notes.append({badge(Evidence::probe), tr("Operations: instrumented in each task")});
    } else {
      m_notes.append(
          {badge(Evidence::probe), tr("States and operations: instrumented in each task")});
    }
    if (!run.evidenceNote.empty())
      m_notes.append({QString(), QString::fromStdString(run.evidenceNote)});
    const Alive alive = countAlive(trace, m_view.moment());
    m_facts << words(alive);
    m_facts
        << tr("%1 events, %2 lost").arg(grouped(trace.eventCount()), grouped(trace.lostCount()));
    m_facts << (m_view.awaitsReport() ? verdictPending() : label(m_view.report().verdict));
  }
  QStringList all = m_facts;
  for (const auto& note : m_notes) all << note.second;
  setAccessibleName(all.join(QStringLiteral(". ")));
  update();
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

void StatusStrip::paintNotes(QPainter& painter, double right) const {
  const double height = designRect(*this).height();
  double x = kPadding;
  for (const auto& [badgeWord, words] : m_notes) {
    if (right - x < kLeastNote) return;
    if (!badgeWord.isEmpty()) {
      painter.setPen(QPen(m_theme->text, 1.5));
      painter.setBrush(Qt::NoBrush);
      const QRectF ring(x, (height - kBadge) / 2, kBadge, kBadge);
      painter.drawEllipse(ring);
      painter.setFont(uiFont(11, 700));
      painter.drawText(ring, Qt::AlignCenter, badgeWord);
      x += kBadge + 8;
    }
    painter.setFont(uiFont(13));
    painter.setPen(m_theme->text2);
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(words, Qt::ElideMiddle, right - x);
    const double wide = metrics.horizontalAdvance(shown);
    painter.drawText(QRectF(x, 0, wide + 2, height), Qt::AlignLeft | Qt::AlignVCenter, shown);
    x += wide + kGap;
  }
}

bool StatusStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  QStringList words;
  for (const auto& note : m_notes) words << note.second;
  QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), words.join(QLatin1Char('\n')));
  return true;
}

void StatusStrip::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) refresh();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
