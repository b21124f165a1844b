// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <vector>

#include "timeline/header_painter.h"

class QRegion;

namespace lockstep::ui {

/// The lane headers as they were painted last: text and rings cost more than all lanes, and while
/// the range moves they stay. It covers the picture's header column; RGB32, in the picture's
/// pixels.
class HeaderLayer {
 public:
  /// Whether the names kept are the frame's.
  bool fits(const TimelineFrame& frame, const Viewpoint& view, const Theme& theme,
            double ratio) const;
  /// Keeps the names that paintHeaders() has just painted into `picture`.
  void take(const QImage& picture, const TimelineFrame& frame, const Viewpoint& view,
            const Theme& theme);
  /// Brings the states up to date and draws what of the layer is exposed.
  void paint(QPainter& painter, const QRegion& exposed, const TimelineFrame& frame,
             const Viewpoint& view, const Theme& theme);

 private:
  /// All that names depend on.
  struct Look {
    QRectF headers;
    double rowHeight = 0;
    double rowGap = 0;
    double scroll = 0;
    bool compact = false;
    TaskId selected;
    const Theme* theme = nullptr;
    double ratio = 0;
    std::vector<LaneRow> rows;
    std::vector<QString> names;
    friend bool operator==(const Look&, const Look&) = default;
  };
  void showStates(const std::vector<HeaderState>& states, const TimelineFrame& frame,
                  const Viewpoint& view, const Theme& theme);
  static Look lookOf(const TimelineFrame& frame, const Viewpoint& view, const Theme& theme,
                     double ratio);

  Look m_look;
  QImage m_names;
  QImage m_all;                       ///< with the states
  QPointF m_at;                       ///< of both in the widget
  std::vector<HeaderState> m_states;  ///< in m_all, by lane of the frame; empty: none yet
};

}  // namespace lockstep::ui
