// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace lockstep::ui {

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
  layout->setContentsMargins(24, 6, 12, 6);
  layout->setSpacing(12);
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
  m_text->setFont(uiFont(14, 500));
  m_action->setTheme(theme);
  m_close->setTheme(theme);
  update();
}

void MessageBar::say(Tone tone, const QString& sentence) {
  m_tone = tone;
  m_act = nullptr;
  m_text->setText(sentence);
  m_action->hide();
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
  m_action->show();
}

void MessageBar::dismiss() {
  m_act = nullptr;
  m_text->clear();
  hide();
}

QString MessageBar::sentence() const { return isHidden() ? QString() : m_text->text(); }

void MessageBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->raised);
  painter.fillRect(0, 0, 4, height(), m_tone == Tone::danger ? m_theme->danger : m_theme->accent);
  painter.fillRect(0, height() - 1, width(), 1, m_theme->line);
}

}  // namespace lockstep::ui
