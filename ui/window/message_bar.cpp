// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kMostLines = 3;
constexpr int kMostLinesWhenLow = 2;
constexpr int kLowWindow = 480;  ///< design px

/// The beginning of `text` that has room in so many lines, cut between words where they are parted
/// by blanks.
QString cutToLines(const QString& text, const QFontMetrics& metrics, int width, int lines) {
  const auto fits = [&](const QString& words) {
    return metrics.boundingRect(QRect(0, 0, width, 0), Qt::TextWordWrap, words).height() <=
           lines * metrics.lineSpacing();
  };
  if (fits(text)) return text;
  const auto beginning = [&](qsizetype length) {
    return text.left(length).trimmed() + QStringLiteral(" …");
  };
  qsizetype low = 0;
  qsizetype high = text.size();
  while (low < high) {
    const qsizetype middle = low + (high - low + 1) / 2;
    if (fits(beginning(middle)))
      low = middle;
    else
      high = middle - 1;
  }
  constexpr qsizetype kLongWord = 24;
  const qsizetype blank = text.lastIndexOf(QLatin1Char(' '), low);
  return beginning(blank > low - kLongWord && blank > 0 ? blank : low);
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent),
      m_theme(&theme(ThemeKind::light)),
      m_text(new QLabel(this)),
      m_action(new ActionButton(ActionButton::Look::outlined, 32, this)),
      m_close(new ActionButton(ActionButton::Look::plain, 32, this)) {
  m_text->setTextFormat(Qt::PlainText);
  m_text->setWordWrap(true);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_close->setPicture(Icon::close);
  auto* layout = new QHBoxLayout(this);
  setMargins(*layout, 24, 6, 12, 6);
  setGap(*layout, 12);
  layout->addWidget(m_text, 1);
  layout->addWidget(m_action);
  layout->addWidget(m_close);
  connect(m_close, &QPushButton::clicked, this, &MessageBar::dismiss);
  connect(m_action, &QPushButton::clicked, this, [this] {
    const auto act = m_act;
    dismiss();
    if (act) act();
  });
  hide();
}

void MessageBar::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_text->setFont(zoomed(uiFont(14, 500)));
  m_action->setTheme(theme);
  m_close->setTheme(theme);
  fit();
  update();
}

void MessageBar::say(Tone tone, const QString& sentence) {
  m_tone = tone;
  m_act = nullptr;
  m_sentence = sentence;
  m_action->hide();
  fit();
  m_close->setAccessibleName(tr("Close the message"));
  m_close->setToolTip(m_close->accessibleName());
  setAccessibleName(sentence);
  show();
  update();
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

void MessageBar::offer(const QString& words, std::function<void()> act) {
  m_act = std::move(act);
  m_action->setWords(words);
  m_action->setToolTip(words);
  m_action->show();
  fit();
}

void MessageBar::dismiss() {
  m_act = nullptr;
  m_sentence.clear();
  m_text->clear();
  hide();
}

QString MessageBar::sentence() const { return isHidden() ? QString() : m_sentence; }

// Whatever there is to say, the views keep their room.
void MessageBar::fit() {
  const bool low = window()->height() < px(kLowWindow);
  layout()->activate();
  const QString shown = cutToLines(m_sentence, QFontMetrics(m_text->font()), m_text->width(),
                                   low ? kMostLinesWhenLow : kMostLines);
  m_text->setText(shown);
  m_text->setToolTip(shown == m_sentence ? QString() : m_sentence.toHtmlEscaped());
}

void MessageBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void MessageBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->raised);
  painter.fillRect(0, 0, px(4), height(),
                   m_tone == Tone::danger ? m_theme->danger : m_theme->accent);
  painter.fillRect(0, height() - 1, width(), 1, m_theme->line);
}

}  // namespace lockstep::ui
