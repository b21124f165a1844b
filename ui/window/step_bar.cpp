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
#include <functional>
#include <utility>

#include "step/step_words.h"
#include "theme/zoom.h"
#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

// Design pixels.
constexpr int kBarHeight = 80;
constexpr int kLowBarHeight = 64;
constexpr int kChipRowHeight = 56;  ///< of chips
constexpr int kButtonHeight = 48;
constexpr int kBetween = 8;
constexpr int kSide = 24;
constexpr int kTightSide = 8;
constexpr int kTightBelow = 640;  ///< width of the bar
constexpr int kNumberKeys = 9;
constexpr int kMostRows = 2;  ///< of chips
constexpr int kManyChips = 256;

}  // namespace

StepBar::StepBar(StepMode& mode, StepInsight& insight, QWidget* parent)
    : QWidget(parent),
      m_mode(mode),
      m_insight(insight),
      m_theme(&theme(ThemeKind::light)),
      m_back(new ActionButton(ActionButton::Look::outlined, kButtonHeight, this)),
      m_step(new ActionButton(ActionButton::Look::primary, kButtonHeight, this)),
      m_run(new ActionButton(ActionButton::Look::outlined, kButtonHeight, this)),
      m_until(new ActionButton(ActionButton::Look::outlined, kButtonHeight, this)),
      m_undo(new ActionButton(ActionButton::Look::outlined, kButtonHeight, this)),
      m_stop(new ActionButton(ActionButton::Look::outlined, kButtonHeight, this)),
      m_untilMenu(new QMenu(this)),
      m_divider(new QFrame(this)),
      m_words(new QWidget(this)),
      m_title(new QLabel(m_words)),
      m_hint(new QLabel(m_words)),
      m_beside(new QWidget(this)) {
  fixSize(*this, {0, kBarHeight});
  m_hint->setProperty("role", "secondary");
  fixSize(*m_divider, {1, kButtonHeight});
  m_divider->setAutoFillBackground(true);
  m_until->setMenu(m_untilMenu);
  assemble();
  connect(m_back, &QPushButton::clicked, this, &StepBar::backWanted);
  connect(m_step, &QPushButton::clicked, this, &StepBar::stepWanted);
  connect(m_run, &QPushButton::clicked, this, &StepBar::runWanted);
  connect(m_undo, &QPushButton::clicked, this, &StepBar::undoWanted);
  connect(m_stop, &QPushButton::clicked, this, &StepBar::stopWanted);
  connect(m_untilMenu, &QMenu::aboutToShow, this, &StepBar::fillUntilMenu);
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
  setMargins(*layout, kSide, 0, kSide, 0);
  setGap(*layout, kBetween);
  for (ActionButton* part : {m_back, m_step, m_run, m_until}) layout->addWidget(part);
  addGap(*layout, 8);
  layout->addWidget(m_divider);
  addGap(*layout, 8);
  layout->addWidget(m_words);
  layout->addWidget(m_beside, 1);
  layout->addWidget(m_undo);
  layout->addWidget(m_stop);
}

void StepBar::setTheme(const Theme& theme) {
  m_theme = &theme;
  for (ActionButton* part : {m_back, m_step, m_run, m_until, m_undo, m_stop}) part->setTheme(theme);
  for (TaskPick* pick : m_picks) pick->setTheme(theme);
  m_title->setFont(zoomed(uiFont(14, 650)));
  m_hint->setFont(zoomed(uiFont(13)));
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

// A step changes several things at once. Posted rather than by a timer, so that it comes before the
// picture of what has changed already.
void StepBar::refreshSoon() {
  if (!std::exchange(m_stale, true))
    QMetaObject::invokeMethod(this, &StepBar::bringUpToDate, Qt::QueuedConnection);
}

void StepBar::bringUpToDate() {
  if (m_stale) refresh();
}

void StepBar::refresh() {
  m_stale = false;
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
    if (used == m_picks.size()) m_picks.push_back(makePick());
    m_picks[used]->setNow(pickNow(offer, next ? next->task : TaskId{}));
    ++used;
  }
  m_used = used;
  m_most = std::max(m_most, static_cast<int>(used));
  const QString hint = hintFor(next.has_value());
  const bool otherWords = hint != m_hint->text();
  m_hint->setText(hint);
  if (otherWords || m_fitted != m_most)
    fit();
  else
    placePicks();
  for (std::size_t i = 0; i < m_picks.size(); ++i) m_picks[i]->setVisible(i < m_used);
  if (m_pointedAt) pointAt(*m_pointedAt, m_pointedAt->isVisible());
}

/// What can be done with the chips.
QString StepBar::hintFor(bool able) const {
  const bool look = !m_mode.whyNotRepeatable().isEmpty();
  if (able && m_mode.inPast()) return look ? tr("only to look at") : tr("another choice branches");
  if (able) return tr("press its number");
  if (m_mode.busy()) return tr("tasks are on their way");
  if (m_mode.line()) return tr("the run has ended");
  return look ? tr("recorded in Free run") : tr("no run yet");
}

TaskPick* StepBar::makePick() {
  auto* made = new TaskPick(this);
  made->setTheme(*m_theme);
  connect(made, &QPushButton::clicked, this, [this, made] { press(*made); });
  connect(made, &TaskPick::pointedAt, this, [this, made](bool at) { pointAt(*made, at); });
  return made;
}

void StepBar::pointAt(TaskPick& pick, bool at) {
  if (!at && m_pointedAt != &pick) return;
  m_pointedAt = at ? &pick : nullptr;
  const bool able = at && !pick.now().choices.empty();
  m_insight.consider(able ? std::optional(pick.now().choices.front()) : std::nullopt);
}

