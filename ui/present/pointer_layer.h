// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "present/projector.h"
#include "theme/theme.h"

namespace lockstep::ui {

/// Over a whole page: the dot that follows the mouse, rings around what was marked, and black when
/// the page is blanked. Takes no mouse events itself.
class PointerLayer : public QWidget {
  Q_OBJECT
 public:
  explicit PointerLayer(QWidget* page);
  void setLook(const Theme& theme, const Projector& projector);
  /// Where the dot is; nothing: there is none.
  void setPointer(const std::optional<QPointF>& at);
  const std::optional<QPointF>& pointer() const { return m_pointer; }
  /// Marks a place, or takes its mark away.
  void toggleMark(const QRectF& place);
  void clearMarks();
  const std::vector<QRectF>& marks() const { return m_marks; }
  void setBlank(bool blank);
  bool blank() const { return m_blank; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QRect around(const QPointF& at) const;

  const Theme* m_theme;
  Projector m_projector;
  std::optional<QPointF> m_pointer;
  std::vector<QRectF> m_marks;
  bool m_blank = false;
};

}  // namespace lockstep::ui
