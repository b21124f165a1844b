// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/why_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kPadding = 24;
constexpr int kChipSize = 26;

QString fromCore(const std::string& text) { return QString::fromStdString(text); }

QString startWithCapital(QString sentence) {
  if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
  return sentence;
}

QString question(const TaskMoment& task, const QString& name) {
  const QString number = QString::number(task.id.value);
  switch (task.state) {
    case State::unborn:
      return WhyPanel::tr("%1 does not exist yet").arg(number);
    case State::created:
      return WhyPanel::tr("%1 is being created").arg(number);
    case State::ready:
      return WhyPanel::tr("Why is %1 not running?").arg(number);
    case State::running:
      return WhyPanel::tr("What is %1 doing?").arg(number);
    case State::blocked:
      return WhyPanel::tr("Why is %1 blocked?").arg(number);
    case State::stopped:
      return WhyPanel::tr("Why is %1 stopped?").arg(number);
    case State::zombie:
      return WhyPanel::tr("Why is %1 a zombie?").arg(number);
    case State::terminated:
      return WhyPanel::tr("How did %1 end?").arg(number);
    case State::unknown:
      return WhyPanel::tr("What is known of %1?").arg(number);
  }
  return name;
}

QString evidenceSentence(Evidence evidence) {
  switch (evidence) {
    case Evidence::kernel:
      return WhyPanel::tr("K  Kernel: its scheduler's switch records.");
    case Evidence::probe:
      return WhyPanel::tr("I  Instrumented: the task's own operations.");
    case Evidence::step:
      return WhyPanel::tr("P  Parked by Lockstep.");
    case Evidence::unknown:
      return WhyPanel::tr("No record says what it did here.");
  }
  return {};
}

QLabel* textLabel(QWidget* parent, const char* role = nullptr) {
  auto* label = new QLabel(parent);
  // Names come from recordings of others: never read them as markup.
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  if (role) label->setProperty("role", role);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

QFrame* rule(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("divider", true);
  line->setFixedHeight(1);
  return line;
}

}  // namespace

TaskChip::TaskChip(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::light)) {
  fixSize(*this, {kChipSize, kChipSize});
}

void TaskChip::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

void TaskChip::setTask(TaskId task, State state) {
  if (task == m_task && state == m_state) return;
  m_task = task;
  m_state = state;
  update();
}

void TaskChip::paintEvent(QPaintEvent*) {
  if (!m_task.valid()) return;
  ZoomedPainter painter(this);
  drawChip(painter, *m_theme, QString::number(m_task.value), m_state, designRect(*this).center(),
           kChipSize / 2.0 - 2);
}

