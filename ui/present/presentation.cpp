// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/presentation.h"

#include <QAction>
#include <QEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QScreen>
#include <QTimer>
#include <QVariantAnimation>
#include <algorithm>

#include "base/clock.h"
#include "present/board.h"
#include "present/pointer_layer.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kPictureMs = 120;  // between two pictures of the page for the presenter
constexpr QSize kPageWindow(1280, 720);
constexpr QSize kPresenterWindow(1100, 700);

QList<QRect> realScreens() {
  QList<QRect> places;
  for (const QScreen* screen : QGuiApplication::screens()) places << screen->geometry();
  return places;
}

int screenOf(const QList<QRect>& screens, const QPoint& point) {
  for (int i = 0; i < screens.size(); ++i)
    if (screens[i].contains(point)) return i;
  return 0;
}

}  // namespace

ScreenPlaces placeOnScreens(const QList<QRect>& screens, int home) {
  if (screens.isEmpty()) return {QRect(QPoint(), kPageWindow), std::nullopt};
  home = std::clamp(home, 0, static_cast<int>(screens.size()) - 1);
  // A screen that shows the same picture as the home screen is none of its own.
  for (const QRect& screen : screens)
    if (!screen.intersects(screens[home])) return {screen, screens[home]};
  return {screens[home], std::nullopt};
}

Presentation::Presentation(Viewpoint& view, QWidget& home, Parts parts, QObject* parent)
    : QObject(parent),
      m_view(view),
      m_home(home),
      m_surroundings(std::move(parts)),
      m_theme(&theme(ThemeKind::light)),
      m_glide(new QVariantAnimation(this)),
      m_picture(new QTimer(this)) {
  if (!m_surroundings.clock) m_surroundings.clock = &monotonicNow;
  if (!m_surroundings.screens) m_surroundings.screens = &realScreens;
  makeActions();
  m_glide->setStartValue(0.0);
  m_glide->setEndValue(kGlideTime);
  m_glide->setDuration(static_cast<int>(kGlideTime));
  connect(m_glide, &QVariantAnimation::valueChanged, this, [this](const QVariant& ms) {
    if (m_page) m_page->board().setGlide(ms.toDouble());
  });
  connect(m_glide, &QVariantAnimation::finished, this, [this] {
    if (m_page) m_page->board().setGlide(std::nullopt);
    refreshSoon();
  });
  m_picture->setSingleShot(true);
  m_picture->setInterval(kPictureMs);
  connect(m_picture, &QTimer::timeout, this, &Presentation::takePicture);
  connect(&view, &Viewpoint::playheadChanged, this, &Presentation::refreshSoon);
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    m_polls.clear();
    refreshSoon();
  });
}

Presentation::~Presentation() {
  for (const QPointer<QWidget>& page : m_gone) delete page;
}

/// It may still be handling the key that this answers. What it shows can go before it is deleted,
/// so that it must not outlive this.
void Presentation::putAway(QWidget* page) {
  page->hide();
  std::erase_if(m_gone, [](const QPointer<QWidget>& gone) { return gone.isNull(); });
  m_gone.emplace_back(page);
  page->deleteLater();
}

void Presentation::makeActions() {
  for (const PresentKey& row : presentKeys()) {
    auto* made = new QAction(this);
    made->setShortcuts(row.keys);
    made->setShortcutContext(Qt::WindowShortcut);
    connect(made, &QAction::triggered, this,
            [this, act = row.act, argument = row.argument] { perform(act, argument); });
    m_actions.push_back(made);
  }
  retranslateActions();
}

void Presentation::retranslateActions() {
  const auto rows = presentKeys();
  for (std::size_t i = 0; i < m_actions.size(); ++i) m_actions[i]->setText(presentText(rows[i]));
}

void Presentation::makePage() {
  m_page = std::make_unique<PresentPage>(m_view);
  m_page->installEventFilter(this);
  for (QAction* action : m_actions) m_page->addAction(action);
  connect(m_page.get(), &PresentPage::nextWanted, this, [this] { perform(PresentAct::next); });
  connect(m_page.get(), &PresentPage::choicePressed, this,
          [this](int choice) { perform(PresentAct::answer, choice + 1); });
  connect(m_page.get(), &PresentPage::menuWanted, this, &Presentation::showMenu);
  // Its window may be closed by the desktop; not while it handles that itself.
  connect(m_page.get(), &PresentPage::closed, this, &Presentation::leave, Qt::QueuedConnection);
  m_page->board().setPlaybackRate(m_playing && !m_reduced ? m_rate : 0);
}

