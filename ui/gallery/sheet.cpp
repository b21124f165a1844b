// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery/sheet.h"

#include <QCoreApplication>
#include <QPainter>
#include <cmath>

#include "view/viewpoint.h"

namespace lockstep::ui {

namespace {

constexpr int kColumns = 4;
constexpr double kMargin = 40;
constexpr double kGap = 12;
constexpr double kHead = 72;         ///< of the whole sheet
constexpr double kSectionHead = 52;  ///< with the gap above it
constexpr double kTitle = 30;        ///< of a sample
constexpr QSizeF kCell(480, 306);
constexpr double kWidth = 2 * kMargin + kColumns * 480 + (kColumns - 1) * kGap;

double rowsOf(const SampleSection& section) {
  return std::ceil(static_cast<double>(section.samples.size()) / kColumns);
}

void paintWords(QPainter& painter, const QPointF& topLeft, double height, const QString& words,
                const QFont& font, const QColor& colour) {
  painter.setFont(font);
  painter.setPen(colour);
  painter.drawText(QRectF(topLeft, QSizeF(kWidth, height)),
                   static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), words);
}

void paintSample(QPainter& painter, const QRectF& cell, const Sample& sample, const Theme& theme) {
  painter.setPen(QPen(theme.line, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(cell, 10, 10);
  paintWords(painter, cell.topLeft() + QPointF(14, 4), kTitle, sample.title, uiFont(13, 600),
             theme.text);
  Viewpoint view;
  view.setTrace(sample.trace);
  view.setPlayhead(sample.playhead);
  paintStageAlone(painter, cell.adjusted(0, kTitle - 4, 0, 0), view, theme, sample.motion);
}

}  // namespace

GallerySheet::GallerySheet(std::vector<ThemeKind> themes)
    : m_themes(std::move(themes)), m_sections(gallerySections()) {}

double GallerySheet::height() const {
  double height = kHead + kMargin;
  for (const SampleSection& section : m_sections)
    height += kSectionHead + rowsOf(section) * (kCell.height() + kGap);
  return height;
}

QSize GallerySheet::size() const {
  return QSizeF(kWidth * static_cast<double>(m_themes.size()), height()).toSize();
}

void GallerySheet::paint(QPainter& painter) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const ThemeKind kind : m_themes) {
    paintSheet(painter, theme(kind));
    painter.translate(kWidth, 0);
  }
  painter.restore();
}

void GallerySheet::paintSheet(QPainter& painter, const Theme& theme) const {
  painter.fillRect(QRectF(0, 0, kWidth, height()), theme.bg);
  paintWords(painter, {kMargin, 14}, kHead - 14,
             QCoreApplication::translate("Gallery", "Everything on the stage"), uiFont(26, 700),
             theme.text);
  double top = kHead;
  for (const SampleSection& section : m_sections) {
    paintWords(painter, {kMargin, top + 14}, kSectionHead - 14, section.title, uiFont(17, 650),
               theme.text);
    top += kSectionHead;
    for (std::size_t i = 0; i < section.samples.size(); ++i) {
      const auto column = static_cast<double>(i % kColumns),
                 row = static_cast<double>(i / kColumns);
      const QPointF at(kMargin + column * (kCell.width() + kGap),
                       top + row * (kCell.height() + kGap));
      paintSample(painter, QRectF(at, kCell), section.samples[i], theme);
    }
    top += rowsOf(section) * (kCell.height() + kGap);
  }
}

}  // namespace lockstep::ui
