// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSizeF>

/// Sizes of what is projected, in hundredths of the picture's height: what counts in the last row
/// is the share of the picture, not the number of pixels. The interface's zoom has no part in them.

namespace lockstep::ui {

struct Projector {
  Projector() = default;
  /// For a page of that size in px.
  explicit Projector(const QSizeF& page);

  double unit = 1;  ///< px of one hundredth of the height; less on pages higher than 3 : 4

  double px(double hundredths) const { return unit * hundredths; }
  double title() const { return px(5.4); }
  double caption() const { return px(5.4); }
  double question() const { return px(5.2); }
  double body() const { return px(4.8); }
  /// What the texts above give way to before words are cut.
  double least() const { return px(4.6); }
  /// No text at all is smaller, not even a number in a seat: 1/25 of the height.
  double floor() const { return px(4); }
  /// Line to line, as a multiple of the size of its text; room for Chinese.
  static constexpr double kPitch = 1.36;

  /// px of one unit of what is drawn by the stage's painters, whose smallest text is then floor().
  double stage() const;
  /// px of one unit of state patterns and rings, which become coarser with the picture, but less
  /// so.
  double pattern() const { return px(.22); }
  friend bool operator==(const Projector&, const Projector&) = default;
};

}  // namespace lockstep::ui
