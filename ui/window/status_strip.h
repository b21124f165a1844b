// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// The window's foot: how the states are known, what is alive at the playhead, how many events,
/// what the run came to.
class StatusStrip : public QWidget {
  Q_OBJECT
 public:
  explicit StatusStrip(Viewpoint& view, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

  /// A badge (may be empty) and its words, from the left.
  QVector<QPair<QString, QString>> notes() const;
  /// From the left to the right edge.
  QStringList facts() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void refresh();
  double paintFacts(QPainter& painter) const;
  void paintNotes(QPainter& painter, double right) const;

  Viewpoint& m_view;
  const Theme* m_theme;
  QVector<QPair<QString, QString>> m_notes;
  QStringList m_facts;
};

/// "18 402": figures in groups of three with a thin space.
QString grouped(std::uint64_t number);

}  // namespace lockstep::ui
