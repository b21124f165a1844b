// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/transport_bar.h"

#include <QEvent>
#include <QFontMetrics>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <csignal>

#include "events/vocabulary.h"
#include "theme/zoom.h"
#include "window/menus.h"
#include "window/segments.h"
#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

constexpr int kTransportHeight = 80;
constexpr int kLowHeight = 64;
constexpr int kTransportButton = 48;
constexpr int kLeastDensity = 0;
constexpr int kLeastSaid = 6;
// Where bars get narrower, from this density on.
constexpr int kIcons = 2;
constexpr int kOneSignal = 3;       ///< signals are in a menu
constexpr int kTight = 4;           ///< small margins
constexpr int kSpeedMenu = 5;       ///< speeds are in a menu
constexpr int kOneOfTwo = 6;        ///< of "run again" and "stop" only the one that can be pressed
constexpr std::size_t kDirect = 3;  // signals with a button of their own

// In the order in which they are offered; the first three have buttons.
constexpr std::array kSignals = {SIGTERM, SIGSTOP, SIGCONT, SIGINT,  SIGQUIT, SIGTSTP,
                                 SIGUSR1, SIGUSR2, SIGALRM, SIGCHLD, SIGABRT, SIGKILL};
constexpr std::array kBusSignals = {SIGINT,  SIGQUIT, SIGTSTP, SIGTERM, SIGSTOP, SIGCONT,
                                    SIGUSR1, SIGUSR2, SIGALRM, SIGCHLD, SIGABRT, SIGKILL};

QString signalWord(int number) {
  const std::string_view word = signalName(number);
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString slownessText(double slowness) {
  QString figure = QString::number(static_cast<qint64>(slowness));
  if (figure.size() > 4) figure.insert(figure.size() - 3, QChar(0x2009));
  return QStringLiteral("1 : %1").arg(figure);
}

QFrame* verticalDivider(QWidget* parent) {
  auto* line = new QFrame(parent);
  fixSize(*line, {1, 48});
  line->setAutoFillBackground(true);
  return line;
}

}  // namespace

TransportBar::TransportBar(Playback& playback, QWidget* parent)
    : QWidget(parent),
      m_playback(playback),
      m_theme(&theme(ThemeKind::light)),
      m_main(button(Icon::play)),
      m_back(button(Icon::back)),
      m_forward(button(Icon::forward)),
      m_again(button(Icon::again)),
      m_stop(button(Icon::stop)),
      m_signalPart(new QWidget(this)),
      m_signalDivider(verticalDivider(m_signalPart)),
      m_signalWords(new QWidget(m_signalPart)),
      m_signalTitle(new QLabel(m_signalWords)),
      m_signalTarget(new QLabel(m_signalWords)),
      m_other(new ActionButton(ActionButton::Look::outlined, kTransportButton, m_signalPart)),
      m_signalMenu(new QMenu(this)),
      m_live(new ActionButton(ActionButton::Look::plain, kTransportButton, this)),
      m_speedTitle(new QLabel(this)),
      m_mode(new Segments(32, this)),
      m_speed(new QSlider(Qt::Horizontal, this)),
      m_speedText(new QLabel(this)),
      m_speedButton(new ActionButton(ActionButton::Look::plain, kTransportButton, this)),
      m_speedMenu(new QMenu(this)) {
  fixSize(*this, {0, kTransportHeight});
  for (std::size_t i = 0; i < kDirect; ++i)
    m_signals.push_back(
        new ActionButton(ActionButton::Look::outlined, kTransportButton, m_signalPart));
  m_other->setMenu(m_signalMenu);
  m_speedButton->setMenu(m_speedMenu);
  for (QLabel* label : {m_signalTarget, m_speedTitle}) label->setProperty("role", "secondary");
  m_mode->setChoices({QString(), QString()});
  fixSize(*m_speed, {112, 0});
  setLeastSize(*m_speed, {0, 32});
  m_speed->setPageStep(3);
  m_signalTarget->setTextFormat(Qt::PlainText);
  assemble();
  connectAll();
  retranslate();
  setTheme(*m_theme);
}

ActionButton* TransportBar::button(Icon icon) {
  auto* made = new ActionButton(ActionButton::Look::outlined, kTransportButton, this);
  made->setPicture(icon);
  return made;
}

