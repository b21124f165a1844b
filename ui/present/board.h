// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "present/projector.h"
#include "stage/layout.h"
#include "stage/scene.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// Structure and places of the run that a viewpoint shows, for a board. It is measured in units of
/// the stage's painters, of at least Projector::stage() px each.
class BoardModel {
 public:
  /// Reads what is new; `size` in px.
  void update(const Viewpoint& view, const QSizeF& size, const Projector& projector);
  const Layout& layout() const { return m_layout; }
  const Structure& structure() const { return m_structure; }
  /// Everything has a place.
  bool fits() const { return m_layout.hidden == 0; }
  /// Letters have no ways of their own between numbers alone, so that they lie on these.
  bool crowded() const { return !m_layout.scale.names && m_whole.hasSignals(); }
  double unit() const { return m_unit; }  ///< px
  /// Where the names of numbers are told that have none beside them; empty: nowhere. Units.
  const QRectF& legend() const { return m_legend; }
  /// At the viewpoint's moment, as far as its effects have come at `playback`.
  Scene scene(const Viewpoint& view, const PlaybackInstant& playback) const;

 private:
  QRectF area(const Projector& projector, double enlarged) const;
  bool enlarge(const Projector& projector);
  void fill(const QRectF& area);

  Structure m_whole;
  Structure m_structure;  ///< what of it is shown
  Layout m_layout;
  QRectF m_legend;
  QSizeF m_size;
  double m_unit = 1;
  bool m_placed = false;
};

/// The upper left corner of the board is the painter's origin.
void paintBoard(QPainter& painter, const BoardModel& model, const Viewpoint& view,
                const PlaybackInstant& playback, const Theme& theme, const Projector& projector);

/// The stage for the last row: tasks as cards with number, name and state, resources as on the
/// stage, and no text below the projector's floor. Follows its viewpoint; where a thing has no room
/// for its words it keeps its number and its shape.
class Board : public QWidget {
  Q_OBJECT
 public:
  explicit Board(Viewpoint& view, QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  /// Of a run that plays; 0 shows what effects end with.
  void setPlaybackRate(double nsPerMs);
  /// The effects of the events at the playhead, so many ms after they began; nothing: their ends.
  void setGlide(std::optional<double> ms);
  Viewpoint& viewpoint() const { return m_view; }
  const BoardModel& model() const;
  /// What is at a point; px.
  Hit hitAt(const QPointF& point) const;
  /// The place of a thing, px; empty where it has none.
  QRectF placeOf(const Hit& hit) const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  PlaybackInstant playback() const;

  Viewpoint& m_view;
  const Theme* m_theme;
  Projector m_projector;
  double m_rate = 0;
  std::optional<double> m_glide;
  mutable BoardModel m_model;
};

/// How long the effects of an event are shown after a press of Next, ms.
inline constexpr double kGlideTime = 600;

}  // namespace lockstep::ui