void StepBar::expectTasks(int count) {
  m_most = std::min(count, kManyChips);
  refreshSoon();
}

void StepBar::setLow(bool low) {
  if (low == m_low) return;
  m_low = low;
  fit();
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
  const WaitLink wait{offer.task, offer.holder, offer.waitsFor};
  now.what = now.able ? askedFor(trace, offer.next) : waitOf(trace, wait);
  now.brief = now.able ? operationOf(trace, offer.next) : briefWaitOf(trace, wait);
  if (now.choices.size() == 1 &&
      (now.choices.front().act != lockstep::Act::go || now.choices.front().pick != Choice::kNoPick))
    now.what = now.brief = variantOf(trace, now.choices.front());
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

// Says less, never smaller, until all tasks have room beside the buttons; else they get rows of
// their own, so that they can still say what they would do.
void StepBar::fit() {
  using Detail = ActionButton::Detail;
  struct Form {
    Detail detail;
    bool words;
  };
  constexpr Form kForms[] = {
      {Detail::full, true}, {Detail::words, true}, {Detail::icon, true}, {Detail::icon, false}};
  // A low window has no height for another row, but others have.
  const auto besides = std::span(kForms).first(m_low ? 4 : 2);
  m_fitted = m_most;
  const double room = width() / zoom();
  const double chips = m_most * (TaskPick::kLeastWidth + kBetween);
  const auto fitsWith = [&](const Form& form, double more) {
    return buttonsWidth(form.detail, form.words) + more <= room;
  };
  m_rows = 0;
  if (std::ranges::none_of(besides, [&](const Form& form) { return fitsWith(form, chips); })) {
    m_rows = chipRows();
    static_cast<void>(
        std::ranges::any_of(kForms, [&](const Form& form) { return fitsWith(form, 0); }));
  }
  const int bar = m_low ? kLowBarHeight : kBarHeight;
  const int side = room < kTightBelow ? kTightSide : kSide;
  setMargins(*layout(), side, 0, side, m_rows * kChipRowHeight);
  fixSize(*this, {0, (m_rows > 0 ? kLowBarHeight : bar) + m_rows * kChipRowHeight});
  layout()->activate();
  placePicks();
}

double StepBar::buttonsWidth(ActionButton::Detail detail, bool words) {
  using Detail = ActionButton::Detail;
  for (ActionButton* part : {m_back, m_step, m_run}) part->setDetail(detail);
  for (ActionButton* part : {m_undo, m_stop})
    part->setDetail(detail == Detail::full ? Detail::words : Detail::icon);
  m_words->setVisible(words);
  layout()->invalidate();
  return layout()->totalMinimumSize().width() / zoom();
}

/// Rows of their own that the chips need: with words, as far as there is room for so many rows.
int StepBar::chipRows() const {
  const double room = width() / zoom() - 2 * kTightSide;
  const auto rowsOf = [&](int wide) {
    const int across = std::max(1, static_cast<int>((room + kBetween) / (wide + kBetween)));
    return std::max(1, (m_most + across - 1) / across);
  };
  const int words = std::min(rowsOf(TaskPick::kLeastWidth), m_low ? 1 : kMostRows);
  return std::max(words, rowsOf(TaskPick::kDiscWidth));
}

/// Places the chips in sight in up to `rows` rows of `room` (design pixels): those of `worded` are
/// `wide`, the others as wide as their number. False where they do not fit.
bool StepBar::flow(const QRectF& room, int rows, std::span<TaskPick* const> worded, double wide) {
  double x = room.left();
  int row = 0;
  for (std::size_t i = 0; i < m_used; ++i) {
    TaskPick& pick = *m_picks[i];
    const bool words = std::ranges::find(worded, &pick) != worded.end();
    const double width = words ? wide : TaskPick::kDiscWidth;
    if (x > room.left() && x + width > room.right() + .5) {
      x = room.left();
      ++row;
    }
    if (row >= rows) return false;
    const double top = m_rows > 0 ? room.top() + row * kChipRowHeight
                                  : room.center().y() - TaskPick::kHeight / 2.0;
    pick.setGeometry(toScreen(QRectF(x, top, width, TaskPick::kHeight)).toRect());
    x += width + kBetween;
  }
  return true;
}

// Where there is no room for the words of all, the one that a step would take keeps them first,
// then the others that may go.
void StepBar::placePicks() {
  if (m_used == 0) return;
  const double side = width() / zoom() < kTightBelow ? kTightSide : kSide;
  const QRectF beside(toDesign(m_beside->geometry().topLeft()), QSizeF(m_beside->size()) / zoom());
  const QRectF room = m_rows == 0 ? beside.adjusted(kBetween, 0, -kBetween, 0)
                                  : QRectF(side, kLowBarHeight - 4, width() / zoom() - 2 * side,
                                           m_rows * kChipRowHeight);
  const int rows = std::max(1, m_rows);
  const int across = (std::max(m_most, 1) + rows - 1) / rows;
  const double wide =
      std::clamp((room.width() + kBetween) / across - kBetween,
                 static_cast<double>(TaskPick::kLeastWidth), static_cast<double>(TaskPick::kWidth));
  std::vector<TaskPick*> order(m_picks.begin(),
                               m_picks.begin() + static_cast<std::ptrdiff_t>(m_used));
  std::ranges::stable_sort(order, std::greater(), [](const TaskPick* pick) {
    return std::pair(pick->now().suggested, pick->now().able);
  });
  for (std::size_t worded = m_used + 1; worded-- > 0;)
    if (flow(room, rows, std::span(order).first(worded), wide)) return;
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
