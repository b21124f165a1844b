// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "theme/theme.h"
#include "window/action_button.h"

class QLabel;

namespace lockstep::ui {

/// One thing that the tour points at.
struct TourStop {
  /// Brings the thing into sight and gives it; null: there is none, and the stop is left out.
  std::function<QWidget*()> target;
  const char* title = "";  ///< English, context "Tour"
  const char* text = "";   ///< as above; one or two sentences
};

/// A walk over the real window: a veil with one thing left clear, and a few words about it. Next,
/// Back and Skip by button and by key; while it is there the window's own keys rest.
class Tour : public QWidget {
  Q_OBJECT
 public:
  /// Covers `window` from now on, until it is over; then it deletes itself.
  Tour(std::vector<TourStop> stops, QWidget* window);
  void setTheme(const Theme& theme);
  int current() const { return m_current; }
  int count() const { return static_cast<int>(m_stops.size()); }
  void next();
  void back();
  void end();
  QString title() const;
  QString text() const;
  ActionButton& nextButton() { return *m_next; }
  ActionButton& backButton() { return *m_back; }
  ActionButton& skipButton() { return *m_skip; }
  /// What is left clear, and where the words stand; px.
  QRect spot() const { return m_spot; }
  QRect card() const { return m_card->geometry(); }

 Q_SIGNALS:
  void over();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  bool focusNextPrevChild(bool next) override;

 private:
  void show(int stop);
  void retranslate();
  void place();

  std::vector<TourStop> m_stops;
  const Theme* m_theme;
  int m_current = 0;
  QRect m_spot;
  QWidget* m_card;
  QLabel* m_title;
  QLabel* m_text;
  QLabel* m_progress;
  ActionButton* m_skip;
  ActionButton* m_back;
  ActionButton* m_next;
};

}  // namespace lockstep::ui
