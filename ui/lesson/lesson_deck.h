// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lesson/lesson_player.h"
#include "present/deck.h"

namespace lockstep::ui {

/// The open lesson as a deck: a card for each of its steps. The words may be in another language
/// than the window's.
class LessonDeck : public Deck {
  Q_OBJECT
 public:
  explicit LessonDeck(LessonPlayer& player, QObject* parent = nullptr);

  QString title() const override;
  QString subtitle() const override;
  int count() const override { return m_player.steps(); }
  int current() const override { return m_player.step(); }
  DeckCard card() const override;
  std::optional<DeckCard> upcoming() const override;
  bool next() override;
  bool back() override;
  void answer(int choice) override { m_player.answer(choice); }
  void setLanguage(const QString& code) override;

 private:
  const Lesson* lesson() const;
  DeckCard words(int step) const;

  LessonPlayer& m_player;
  QString m_language;
};

}  // namespace lockstep::ui
