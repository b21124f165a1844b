// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

#include "theme/theme.h"
#include "window/icons.h"

namespace lockstep::ui {

/// A button of the window's bars: icon, words, the key that does the same. Says less as room gets
/// scarce, but never smaller: setDetail() drops the key cap, then the words.
class ActionButton : public QPushButton {
  Q_OBJECT
 public:
  enum class Look : std::uint8_t { outlined, primary, plain, segment };
  enum class Detail : std::uint8_t { full, words, icon };

  ActionButton(Look look, int height, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void setLook(Look look);
  void setPicture(Icon icon);
  /// Also the accessible name, whatever the detail.
  void setWords(const QString& words);
  void setKeyCap(const QString& key);
  /// A button without an icon keeps its words.
  void setDetail(Detail detail);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  struct Colours {
    QColor ground, border, ink;
  };
  Colours colours() const;
  QFont wordsFont() const;
  bool showsWords() const;
  bool showsKey() const;
  bool showsMenuMark() const;
  int contentWidth() const;

  const Theme* m_theme;
  Look m_look;
  int m_height;
  Icon m_icon = Icon::none;
  QString m_key;
  Detail m_detail = Detail::full;
};

}  // namespace lockstep::ui
