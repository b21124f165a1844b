// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "stage/layout.h"
#include "stage/scene.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// Structure and places of the run that a viewpoint shows; scenes of it at any instant. Keeps
/// places while a live run grows and for as long as the area stays the same.
class StageModel {
 public:
  /// Reads what is new. `area` is the whole stage with its header, px.
  void update(const Viewpoint& view, const QRectF& area);
  const Structure& structure() const { return m_structure; }
  const Layout& layout() const { return m_layout; }
  Scene scene(const Viewpoint& view, double playbackNsPerMs) const;
  QRectF header() const;

 private:
  void place(const QRectF& inner);

  Structure m_structure;
  Layout m_layout;
  QRectF m_area;
  bool m_placed = false;
};

}  // namespace lockstep::ui
