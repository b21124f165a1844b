// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/page_parts.h"

#include <QAccessible>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "present/inline_text.h"
#include "present/page_layout.h"
#include "stage/paint.h"
#include "theme/labels.h"

namespace lockstep::ui {

namespace {

/// To who listens instead of looking.
void announce(QWidget& part) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent alert(&part, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

}  // namespace

// ---- title
// ---------------------------------------------------------------------------------------

PageTitle::PageTitle(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::projector)) {}

void PageTitle::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

void PageTitle::setWords(const QString& title, const QString& subtitle) {
  m_title = title;
  m_subtitle = subtitle;
  describe();
}

void PageTitle::setProgress(int current, int count) {
  m_current = current;
  m_count = count;
  describe();
}

void PageTitle::describe() {
  setAccessibleName(m_subtitle.isEmpty() ? m_title : tr("%1, %2").arg(m_title, m_subtitle));
  setAccessibleDescription(m_count > 0 ? tr("%1 of %2").arg(m_current + 1).arg(m_count)
                                       : QString());
  update();
}

/// Its left edge.
double PageTitle::paintProgress(QPainter& painter) const {
  if (m_count == 0) return width();
  const double middle = height() / 2.0;
  if (m_count > kMostDots) {
    const QString words = QStringLiteral("%1 / %2").arg(m_current + 1).arg(m_count);
    const QFont font = uiFont(m_projector.body(), 600);
    const double wide = QFontMetricsF(font).horizontalAdvance(words) + 2;
    paintText(painter, QRectF(width() - wide, 0, wide, height()), Qt::AlignRight, words, font,
              m_theme->text2);
    return width() - wide;
  }
  const double radius = m_projector.px(1.55), step = m_projector.px(6);
  const double first = width() - radius - (m_count - 1) * step - m_projector.px(.4);
  painter.setPen(QPen(m_theme->text, m_projector.px(.4)));
  for (int i = 0; i < m_count; ++i) {
    painter.setBrush(i <= m_current ? QBrush(m_theme->text) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QPointF(first + i * step, middle), radius, radius);
  }
  return first - radius;
}

void PageTitle::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double room = paintProgress(painter) - m_projector.px(3);
  const QFont bold = uiFont(m_projector.title(), 700), plain = uiFont(m_projector.body(), 500);
  const double wide = std::min(room, QFontMetricsF(bold).horizontalAdvance(m_title) + 2);
  paintText(painter, QRectF(0, 0, wide, height()), Qt::AlignLeft, m_title, bold, m_theme->text);
  const double left = wide + m_projector.px(4);
  const double words = QFontMetricsF(plain).horizontalAdvance(m_subtitle) + 2;
  // Half a word is worse than none.
  if (left + words <= room)
    paintText(painter, QRectF(left, 0, words, height()), Qt::AlignLeft, m_subtitle, plain,
              m_theme->text2);
}

// ---- caption
// -------------------------------------------------------------------------------------

CaptionBand::CaptionBand(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::projector)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
}

void CaptionBand::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

void CaptionBand::setLines(const QStringList& lines) {
  if (lines == m_lines) return;
  m_lines = lines;
  QStringList plain;
  for (const QString& line : lines) plain << InlineText(line).plain();
  setAccessibleName(plain.join(QLatin1Char(' ')));
  announce(*this);
  update();
}

void CaptionBand::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->text);
  if (m_lines.isEmpty()) return;
  const double side = pageMargin(m_projector), width = this->width() - 2 * side;
  const double step = m_projector.px(.1);
  // As large as fits, in steps down to what is the least; then words go.
  for (double size = m_projector.caption();; size -= step) {
    const bool last = size - step < m_projector.least();
    const QFont font = uiFont(size, 600);
    const double pitch = size * Projector::kPitch;
    const int room = std::max(1, static_cast<int>((height() - m_projector.px(2)) / pitch));
    const int each = m_lines.size() == 1 ? std::min(room, 3) : 1;
    std::vector<LaidText> laid;
    double tall = 0;
    bool cut = false;
    for (const QString& line : m_lines) {
      laid.push_back(InlineText(line).layOut(font, width, each, pitch));
      tall += laid.back().height();
      cut = cut || laid.back().cut();
    }
    if (cut && !last) continue;
    double y = (height() - tall) / 2;
    for (const LaidText& line : laid) {
      line.draw(painter, {side, y}, m_theme->surface);
      y += line.height();
    }
    return;
  }
}

// ---- question
// ------------------------------------------------------------------------------------

QuestionText::QuestionText(QWidget* parent)
    : QWidget(parent), m_theme(&theme(ThemeKind::projector)) {}

void QuestionText::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

void QuestionText::setText(const QString& markdown, int lines, double size) {
  const bool asks = markdown != m_text && !markdown.isEmpty();
  m_text = markdown;
  m_lines = std::max(1, lines);
  m_size = size;
  setAccessibleName(InlineText(markdown).plain());
  if (asks) announce(*this);
  update();
}

