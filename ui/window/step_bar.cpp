// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/step_bar.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "step/step_words.h"
#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

constexpr int kHeight = 80;
constexpr int kButton = 48;
constexpr int kGap = 8;
constexpr int kNumberKeys = 9;

}  // namespace

StepBar::StepBar(StepMode& mode, StepInsight& insight, QWidget* parent)
    : QWidget(parent),
      m_mode(mode),
      m_insight(insight),
      m_theme(&theme(ThemeKind::light)),
      m_back(new ActionButton(ActionButton::Look::outlined, kButton, this)),
      m_step(new ActionButton(ActionButton::Look::primary, kButton, this)),
      m_run(new ActionButton(ActionButton::Look::outlined, kButton, this)),
      m_until(new ActionButton(ActionButton::Look::outlined, kButton, this)),
      m_undo(new ActionButton(ActionButton::Look::outlined, kButton, this)),
      m_stop(new ActionButton(ActionButton::Look::outlined, kButton, this)),
      m_untilMenu(new QMenu(this)),
      m_divider(new QFrame(this)),
      m_words(new QWidget(this)),
      m_title(new QLabel(m_words)),
      m_hint(new QLabel(m_words)),
      m_place(new QWidget(this)) {
  setFixedHeight(kHeight);
  m_hint->setProperty("role", "secondary");
  m_divider->setFixedSize(1, kButton);
  m_divider->setAutoFillBackground(true);
  m_until->setMenu(m_untilMenu);
  assemble();
  connect(m_back, &QPushButton::clicked, this, &StepBar::backWanted);
  connect(m_step, &QPushButton::clicked, this, &StepBar::stepWanted);
  connect(m_run, &QPushButton::clicked, this, &StepBar::runWanted);
  connect(m_undo, &QPushButton::clicked, this, &StepBar::undoWanted);
  connect(m_stop, &QPushButton::clicked, this, &StepBar::stopWanted);
  connect(m_untilMenu, &QMenu::aboutToShow, this, &StepBar::fillUntilMenu);
  m_soon.setSingleShot(true);
  m_soon.setInterval(0);
  connect(&m_soon, &QTimer::timeout, this, &StepBar::refresh);
  connect(&mode, &StepMode::changed, this, &StepBar::refreshSoon);
  connect(&insight, &StepInsight::changed, this, &StepBar::refreshSoon);
  retranslate();
  setTheme(*m_theme);
}

void StepBar::assemble() {
  auto* words = new QVBoxLayout(m_words);
  words->setContentsMargins(0, 0, 0, 0);
  words->setSpacing(0);
  words->addStretch(1);
  words->addWidget(m_title);
  words->addWidget(m_hint);
  words->addStretch(1);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(24, 0, 24, 0);
  layout->setSpacing(kGap);
  for (ActionButton* part : {m_back, m_step, m_run, m_until}) layout->addWidget(part);
  layout->addSpacing(8);
  layout->addWidget(m_divider);
  layout->addSpacing(8);
  layout->addWidget(m_words);
  layout->addWidget(m_place, 1);
  layout->addWidget(m_undo);
  layout->addWidget(m_stop);
}

void StepBar::setTheme(const Theme& theme) {
  m_theme = &theme;
  for (ActionButton* part : {m_back, m_step, m_run, m_until, m_undo, m_stop}) part->setTheme(theme);
  for (TaskPick* pick : m_picks) pick->setTheme(theme);
  m_title->setFont(uiFont(14, 650));
  m_hint->setFont(uiFont(13));
  QPalette palette = m_divider->palette();
  palette.setColor(QPalette::Window, theme.line);
  m_divider->setPalette(palette);
  fit();
  update();
}

