// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/top_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "theme/zoom.h"
#include "window/segments.h"
#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

constexpr int kHeight = 48;
constexpr int kButton = 32;
constexpr int kMostDensity = 6;
// What the title of what is open keeps: rather than less, the drawers' buttons lose their words,
// and the others only then.
constexpr int kRoomyTitle = 280;
constexpr int kLeastTitle = 96;

/// The mark in the colour of text.
class Logo : public QWidget {
 public:
  using QWidget::QWidget;
  const Theme* theme = nullptr;

 protected:
  void paintEvent(QPaintEvent*) override {
    ZoomedPainter painter(this);
    if (theme) drawLogo(painter, designRect(*this), theme->text);
  }
};

/// What is open, elided in the middle where room is scarce; then a tooltip has the whole.
class Title : public QLabel {
 public:
  using QLabel::QLabel;

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, elided());
  }
  bool event(QEvent* event) override {
    if (event->type() == QEvent::ToolTip)
      setToolTip(elided() == text() ? QString() : text().toHtmlEscaped());
    return QLabel::event(event);
  }

 private:
  QString elided() const { return fontMetrics().elidedText(text(), Qt::ElideMiddle, width()); }
};

}  // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent),
      m_theme(&lockstep::ui::theme(ThemeKind::light)),
      m_logo(new Logo(this)),
      m_name(new QLabel(QStringLiteral("Lockstep"), this)),
      m_title(new Title(this)) {
  fixSize(*this, {0, kHeight});
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
  present = new ActionButton(ActionButton::Look::outlined, kButton, this);
  mode = new Segments(kButton, this);
  mode->setChoices({QString(), QString()});
  fixSize(*m_logo, {22, 22});
  m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_title->setTextFormat(Qt::PlainText);
  m_title->setProperty("role", "secondary");

  auto* layout = new QHBoxLayout(this);
  setMargins(*layout, 16, 0, 16, 0);
  setGap(*layout, 4);
  layout->addWidget(scenarios);
  layout->addWidget(m_logo);
  addGap(*layout, 6);
  layout->addWidget(m_name);
  addGap(*layout, 20);
  layout->addWidget(m_title, 1);
  layout->addWidget(mode);
  layout->addStretch(1);
  for (ActionButton* button : {open, save, language, themes, keys, inspector, present})
    layout->addWidget(button);
  setDrawers(false, false);
  retranslate();
  setTheme(*m_theme);
}

void TopBar::setTheme(const Theme& theme) {
  m_theme = &theme;
  static_cast<Logo*>(m_logo)->theme = &theme;
  m_name->setFont(zoomed(uiFont(16, 700)));
  for (ActionButton* button : {scenarios, open, save, language, themes, keys, inspector, present})
    button->setTheme(theme);
  mode->setTheme(theme);
  fit();
  update();
}

void TopBar::setOpenTitle(const QString& title) {
  m_open = title;
  m_title->setText(title);
}

void TopBar::setDrawers(bool left, bool right) {
  scenarios->setVisible(left);
  inspector->setVisible(right);
  fit();
}

void TopBar::retranslate() {
  scenarios->setWords(tr("Scenarios"));
  scenarios->setToolTip(actTip(Act::foldScenarios));
  mode->setWords(0, tr("Free run"));
  mode->setWords(1, tr("Step"));
  for (int i = 0; i < mode->count(); ++i) mode->button(i)->setToolTip(actTip(Act::toggleStep));
  open->setWords(tr("Open recording"));
  open->setToolTip(actTip(Act::open));
  save->setWords(tr("Save"));
  save->setToolTip(actTip(Act::save));
  language->setWords(QStringLiteral("EN / 中文"));
  language->setToolTip(tr("Language"));
  themes->setAccessibleName(tr("View"));
  themes->setToolTip(actTip(Act::toggleTheme));
  keys->setAccessibleName(tr("Help"));
  keys->setToolTip(actTip(Act::keysSheet));
  present->setWords(tr("Present"));
  present->setKeyCap(firstKey(Act::present));
  present->setToolTip(actTip(Act::present));
  inspector->setWords(tr("Code and why"));
  inspector->setToolTip(actTip(Act::foldInspector));
  fit();
}

void TopBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->surface);
  painter.fillRect(0, height() - 1, width(), 1, m_theme->line);
}

void TopBar::fit() {
  for (int density = 0; density <= kMostDensity; ++density) {
    setDensity(density);
    layout()->invalidate();
    const int title = px(density == 0 ? kRoomyTitle : kLeastTitle);
    if (layout()->totalMinimumSize().width() + title <= width()) break;
  }
}

void TopBar::setDensity(int density) {
  using Detail = ActionButton::Detail;
  for (ActionButton* button : {scenarios, inspector})
    button->setDetail(density < 1 ? Detail::words : Detail::icon);
  m_name->setVisible(density < 2);
  m_logo->setVisible(density < 4);
  // The menu of recordings saves, too, and F1 always helps.
  save->setVisible(density < 5);
  keys->setVisible(density < 6);
  for (const auto& [button, icon] : {std::pair(open, Icon::open),
                                     {save, Icon::save},
                                     {language, Icon::language},
                                     {present, Icon::present}}) {
    button->setPicture(density < 3 ? Icon::none : icon);
    button->setDetail(density < 3 ? Detail::words : Detail::icon);
  }
  if (density == 0) present->setDetail(Detail::full);
}

void TopBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void TopBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
