// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/page_layout.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "present/inline_text.h"
#include "theme/theme.h"

namespace lockstep::ui {

namespace {

// Hundredths of the height.
constexpr double kTitleTop = 1.6;
constexpr double kTitleHeight = 9.6;
constexpr double kContentTop = 12;
constexpr double kGap = 1.6;
constexpr double kFoot = 2.2;
constexpr double kBand = 17;
constexpr double kExplanation = 21;  // its band: three lines
constexpr double kOneLineChoice = 10.2;
constexpr double kChoicePadding = 3.4;
constexpr double kBar = 5;       // of a choice's hands
constexpr double kNumber = 6.4;  // disc of a choice's number
constexpr double kLane = 7.4;
constexpr double kCodeLine = 5.8;
constexpr int kMostQuestionLines = 3;
constexpr int kMostChoiceLines = 2;
// Below these a part would only be a stain.
constexpr double kLeastStage = 26;
constexpr double kLeastLanes = 2;
constexpr double kWide = 1.5;  // wider pages have room for three parts, others for two

struct Choices {
  int columns = 1;
  int rows = 1;
  int lines = 1;
};

double choiceHeight(int lines) {
  return lines == 1 ? kOneLineChoice : lines * 4.8 * Projector::kPitch + kChoicePadding;
}

double heightOf(const Choices& choices) {
  return choices.rows * choiceHeight(choices.lines) + (choices.rows - 1) * kGap;
}

/// A page while it is being filled, in px.
class Filling {
 public:
  Filling(const QSizeF& size, const PageContent& content) : m_size(size), m_content(content) {
    m_layout.projector = Projector(size);
  }

  PageLayout fill() {
    const double side = pageMargin(m_layout.projector);
    m_layout.title = QRectF(side, px(kTitleTop), m_size.width() - 2 * side, px(kTitleHeight));
    double bottom = m_size.height();
    const bool asks = !m_content.question.isEmpty();
    if (asks) bottom = placeQuestion();
    bottom = placeCaption(bottom, asks);
    placeParts(QRectF(side, px(kContentTop), m_size.width() - 2 * side,
                      std::max(0.0, bottom - px(kContentTop))),
               asks);
    return std::move(m_layout);
  }

 private:
  double px(double hundredths) const { return m_layout.projector.px(hundredths); }

  bool fits(const Choices& choices) const {
    const double width = columnWidth(choices.columns);
    const QRectF text = choiceText(QRectF(0, 0, width, 1), m_layout.projector, m_content.glyphs);
    const QFont font = choiceFont(m_layout.projector);
    return std::all_of(m_content.choices.begin(), m_content.choices.end(), [&](const QString& c) {
      const LaidText laid = InlineText(c).layOut(font, text.width(), choices.lines, 1);
      return !laid.cut();
    });
  }

  double columnWidth(int columns) const {
    const double room = m_layout.title.width() - (columns - 1) * px(kGap);
    return room / columns;
  }

  /// The flattest arrangement in which no choice loses words; where that is higher than `room` the
  /// one with most room for them that is not; else the flattest.
  Choices arrangeChoices(double room) const {
    const int count = static_cast<int>(m_content.choices.size());
    std::optional<Choices> roomy;
    Choices flattest{std::min(count, 4), (count + std::min(count, 4) - 1) / std::min(count, 4), 1};
    for (const int columns : {count, 3, 2, 1}) {
      if (columns > std::min(count, 4)) continue;
      for (int lines = 1; lines <= kMostChoiceLines; ++lines) {
        const Choices tried{columns, (count + columns - 1) / columns, lines};
        if (heightOf(tried) > room) continue;
        if (fits(tried)) return tried;
        roomy = tried;
      }
    }
    return roomy.value_or(flattest);
  }

  void measureQuestion() {
    const InlineText text(m_content.question);
    const Projector& projector = m_layout.projector;
    const auto lines = [&](double size) {
      return text.layOut(uiFont(size, 700), m_layout.title.width(), kMostQuestionLines, 1).lines();
    };
    const int usual = lines(projector.question()), least = lines(projector.least());
    m_layout.questionLines = std::min(usual, least);
    m_layout.questionSize = least < usual ? projector.least() : projector.question();
  }

