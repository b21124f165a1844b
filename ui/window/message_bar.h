// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>

#include "theme/theme.h"
#include "window/action_button.h"

class QLabel;

namespace lockstep::ui {

/// One sentence across the window, with at most one thing to do about it. Never modal; a new one
/// replaces the old one.
class MessageBar : public QWidget {
  Q_OBJECT
 public:
  enum class Tone : std::uint8_t { note, danger };

  explicit MessageBar(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void say(Tone tone, const QString& sentence);
  /// Adds a button; the bar closes when it is pressed.
  void offer(const QString& words, std::function<void()> act);
  void dismiss();
  Tone tone() const { return m_tone; }
  /// Whole, also where only its beginning has room.
  QString sentence() const;
  ActionButton& action() { return *m_action; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fit();

  const Theme* m_theme;
  QString m_sentence;
  Tone m_tone = Tone::note;
  QLabel* m_text;
  ActionButton* m_action;
  ActionButton* m_close;
  std::function<void()> m_act;
};

}  // namespace lockstep::ui
