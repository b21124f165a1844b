// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "present/projector.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// A few lines of the run's source around the line that the task in focus is at, with the numbers
/// of all tasks beside their lines.
class CodeCard : public QWidget {
  Q_OBJECT
 public:
  explicit CodeCard(Viewpoint& view, QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  /// Number of the first line in sight, from 1, and how many there are.
  int firstLine() const;
  int linesInSight() const;
  /// The line at a point, px; empty for none.
  QRectF lineAt(const QPointF& point) const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int focusLine() const;
  const QStringList& lines() const;
  QRectF place(int row) const;

  Viewpoint& m_view;
  const Theme* m_theme;
  Projector m_projector;
  mutable std::string m_source;
  mutable QStringList m_lines;
};

}  // namespace lockstep::ui
