// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "events/vocabulary.h"

/// What can be presented: cards in a row, each with a moment of a run. A lesson is a deck, and so
/// is a run by itself.

namespace lockstep::ui {

/// What of the workbench a card can show.
enum class DeckPart : std::uint8_t { stage, timeline, code };

/// All texts are one paragraph, in the language of the captions, and may hold Markdown's `code` and
/// **strong**.
struct DeckChoice {
  QString text;
  bool right = false;
  QString explanation;         ///< shown with the answer
  std::optional<State> state;  ///< whose glyph stands before the text
  friend bool operator==(const DeckChoice&, const DeckChoice&) = default;
};

/// One thing to show. The page cuts words that do not fit; it never draws them smaller.
struct DeckCard {
  std::int64_t time = 0;  ///< ns: the moment of the run
  QString title;          ///< what the card is about, for the presenter
  QStringList caption;    ///< one or two lines, each at most 44 Latin or 24 Chinese letters
  QString question;       ///< empty: none
  std::vector<DeckChoice> choices;  ///< at most 9
  QString notes;                    ///< Markdown, for the presenter only
  /// What helps at this moment, the most important first; empty: the stage.
  std::vector<DeckPart> parts;
  TaskId task;  ///< in focus; not valid(): none
  /// What the timeline shows, ns; equal: as it is.
  std::int64_t from = 0;
  std::int64_t to = 0;
  friend bool operator==(const DeckCard&, const DeckCard&) = default;
};

/// The source of a presentation. It neither shows anything nor moves the playhead of a view: who
/// presents does. Lives in the window's thread.
class Deck : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  virtual QString title() const = 0;
  virtual QString subtitle() const = 0;
  virtual int count() const = 0;    ///< cards that are known of so far
  virtual int current() const = 0;  ///< from 0; 0 where there is no card
  virtual DeckCard card() const = 0;
  /// The card after this one; nothing at the end, or where it cannot be known yet.
  virtual std::optional<DeckCard> upcoming() const = 0;
  /// False, and nothing changes, where there is no other card.
  virtual bool next() = 0;
  virtual bool back() = 0;
  /// The class has settled for a choice (from 0) of the current card; told once, before it is shown
  /// which one is right.
  virtual void answer(int choice) = 0;
  /// The language of all texts, such as "zh_CN".
  virtual void setLanguage(const QString& code) = 0;

 Q_SIGNALS:
  /// Another card is the current one, or it says something else, or there are more of them.
  void changed();
};

}  // namespace lockstep::ui