void TransportBar::assemble() {
  auto* words = new QVBoxLayout(m_signalWords);
  setMargins(*words, 10, 0, 10, 0);
  words->setSpacing(0);
  words->addStretch(1);
  words->addWidget(m_signalTitle);
  words->addWidget(m_signalTarget);
  words->addStretch(1);
  auto* signalLayout = new QHBoxLayout(m_signalPart);
  signalLayout->setContentsMargins(0, 0, 0, 0);
  setGap(*signalLayout, 12);
  signalLayout->addWidget(m_signalDivider);
  signalLayout->addWidget(m_signalWords);
  for (ActionButton* signal : m_signals) signalLayout->addWidget(signal);
  signalLayout->addWidget(m_other);

  auto* layout = new QHBoxLayout(this);
  setMargins(*layout, 24, 0, 24, 0);
  setGap(*layout, 12);
  for (ActionButton* part : {m_main, m_back, m_forward, m_again, m_stop}) layout->addWidget(part);
  addGap(*layout, 8);
  layout->addWidget(m_signalPart);
  layout->addStretch(1);
  layout->addWidget(m_live);
  layout->addWidget(m_speedTitle);
  layout->addWidget(m_mode);
  layout->addWidget(m_speed);
  layout->addWidget(m_speedText);
  layout->addWidget(m_speedButton);
}

void TransportBar::connectAll() {
  connect(m_main, &QPushButton::clicked, this, &TransportBar::mainWanted);
  connect(m_stop, &QPushButton::clicked, this, &TransportBar::stopWanted);
  connect(m_again, &QPushButton::clicked, this, &TransportBar::againWanted);
  connect(m_back, &QPushButton::clicked, this, [this] { Q_EMIT stepWanted(-1); });
  connect(m_forward, &QPushButton::clicked, this, [this] { Q_EMIT stepWanted(1); });
  connect(m_live, &QPushButton::clicked, this, &TransportBar::liveEdgeWanted);
  for (std::size_t i = 0; i < m_signals.size(); ++i)
    connect(m_signals[i], &QPushButton::clicked, this,
            [this, i] { Q_EMIT signalWanted((m_now.bus ? kBusSignals : kSignals)[i]); });
  connect(m_mode, &Segments::chosen, this, [this](int index) {
    m_playback.setMode(index == 0 ? Playback::Mode::time : Playback::Mode::events);
  });
  connect(m_speed, &QSlider::valueChanged, this, [this](int stop) {
    if (m_playback.mode() == Playback::Mode::time)
      m_playback.setSlownessStop(stop);
    else
      m_playback.setEventStop(stop);
  });
  connect(&m_playback, &Playback::rateChanged, this, &TransportBar::refreshSpeed);
  connect(m_speedMenu, &QMenu::aboutToShow, this, &TransportBar::fillSpeedMenu);
}

void TransportBar::setTheme(const Theme& theme) {
  m_theme = &theme;
  for (ActionButton* part :
       {m_main, m_back, m_forward, m_again, m_stop, m_other, m_live, m_speedButton})
    part->setTheme(theme);
  for (ActionButton* signal : m_signals) signal->setTheme(theme);
  m_mode->setTheme(theme);
  m_signalTitle->setFont(zoomed(uiFont(14, 650)));
  m_speedText->setFont(zoomed(uiFont(14, 600)));
  QPalette palette = m_signalDivider->palette();
  palette.setColor(QPalette::Window, theme.line);
  m_signalDivider->setPalette(palette);
  refreshSignals();
  refreshSpeed();
  m_density = -1;
  fit();
  update();
}

void TransportBar::setNow(const Now& now) {
  if (now == m_now) return;
  m_now = now;
  refresh();
}

TransportBar::Main TransportBar::mainAct() const {
  if (m_now.playing || (m_now.live && m_now.following)) return Main::pause;
  return m_now.hasTrace ? Main::play : Main::run;
}