void StepBar::retranslate() {
  m_back->setPicture(Icon::back);
  m_back->setWords(tr("Back"));
  m_back->setKeyCap(firstKey(Act::stepBack));
  m_back->setToolTip(actTip(Act::stepBack));
  m_step->setPicture(Icon::forward);
  m_step->setWords(tr("Step"));
  m_step->setKeyCap(QStringLiteral("F10"));
  m_step->setToolTip(actTip(Act::stepForward));
  m_until->setWords(tr("Run to"));
  m_until->setToolTip(actTip(Act::runToTask));
  m_undo->setPicture(Icon::again);
  m_undo->setWords(tr("Undo choice"));
  m_undo->setToolTip(actTip(Act::undoChoice));
  m_stop->setPicture(Icon::stop);
  m_stop->setWords(tr("Stop"));
  m_stop->setToolTip(actTip(Act::stop));
  m_title->setText(tr("Go next"));
  refresh();
}

void StepBar::setCanRun(bool can) {
  if (can == m_canRun) return;
  m_canRun = can;
  refresh();
}

// A step changes several things at once.
void StepBar::refreshSoon() {
  if (!m_soon.isActive()) m_soon.start();
}

void StepBar::bringUpToDate() {
  if (m_soon.isActive()) refresh();
}

void StepBar::refresh() {
  m_soon.stop();
  if (!m_mode.on()) return;
  const bool busy = m_mode.busy();
  const bool there = m_mode.line() != nullptr;
  m_back->setEnabled(m_mode.shown() > 0);
  m_step->setEnabled(m_mode.inPast() || m_mode.suggested().has_value());
  m_run->setPicture(busy ? Icon::pause : Icon::play);
  m_run->setWords(busy ? tr("Pause") : there && m_mode.waiting() ? tr("Run") : tr("Start"));
  m_run->setKeyCap(firstKey(busy ? Act::playPause : Act::run));
  m_run->setToolTip(actTip(busy ? Act::playPause : Act::run));
  m_run->setEnabled(busy || m_canRun);
  m_until->setEnabled(m_mode.waiting());
  m_undo->setEnabled(m_mode.shown() > 0 && m_mode.repeatable());
  m_stop->setEnabled(m_mode.waiting() || busy);
  refreshPicks();
}

void StepBar::refreshPicks() {
  const Situation situation = m_mode.situation();
  const auto next = m_mode.suggested();
  std::size_t used = 0;
  for (const Offer& offer : situation.offers) {
    if (used == m_picks.size()) {
      auto* made = new TaskPick(m_place);
      made->setTheme(*m_theme);
      connect(made, &QPushButton::clicked, this, [this, made] { press(*made); });
      m_picks.push_back(made);
    }
    m_picks[used]->setNow(pickNow(offer, next ? next->task : TaskId{}));
    m_picks[used]->show();
    ++used;
  }
  for (std::size_t i = used; i < m_picks.size(); ++i) m_picks[i]->hide();
  m_used = used;
  QString hint;
  if (next)
    hint = m_mode.inPast() ? tr("another choice branches") : tr("press its number");
  else if (m_mode.busy())
    hint = tr("tasks are on their way");
  else
    hint = m_mode.line() ? tr("the run has ended") : tr("no run yet");
  const bool otherWords = hint != m_hint->text();
  m_hint->setText(hint);
  if (otherWords || m_fitted != static_cast<int>(m_used) || m_fittedWidth != width()) fit();
}

TaskPick::Now StepBar::pickNow(const Offer& offer, TaskId suggested) const {
  const Trace& trace = m_mode.view().trace();
  TaskPick::Now now;
  now.task = offer.task;
  const auto& tasks = m_mode.view().moment().tasks;
  now.able = !offer.able.empty();
  now.state = offer.task.value < tasks.size() ? tasks[offer.task.value].state
              : now.able                      ? State::ready
                                              : State::blocked;
  now.name = nameOf(trace, offer.task);
  now.choices = offer.able;
  now.what = now.able ? askedFor(trace, offer.next)
                      : waitOf(trace, {offer.task, offer.holder, offer.waitsFor});
  if (now.choices.size() == 1 &&
      (now.choices.front().act != lockstep::Act::go || now.choices.front().pick != Choice::kNoPick))
    now.what = variantOf(trace, now.choices.front());
  if (!now.choices.empty() && !m_insight.secret())
    if (const auto effect = m_insight.effect(now.choices.front()); effect && !effect->ring.empty())
      now.warning = shortEffect(trace, *effect);
  now.suggested = suggested == offer.task;
  return now;
}

