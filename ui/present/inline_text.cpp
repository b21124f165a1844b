// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/inline_text.h"

#include <algorithm>
#include <cmath>

#include "theme/theme.h"

namespace lockstep::ui {

namespace {

constexpr double kEndless = 1e6;

}  // namespace

InlineText::InlineText(const QString& markdown) {
  const QString text = markdown.simplified();
  qsizetype i = 0;
  while (i < text.size()) {
    const bool code = text[i] == QLatin1Char('`');
    const bool strong = text.mid(i, 2) == QLatin1String("**");
    const QString mark = code ? QStringLiteral("`") : QStringLiteral("**");
    const qsizetype close = code || strong ? text.indexOf(mark, i + mark.size()) : -1;
    if (close < 0) {
      m_plain += text[i++];
      continue;
    }
    const QString inside = text.mid(i + mark.size(), close - i - mark.size());
    m_spans.append({static_cast<int>(m_plain.size()), static_cast<int>(inside.size()), code});
    m_plain += inside;
    i = close + mark.size();
  }
}

QList<QTextLayout::FormatRange> InlineText::formats(const QFont& font, qsizetype length) const {
  QList<QTextLayout::FormatRange> ranges;
  for (const Span& span : m_spans) {
    const int end = std::min(span.start + span.length, static_cast<int>(length));
    if (end <= span.start) continue;
    QTextLayout::FormatRange range;
    range.start = span.start;
    range.length = end - span.start;
    QFont own = span.code ? monoFont(font.pixelSize(), font.weight()) : font;
    if (!span.code) own.setWeight(QFont::Bold);
    range.format.setFont(own);
    ranges.append(range);
  }
  return ranges;
}

void InlineText::breakLines(QTextLayout& layout, const QFont& font, double width,
                            double pitch) const {
  QTextOption option;
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  layout.setFont(font);
  layout.setTextOption(option);
  layout.setFormats(formats(font, layout.text().size()));
  layout.beginLayout();
  double y = 0;
  for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    line.setLineWidth(width);
    line.setPosition({0, y + (pitch - line.height()) / 2});
    y += pitch;
  }
  layout.endLayout();
}

LaidText InlineText::layOut(const QFont& font, double width, int most, double pitch) const {
  LaidText laid;
  if (m_plain.isEmpty()) return laid;
  laid.m_layout = std::make_unique<QTextLayout>(m_plain);
  breakLines(*laid.m_layout, font, width, pitch);
  if (laid.m_layout->lineCount() > most) {
    laid.m_cut = true;
    const QTextLine last = laid.m_layout->lineAt(most - 1);
    qsizetype keep = last.textStart() + last.textLength();
    do {
      const QString shown = m_plain.left(keep).trimmed() + QChar(0x2026);
      laid.m_layout = std::make_unique<QTextLayout>(shown);
      breakLines(*laid.m_layout, font, width, pitch);
    } while (laid.m_layout->lineCount() > most && --keep > 0);
  }
  for (int i = 0; i < laid.m_layout->lineCount(); ++i)
    laid.m_width = std::max(laid.m_width, laid.m_layout->lineAt(i).naturalTextWidth());
  laid.m_height = pitch * laid.lines();
  return laid;
}

double InlineText::width(const QFont& font) const {
  QTextLayout layout(m_plain);
  breakLines(layout, font, kEndless, 1);
  return layout.lineCount() > 0 ? layout.lineAt(0).naturalTextWidth() : 0;
}

void LaidText::draw(QPainter& painter, const QPointF& topLeft, const QColor& colour) const {
  if (!m_layout) return;
  painter.setPen(colour);
  m_layout->draw(&painter, topLeft);
}

}  // namespace lockstep::ui
