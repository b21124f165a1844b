// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <vector>

#include "gallery/samples.h"
#include "theme/theme.h"

class QPainter;

namespace lockstep::ui {

/// A sheet of all samples, each a small stage of its own, in the themes side by side.
class GallerySheet {
 public:
  explicit GallerySheet(std::vector<ThemeKind> themes);

  QSize size() const;  ///< px
  void paint(QPainter& painter) const;

 private:
  double height() const;
  void paintSheet(QPainter& painter, const Theme& theme) const;

  std::vector<ThemeKind> m_themes;
  std::vector<SampleSection> m_sections;
};

}  // namespace lockstep::ui
