// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/segments.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <algorithm>

#include "theme/zoom.h"

namespace lockstep::ui {

Segments::Segments(int height, QWidget* parent)
    : QWidget(parent),
      m_theme(&theme(ThemeKind::light)),
      m_height(height),
      m_group(new QButtonGroup(this)) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  auto* layout = new QHBoxLayout(this);
  setMargins(*layout, 2, 2, 2, 2);
  setGap(*layout, 0);
  connect(m_group, &QButtonGroup::idClicked, this, &Segments::chosen);
}

void Segments::setTheme(const Theme& theme) {
  m_theme = &theme;
  for (ActionButton* button : m_buttons) button->setTheme(theme);
  update();
}

void Segments::setChoices(const QStringList& words) {
  const int before = std::max(0, current());
  for (ActionButton* button : m_buttons) {
    m_group->removeButton(button);
    delete button;
  }
  m_buttons.clear();
  for (const QString& word : words) {
    auto* button = new ActionButton(ActionButton::Look::segment, m_height - 4, this);
    button->setTheme(*m_theme);
    button->setWords(word);
    m_group->addButton(button, count());
    layout()->addWidget(button);
    m_buttons.push_back(button);
  }
  setCurrent(before < count() ? before : 0);
  updateGeometry();
}

void Segments::setWords(int index, const QString& words) { button(index)->setWords(words); }

int Segments::current() const { return m_group->checkedId(); }

void Segments::setCurrent(int index) {
  if (index >= 0 && index < count()) button(index)->setChecked(true);
}

void Segments::paintEvent(QPaintEvent*) {
  ZoomedPainter painter(this);
  painter.setPen(QPen(m_theme->edge, 1));
  painter.setBrush(m_theme->surface);
  painter.drawRoundedRect(designRect(*this).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

}  // namespace lockstep::ui
