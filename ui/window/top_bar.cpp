// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/top_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

constexpr int kHeight = 48;
constexpr int kButton = 32;

/// The mark in the colour of text.
class Logo : public QWidget {
 public:
  using QWidget::QWidget;
  const Theme* theme = nullptr;

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (theme) drawLogo(painter, rect(), theme->text);
  }
};

}  // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent),
      m_theme(&lockstep::ui::theme(ThemeKind::light)),
      m_logo(new Logo(this)),
      m_name(new QLabel(QStringLiteral("Lockstep"), this)),
      m_title(new QLabel(this)) {
  setFixedHeight(kHeight);
  const auto plain = [this] { return new ActionButton(ActionButton::Look::plain, kButton, this); };
  scenarios = plain();
  scenarios->setPicture(Icon::list);
  open = plain();
  save = plain();
  language = plain();
  themes = plain();
  themes->setPicture(Icon::theme);
  themes->setDetail(ActionButton::Detail::icon);
  keys = plain();
  keys->setText(QStringLiteral("?"));
  inspector = plain();
  inspector->setPicture(Icon::sidePanel);
  m_logo->setFixedSize(22, 22);
  m_title->setTextFormat(Qt::PlainText);
  m_title->setProperty("role", "secondary");

  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 0, 16, 0);
  layout->setSpacing(4);
  layout->addWidget(scenarios);
  layout->addWidget(m_logo);
  layout->addSpacing(6);
  layout->addWidget(m_name);
  layout->addSpacing(20);
  layout->addWidget(m_title, 1);
  for (ActionButton* button : {open, save, language, themes, keys, inspector})
    layout->addWidget(button);
  setDrawers(false, false);
  retranslate();
  setTheme(*m_theme);
}

void TopBar::setTheme(const Theme& theme) {
  m_theme = &theme;
  static_cast<Logo*>(m_logo)->theme = &theme;
  m_name->setFont(uiFont(16, 700));
  for (ActionButton* button : {scenarios, open, save, language, themes, keys, inspector})
    button->setTheme(theme);
  update();
}

void TopBar::setOpenTitle(const QString& title) {
  m_open = title;
  elideTitle();
}

void TopBar::elideTitle() {
  m_title->setText({});
  layout()->activate();
  const int room = m_title->width() - 4;
  m_title->setText(m_title->fontMetrics().elidedText(m_open, Qt::ElideMiddle, std::max(0, room)));
  m_title->setToolTip(m_title->text() == m_open ? QString() : m_open.toHtmlEscaped());
  m_title->setAccessibleName(m_open);
}

void TopBar::setDrawers(bool left, bool right) {
  scenarios->setVisible(left);
  inspector->setVisible(right);
}

void TopBar::retranslate() {
  scenarios->setWords(tr("Scenarios"));
  scenarios->setToolTip(actTip(Act::foldScenarios));
  open->setWords(tr("Open recording"));
  open->setToolTip(actTip(Act::open));
  save->setWords(tr("Save"));
  save->setToolTip(actTip(Act::save));
  language->setWords(QStringLiteral("EN / 中文"));
  language->setToolTip(tr("Language"));
  themes->setAccessibleName(tr("Theme"));
  themes->setToolTip(actTip(Act::toggleTheme));
  keys->setAccessibleName(tr("Keys"));
  keys->setToolTip(actTip(Act::keysSheet));
  inspector->setWords(tr("Code and why"));
  inspector->setToolTip(actTip(Act::foldInspector));
}

void TopBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->surface);
  painter.fillRect(0, height() - 1, width(), 1, m_theme->line);
}

void TopBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool narrow = width() < 1200;
  for (ActionButton* button : {scenarios, inspector})
    button->setDetail(narrow ? ActionButton::Detail::icon : ActionButton::Detail::words);
  elideTitle();
}

void TopBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
