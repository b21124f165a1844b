// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <functional>

namespace lockstep::ui {

/// Paints what `draw` paints around (0, 0), within `reach` px to either side, at `at`. On a raster
/// device it comes from a picture kept under `key` and snaps to whole device pixels; `key` has to
/// tell everything that `draw` depends on. Elsewhere, as for SVG and PDF, `draw` paints itself.
/// Any thread; each keeps its own pictures.
void paintKept(QPainter& painter, const QString& key, const QPointF& at, const QSizeF& reach,
               const std::function<void(QPainter&)>& draw);
inline void paintKept(QPainter& painter, const QString& key, const QPointF& at, double reach,
                      const std::function<void(QPainter&)>& draw) {
  paintKept(painter, key, at, QSizeF(reach, reach), draw);
}

}  // namespace lockstep::ui
