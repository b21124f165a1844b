// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "theme/theme.h"
#include "window/action_button.h"

class QButtonGroup;

namespace lockstep::ui {

/// A choice of one among few, side by side in one frame.
class Segments : public QWidget {
  Q_OBJECT
 public:
  explicit Segments(int height, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// Replaces all; the first is chosen unless the old choice still exists.
  void setChoices(const QStringList& words);
  void setWords(int index, const QString& words);
  int count() const { return static_cast<int>(m_buttons.size()); }
  int current() const;
  void setCurrent(int index);
  ActionButton* button(int index) const { return m_buttons[static_cast<std::size_t>(index)]; }

 Q_SIGNALS:
  void chosen(int index);  ///< by the user

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme* m_theme;
  int m_height;
  QButtonGroup* m_group;
  std::vector<ActionButton*> m_buttons;
};

}  // namespace lockstep::ui
