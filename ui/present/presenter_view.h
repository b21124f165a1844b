// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "present/deck.h"
#include "present/page.h"
#include "present/present_keys.h"
#include "theme/theme.h"

class QLabel;
class QPushButton;
class QTextBrowser;
class QTimer;

namespace lockstep::ui {

/// What only the presenter sees: what the class sees, small; the next card; the notes; the hands;
/// how much time has passed. A window of its own, on the presenter's screen where there are two.
class PresenterView : public QWidget {
  Q_OBJECT
 public:
  /// Nanoseconds of any steady clock.
  using Clock = std::function<std::int64_t()>;
  explicit PresenterView(Clock clock, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// `current` from 0.
  void setProgress(int current, int count);
  void setCards(const DeckCard& card, const std::optional<DeckCard>& upcoming);
  void setPoll(const Poll& poll);
  /// What the class sees.
  void setPicture(const QPixmap& picture);
  /// Starts the clock anew.
  void restartClock();
  QString elapsed() const;
  QString notes() const;
  QString upcomingText() const;
  QString hands() const;
  const QPixmap& picture() const { return m_pixmap; }

 Q_SIGNALS:
  void actWanted(lockstep::ui::PresentAct act);
  void closed();

 protected:
  void changeEvent(QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void assemble();
  QPushButton* button(PresentAct act);
  void retranslate();
  void refresh();
  void refreshClock();
  void placePicture();

  Clock m_clock;
  std::int64_t m_started = 0;
  DeckCard m_card;
  std::optional<DeckCard> m_upcoming;
  Poll m_poll;
  int m_current = 0;
  int m_count = 0;
  QPixmap m_pixmap;
  QLabel* m_picture;
  QLabel* m_time;
  QLabel* m_progress;
  QPushButton* m_restart;
  QLabel* m_nextTitle;
  QLabel* m_next;
  QLabel* m_handsTitle;
  QLabel* m_hands;
  QLabel* m_notesTitle;
  QTextBrowser* m_notes;
  std::vector<std::pair<PresentAct, QPushButton*>> m_buttons;
  QTimer* m_tick;
};

}  // namespace lockstep::ui