void Presentation::start(Deck& deck) {
  if (m_deck) m_deck->disconnect(this);
  m_deck = &deck;
  m_polls.clear();
  connect(&deck, &Deck::changed, this, &Presentation::cardChanged);
  connect(&deck, &QObject::destroyed, this, &Presentation::leave);
  if (!m_interface.isEmpty()) deck.setLanguage(m_apart.isEmpty() ? m_interface : m_apart);
  const bool fresh = !m_page;
  if (fresh) makePage();
  // What a card tells has happened.
  if (const DeckCard card = deck.card(); card.time > m_view.playhead())
    m_view.setPlayhead(card.time);
  showCard();
  if (!fresh) return;
  const QList<QRect> screens = m_surroundings.screens();
  const ScreenPlaces places =
      placeOnScreens(screens, screenOf(screens, m_home.frameGeometry().center()));
  if (m_surroundings.fullScreen) {
    m_page->setGeometry(places.page);
    m_page->showFullScreen();
  } else {
    m_page->resize(kPageWindow);
    m_page->show();
  }
  if (places.presenter) showNotes(places.presenter);
  m_page->activateWindow();
  m_page->setFocus();
  Q_EMIT started();
}

void Presentation::leave() {
  if (!m_page) return;
  m_glide->stop();
  m_picture->stop();
  if (m_deck) m_deck->disconnect(this);
  m_deck = nullptr;
  putAway(m_page.release());
  if (m_presenter) putAway(m_presenter.release());
  m_polls.clear();
  m_home.activateWindow();
  Q_EMIT ended();
}

const Poll& Presentation::poll() const {
  static const Poll kNone;
  const auto found = m_deck ? m_polls.find(m_deck->current()) : m_polls.end();
  return found == m_polls.end() ? kNone : found->second;
}

void Presentation::perform(PresentAct act, int argument) {
  if (!m_page || !m_deck) return;
  switch (act) {
    case PresentAct::next:
      m_page->pointer().setBlank(false);
      // An open question is answered before the run goes on and shows it.
      if (!m_deck->card().choices.empty() && !poll().revealed && poll().all() > 0) return reveal();
      return go(m_deck->next());
    case PresentAct::back:
      m_page->pointer().setBlank(false);
      return go(m_deck->back());
    case PresentAct::reveal:
      if (!m_deck->card().choices.empty() && !poll().revealed) return reveal();
      return perform(PresentAct::next);
    case PresentAct::play:
      return Q_EMIT playWanted();
    case PresentAct::answer:
      return hand(argument - 1, 1);
    case PresentAct::takeBack:
      return hand(argument - 1, -1);
    case PresentAct::blank:
      m_page->pointer().setBlank(!m_page->pointer().blank());
      return refreshSoon();
    case PresentAct::point:
      return m_page->setPointing(!m_page->pointing());
    case PresentAct::unmark:
      return m_page->pointer().clearMarks();
    case PresentAct::stage:
      return togglePart(DeckPart::stage);
    case PresentAct::timeline:
      return togglePart(DeckPart::timeline);
    case PresentAct::code:
      return togglePart(DeckPart::code);
    case PresentAct::codeLanguage:
      return m_view.switchCodeLanguage();
    case PresentAct::notes:
      return toggleNotes();
    case PresentAct::language:
      return nextLanguage();
    case PresentAct::keys:
      return Q_EMIT keysWanted(m_page.get());
    case PresentAct::leave:
      return leave();
  }
}

void Presentation::go(bool moved) {
  if (!moved) return;
  m_page->pointer().clearMarks();
  const DeckCard card = m_deck->card();
  m_view.setPlayhead(card.time);
  m_view.selectTask(card.task);
  showCard();
  glide();
}

void Presentation::cardChanged() {
  if (m_page) showCard();
}

void Presentation::showCard() {
  m_page->setWords(m_deck->title(), m_deck->subtitle());
  m_page->setProgress(m_deck->current(), m_deck->count());
  m_page->setPoll(poll());
  m_page->setCard(m_deck->card());
  if (m_presenter) {
    m_presenter->setProgress(m_deck->current(), m_deck->count());
    m_presenter->setCards(m_deck->card(), m_deck->upcoming());
    m_presenter->setPoll(poll());
  }
  refreshSoon();
}

void Presentation::reveal() {
  Poll& now = m_polls[m_deck->current()];
  const std::size_t choices = m_deck->card().choices.size();
  now.hands.resize(choices);
  now.revealed = true;
  const auto most = std::ranges::max_element(now.hands);
  if (now.all() > 0) m_deck->answer(static_cast<int>(most - now.hands.begin()));
  showCard();
}

