// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "theme/theme.h"
#include "view/step_axis.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

enum class Zone;
struct TimelineFrame;

/// What the axis measures: ns, or the steps of Step mode, all of one width.
enum class TimelineAxis { time, steps };

/// What Step mode adds to the lanes.
struct StepMarks {
  bool inSteps = false;            ///< there is a line of choices
  const StepAxis* axis = nullptr;  ///< where its steps are; lives as long as the mark
  bool veil = false;           ///< what comes after the playhead is past that may become another
  std::size_t lastSafe = 0;    ///< step after which all could still end well; 0: none
  bool certain = true;         ///< that there is no later one
  std::size_t difference = 0;  ///< first step that another run does not have; 0: none
  std::vector<std::size_t> breakpoints{};  ///< steps before which a task stood at one
  TaskId next;                             ///< goes next, if a step is taken now
  QString nextWords;                       ///< what comes of it
  friend bool operator==(const StepMarks&, const StepMarks&) = default;
};

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
  void setAxis(TimelineAxis axis);
  TimelineAxis axis() const;
  void setStepMarks(const StepMarks& marks);
  const StepMarks& stepMarks() const;
  /// Of the axis of steps, as Viewpoint's of that of times; pan by so many tenths of what is in
  /// sight.
  void zoomSteps(double factor);
  void panSteps(double tenths);
  void fitSteps();
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;
  Viewpoint& viewpoint() const;
  /// What is shown, brought up to date; design pixels.
  const TimelineFrame& frame();

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
  /// Which steps are in sight.
  void placeSteps();
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
  void announceRows();
  void announceSelection();
  void showCursor(Zone zone);

  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep::ui
