// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/picture_file.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "base/file_in_progress.h"

namespace lockstep::ui {

namespace {

constexpr int kDpi = 96;  // one unit of the picture is one CSS pixel

Result<void> toPng(QBuffer& out, QSize size, const PaintPicture& paint) {
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) return Error{"there is not enough memory for a picture of that size"};
  image.fill(Qt::transparent);
  QPainter painter(&image);
  paint(painter, false);
  painter.end();
  CHECK(image.save(&out, "PNG"));
  return {};
}

void toSvg(QBuffer& out, QSize size, const PaintPicture& paint) {
  QSvgGenerator svg;
  svg.setOutputDevice(&out);
  svg.setSize(size);
  svg.setResolution(kDpi);
  svg.setViewBox(QRect(QPoint(), size));
  svg.setTitle(QStringLiteral("Lockstep"));
  QPainter painter(&svg);
  paint(painter, true);
}

void toPdf(QBuffer& out, QSize size, const PaintPicture& paint) {
  QPdfWriter pdf(&out);
  pdf.setResolution(kDpi);
  pdf.setPageSize(
      QPageSize(QSizeF(size) * 72.0 / kDpi, QPageSize::Point, {}, QPageSize::ExactMatch));
  pdf.setPageMargins(QMarginsF());
  QPainter painter(&pdf);
  paint(painter, true);
}

}  // namespace

QString fileEnding(const QString& file) { return QFileInfo(file).suffix().toLower(); }

bool isPicture(const QString& file) {
  const QString ending = fileEnding(file);
  return ending == QLatin1String("png") || ending == QLatin1String("svg") ||
         ending == QLatin1String("pdf");
}

Result<void> checkPicture(const QString& file) {
  if (!isPicture(file))
    return Error{"a picture ends in .png, .svg or .pdf, not " + file.toStdString()};
  return FileInProgress::check(file.toStdString());
}

Result<void> writePicture(const QString& file, QSize size, const PaintPicture& paint) {
  // By way of memory: Qt tells nobody when it could not write a picture to its end.
  QBuffer picture;
  CHECK(picture.open(QIODevice::ReadWrite));
  const QString ending = fileEnding(file);
  if (ending == QLatin1String("svg")) {
    toSvg(picture, size, paint);
  } else if (ending == QLatin1String("pdf")) {
    toPdf(picture, size, paint);
  } else if (const auto drawn = toPng(picture, size, paint); !drawn) {
    return drawn.error();
  }
  FileInProgress out(file.toStdString());
  if (const auto opened = out.open(); !opened) return opened.error();
  if (const auto written = out.write(picture.data().toStdString()); !written)
    return written.error();
  return out.finish();
}

}  // namespace lockstep::ui
