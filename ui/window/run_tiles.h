// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "analysis/analysis.h"
#include "explore/explorer.h"
#include "theme/theme.h"

namespace lockstep::ui {

/// One tile for each explored run: what it came to as a colour and as a letter. A click chooses a
/// run and wants it shown; Ctrl+click marks one to compare with. Arrow keys move, Enter shows, C
/// marks.
class RunTiles : public QWidget {
  Q_OBJECT
 public:
  explicit RunTiles(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void clear();
  void add(std::vector<ExploredRun> runs);
  const std::vector<ExploredRun>& runs() const { return m_runs; }
  /// Indices into runs(); -1: none.
  int current() const { return m_current; }
  int marked() const { return m_marked; }
  QRect tile(int index) const;  ///< of the widget, as it is zoomed

  static constexpr int kTile = 20;  ///< design px
  static constexpr std::size_t kMostTiles = 20'000;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;

 Q_SIGNALS:
  void chosen();
  void showWanted(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  int columns() const;
  int at(const QPoint& point) const;
  void choose(int index);
  void mark(int index);
  void describe();

  const Theme* m_theme;
  std::vector<ExploredRun> m_runs;
  int m_current = -1;
  int m_marked = -1;
};

/// The letter of a verdict on its tile.
QString letterOf(Verdict verdict);

}  // namespace lockstep::ui
