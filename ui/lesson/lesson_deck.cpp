// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson_deck.h"

#include <algorithm>

namespace lockstep::ui {

LessonDeck::LessonDeck(LessonPlayer& player, QObject* parent)
    : Deck(parent), m_player(player), m_language(player.language()) {
  connect(&player, &LessonPlayer::changed, this, &LessonDeck::changed);
}

/// In the language of the captions, where that has the same steps.
const Lesson* LessonDeck::lesson() const {
  const Lesson* open = m_player.lesson();
  if (!open) return nullptr;
  const Lesson* wanted = m_player.shelf().find(open->id, m_language.toStdString());
  return wanted && wanted->steps.size() == open->steps.size() ? wanted : open;
}

QString LessonDeck::title() const {
  return lesson() ? QString::fromStdString(lesson()->title) : QString();
}

QString LessonDeck::subtitle() const {
  return lesson()
             ? QString::fromStdString(lesson()->steps[static_cast<std::size_t>(current())].title)
             : QString();
}

DeckCard LessonDeck::words(int number) const {
  const LessonStep& step = lesson()->steps[static_cast<std::size_t>(number)];
  DeckCard card;
  card.title = QString::fromStdString(step.title);
  for (const std::string& line : step.caption) card.caption << QString::fromStdString(line);
  card.notes = QString::fromStdString(step.notes);
  for (const LessonPart part : step.show) {
    if (part == LessonPart::stage) card.parts.push_back(DeckPart::stage);
    if (part == LessonPart::timeline) card.parts.push_back(DeckPart::timeline);
    if (part == LessonPart::code) card.parts.push_back(DeckPart::code);
  }
  if (!step.question) return card;
  card.question = QString::fromStdString(step.question->text);
  for (const LessonChoice& choice : step.question->choices)
    card.choices.push_back({QString::fromStdString(choice.text),
                            choice.right,
                            QString::fromStdString(choice.explanation),
                            {}});
  return card;
}

DeckCard LessonDeck::card() const {
  if (!lesson()) return {};
  DeckCard card = words(current());
  if (const auto time = m_player.moment()) {
    card.time = *time;
    card.task = m_player.task();
    if (const auto range = m_player.range()) {
      card.from = range->from;
      card.to = range->to;
    }
    return card;
  }
  const QString fault = m_player.fault();
  card.caption = {
      fault.isEmpty()
          ? tr("Making the run: %1 of %2.").arg(m_player.runsMade() + 1).arg(m_player.runs())
          : fault};
  card.question.clear();
  card.choices.clear();
  return card;
}

std::optional<DeckCard> LessonDeck::upcoming() const {
  if (!lesson() || current() + 1 >= count()) return std::nullopt;
  return words(current() + 1);
}

bool LessonDeck::next() {
  const int before = current();
  m_player.next();
  return current() != before;
}

bool LessonDeck::back() {
  const int before = current();
  m_player.back();
  return current() != before;
}

void LessonDeck::setLanguage(const QString& code) {
  if (m_language == code) return;
  m_language = code;
  Q_EMIT changed();
}

}  // namespace lockstep::ui