void TransportBar::refresh() {
  switch (mainAct()) {
    case Main::run:
      m_main->setPicture(Icon::play);
      m_main->setWords(tr("Run"));
      m_main->setKeyCap(firstKey(Act::run));
      m_main->setToolTip(actTip(Act::run));
      break;
    case Main::play:
      m_main->setPicture(Icon::play);
      m_main->setWords(tr("Play"));
      m_main->setKeyCap(firstKey(Act::playPause));
      m_main->setToolTip(actTip(Act::playPause));
      break;
    case Main::pause:
      m_main->setPicture(Icon::pause);
      m_main->setWords(tr("Pause"));
      m_main->setKeyCap(firstKey(Act::playPause));
      m_main->setToolTip(actTip(Act::playPause));
      break;
  }
  // One primary button per screen: before and after a run it is the one that runs.
  m_main->setLook(m_now.live ? ActionButton::Look::primary : ActionButton::Look::outlined);
  m_main->setEnabled(m_now.hasTrace || m_now.live || m_now.canRun);
  m_back->setEnabled(m_now.hasTrace);
  m_forward->setEnabled(m_now.hasTrace);
  m_again->setEnabled(m_now.canRunAgain);
  m_stop->setEnabled(m_now.live);
  m_live->setVisible(m_now.live);
  m_live->setEnabled(!m_now.following);
  m_live->setWords(m_now.following ? tr("Live") : tr("Go live"));
  m_live->setPicture(m_now.following ? Icon::dot : Icon::forward);
  m_live->setKeyCap(m_now.following ? QString() : firstKey(Act::goToEnd));
  m_live->setToolTip(actTip(Act::goToEnd));
  refreshSignals();
  m_density = -1;
  fit();
}

void TransportBar::refreshSignals() {
  const auto& order = m_now.bus ? kBusSignals : kSignals;
  const bool can = m_now.live && !m_now.target.isEmpty();
  for (std::size_t i = 0; i < m_signals.size(); ++i) {
    m_signals[i]->setWords(signalWord(order[i]));
    m_signals[i]->setToolTip(tr("Send %1 to the selected task").arg(signalWord(order[i])));
    m_signals[i]->setEnabled(can);
  }
  m_other->setEnabled(can);
  const QString target =
      m_now.live ? (m_now.target.isEmpty() ? tr("to no task yet") : tr("to %1").arg(m_now.target))
                 : tr("while it runs");
  m_signalTarget->setText(
      QFontMetrics(zoomed(uiFont(13))).elidedText(target, Qt::ElideMiddle, px(150)));
  m_signalTarget->setToolTip(target.toHtmlEscaped());
  m_signalMenu->clear();
  for (std::size_t i = m_density >= kOneSignal ? 0 : kDirect; i < order.size(); ++i)
    m_signalMenu->addAction(signalWord(order[i]), this,
                            [this, number = order[i]] { Q_EMIT signalWanted(number); });
}

void TransportBar::refreshSpeed() {
  const bool time = m_playback.mode() == Playback::Mode::time;
  const QSignalBlocker quiet(m_speed);
  m_mode->setCurrent(time ? 0 : 1);
  const auto stops = time ? Playback::slownesses().size() : Playback::eventRates().size();
  m_speed->setRange(0, static_cast<int>(stops) - 1);
  // Time: to the right is slower, as the label counts up.
  m_speed->setValue(time ? m_playback.slownessStop() : m_playback.eventStop());
  m_speedText->setText(speedText());
  m_speedButton->setWords(speedText());
  const QFontMetrics metrics(zoomed(uiFont(14, 600)));
  m_speedText->setFixedWidth(std::max(metrics.horizontalAdvance(QStringLiteral("1 : 100 000")),
                                      metrics.horizontalAdvance(tr("%1 a second").arg(0.5))) +
                             2);
}

QString TransportBar::speedText() const {
  if (m_playback.mode() == Playback::Mode::events)
    return tr("%1 a second").arg(m_playback.eventsPerSecond());
  return slownessText(m_playback.slowness());
}

void TransportBar::retranslate() {
  m_back->setWords(tr("Back"));
  m_back->setKeyCap(firstKey(Act::stepBack));
  m_back->setToolTip(actTip(Act::stepBack));
  m_forward->setWords(tr("Forward"));
  m_forward->setKeyCap(firstKey(Act::stepForward));
  m_forward->setToolTip(actTip(Act::stepForward));
  m_again->setWords(tr("Run again"));
  m_again->setKeyCap(firstKey(Act::runAgain));
  m_again->setToolTip(actTip(Act::runAgain));
  m_stop->setWords(tr("Stop"));
  m_stop->setKeyCap(firstKey(Act::stop));
  m_stop->setToolTip(actTip(Act::stop));
  m_signalTitle->setText(tr("Send signal"));
  m_other->setWords(tr("Other"));
  m_speedTitle->setText(tr("Playback"));
  m_mode->setWords(0, tr("Time"));
  m_mode->button(0)->setToolTip(tr("Playback in slow motion"));
  m_mode->setWords(1, tr("Events"));
  m_mode->button(1)->setToolTip(tr("Playback from event to event"));
  m_speed->setAccessibleName(tr("Speed of playback"));
  m_speed->setToolTip(tr("Speed of playback"));
  m_speedButton->setToolTip(tr("Speed of playback"));
  refresh();
  refreshSpeed();
}

