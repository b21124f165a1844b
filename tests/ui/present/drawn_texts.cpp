// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawn_texts.h"

#include <QHash>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>
#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

/// Paints nothing and remembers texts.
class TextEngine : public QPaintEngine {
 public:
  TextEngine() : QPaintEngine(AllFeatures) {}
  std::vector<DrawnText> texts;

  bool begin(QPaintDevice*) override { return true; }
  bool end() override { return true; }
  void updateState(const QPaintEngineState&) override {}
  void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
  void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
  void drawPath(const QPainterPath&) override {}
  void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
  void drawRects(const QRectF*, int) override {}
  void drawLines(const QLineF*, int) override {}
  void drawEllipse(const QRectF&) override {}
  void drawPoints(const QPointF*, int) override {}
  void drawTextItem(const QPointF& at, const QTextItem& item) override {
    const QTransform device = painter()->deviceTransform();
    DrawnText drawn;
    drawn.text = item.text();
    drawn.size = item.font().pixelSize() * std::abs(device.m22());
    drawn.colour = painter()->pen().color();
    drawn.colour.setAlphaF(static_cast<float>(drawn.colour.alphaF() * painter()->opacity()));
    drawn.place = device.mapRect(
        QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent()));
    texts.push_back(drawn);
  }
  Type type() const override { return User; }
};

class TextDevice : public QPaintDevice {
 public:
  explicit TextDevice(QSize size) : m_size(size) {}
  QPaintEngine* paintEngine() const override { return &m_engine; }
  std::vector<DrawnText> texts() const { return m_engine.texts; }

 protected:
  int metric(PaintDeviceMetric what) const override {
    switch (what) {
      case PdmWidth:
        return m_size.width();
      case PdmHeight:
        return m_size.height();
      case PdmDpiX:
      case PdmDpiY:
      case PdmPhysicalDpiX:
      case PdmPhysicalDpiY:
        return 96;
      case PdmDepth:
        return 32;
      case PdmDevicePixelRatio:
        return 1;
      case PdmDevicePixelRatioScaled:
        return static_cast<int>(devicePixelRatioFScale());
      default:
        return QPaintDevice::metric(what);
    }
  }

 private:
  QSize m_size;
  mutable TextEngine m_engine;
};

double luminanceOf(const QColor& colour) {
  const auto linear = [](double c) {
    return c <= .04045 ? c / 12.92 : std::pow((c + .055) / 1.055, 2.4);
  };
  return .2126 * linear(colour.redF()) + .7152 * linear(colour.greenF()) +
         .0722 * linear(colour.blueF());
}

QColor blended(const QColor& over, const QColor& ground) {
  const double a = over.alphaF();
  return QColor::fromRgbF(static_cast<float>(over.redF() * a + ground.redF() * (1 - a)),
                          static_cast<float>(over.greenF() * a + ground.greenF() * (1 - a)),
                          static_cast<float>(over.blueF() * a + ground.blueF() * (1 - a)));
}

}  // namespace

std::vector<DrawnText> drawnTexts(QWidget& widget) {
  TextDevice device(widget.size());
  widget.render(&device, QPoint(), QRegion(), QWidget::DrawChildren);
  return device.texts();
}

double contrastOf(const QColor& a, const QColor& b) {
  const double light = std::max(luminanceOf(a), luminanceOf(b));
  const double dark = std::min(luminanceOf(a), luminanceOf(b));
  return (light + .05) / (dark + .05);
}

double contrastIn(const QImage& picture, const DrawnText& text) {
  const QRect area = text.place.toAlignedRect().adjusted(-2, 0, 2, 0) & picture.rect();
  QHash<QRgb, int> counts;
  for (int y = area.top(); y <= area.bottom(); ++y)
    for (int x = area.left(); x <= area.right(); ++x) {
      const QRgb pixel = picture.pixel(x, y);
      if (QColor(pixel) != text.colour) ++counts[pixel];
    }
  QRgb ground = qRgb(255, 255, 255);
  int most = 0;
  for (auto it = counts.cbegin(); it != counts.cend(); ++it)
    if (it.value() > most) {
      most = it.value();
      ground = it.key();
    }
  return contrastOf(blended(text.colour, QColor(ground)), QColor(ground));
}

}  // namespace lockstep::ui
