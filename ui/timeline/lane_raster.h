// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <array>
#include <span>
#include <vector>

#include "theme/theme.h"
#include "trace/level_of_detail.h"

/// State bars and columns as rows of an image, in device pixels. A QPainter call per bar would cost
/// more than a frame where thousands of bars are in view; here a bar is a copy from a strip.

namespace lockstep::ui {

/// Heights in pixels of each state's part of a column `height` pixels high. By largest remainder;
/// a state that is there at all gets a pixel while there are enough, running first. Unborn gets
/// none.
std::array<int, kStates> columnHeights(const std::array<std::uint8_t, kStates>& parts, int height);

/// From the floor upwards: how near the CPU.
inline constexpr std::array<State, kStates> kStackOrder = {
    State::running, State::ready,      State::created, State::blocked, State::stopped,
    State::zombie,  State::terminated, State::unknown, State::unborn};

/// Width in pixels that a bar is drawn with: a gap of one pixel parts it from the next where it is
/// wide enough.
double drawnWidth(double barWidth);

/// Device pixels of an RGB32 image to draw into.
struct PixelArea {
  QRgb* first = nullptr;  ///< upper left corner
  qsizetype stride = 0;   ///< from one row to the next, in pixels
  int width = 0;
  int rows = 0;

  QRgb* row(int index) const { return first + index * stride; }
};

/// The whole of an RGB32 image.
PixelArea pixelsOf(QImage& image);

/// One look of lanes: a theme, a height and a pixel ratio. Building it costs about a millisecond,
/// so keep it. Not for several threads at a time.
class LaneRaster {
 public:
  /// `height` of the state track in px; `ground` lies behind the bars.
  LaneRaster(const Theme& theme, double height, double ratio, QColor ground);
  bool fits(const Theme& theme, double height, double ratio) const;
  int rows() const { return m_rows; }
  /// `width` px of a lane, with vertical lines of `line` at the pixels `grid` behind its bars. The
  /// image has the ratio as its devicePixelRatio.
  QImage draw(const LaneDetail& detail, double width, std::span<const double> grid);
  /// The same into an area of rows(), over the ground and the lines.
  void draw(const LaneDetail& detail, const PixelArea& area);

 private:
  struct Look {
    QImage strip;    ///< pattern with upper and lower outline, as wide as the widest lane
    QImage shape;    ///< left end: alpha = share of the pixel inside the bar
    QImage outline;  ///< left end: alpha = share of the pixel under the outline
    int top = 0;     ///< first row that the bar touches
  };

  void widen(int pixels);
  void drawBar(const PixelArea& area, State state, double x, double width) const;
  void drawColumn(const PixelArea& area, const Column& column) const;

  const Theme* m_theme;
  double m_height;
  double m_ratio;
  int m_rows;
  int m_capColumns;
  QColor m_ground;
  std::array<Look, kStates> m_looks;
  std::array<QRgb, kStates> m_means;
  int m_width = 0;
};

}  // namespace lockstep::ui