// Says less, never smaller, until all of it fits.
void TransportBar::fit() {
  for (int density = kLeastDensity; density <= kLeastSaid; ++density) {
    setDensity(density);
    // Both layouts remember sizes until the next event otherwise.
    for (QWidget* part : {static_cast<QWidget*>(m_mode), m_signalPart}) {
      part->layout()->invalidate();
      part->updateGeometry();
    }
    layout()->invalidate();
    if (layout()->totalMinimumSize().width() <= width()) return;
  }
}

void TransportBar::setDensity(int density) {
  if (density == m_density) return;
  m_density = density;
  using Detail = ActionButton::Detail;
  const Detail main = density == 0           ? Detail::full
                      : density < kSpeedMenu ? Detail::words
                                             : Detail::icon;
  const Detail rest = density < kIcons ? Detail::words : Detail::icon;
  m_main->setDetail(main);
  m_live->setDetail(main);
  for (ActionButton* part : {m_back, m_forward}) part->setDetail(density == 0 ? main : rest);
  for (ActionButton* part : {m_again, m_stop}) part->setDetail(rest);
  m_again->setVisible(density < kOneOfTwo || !m_now.live);
  m_stop->setVisible(density < kOneOfTwo || m_now.live);
  setSignalDensity(density);
  const bool speedMenu = density >= kSpeedMenu;
  m_speedTitle->setVisible(density < kOneSignal);
  for (QWidget* part : {static_cast<QWidget*>(m_mode), static_cast<QWidget*>(m_speed),
                        static_cast<QWidget*>(m_speedText)})
    part->setVisible(!speedMenu);
  m_speedButton->setVisible(speedMenu);
  setGap(*layout(), density >= kIcons ? 8 : 12);
  const int side = density >= kTight ? 8 : 24;
  setMargins(*layout(), side, 0, side, 0);
}

void TransportBar::setSignalDensity(int density) {
  const bool oneButton = density >= kOneSignal;
  for (ActionButton* signal : m_signals) signal->setVisible(!oneButton);
  m_signalWords->setVisible(!oneButton);
  m_signalDivider->setVisible(density < kSpeedMenu);
  m_other->setPicture(oneButton ? Icon::signal : Icon::none);
  m_other->setDetail(density >= kSpeedMenu ? ActionButton::Detail::icon
                                           : ActionButton::Detail::words);
  m_other->setWords(oneButton ? tr("Send signal") : tr("Other"));
  m_other->setToolTip(oneButton ? tr("Send a signal to the selected task")
                                : tr("Send another signal to the selected task"));
  setGap(*m_signalPart->layout(), density >= kIcons ? 8 : 12);
  refreshSignals();
}

void TransportBar::fillSpeedMenu() {
  m_speedMenu->clear();
  const bool time = m_playback.mode() == Playback::Mode::time;
  addCaption(*m_speedMenu, tr("Time"));
  for (int stop = 0; stop < static_cast<int>(Playback::slownesses().size()); ++stop)
    addSpeed(slownessText(Playback::slownesses()[static_cast<std::size_t>(stop)]),
             time && stop == m_playback.slownessStop(), [this, stop] {
               m_playback.setMode(Playback::Mode::time);
               m_playback.setSlownessStop(stop);
             });
  addCaption(*m_speedMenu, tr("Events"));
  for (int stop = 0; stop < static_cast<int>(Playback::eventRates().size()); ++stop)
    addSpeed(tr("%1 a second").arg(Playback::eventRates()[static_cast<std::size_t>(stop)]),
             !time && stop == m_playback.eventStop(), [this, stop] {
               m_playback.setMode(Playback::Mode::events);
               m_playback.setEventStop(stop);
             });
}

void TransportBar::addSpeed(const QString& words, bool chosen, std::function<void()> choose) {
  QAction* entry = m_speedMenu->addAction(words, this, std::move(choose));
  entry->setCheckable(true);
  entry->setChecked(chosen);
}

void TransportBar::setLow(bool low) { fixSize(*this, {0, low ? kLowHeight : kTransportHeight}); }

void TransportBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->surface);
  painter.fillRect(0, 0, width(), 1, m_theme->line);
}

void TransportBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void TransportBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
