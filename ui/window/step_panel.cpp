// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/step_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QEvent>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "step/step_words.h"
#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

// Design pixels.
constexpr int kPanelPadding = 24;
constexpr int kRingHeight = 44;
constexpr int kLineHeight = 32;
constexpr int kMostLinesInSight = 6;
// The lines' numbers of steps need not be told of each step at once.
constexpr int kLinesMs = 200;
constexpr double kRingDisc = 14;
constexpr double kRingStep = 58;

QLabel* stepLabel(QWidget* parent, const char* role = nullptr) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  if (role) label->setProperty("role", role);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

QFrame* rule(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("divider", true);
  fixSize(*line, {0, 1});
  return line;
}

QVBoxLayout* partColumn(QWidget* widget) {
  auto* layout = new QVBoxLayout(widget);
  layout->setContentsMargins(0, 0, 0, 0);
  setGap(*layout, 8);
  return layout;
}

}  // namespace

Prediction predictionOf(const StepEffect& effect) {
  if (!effect.ring.empty()) return Prediction::closesCycle;
  const bool waits =
      std::ranges::find(effect.stuck, effect.choice.task, &WaitLink::waiter) != effect.stuck.end();
  if (waits) return Prediction::waits;
  return effect.freed.empty() ? Prediction::goesOn : Prediction::letsGo;
}

RingStrip::RingStrip(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::light)) {
  fixSize(*this, {0, kRingHeight});
}

void RingStrip::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

void RingStrip::setRing(std::vector<TaskId> ring) {
  if (!ring.empty()) ring.push_back(ring.front());
  setVisible(!ring.empty());
  m_ring = std::move(ring);
  update();
}

QSize RingStrip::sizeHint() const {
  return px(QSize(static_cast<int>(kRingStep * static_cast<double>(m_ring.size())), kRingHeight));
}

QSize RingStrip::minimumSizeHint() const { return px(QSize(80, kRingHeight)); }

void RingStrip::paintEvent(QPaintEvent*) {
  if (m_ring.empty()) return;
  ZoomedPainter painter(this);
  const QRectF whole = designRect(*this);
  const double step = std::min(
      kRingStep, (whole.width() - 2 * kRingDisc - 4) / static_cast<double>(m_ring.size() - 1));
  const double y = whole.center().y();
  for (std::size_t i = 0; i < m_ring.size(); ++i) {
    const QPointF centre(kRingDisc + 2 + step * static_cast<double>(i), y);
    if (i > 0) {
      const QPointF from(centre.x() - step + kRingDisc + 4, y);
      const QPointF to(centre.x() - kRingDisc - 5, y);
      painter.setPen(QPen(m_theme->danger, 2));
      painter.drawLine(from, to);
      painter.drawLine(to, to + QPointF(-5, -4));
      painter.drawLine(to, to + QPointF(-5, 4));
    }
    drawChip(painter, *m_theme, QString::number(m_ring[i].value), State::blocked, centre,
             kRingDisc);
  }
}

StepPanel::StepPanel(StepMode& mode, StepInsight& insight, QWidget* parent)
    : QWidget(parent),
      m_mode(mode),
      m_insight(insight),
      m_toldTitle(stepLabel(this)),
      m_told(stepLabel(this)),
      m_nextTitle(stepLabel(this)),
      m_next(stepLabel(this)),
      m_ring(new RingStrip(this)),
      m_questionPart(new QWidget(this)),
      m_questionText(stepLabel(m_questionPart)),
      m_answered(stepLabel(this)),
      m_askFirst(new QCheckBox(this)),
      m_safePart(new QWidget(this)),
      m_safe(stepLabel(m_safePart)),
      m_safeButton(new QPushButton(m_safePart)),
      m_breakpoints(stepLabel(this, "secondary")),
      m_linesTitle(stepLabel(this)),
      m_lines(new QTreeWidget(this)) {
  assemble();
  m_linesSoon.setSingleShot(true);
  m_linesSoon.setInterval(kLinesMs);
  connect(&m_linesSoon, &QTimer::timeout, this, &StepPanel::refreshLines);
  connect(&mode, &StepMode::changed, this, &StepPanel::refreshSoon);
  connect(&insight, &StepInsight::changed, this, &StepPanel::refreshSoon);
  connect(&mode, &StepMode::branchesChanged, this, [this] {
    if (!m_linesSoon.isActive()) m_linesSoon.start();
  });
  connect(m_safeButton, &QPushButton::clicked, this, [this] {
    if (const auto safe = m_insight.lastSafe(); safe && safe->step) m_mode.goTo(*safe->step);
  });
  connect(m_askFirst, &QCheckBox::toggled, this, [this](bool on) {
    m_insight.setSecret(on);
    if (!on) closeQuestion();
  });
  connect(m_lines, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
    m_mode.showBranch(item->data(0, Qt::UserRole).toInt());
  });
  connect(m_lines, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
    m_mode.showBranch(item->data(0, Qt::UserRole).toInt());
  });
  connect(m_lines, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
    if (!m_fillingLines) m_mode.nameBranch(item->data(0, Qt::UserRole).toInt(), item->text(0));
  });
  retranslate();
  setTheme(theme(ThemeKind::light));
}