void Presentation::hand(int choice, int by) {
  const auto choices = static_cast<int>(m_deck->card().choices.size());
  if (choices == 0) {
    if (by > 0) m_view.selectNumber(choice + 1);
    return;
  }
  if (choice < 0 || choice >= choices || poll().revealed) return;
  Poll& now = m_polls[m_deck->current()];
  now.hands.resize(static_cast<std::size_t>(choices));
  int& hands = now.hands[static_cast<std::size_t>(choice)];
  hands = std::max(0, hands + by);
  m_page->setPoll(now);
  if (m_presenter) m_presenter->setPoll(now);
  refreshSoon();
}

void Presentation::togglePart(DeckPart part) {
  std::vector<DeckPart> parts = m_page->parts();
  // Where there is no room for all of them the stage stays, and then what was asked for last.
  if (std::erase(parts, part) == 0) parts.insert(parts.begin(), part);
  if (parts.empty()) parts = {part == DeckPart::stage ? DeckPart::timeline : DeckPart::stage};
  std::ranges::stable_partition(parts, [](DeckPart each) { return each == DeckPart::stage; });
  m_page->setParts(parts);
  refreshSoon();
}

void Presentation::toggleNotes() {
  if (!m_presenter) return showNotes(std::nullopt);
  putAway(m_presenter.release());
}

void Presentation::showNotes(const std::optional<QRect>& full) {
  m_presenter = std::make_unique<PresenterView>(m_surroundings.clock);
  m_presenter->installEventFilter(this);
  for (QAction* action : m_actions) m_presenter->addAction(action);
  connect(m_presenter.get(), &PresenterView::actWanted, this,
          [this](PresentAct act) { perform(act); });
  connect(
      m_presenter.get(), &PresenterView::closed, this,
      [this] {
        if (m_presenter) toggleNotes();
      },
      Qt::QueuedConnection);
  m_presenter->setTheme(*m_theme);
  showCard();
  if (full && m_surroundings.fullScreen) {
    m_presenter->setGeometry(*full);
    m_presenter->showMaximized();
  } else {
    const QList<QRect> screens = m_surroundings.screens();
    const QSize room = screens.isEmpty() ? kPageWindow : screens.front().size() * 9 / 10;
    m_presenter->resize(px(kPresenterWindow).boundedTo(room));
    m_presenter->show();
  }
}

void Presentation::setLanguages(const QStringList& codes, const QString& interfaceCode) {
  m_languages = codes;
  m_interface = interfaceCode;
  retranslateActions();
  if (m_deck) m_deck->setLanguage(m_apart.isEmpty() ? m_interface : m_apart);
}

void Presentation::nextLanguage() {
  if (m_languages.size() < 2) return;
  const QString now = m_apart.isEmpty() ? m_interface : m_apart;
  const QString next = m_languages.value((m_languages.indexOf(now) + 1) % m_languages.size());
  m_apart = next == m_interface ? QString() : next;
  m_deck->setLanguage(next);
}

void Presentation::setPlayback(bool playing, double nsPerMs) {
  m_playing = playing;
  m_rate = nsPerMs;
  if (!m_page) return;
  if (playing) {
    m_glide->stop();
    m_page->board().setGlide(std::nullopt);
  }
  m_page->board().setPlaybackRate(playing && !m_reduced ? nsPerMs : 0);
}

void Presentation::setReducedMotion(bool reduced) {
  m_reduced = reduced;
  setPlayback(m_playing, m_rate);
}

void Presentation::setTheme(const Theme& theme) {
  m_theme = &theme;
  if (m_presenter) m_presenter->setTheme(theme);
}

/// What the events at the playhead set in motion is shown once; then all stands still.
void Presentation::glide() {
  m_glide->stop();
  m_page->board().setGlide(std::nullopt);
  if (!m_reduced && !m_playing) m_glide->start();
}

void Presentation::showMenu(const QPoint& at) {
  auto* menu = new QMenu(m_page.get());
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto rows = presentKeys();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].inSheet && rows[i].argument == 0) menu->addAction(m_actions[i]);
  menu->popup(at);
}

void Presentation::refreshSoon() {
  if (m_presenter && !m_picture->isActive()) m_picture->start();
}

void Presentation::takePicture() {
  if (m_page && m_presenter) m_presenter->setPicture(m_page->grab());
}

bool Presentation::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::LanguageChange && watched == m_page.get()) retranslateActions();
  return QObject::eventFilter(watched, event);
}

}  // namespace lockstep::ui
