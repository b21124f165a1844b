// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/header_layer.h"

#include <QPainter>
#include <QRegion>

#include "theme/labels.h"

namespace lockstep::ui {

HeaderLayer::Look HeaderLayer::lookOf(const TimelineFrame& frame, const Viewpoint& view,
                                      const Theme& theme, double ratio) {
  const TimelineLayout& layout = frame.layout;
  Look look{layout.headers,
            layout.rowHeight,
            layout.rowGap,
            layout.scroll,
            layout.compact,
            view.task(),
            &theme,
            ratio,
            {},
            {}};
  for (const LaneFrame& lane : frame.lanes) {
    look.rows.push_back(layout.rows[lane.row]);
    look.names.push_back(
        QString::fromStdString(words().taskName(view.trace(), look.rows.back().task)));
  }
  return look;
}

bool HeaderLayer::fits(const TimelineFrame& frame, const Viewpoint& view, const Theme& theme,
                       double ratio) const {
  return !m_names.isNull() && m_look == lookOf(frame, view, theme, ratio);
}

void HeaderLayer::take(const QImage& picture, const TimelineFrame& frame, const Viewpoint& view,
                       const Theme& theme) {
  const double ratio = picture.devicePixelRatio();
  const QRectF area = headersArea(frame);
  QRect pixels = QRectF(area.topLeft() * ratio, area.size() * ratio).toAlignedRect();
  // The pixel that headers and tracks share is the tracks'.
  pixels.setRight(qRound(area.right() * ratio) - 1);
  const QRect inside = pixels.intersected(picture.rect());
  m_look = lookOf(frame, view, theme, ratio);
  m_names = picture.copy(inside);
  m_all = m_names;
  m_at = QPointF(inside.topLeft()) / ratio;
  m_states.clear();
}

void HeaderLayer::paint(QPainter& painter, const QRegion& exposed, const TimelineFrame& frame,
                        const Viewpoint& view, const Theme& theme) {
  const QRectF area(m_at, m_names.deviceIndependentSize());
  if (m_names.isNull() || !exposed.intersects(area.toAlignedRect())) return;
  const std::vector<HeaderState> states = headerStates(frame, view);
  if (states != m_states) showStates(states, frame, view, theme);
  painter.drawImage(m_at, m_all);
}

void HeaderLayer::showStates(const std::vector<HeaderState>& states, const TimelineFrame& frame,
                             const Viewpoint& view, const Theme& theme) {
  QRegion changed;
  if (m_states.empty()) changed += headersArea(frame).toAlignedRect();
  for (std::size_t i = 0; i < m_states.size(); ++i)
    if (m_states[i] != states[i]) changed += headerStateArea(frame, frame.lanes[i].row);
  QPainter painter(&m_all);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.translate(-m_at);
  painter.setClipRegion(changed);
  painter.drawImage(m_at, m_names);
  Overlay overlay;
  overlay.exposed = &changed;
  paintHeaderStates(painter, frame, view, theme, overlay);
  m_states = states;
}

}  // namespace lockstep::ui
