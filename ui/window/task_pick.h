// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QString>
#include <vector>

#include "control/choice.h"
#include "theme/theme.h"

namespace lockstep::ui {

/// A task that may go next: its number, its name, and what it would do or why it can't.
class TaskPick : public QPushButton {
  Q_OBJECT
 public:
  struct Now {
    TaskId task;
    State state = State::unknown;
    QString name;
    QString what;     ///< "fork 1.acquire(), line 31", or "waits for fork 2, held by Plato"
    QString brief;    ///< the same in fewer words; may be as long
    QString warning;  ///< "closes a cycle"; empty: none
    std::vector<Choice> choices;  ///< several: a menu asks
    bool able = false;
    bool suggested = false;  ///< a step without a pick takes it
    friend bool operator==(const Now&, const Now&) = default;
  };
  explicit TaskPick(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void setNow(const Now& now);
  const Now& now() const { return m_now; }
  /// Whether it is wide enough for more than its number.
  bool showsWords() const;

  // Design pixels.
  static constexpr int kHeight = 48;
  static constexpr int kWidth = 208;       ///< as it likes to be
  static constexpr int kLeastWidth = 150;  ///< with words
  static constexpr int kDiscWidth = 48;    ///< the number alone
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// The pointer or the focus came to it or left it.
  void pointedAt(bool at);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void describe();
  void paintWords(QPainter& painter) const;

  const Theme* m_theme;
  Now m_now;
};

}  // namespace lockstep::ui