void StepPanel::assemble() {
  m_lines->setColumnCount(3);
  m_lines->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
  m_lines->setRootIsDecorated(true);
  m_lines->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_lines->header()->setStretchLastSection(false);
  for (int section : {1, 2})
    m_lines->header()->setSectionResizeMode(section, QHeaderView::ResizeToContents);
  m_lines->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);

  auto* question = partColumn(m_questionPart);
  question->addWidget(m_questionText);
  for (int i = 0; i < kPredictions; ++i) {
    auto* button = new QPushButton(m_questionPart);
    connect(button, &QPushButton::clicked, this, [this, i] { answer(i + 1); });
    question->addWidget(button);
    m_answers.push_back(button);
  }
  auto* safe = partColumn(m_safePart);
  safe->addWidget(m_safe);
  safe->addWidget(m_safeButton);

  auto* layout = new QVBoxLayout(this);
  setMargins(*layout, kPanelPadding, 16, kPanelPadding, 0);
  setGap(*layout, 8);
  layout->addWidget(m_safePart);
  layout->addWidget(m_toldTitle);
  layout->addWidget(m_told);
  layout->addWidget(m_answered);
  addGap(*layout, 6);
  layout->addWidget(m_nextTitle);
  layout->addWidget(m_next);
  layout->addWidget(m_ring);
  layout->addWidget(m_questionPart);
  layout->addWidget(m_askFirst);
  layout->addWidget(m_breakpoints);
  addGap(*layout, 6);
  layout->addWidget(m_linesTitle);
  layout->addWidget(m_lines);
  addGap(*layout, 8);
  layout->addWidget(rule(this));
  m_ring->hide();
  m_questionPart->hide();
  m_answered->hide();
  m_safePart->hide();
}

void StepPanel::setTheme(const Theme& theme) {
  for (QLabel* title : {m_toldTitle, m_nextTitle, m_questionText})
    title->setFont(zoomed(uiFont(16, 650)));
  for (QLabel* text : {m_told, m_next, m_answered}) text->setFont(zoomed(uiFont(15)));
  m_linesTitle->setFont(zoomed(uiFont(14, 650)));
  m_ring->setTheme(theme);
  placeLines();
}

void StepPanel::retranslate() {
  m_askFirst->setText(tr("Ask me what will happen before each step"));
  m_linesTitle->setText(tr("Lines of choices"));
  m_lines->setAccessibleName(tr("Lines of choices"));
  m_lines->setHeaderLabels({tr("Name"), tr("Steps"), tr("End")});
  m_lines->setToolTip(tr("Click a line to look at its recording; F2 gives it a name."));
  const QStringList words = {tr("1  It goes on."), tr("2  It must wait."),
                             tr("3  It lets another task go on."), tr("4  It closes a cycle.")};
  for (int i = 0; i < kPredictions; ++i) m_answers[static_cast<std::size_t>(i)]->setText(words[i]);
  refresh();
  refreshLines();
}

QString StepPanel::told() const { return m_told->text(); }
QString StepPanel::forecast() const { return m_next->isHidden() ? QString() : m_next->text(); }
QString StepPanel::safeText() const { return m_safePart->isHidden() ? QString() : m_safe->text(); }
QString StepPanel::answerText() const {
  return m_answered->isHidden() ? QString() : m_answered->text();
}

// A step changes several things at once, see StepBar.
void StepPanel::refreshSoon() {
  if (!std::exchange(m_stale, true))
    QMetaObject::invokeMethod(this, &StepPanel::refresh, Qt::QueuedConnection);
}

void StepPanel::refresh() {
  m_stale = false;
  if (!isVisible()) return;
  const std::size_t shown = m_mode.shown();
  m_toldTitle->setText(m_mode.steps() == shown
                           ? tr("Step %1").arg(shown)
                           : tr("Step %1 of %2, in the recording").arg(shown).arg(m_mode.steps()));
  m_told->setText(shown > 0 ? m_mode.told() : tr("Nobody has moved yet. Choose who goes first."));
  refreshForecast();
  refreshSafe();
  QStringList points;
  for (const Breakpoint& point : m_mode.breakpoints())
    points
        << (point.resource.valid()
                ? QString::fromStdString(
                      words().resourceName(m_mode.view().trace(), point.resource))
                : QStringLiteral("%1:%2").arg(QString::fromStdString(point.file)).arg(point.line));
  m_breakpoints->setVisible(!points.isEmpty());
  m_breakpoints->setText(tr("Breakpoints: %1").arg(points.join(QStringLiteral(", "))));
}

