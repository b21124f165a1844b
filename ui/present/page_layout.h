// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QStringList>
#include <vector>

#include "present/deck.h"
#include "present/projector.h"

/// Where everything of a presented page stands: a pure function of its size and what it says.
///
///     +----------------------------------------+
///     | Title  subtitle                  o o o |
///     |                                        |
///     |   stage, timeline, code: what helps    |
///     |                                        |
///     |########################################|
///     |# caption, two lines                   #|  black band; at the foot without a question
///     |########################################|
///     | Question?                              |
///     | [1 choice]  [2 choice]  [3 choice]     |
///     +----------------------------------------+

namespace lockstep::ui {

/// All texts as in DeckCard.
struct PageContent {
  QStringList caption;
  QString question;
  QStringList choices;
  bool glyphs = false;    ///< choices have the glyph of a state
  bool explains = false;  ///< the caption is the explanation of an answer: it must be seen
  std::vector<DeckPart> parts;
  bool blank = false;  ///< none of them: what they show has no room
  int lanes = 0;       ///< tasks that the timeline has
};

struct PageLayout {
  Projector projector;
  QRectF title;
  // Empty: not shown.
  QRectF stage;
  QRectF timeline;
  QRectF code;
  QRectF caption;
  QRectF question;
  int questionLines = 0;
  double questionSize = 0;  ///< px
  std::vector<QRectF> choices;
  int choiceLines = 1;
  double bars = 0;  ///< px of each choice's height that are for its hands
};

PageLayout layOutPage(const QSizeF& size, const PageContent& content);

/// Left edge of all texts, px.
double pageMargin(const Projector& projector);
/// Room of a choice's text inside its button, px.
QRectF choiceText(const QRectF& button, const Projector& projector, bool glyph);
/// Of the choices, and of the lanes' and cards' names.
QFont choiceFont(const Projector& projector);
/// Height of a lane of the timeline, px.
double laneHeight(const Projector& projector);
double codeLineHeight(const Projector& projector);

}  // namespace lockstep::ui
