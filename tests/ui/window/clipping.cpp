// SPDX-License-Identifier: GPL-3.0-or-later
#include "clipping.h"

#include <gtest/gtest.h>

#include <QAbstractScrollArea>
#include <QApplication>
#include <QLabel>
#include <QPushButton>

namespace lockstep::ui {

namespace {

QList<QWidget*> textsInSight(MainWindow& window) {
  QList<QWidget*> widgets;
  for (auto* label : window.findChildren<QLabel*>())
    if (label->isVisible() && !label->text().isEmpty()) widgets << label;
  for (auto* button : window.findChildren<QPushButton*>())
    if (button->isVisible()) widgets << button;
  return widgets;
}

std::string wordsOf(const QWidget& widget) {
  return (widget.property("text").toString() + " / " + widget.accessibleName()).toStdString();
}

void expectRoom(const QWidget& widget) {
  const auto* label = qobject_cast<const QLabel*>(&widget);
  if (label && label->wordWrap()) {
    EXPECT_GE(widget.height(), label->heightForWidth(widget.width()) - 1) << wordsOf(widget);
    return;
  }
  EXPECT_GE(widget.height(), widget.minimumSizeHint().height()) << wordsOf(widget);
  // An elided title takes what it gets.
  if (widget.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored) return;
  EXPECT_GE(widget.width(), widget.minimumSizeHint().width()) << wordsOf(widget);
}

/// Sideways nothing scrolls.
void expectInside(const QWidget& widget, const MainWindow& window) {
  bool scrolls = false;
  for (QWidget* up = widget.parentWidget(); up && up != &window; up = up->parentWidget()) {
    const auto* area = qobject_cast<QAbstractScrollArea*>(up);
    if (!area) continue;
    scrolls = true;
    const QPoint left = widget.mapTo(area->viewport(), QPoint());
    EXPECT_GE(left.x(), 0) << wordsOf(widget);
    EXPECT_LE(left.x() + widget.width(), area->viewport()->width()) << wordsOf(widget);
  }
  if (scrolls) return;
  const QRect place(widget.mapTo(&window, QPoint()), widget.size());
  EXPECT_TRUE(window.rect().contains(place)) << wordsOf(widget);
}

}  // namespace

void expectNothingClipped(MainWindow& window) {
  // A layout may ask for another pass of the one around it.
  for (int pass = 0; pass < 6; ++pass) QApplication::processEvents();
  const QList<QWidget*> texts = textsInSight(window);
  for (const QWidget* text : texts) {
    expectRoom(*text);
    expectInside(*text, window);
    for (const QWidget* other : texts) {
      if (other == text || other->parentWidget() != text->parentWidget()) continue;
      EXPECT_FALSE(text->geometry().intersects(other->geometry()))
          << wordsOf(*text) << " lies on " << wordsOf(*other);
    }
  }
}

}  // namespace lockstep::ui
