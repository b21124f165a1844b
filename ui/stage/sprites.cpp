// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/sprites.h"

#include <QCache>
#include <QImage>
#include <QPaintEngine>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr qsizetype kMostBytes = 32 * 1024 * 1024;

bool isPlain(const QTransform& transform) {
  return transform.type() <= QTransform::TxScale && transform.m11() > 0 &&
         qFuzzyCompare(transform.m11(), transform.m22());
}

QImage drawn(double ratio, const QSizeF& reach, const std::function<void(QPainter&)>& draw) {
  const int width = static_cast<int>(std::ceil(reach.width() * ratio)) + 1;
  const int height = static_cast<int>(std::ceil(reach.height() * ratio)) + 1;
  QImage image(2 * width, 2 * height, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(width, height);
  painter.scale(ratio, ratio);
  draw(painter);
  return image;
}

}  // namespace

void paintKept(QPainter& painter, const QString& key, const QPointF& at, const QSizeF& reach,
               const std::function<void(QPainter&)>& draw) {
  thread_local QCache<QString, QImage> kept(kMostBytes);
  const QTransform device = painter.deviceTransform();
  if (painter.paintEngine()->type() != QPaintEngine::Raster || !isPlain(device)) {
    painter.save();
    painter.translate(at);
    draw(painter);
    painter.restore();
    return;
  }
  const double ratio = device.m11();
  const QString full = key + QLatin1Char('@') + QString::number(ratio);
  QImage image;
  if (const QImage* found = kept.object(full)) {
    image = *found;
  } else {
    image = drawn(ratio, reach, draw);
    kept.insert(full, new QImage(image), image.sizeInBytes());
  }
  const QPointF centre = device.map(at);
  const QPoint corner(qRound(centre.x()) - image.width() / 2,
                      qRound(centre.y()) - image.height() / 2);
  const QTransform world = painter.worldTransform();
  painter.setWorldTransform(device.inverted() * world);
  painter.drawImage(corner, image);
  painter.setWorldTransform(world);
}

}  // namespace lockstep::ui
