// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <QTextLayout>
#include <memory>

namespace lockstep::ui {

/// Lines of an InlineText, ready to be drawn.
class LaidText {
 public:
  LaidText() = default;
  int lines() const { return m_layout ? m_layout->lineCount() : 0; }
  bool cut() const { return m_cut; }  ///< words are missing at its end
  double width() const { return m_width; }
  double height() const { return m_height; }
  void draw(QPainter& painter, const QPointF& topLeft, const QColor& colour) const;

 private:
  friend class InlineText;
  std::unique_ptr<QTextLayout> m_layout;
  double m_width = 0;
  double m_height = 0;
  bool m_cut = false;
};

/// One paragraph with Markdown's `code` and **strong**, for the projector: where it has no room it
/// loses words at its end, never size.
class InlineText {
 public:
  InlineText() = default;
  explicit InlineText(const QString& markdown);
  const QString& plain() const { return m_plain; }
  bool empty() const { return m_plain.isEmpty(); }

  /// In lines of `width` px, `pitch` px apart, at most `most` (>= 1) of them.
  LaidText layOut(const QFont& font, double width, int most, double pitch) const;
  /// In one line without an end, px.
  double width(const QFont& font) const;

 private:
  struct Span {
    int start = 0;
    int length = 0;
    bool code = false;
  };
  QList<QTextLayout::FormatRange> formats(const QFont& font, qsizetype length) const;
  void breakLines(QTextLayout& layout, const QFont& font, double width, double pitch) const;

  QString m_plain;
  QList<Span> m_spans;
};

}  // namespace lockstep::ui
