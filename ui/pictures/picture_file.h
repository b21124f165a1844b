// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <functional>

#include "base/result.h"

class QPainter;

namespace lockstep::ui {

/// Paints a picture; `vector` where it becomes SVG or PDF.
using PaintPicture = std::function<void(QPainter& painter, bool vector)>;

/// What stands behind the last dot of its name, in small letters.
QString fileEnding(const QString& file);
/// Whether a file's ending names a picture: png, svg or pdf.
bool isPicture(const QString& file);
/// What can be wrong with a picture before the work: its ending, or a file that cannot be written.
Result<void> checkPicture(const QString& file);
/// Writes a picture of `size` px as PNG, SVG or PDF, by the file's ending. The file takes its place
/// when it is whole.
Result<void> writePicture(const QString& file, QSize size, const PaintPicture& paint);

}  // namespace lockstep::ui