void StepPanel::refreshForecast() {
  const auto choice = m_insight.considered();
  const bool tells = choice && !m_insight.secret();
  m_nextTitle->setVisible(tells);
  m_next->setVisible(tells);
  std::vector<TaskId> ring;
  if (tells) {
    const Trace& trace = m_mode.view().trace();
    m_nextTitle->setText(tr("If %1 goes next").arg(nameOf(trace, choice->task)));
    const auto effect = m_insight.effect(*choice);
    if (effect) {
      m_next->setText(toldEffect(trace, *effect));
      ring = effect->ring;
    } else if (const Situation now = m_mode.situation();
               const Offer* offer = now.offer(choice->task)) {
      m_next->setText(tr("It does %1.").arg(askedFor(trace, offer->next)));
    }
  }
  m_ring->setRing(std::move(ring));
}

void StepPanel::refreshSafe() {
  const auto safe = m_insight.lastSafe();
  const bool searches = m_insight.searchesLastSafe();
  m_safePart->setVisible(safe.has_value() || searches);
  m_safeButton->setVisible(safe && safe->step);
  if (searches && !safe) m_safe->setText(tr("Looking for the last choice with a way out."));
  if (!safe) return;
  if (!safe->step) {
    m_safe->setText(safe->certain
                        ? tr("No order of steps ends well: the fault is in the program, not in "
                             "your choices.")
                        : tr("No good end was found. The search was cut short; runs so far: %1.")
                              .arg(safe->runs));
    return;
  }
  m_safe->setText(safe->certain ? tr("Step %1 was the last point with a way out.").arg(*safe->step)
                                : tr("After step %1 there is a way out. There may be a later one: "
                                     "the search was cut short; "
                                     "runs so far: %2.")
                                      .arg(*safe->step)
                                      .arg(safe->runs));
  m_safeButton->setText(tr("Go back to step %1").arg(*safe->step));
}

void StepPanel::refreshLines() {
  // Not under the hands of somebody who writes a name.
  if (const QWidget* focus = QApplication::focusWidget();
      focus && focus != m_lines && m_lines->isAncestorOf(focus))
    return m_linesSoon.start();
  const auto& branches = m_mode.branches();
  m_fillingLines = true;
  m_lines->clear();
  std::vector<QTreeWidgetItem*> items;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const StepBranch& branch = branches[i];
    const int number = static_cast<int>(i);
    const QString from = branch.parent >= 0
                             ? tr("%1, from step %2", "name of a line, where it leaves another")
                                   .arg(m_mode.branchName(number))
                                   .arg(branch.from)
                             : m_mode.branchName(number);
    const QString end = branch.end == RunEnd::running ? QString() : label(branch.verdict);
    const QStringList words = {m_mode.branchName(number), QString::number(branch.steps.size()),
                               end};
    QTreeWidgetItem* parent =
        branch.parent >= 0 ? items[static_cast<std::size_t>(branch.parent)] : nullptr;
    auto* item = parent ? new QTreeWidgetItem(parent, words) : new QTreeWidgetItem(m_lines, words);
    item->setData(0, Qt::UserRole, number);
    item->setToolTip(0, from);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    items.push_back(item);
  }
  m_lines->expandAll();
  if (m_mode.current() >= 0)
    m_lines->setCurrentItem(items[static_cast<std::size_t>(m_mode.current())]);
  placeLines();
  m_linesTitle->setVisible(!items.empty());
  m_lines->setVisible(!items.empty());
  m_fillingLines = false;
}

/// As high as its first lines.
void StepPanel::placeLines() {
  const int rows =
      std::clamp(m_lines->topLevelItemCount() > 0 ? static_cast<int>(m_mode.branches().size()) : 1,
                 1, kMostLinesInSight);
  const QTreeWidgetItem* const first = m_lines->topLevelItem(0);
  const int row =
      first ? std::max(px(kLineHeight), m_lines->visualItemRect(first).height()) : px(kLineHeight);
  m_lines->setFixedHeight(m_lines->header()->sizeHint().height() + rows * row + px(6));
}

void StepPanel::step() {
  if (m_mode.inPast()) return m_mode.step();
  if (const auto choice = m_mode.suggested()) pick(*choice);
}

void StepPanel::pick(const Choice& choice) {
  if (m_askFirst->isChecked() && m_insight.effect(choice)) return ask(choice);
  closeQuestion();
  m_answered->hide();
  m_mode.pick(choice);
}

void StepPanel::ask(const Choice& choice) {
  m_question = choice;
  m_questionText->setText(
      tr("What happens if %1 goes next?").arg(nameOf(m_mode.view().trace(), choice.task)));
  m_answered->hide();
  m_questionPart->show();
  m_answers.front()->setFocus(Qt::OtherFocusReason);
}

void StepPanel::answer(int number) {
  if (!m_question || number < 1 || number > kPredictions) return;
  const Choice choice = *m_question;
  const auto effect = m_insight.effect(choice);
  closeQuestion();
  if (effect) {
    const bool right = static_cast<int>(predictionOf(*effect)) == number - 1;
    const QString sentence = toldEffect(m_mode.view().trace(), *effect);
    m_answered->setText((right ? tr("Right. %1") : tr("Not so. %1")).arg(sentence));
    m_answered->show();
  }
  m_mode.pick(choice);
}

void StepPanel::closeQuestion() {
  m_question.reset();
  m_questionPart->hide();
}

void StepPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void StepPanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
