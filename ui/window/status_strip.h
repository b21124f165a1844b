// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// How a part of what is shown is known.
struct EvidenceNote {
  QString badge;  ///< "K"; may be empty
  QString words;
  QString brief;  ///< where there is no room for them
  friend bool operator==(const EvidenceNote&, const EvidenceNote&) = default;
};

/// The window's foot: how the states are known, what is alive at the playhead, how many events,
/// what the run came to.
class StatusStrip : public QWidget {
  Q_OBJECT
 public:
  explicit StatusStrip(Viewpoint& view, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

  /// From the left.
  const QList<EvidenceNote>& notes() const { return m_notes; }
  /// From the left to the right edge.
  QStringList facts() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void refresh();
  QString parkedSentence() const;
  double paintFacts(QPainter& painter) const;
  void paintNotes(QPainter& painter, double right) const;

  Viewpoint& m_view;
  const Theme* m_theme;
  QList<EvidenceNote> m_notes;
  QStringList m_facts;
};

/// "18 402": figures in groups of three with a thin space.
QString grouped(std::uint64_t number);

}  // namespace lockstep::ui
