// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

enum class Zone;
struct TimelineFrame;

/// Paints the timeline of a viewpoint without a widget: screen, PNG, SVG and PDF.
/// `vector` uses merged rectangles instead of image rows.
void paintTimeline(QPainter& painter, const QRectF& area, const Viewpoint& view, const Theme& theme,
                   bool vector);

/// The timeline pane: axis, lanes in process groups, arrows, minimap, playhead.
///
/// Mouse: wheel zooms at the cursor, Shift or sideways wheel pans, over the lane headers it
/// scrolls; drag pans; click puts the playhead and selects the lane's task; drag on the axis moves
/// the playhead; Shift+drag marks a stretch and shows its sums; double click zooms to an interval;
/// the minimap's window moves and stretches. Keys are the window's: it takes none.
class Timeline : public QWidget {
  Q_OBJECT
 public:
  Timeline(Viewpoint& view, QWidget* parent = nullptr);
  ~Timeline() override;
  void setTheme(const Theme& theme);
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// The picture is out of date; `traceToo`: tasks and minimap as well.
  void invalidate(bool traceToo);
  /// Brings frame and picture up to date.
  void refresh();
  bool wholeStillDoes(const TimelineFrame& next) const;
  void paintPicture();
  void placeScrollBar();
  void toggleFold(double y);
  void centreWindow(double x);
  void dragTo(const QPointF& at);
  void dragWindow(double x);
  /// Repaints only what the playhead leaves and enters.
  void movePlayhead();
  void setHover(std::optional<double> x);
  void showCursor(Zone zone);

  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep::ui
