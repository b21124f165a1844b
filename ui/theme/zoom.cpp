// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/zoom.h"

#include <QBoxLayout>
#include <QMargins>
#include <QPointer>
#include <QVariant>
#include <QWidget>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <type_traits>

namespace lockstep::ui {

namespace {

constexpr int kSteps[] = {kLeastZoom, 90, 100, 110, 125, 150, 175, kMostZoom};

int currentPercent = 100;

// What was asked for in design pixels, kept with the object that it was asked for.
constexpr char kMargins[] = "designMargins";
constexpr char kGap[] = "designGap";
constexpr char kGaps[] = "designGaps";
constexpr char kLeast[] = "designLeastSize";
constexpr char kMost[] = "designMostSize";

struct Gap {
  QSpacerItem* item;  ///< lives as long as its layout, which this is kept with
  int length;
};

void resizeGap(const QBoxLayout& layout, const Gap& gap) {
  const bool across = layout.direction() == QBoxLayout::LeftToRight ||
                      layout.direction() == QBoxLayout::RightToLeft;
  const int length = px(gap.length);
  if (across)
    gap.item->changeSize(length, 0, QSizePolicy::Fixed, QSizePolicy::Minimum);
  else
    gap.item->changeSize(0, length, QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void place(QLayout& layout) {
  const QVariant margins = layout.property(kMargins);
  const QVariant gap = layout.property(kGap);
  const QVariant gaps = layout.property(kGaps);
  if (margins.isValid()) {
    const auto design = margins.value<QMargins>();
    layout.setContentsMargins(px(design.left()), px(design.top()), px(design.right()),
                              px(design.bottom()));
  }
  if (gap.isValid()) layout.setSpacing(px(gap.toInt()));
  if (const auto* box = qobject_cast<QBoxLayout*>(&layout))
    for (const Gap& each : gaps.value<QList<Gap>>()) resizeGap(*box, each);
  layout.invalidate();
}

void place(QWidget& widget) {
  const QSize least = px(widget.property(kLeast).toSize());
  const QSize most = px(widget.property(kMost).toSize());
  // A size that shrinks is wrong for a moment in either order; Qt takes the larger one then.
  if (most.width() > 0) widget.setMaximumWidth(most.width());
  if (most.height() > 0) widget.setMaximumHeight(most.height());
  if (least.width() > 0) widget.setMinimumWidth(least.width());
  if (least.height() > 0) widget.setMinimumHeight(least.height());
  if (most.width() > 0) widget.setMaximumWidth(most.width());
  if (most.height() > 0) widget.setMaximumHeight(most.height());
}

/// Sides that `size` leaves open stay as asked for before.
void ask(QWidget& widget, const char* what, const QSize& size) {
  QSize asked = widget.property(what).toSize();
  if (size.width() > 0) asked.setWidth(size.width());
  if (size.height() > 0) asked.setHeight(size.height());
  widget.setProperty(what, asked);
}

QRegion scaled(const QRegion& region, double by) {
  QRegion result;
  for (const QRect& part : region)
    result +=
        QRectF(part.x() * by, part.y() * by, part.width() * by, part.height() * by).toAlignedRect();
  return result;
}

}  // namespace

int zoomPercent() { return currentPercent; }

void setZoomPercent(int percent) { currentPercent = std::clamp(percent, kLeastZoom, kMostZoom); }

int nextZoom(int percent, int direction) {
  if (direction > 0) {
    const auto* up = std::upper_bound(std::begin(kSteps), std::end(kSteps), percent);
    return up == std::end(kSteps) ? percent : *up;
  }
  const auto* here = std::lower_bound(std::begin(kSteps), std::end(kSteps), percent);
  return here == std::begin(kSteps) ? percent : *std::prev(here);
}

double zoom() { return currentPercent / 100.0; }

int px(double design) { return static_cast<int>(std::lround(design * zoom())); }

QSize px(const QSize& design) { return {px(design.width()), px(design.height())}; }

QFont zoomed(QFont font) {
  font.setPixelSize(std::max(1, px(font.pixelSize())));
  return font;
}

ZoomedPainter::ZoomedPainter(QWidget* widget) : QPainter(widget) {
  setRenderHint(QPainter::Antialiasing);
  scale(zoom(), zoom());
}

QRectF designRect(const QWidget& widget) {
  return {0, 0, widget.width() / zoom(), widget.height() / zoom()};
}

QPointF toDesign(const QPointF& onScreen) { return onScreen / zoom(); }

QRectF toScreen(const QRectF& design) {
  return {design.x() * zoom(), design.y() * zoom(), design.width() * zoom(),
          design.height() * zoom()};
}

QRegion toDesign(const QRegion& onScreen) {
  return currentPercent == 100 ? onScreen : scaled(onScreen, 1 / zoom());
}

QRegion toScreen(const QRegion& design) {
  return currentPercent == 100 ? design : scaled(design, zoom());
}

void setMargins(QLayout& layout, int left, int top, int right, int bottom) {
  layout.setProperty(kMargins, QVariant::fromValue(QMargins(left, top, right, bottom)));
  place(layout);
}

void setGap(QLayout& layout, int between) {
  layout.setProperty(kGap, between);
  place(layout);
}

void addGap(QBoxLayout& layout, int length) {
  auto* item = new QSpacerItem(0, 0);
  layout.addSpacerItem(item);
  auto gaps = layout.property(kGaps).value<QList<Gap>>();
  gaps.append({item, length});
  layout.setProperty(kGaps, QVariant::fromValue(gaps));
  place(layout);
}

void fixSize(QWidget& widget, QSize size) {
  ask(widget, kLeast, size);
  ask(widget, kMost, size);
  place(widget);
}

void setLeastSize(QWidget& widget, QSize size) {
  ask(widget, kLeast, size);
  place(widget);
}

void setMostSize(QWidget& widget, QSize size) {
  ask(widget, kMost, size);
  place(widget);
}

// A widget that gets another size may rearrange others, and some of Qt's give parts up then.
void followZoom(QWidget& root) {
  place(root);
  // A new size may make a widget rebuild what is in it.
  const auto placeAll = [](const auto& found) {
    using Kind = std::remove_pointer_t<std::decay_t<decltype(found.front())>>;
    QList<QPointer<Kind>> all;
    for (Kind* each : found) all.append(each);
    for (const QPointer<Kind>& each : all)
      if (each) place(*each);
  };
  placeAll(root.findChildren<QWidget*>());
  placeAll(root.findChildren<QLayout*>());
}

}  // namespace lockstep::ui