  /// From the foot upwards.
  double placeQuestion() {
    const double side = m_layout.title.left(), width = m_layout.title.width();
    measureQuestion();
    const double height = m_layout.questionLines * m_layout.questionSize * Projector::kPitch;
    double bottom = m_size.height() - px(kFoot);
    if (!m_content.choices.isEmpty()) {
      const double rest = m_size.height() / px(1) - kContentTop - kFoot - 3 * kGap - height / px(1);
      const double room = rest - (m_content.explains ? bandHeight() : 0);
      const Choices choices = arrangeChoices(room);
      const double bars = kBar * choices.rows;
      if (m_content.explains && heightOf(choices) + bars <= room) m_layout.bars = px(kBar);
      m_layout.choiceLines = choices.lines;
      const double row = px(choiceHeight(choices.lines)) + m_layout.bars;
      bottom -= choices.rows * row + (choices.rows - 1) * px(kGap);
      const double column = columnWidth(choices.columns);
      for (int i = 0; i < static_cast<int>(m_content.choices.size()); ++i)
        m_layout.choices.emplace_back(side + (i % choices.columns) * (column + px(kGap)),
                                      bottom + (i / choices.columns) * (row + px(kGap)), column,
                                      row);
      bottom -= px(kGap);
    }
    m_layout.question = QRectF(side, bottom - height, width, height);
    return m_layout.question.top() - px(kGap);
  }

  /// Hundredths. An explanation takes what it needs, up to three lines.
  double bandHeight() const {
    if (!m_content.explains) return kBand;
    int lines = 0;
    for (const QString& line : m_content.caption)
      lines += InlineText(line)
                   .layOut(uiFont(m_layout.projector.least(), 600), m_layout.title.width(), 3, 1)
                   .lines();
    return lines > 2 ? kExplanation : kBand;
  }

  double placeCaption(double bottom, bool asks) {
    if (m_content.caption.isEmpty()) return bottom - (asks ? 0 : px(kFoot));
    const double height = px(bandHeight());
    const double left = bottom - height - px(kContentTop + kGap);
    // While a question is open, what it is asked about comes before the caption.
    const bool needed = m_content.explains || m_content.blank;
    if (asks && !needed && left < px(kLeastStage)) return bottom;
    if (left < 0 && !m_content.explains) return bottom;
    m_layout.caption = QRectF(0, bottom - height, m_size.width(), height);
    return m_layout.caption.top() - px(kGap);
  }

  /// Few things at a time: with a question the most important one.
  void placeParts(QRectF area, bool asks) {
    if (m_content.blank || area.height() < px(kLeastStage) * .6) return;
    std::vector<DeckPart> parts = m_content.parts;
    if (parts.empty()) parts = {DeckPart::stage};
    const bool wide = m_size.width() / m_size.height() >= kWide;
    parts.resize(std::min<std::size_t>(parts.size(), asks ? 1 : wide ? 3 : 2));
    const auto has = [&](DeckPart part) {
      return std::find(parts.begin(), parts.end(), part) != parts.end();
    };
    const bool stage = has(DeckPart::stage), code = has(DeckPart::code);
    if (has(DeckPart::timeline)) {
      const double most = stage || code ? area.height() * (stage && code ? .3 : .4) : area.height();
      const double lanes = std::clamp(std::floor(most / px(kLane)), kLeastLanes,
                                      std::max(kLeastLanes, 0. + m_content.lanes));
      m_layout.timeline = area;
      m_layout.timeline.setTop(area.bottom() - px(lanes * kLane + 1));
      if (!stage && !code) m_layout.timeline = area;
      area.setBottom(m_layout.timeline.top() - px(kGap));
    }
    if (stage && code) {
      // One below the other: half a line of code says nothing.
      const double lines = std::max(3.0, std::floor(area.height() * .42 / px(kCodeLine)));
      m_layout.code = area;
      m_layout.code.setTop(area.bottom() - lines * px(kCodeLine));
      area.setBottom(m_layout.code.top() - px(kGap));
      m_layout.stage = area;
    } else if (stage) {
      m_layout.stage = area;
    } else if (code) {
      m_layout.code = area;
    }
  }

  QSizeF m_size;
  const PageContent& m_content;
  PageLayout m_layout;
};

}  // namespace

double pageMargin(const Projector& projector) { return projector.px(4); }

double laneHeight(const Projector& projector) { return projector.px(kLane); }

double codeLineHeight(const Projector& projector) { return projector.px(kCodeLine); }

QFont choiceFont(const Projector& projector) { return uiFont(projector.body(), 600); }

QRectF choiceText(const QRectF& button, const Projector& projector, bool glyph) {
  const double left = kChoicePadding * .7 + kNumber + 2 + (glyph ? 6.4 : 0);
  return button.adjusted(projector.px(left), 0, -projector.px(1.6), 0);
}

PageLayout layOutPage(const QSizeF& size, const PageContent& content) {
  return Filling(size, content).fill();
}

}  // namespace lockstep::ui
