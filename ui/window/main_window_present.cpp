// SPDX-License-Identifier: GPL-3.0-or-later
// Presentation: what starts it and what it asks of the window.
#include "lesson/lesson_deck.h"
#include "lesson/lesson_player.h"
#include "present/presentation.h"
#include "present/run_deck.h"
#include "window/keys_sheet.h"
#include "window/main_window.h"
#include "window/message_bar.h"
#include "window/step_mode.h"

namespace lockstep::ui {

void MainWindow::makePresentation(bool inWindow) {
  Presentation::Parts parts;
  parts.clock = m_clock;
  parts.fullScreen = !inWindow;
  m_presentation = new Presentation(m_view, *this, std::move(parts), this);
  m_presentation->setReducedMotion(reducesMotion());
  connect(m_presentation, &Presentation::playWanted, this, &MainWindow::playPause);
  connect(m_presentation, &Presentation::keysWanted, this, [](QWidget* over) {
    auto* sheet = new KeysSheet(over);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
  });
  connect(m_presentation, &Presentation::ended, this, [this] {
    m_playback.pause();
    m_runDeck.reset();
  });
  connect(&m_playback, &Playback::playingChanged, this, &MainWindow::refreshRate);
}

void MainWindow::present(Deck* deck) {
  if (!deck && m_lessons->lesson()) deck = m_lessonDeck;
  if (!deck && m_view.trace().empty()) {
    m_message->say(MessageBar::Tone::note,
                   tr("There is nothing to present yet. Run a scenario first."));
    return;
  }
  m_playback.pause();
  tellLanguages();
  if (deck) return m_presentation->start(*deck);
  const auto tongues = [this](const QString& code) { return m_languages.tongue(code); };
  auto run = std::make_unique<RunDeck>(m_view, tongues, m_languages.current());
  run->setMore([this] { return moreToPresent(); });
  m_presentation->start(*run);
  // Only now may the deck of an earlier presentation go.
  m_runDeck = std::move(run);
}

void MainWindow::tellLanguages() {
  QStringList codes;
  for (const Languages::Language& language : m_languages.available()) codes << language.code;
  m_presentation->setLanguages(codes, m_languages.current());
}

/// In Step mode the next moment is a step of the real tasks.
bool MainWindow::moreToPresent() {
  if (!m_stepMode->on() || !m_stepMode->waiting()) return false;
  m_stepMode->step();
  return true;
}

}  // namespace lockstep::ui
