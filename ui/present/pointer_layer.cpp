// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pointer_layer.h"

#include <QPainter>
#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr double kDot = 1.5;  // hundredths of the height
constexpr double kRing = .8;

}  // namespace

PointerLayer::PointerLayer(QWidget* page) : QWidget(page), m_theme(&theme(ThemeKind::projector)) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void PointerLayer::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

QRect PointerLayer::around(const QPointF& at) const {
  const double reach = m_projector.px(kDot + 1.2);
  return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach).toAlignedRect();
}

void PointerLayer::setPointer(const std::optional<QPointF>& at) {
  if (at == m_pointer) return;
  if (m_pointer) update(around(*m_pointer));
  m_pointer = at;
  if (m_pointer) update(around(*m_pointer));
}

void PointerLayer::toggleMark(const QRectF& place) {
  const auto before = m_marks.size();
  std::erase(m_marks, place);
  if (m_marks.size() == before) m_marks.push_back(place);
  update();
}

void PointerLayer::clearMarks() {
  if (m_marks.empty()) return;
  m_marks.clear();
  update();
}

void PointerLayer::setBlank(bool blank) {
  if (blank == m_blank) return;
  m_blank = blank;
  update();
}

void PointerLayer::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (m_blank) {
    painter.fillRect(rect(), Qt::black);
    return;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const double ring = m_projector.px(kRing), round = m_projector.px(1.6);
  // On black as on white.
  for (const auto& [colour, width] :
       {std::pair(m_theme->surface, 2 * ring), {m_theme->accent, ring}}) {
    painter.setPen(QPen(colour, width));
    for (const QRectF& mark : m_marks) painter.drawRoundedRect(mark, round, round);
  }
  if (!m_pointer) return;
  painter.setPen(QPen(m_theme->surface, m_projector.px(.5)));
  painter.setBrush(m_theme->accent);
  painter.drawEllipse(*m_pointer, m_projector.px(kDot), m_projector.px(kDot));
}

}  // namespace lockstep::ui