void QuestionText::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const LaidText laid =
      InlineText(m_text).layOut(uiFont(m_size, 700), width(), m_lines, m_size * Projector::kPitch);
  laid.draw(painter, {0, (height() - laid.height()) / 2}, m_theme->text);
}

// ---- choice
// --------------------------------------------------------------------------------------

ChoiceButton::ChoiceButton(QWidget* parent)
    : QAbstractButton(parent), m_theme(&theme(ThemeKind::projector)) {
  setFocusPolicy(Qt::StrongFocus);
}

void ChoiceButton::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

void ChoiceButton::setBar(double height) {
  m_bar = height;
  update();
}

void ChoiceButton::setChoice(int number, const QString& markdown, std::optional<State> state,
                             int lines) {
  m_number = number;
  m_text = markdown;
  m_state = state;
  m_lines = lines;
  describe();
}

void ChoiceButton::setResult(const std::optional<Result>& result) {
  if (result == m_result) return;
  m_result = result;
  describe();
}

void ChoiceButton::describe() {
  const QString plain = InlineText(m_text).plain();
  setToolTip(tr("Count a hand for this answer (%1)").arg(m_number));
  setAccessibleName(tr("%1: %2", "number and text of an answer").arg(m_number).arg(plain));
  QString described = m_result ? tr("Hands: %1").arg(m_result->hands) : QString();
  if (m_result && m_result->right) described = tr("Right. %1").arg(described);
  setAccessibleDescription(described);
  update();
}

/// The hands as a bar along the foot and their number; beside the text where the bar has no room
/// for it.
void ChoiceButton::paintResult(QPainter& painter, const QRectF& body, double bar) const {
  const double unit = m_projector.unit;
  const double inset = 1.6 * unit, digits = 6 * unit;
  const bool tall = bar >= m_projector.floor();
  const double thick = tall ? bar * .62 : 1.1 * unit;
  const double middle = tall ? body.bottom() - bar * .56 : body.bottom() - .9 * unit - thick / 2;
  QRectF track(body.left() + inset, middle - thick / 2, body.width() - 2 * inset, thick);
  if (tall) track.setRight(track.right() - digits);
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_theme->line);
  painter.drawRoundedRect(track, unit * .5, unit * .5);
  if (m_result->hands > 0) {
    QRectF filled = track;
    filled.setWidth(track.width() * m_result->hands / std::max(1, m_result->all));
    painter.setBrush(m_theme->text);
    painter.drawRoundedRect(filled, unit * .5, unit * .5);
  }
  if (m_result->all == 0) return;
  const QRectF end(body.right() - inset - digits, tall ? middle - bar / 2 : body.top(), digits,
                   tall ? bar : body.height() - 2 * unit);
  paintText(painter, end, Qt::AlignRight, QString::number(m_result->hands),
            uiFont(m_projector.least(), 700), m_theme->text);
}

void ChoiceButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double unit = m_projector.unit;
  const bool right = m_result && m_result->right;
  const double thick = (right ? .9 : .45) * unit;
  const QRectF body = QRectF(rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2);
  painter.setPen(QPen(m_theme->text, thick));
  painter.setBrush(isDown() ? m_theme->sunken : m_theme->surface);
  painter.drawRoundedRect(body, 1.6 * unit, 1.6 * unit);
  if (hasFocus()) {
    const double gap = thick + .5 * unit;
    painter.setPen(QPen(m_theme->accent, .6 * unit));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(gap, gap, -gap, -gap), unit, unit);
  }
  const QRectF text = choiceText(body, m_projector, m_state.has_value());
  const double bar = m_result ? m_bar : 0;
  const double middle = body.center().y() - (m_result ? std::max(.8 * unit, bar / 2) : 0);
  const double radius = 3.2 * unit;
  const QPointF disc(body.left() + 2.4 * unit + radius, middle);
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_theme->text);
  painter.drawEllipse(disc, radius, radius);
  if (right) {
    painter.setPen(QPen(m_theme->surface, .9 * unit, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF tick[] = {disc + QPointF(-1.5, .1) * unit, disc + QPointF(-.4, 1.3) * unit,
                            disc + QPointF(1.6, -1.2) * unit};
    painter.drawPolyline(tick, 3);
  } else {
    paintTextAt(painter, disc, QString::number(m_number), uiFont(m_projector.body(), 700),
                m_theme->surface);
  }
  if (m_state)
    drawGlyph(painter, *m_state, {text.left() - 4 * unit, middle}, m_projector.px(4.6),
              m_theme->state(*m_state).mark, m_theme->surface);
  const LaidText laid = InlineText(m_text).layOut(choiceFont(m_projector), text.width(), m_lines,
                                                  m_projector.body() * Projector::kPitch);
  laid.draw(painter, {text.left(), middle - laid.height() / 2}, m_theme->text);
  if (m_result) paintResult(painter, body, bar);
}

}  // namespace lockstep::ui