WhyPanel::WhyPanel(Viewpoint& view, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_chip(new TaskChip(this)),
      m_title(textLabel(this)),
      m_sentence(textLabel(this)),
      m_evidence(textLabel(this, "meta")),
      m_signalPart(new QWidget(this)),
      m_signalTitle(textLabel(m_signalPart)),
      m_signalText(textLabel(m_signalPart)),
      m_sharePart(new QWidget(this)),
      m_shareTitle(textLabel(m_sharePart)),
      m_shares(new ShareBar(m_sharePart)) {
  auto* head = new QHBoxLayout;
  setGap(*head, 10);
  head->addWidget(m_chip, 0, Qt::AlignTop);
  head->addWidget(m_title, 1);

  auto* signalLayout = new QVBoxLayout(m_signalPart);
  signalLayout->setContentsMargins(0, 0, 0, 0);
  setGap(*signalLayout, 8);
  signalLayout->addWidget(rule(m_signalPart));
  addGap(*signalLayout, 8);
  signalLayout->addWidget(m_signalTitle);
  signalLayout->addWidget(m_signalText);

  auto* shareLayout = new QVBoxLayout(m_sharePart);
  shareLayout->setContentsMargins(0, 0, 0, 0);
  setGap(*shareLayout, 10);
  shareLayout->addWidget(rule(m_sharePart));
  addGap(*shareLayout, 8);
  shareLayout->addWidget(m_shareTitle);
  shareLayout->addWidget(m_shares);

  auto* layout = new QVBoxLayout(this);
  setMargins(*layout, kPadding, 16, kPadding, 16);
  setGap(*layout, 10);
  layout->addLayout(head);
  layout->addWidget(m_sentence);
  layout->addWidget(m_evidence);
  layout->addWidget(m_signalPart);
  layout->addWidget(m_sharePart);
  layout->addStretch(1);

  for (auto signal : {&Viewpoint::traceReplaced, &Viewpoint::traceChanged,
                      &Viewpoint::playheadChanged, &Viewpoint::selectionChanged})
    connect(&view, signal, this, &WhyPanel::refresh);
  setTheme(theme(ThemeKind::light));
  refresh();
}

void WhyPanel::setTheme(const Theme& theme) {
  m_chip->setTheme(theme);
  m_shares->setTheme(theme);
  m_title->setFont(zoomed(uiFont(16, 650)));
  m_sentence->setFont(zoomed(uiFont(15)));
  m_signalTitle->setFont(zoomed(uiFont(16, 650)));
  m_signalText->setFont(zoomed(uiFont(15)));
  m_shareTitle->setFont(zoomed(uiFont(14, 650)));
}

QString WhyPanel::title() const { return m_title->text(); }
QString WhyPanel::sentence() const { return m_sentence->text(); }
QString WhyPanel::evidence() const { return m_evidence->text(); }

void WhyPanel::refresh() {
  if (!isVisible()) return;
  const TaskId task = m_view.task();
  const Moment& moment = m_view.moment();
  if (!task.valid() || task.value >= moment.tasks.size()) {
    showNothing();
    return;
  }
  showTask(moment.tasks[task.value]);
  showSignals(task);
  showShares(task);
}

void WhyPanel::showNothing() {
  m_chip->hide();
  m_title->setText(tr("No task is selected"));
  m_sentence->setText(m_view.trace().empty()
                          ? tr("Start a run or open a recording.")
                          : tr("Click a task on the stage or a lane, or press its number."));
  m_evidence->setText(QString());  // clear() would lay out anew what is empty already
  m_signalPart->hide();
  m_sharePart->hide();
}

void WhyPanel::showTask(const TaskMoment& task) {
  const Trace& trace = m_view.trace();
  const Words text = words();
  m_chip->show();
  m_chip->setTask(task.id, task.state);
  m_title->setText(question(task, fromCore(text.taskName(trace, task.id))));
  m_sentence->setText(startWithCapital(fromCore(text.state(trace, m_view.moment(), task.id))));
  m_evidence->setText(task.state == State::unborn ? QString() : evidenceSentence(task.evidence));
  setAccessibleName(m_title->text());
  setAccessibleDescription(m_sentence->text());
}

void WhyPanel::showSignals(TaskId task) {
  const Trace& trace = m_view.trace();
  const Words text = words();
  QStringList sentences;
  for (const SignalMoment& signal : m_view.moment().signals) {
    if (signal.phase == SignalPhase::handled || (signal.from != task && signal.to != task))
      continue;
    const QString sender =
        signal.from.valid() ? fromCore(text.taskName(trace, signal.from)) : tr("Somebody outside");
    const QString target = fromCore(text.taskName(trace, signal.to));
    const std::string_view signalWord = signalName(signal.number);
    const QString number =
        QString::fromUtf8(signalWord.data(), static_cast<qsizetype>(signalWord.size()));
    const bool pending = signal.phase == SignalPhase::pending;
    const std::int64_t since = m_view.playhead() - (pending ? signal.sent : signal.delivered);
    sentences << (pending ? tr("%1 sent %2 to %3 %4 ago. It has not been delivered yet.")
                          : tr("%1 sent %2 to %3, whose handler has been running for %4."))
                     .arg(sender, number, target, fromCore(Words::duration(since)));
  }
  m_signalPart->setVisible(!sentences.isEmpty());
  m_signalTitle->setText(tr("A signal is on its way"));
  m_signalText->setText(sentences.join(QLatin1Char('\n')));
}

void WhyPanel::showShares(TaskId task) {
  const Trace& trace = m_view.trace();
  const bool marked = m_view.markFrom() != m_view.markTo();
  const std::int64_t from = marked ? m_view.markFrom() : trace.startTime();
  const std::int64_t to = marked ? m_view.markTo() : trace.endTime();
  m_shares->setShares(trace.lane(task).shares(from, to));
  m_sharePart->setVisible(!m_shares->entries().empty());
  const QString number = QString::number(task.value);
  m_shareTitle->setText(
      marked ? tr("Where %1 spent the marked %2").arg(number, fromCore(Words::duration(to - from)))
             : tr("Where %1 spent the run").arg(number));
}

void WhyPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void WhyPanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) refresh();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