std::vector<TaskPick*> StepBar::picks() {
  bringUpToDate();
  return {m_picks.begin(), m_picks.begin() + static_cast<std::ptrdiff_t>(m_used)};
}

TaskPick* StepBar::pickOf(TaskId task) {
  for (TaskPick* pick : picks())
    if (pick->now().task == task) return pick;
  return nullptr;
}

bool StepBar::pickNumber(int number) {
  TaskPick* const pick = pickOf(TaskId(static_cast<std::uint16_t>(number)));
  if (!pick || !pick->isEnabled()) return false;
  press(*pick);
  return true;
}

void StepBar::press(TaskPick& pick) {
  if (pick.now().choices.size() > 1) return askWhich(pick);
  if (!pick.now().choices.empty()) Q_EMIT picked(pick.now().choices.front());
}

void StepBar::askWhich(TaskPick& pick) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const Trace& trace = m_mode.view().trace();
  int number = 0;
  for (const Choice& choice : pick.now().choices) {
    ++number;
    QString words = variantOf(trace, choice).replace(QLatin1Char('&'), QLatin1String("&&"));
    if (const auto effect = m_insight.effect(choice); effect && !m_insight.secret())
      if (const QString result = shortEffect(trace, *effect); !result.isEmpty())
        words = tr("%1, %2", "a choice, what comes of it").arg(words, result);
    if (number <= kNumberKeys)
      words = tr("&%1  %2", "key of a choice, the choice").arg(number).arg(words);
    menu->addAction(words, this, [this, choice] { Q_EMIT picked(choice); });
  }
  menu->popup(pick.mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void StepBar::fillUntilMenu() {
  m_untilMenu->clear();
  using Until = StepGoal::Until;
  const TaskId task = m_mode.view().task();
  const QString name = nameOf(m_mode.view().trace(), task);
  const auto add = [this](const QString& words, Until until) {
    m_untilMenu->addAction(words, this, [this, until] { Q_EMIT untilWanted(until); });
  };
  if (task.valid()) {
    add(tr("until %1 moves").arg(name), Until::moves);
    add(tr("until %1 waits").arg(name), Until::blocks);
    add(tr("to the next line of %1").arg(name), Until::nextLine);
  }
  add(tr("until a task waits for another"), Until::contended);
  add(tr("to the end or a breakpoint"), Until::end);
}

// Says less, never smaller, until the numbers of all tasks fit.
void StepBar::fit() {
  using Detail = ActionButton::Detail;
  const int count = static_cast<int>(m_used);
  m_fitted = count;
  m_fittedWidth = width();
  for (int density = 0; density <= 3; ++density) {
    const Detail detail = density == 0 ? Detail::full : density == 1 ? Detail::words : Detail::icon;
    for (ActionButton* part : {m_back, m_step, m_run}) part->setDetail(detail);
    for (ActionButton* part : {m_undo, m_stop})
      part->setDetail(density == 0 ? Detail::words : Detail::icon);
    m_words->setVisible(density < 3);
    layout()->setContentsMargins(density < 2 ? 24 : 8, 0, density < 2 ? 24 : 8, 0);
    layout()->invalidate();
    layout()->activate();
    const int least = density == 0  ? TaskPick::kLeastWidth + 24
                      : density < 3 ? TaskPick::kLeastWidth
                                    : TaskPick::kDiscWidth;
    if (layout()->totalMinimumSize().width() + count * (least + kGap) <= width()) break;
  }
  layout()->activate();
  if (count == 0) return;
  const int room = m_place->width();
  int width = std::clamp(room / count - kGap, TaskPick::kDiscWidth, TaskPick::kWidth);
  if (width < TaskPick::kLeastWidth) width = TaskPick::kDiscWidth;
  for (int i = 0; i < count; ++i)
    m_picks[static_cast<std::size_t>(i)]->setGeometry(
        kGap + i * (width + kGap), (m_place->height() - kButton) / 2, width, kButton);
}

void StepBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->surface);
  painter.fillRect(0, 0, width(), 1, m_theme->line);
}

void StepBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void StepBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
