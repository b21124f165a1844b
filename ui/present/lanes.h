// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "present/board.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// The timeline for the last row: a lane with number, name, state and bars for each task, and the
/// playhead. Where there is no room for all, tasks that do nothing in sight are left out first.
class Lanes : public QWidget {
  Q_OBJECT
 public:
  explicit Lanes(Viewpoint& view, QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  /// What is in sight, ns; equal: what the viewpoint shows.
  void setRange(std::int64_t from, std::int64_t to);
  /// Tasks that could have a lane.
  int wanted() const;
  /// From the top.
  std::vector<TaskId> shown() const;
  /// The lane at a point, px; empty for none.
  QRectF laneAt(const QPointF& point) const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF lane(int index, std::size_t count) const;
  double namesWidth() const;
  void paintLane(QPainter& painter, TaskId task, const QRectF& lane) const;

  Viewpoint& m_view;
  const Theme* m_theme;
  Projector m_projector;
  std::int64_t m_from = 0;
  std::int64_t m_to = 0;
};

}  // namespace lockstep::ui
