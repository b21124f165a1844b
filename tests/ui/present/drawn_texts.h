// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QRectF>
#include <QString>
#include <vector>

class QWidget;

namespace lockstep::ui {

/// A text as it was drawn, whoever drew it.
struct DrawnText {
  QString text;
  double size = 0;  ///< of its font on the widget, px
  QColor colour;    ///< with its opacity
  QRectF place;     ///< on the widget
};

/// All texts that a widget and its children draw now.
std::vector<DrawnText> drawnTexts(QWidget& widget);

/// WCAG 2 contrast ratio.
double contrastOf(const QColor& a, const QColor& b);
/// Contrast of a text with the colour that most of its place has in `picture` of the widget.
double contrastIn(const QImage& picture, const DrawnText& text);

}  // namespace lockstep::ui
