// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "theme/theme.h"
#include "window/action_button.h"

class QLabel;

namespace lockstep::ui {

class Segments;

/// Logo, name of the program, what is open, and the window's own buttons. The owner connects the
/// buttons and gives them menus.
class TopBar : public QWidget {
  Q_OBJECT
 public:
  explicit TopBar(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// Elided in the middle where room is scarce.
  void setOpenTitle(const QString& title);
  QString openTitle() const { return m_open; }

  ActionButton* scenarios;  ///< shown while the left panel is a drawer
  ActionButton* open;
  ActionButton* save;
  ActionButton* language;
  ActionButton* themes;
  ActionButton* keys;
  ActionButton* present;
  Segments* mode;           ///< Free run, Step
  ActionButton* inspector;  ///< shown while the right panel is a drawer
  void setDrawers(bool left, bool right);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  /// Says less until all of it fits.
  void fit();
  void setDensity(int density);

  const Theme* m_theme;
  QWidget* m_logo;
  QLabel* m_name;
  QLabel* m_title;
  QString m_open;
};

}  // namespace lockstep::ui
