// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>

#include "runs.h"
#include "stage/stage.h"
#include "stage/stage_model.h"

namespace lockstep::ui {

/// A viewpoint at the end of a run, and its stage.
struct Looking {
  explicit Looking(Recorded run, double width = 1130, double height = 510)
      : area(0, 0, width, height) {
    view.setTrace(run.trace());
    view.setPlayhead(run.now());
  }
  Scene scene(double rate = 0) {
    model.update(view, area);
    return model.scene(view, rate);
  }
  QImage picture(ThemeKind kind, double rate = 0) const {
    QImage image(area.size().toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    paintStage(painter, area, view, theme(kind), rate);
    return image;
  }
  const ResourceItem* item(const Scene& scene, int id) const {
    for (const ResourceItem& item : scene.resources)
      if (item.place.id == ResourceId(static_cast<std::uint32_t>(id))) return &item;
    return nullptr;
  }

  Viewpoint view;
  StageModel model;
  QRectF area;
};

/// Pixels of a rectangle that have nearly this colour.
inline int pixelsOf(const QImage& image, const QRectF& rect, const QColor& colour,
                    int within = 12) {
  int count = 0;
  const QRect area = rect.toAlignedRect() & image.rect();
  for (int y = area.top(); y <= area.bottom(); ++y)
    for (int x = area.left(); x <= area.right(); ++x) {
      const QColor pixel = image.pixelColor(x, y);
      count += std::abs(pixel.red() - colour.red()) <= within &&
               std::abs(pixel.green() - colour.green()) <= within &&
               std::abs(pixel.blue() - colour.blue()) <= within;
    }
  return count;
}

}  // namespace lockstep::ui
