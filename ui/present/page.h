// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "present/deck.h"
#include "present/page_layout.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

class Board;
class CaptionBand;
class ChoiceButton;
class CodeCard;
class Lanes;
class PageTitle;
class PointerLayer;
class QuestionText;

/// Hands for the choices of a card.
struct Poll {
  std::vector<int> hands;
  bool revealed = false;
  int all() const;
  friend bool operator==(const Poll&, const Poll&) = default;
};

/// What the class sees: one card at a time, in the projector's theme and sizes. A window of its
/// own.
///
/// Mouse: a click on a choice counts a hand, one on a thing of the stage, a lane or a line of code
/// rings it, one anywhere else asks for the next card. With the pointer on every click rings.
class PresentPage : public QWidget {
  Q_OBJECT
 public:
  explicit PresentPage(Viewpoint& view, QWidget* parent = nullptr);
  void setWords(const QString& title, const QString& subtitle);
  /// `current` from 0.
  void setProgress(int current, int count);
  void setCard(const DeckCard& card);
  void setPoll(const Poll& poll);
  /// In place of the card's; nothing: the card's.
  void setParts(const std::optional<std::vector<DeckPart>>& parts);
  /// What is asked for: the card's or those above.
  std::vector<DeckPart> parts() const;
  /// A big dot in place of the mouse cursor.
  void setPointing(bool on);
  bool pointing() const { return m_pointing; }

  const PageLayout& pageLayout() const { return m_layout; }
  const DeckCard& card() const { return m_card; }
  Board& board() { return *m_board; }
  Lanes& lanes() { return *m_lanes; }
  CodeCard& code() { return *m_code; }
  PageTitle& title() { return *m_title; }
  CaptionBand& caption() { return *m_caption; }
  QuestionText& question() { return *m_question; }
  PointerLayer& pointer() { return *m_pointer; }
  const std::vector<ChoiceButton*>& choices() const { return m_choices; }

 Q_SIGNALS:
  void nextWanted();
  void choicePressed(int choice);  ///< from 0
  void menuWanted(const QPoint& global);
  void closed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  bool asks() const { return !m_card.question.isEmpty(); }
  void retranslate();
  void arrange();
  void placeBoard(PageContent& shown);
  void makeChoices();
  void refreshChoices();
  QStringList captionLines() const;
  PageContent content() const;
  bool mouse(QWidget& target, QEvent& event);
  std::optional<QRectF> thingAt(QWidget& target, const QPointF& point) const;

  const Theme* m_theme;
  PageLayout m_layout;
  DeckCard m_card;
  Poll m_poll;
  std::optional<std::vector<DeckPart>> m_parts;
  bool m_pointing = false;
  bool m_arranged = false;
  int m_lanesWanted = 0;  // when it was arranged
  PageTitle* m_title;
  Board* m_board;
  Lanes* m_lanes;
  CodeCard* m_code;
  CaptionBand* m_caption;
  QuestionText* m_question;
  std::vector<ChoiceButton*> m_choices;
  PointerLayer* m_pointer;
};

}  // namespace lockstep::ui
