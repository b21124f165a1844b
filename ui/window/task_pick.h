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

  static constexpr int kWidth = 188;       ///< px, as it likes to be
  static constexpr int kLeastWidth = 116;  ///< px with words
  static constexpr int kDiscWidth = 48;    ///< px, the number alone
  QSize sizeHint() const override { return {kWidth, 48}; }
  QSize minimumSizeHint() const override { return {kDiscWidth, 48}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void describe();

  const Theme* m_theme;
  Now m_now;
};

}  // namespace lockstep::ui
