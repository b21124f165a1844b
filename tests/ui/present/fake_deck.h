// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "present/deck.h"

namespace lockstep::ui {

/// Cards that a test lays down.
class FakeDeck : public Deck {
 public:
  std::vector<DeckCard> cards;
  std::vector<int> answers;
  QString language;

  QString title() const override { return QStringLiteral("Producers and consumers"); }
  QString subtitle() const override { return QStringLiteral("Free run"); }
  int count() const override { return static_cast<int>(cards.size()); }
  int current() const override { return m_current; }
  DeckCard card() const override { return cards[static_cast<std::size_t>(m_current)]; }
  std::optional<DeckCard> upcoming() const override {
    if (m_current + 1 >= count()) return std::nullopt;
    return cards[static_cast<std::size_t>(m_current) + 1];
  }
  bool next() override { return move(1); }
  bool back() override { return move(-1); }
  void answer(int choice) override { answers.push_back(choice); }
  void setLanguage(const QString& code) override {
    language = code;
    Q_EMIT changed();
  }

 private:
  bool move(int by) {
    if (m_current + by < 0 || m_current + by >= count()) return false;
    m_current += by;
    Q_EMIT changed();
    return true;
  }

  int m_current = 0;
};

/// A card of the mock-up: a caption of two lines and a question with three choices.
inline DeckCard askingCard() {
  DeckCard card;
  card.title = QStringLiteral("Which state comes first?");
  card.caption = {QStringLiteral("Consumer 2 is stopped, the queue is full."),
                  QStringLiteral("main sends it `SIGCONT`.")};
  card.question = QStringLiteral("Which state will consumer 2 be in **first**?");
  card.choices = {
      {QStringLiteral("Ready"), true,
       QStringLiteral("`SIGCONT` makes it runnable. The scheduler gives it a CPU later."),
       State::ready},
      {QStringLiteral("Running"), false, QStringLiteral("Not before it has a CPU."),
       State::running},
      {QStringLiteral("Blocked"), false, QStringLiteral("It waited for nothing."), State::blocked}};
  card.notes = QStringLiteral("Let them **count** first.");
  return card;
}

}  // namespace lockstep::ui
