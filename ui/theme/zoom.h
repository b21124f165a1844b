// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainter>
#include <QRegion>
#include <QSize>

class QBoxLayout;
class QLayout;
class QWidget;

/// The user's zoom of the whole interface: one for the program, as its theme and language are. All
/// of ui/ is measured in design pixels, and there are two ways from them to the screen. What paints
/// itself paints in design pixels through a ZoomedPainter. What Qt lays out gets its fonts from
/// zoomed() and its sizes from the functions below, which keep them with the widget or layout, so
/// that followZoom() can set them anew.

namespace lockstep::ui {

inline constexpr int kLeastZoom = 80;  ///< per cent
inline constexpr int kMostZoom = 200;

int zoomPercent();
/// Clamped. Changes nothing in sight by itself: applyTheme(), setTheme() and followZoom() do.
void setZoomPercent(int percent);
/// The next step up (1) or down (-1) from `percent`; itself where there is none.
int nextZoom(int percent, int direction);

/// Screen pixels for each design pixel.
double zoom();
/// Design pixels as whole screen pixels.
int px(double design);
QSize px(const QSize& design);
/// A font of design pixels, for a widget.
QFont zoomed(QFont font);

/// Paints a widget in design pixels.
class ZoomedPainter : public QPainter {
 public:
  explicit ZoomedPainter(QWidget* widget);
};
/// The widget's rectangle in design pixels.
QRectF designRect(const QWidget& widget);
QPointF toDesign(const QPointF& onScreen);
QRectF toScreen(const QRectF& design);
/// Both err on the side of more.
QRegion toDesign(const QRegion& onScreen);
QRegion toScreen(const QRegion& design);

// Sizes of what Qt lays out, in design pixels.
void setMargins(QLayout& layout, int left, int top, int right, int bottom);
void setGap(QLayout& layout, int between);
void addGap(QBoxLayout& layout, int length);
/// 0 leaves a side as it is.
void fixSize(QWidget& widget, QSize size);
void setLeastSize(QWidget& widget, QSize size);
void setMostSize(QWidget& widget, QSize size);
/// Sets all of the above under `root` anew.
void followZoom(QWidget& root);

}  // namespace lockstep::ui
