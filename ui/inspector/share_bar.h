// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "theme/theme.h"
#include "trace/trace.h"

namespace lockstep::ui {

/// Where a task spent a stretch of time: one bar of state patterns and a legend with percentages.
class ShareBar : public QWidget {
  Q_OBJECT
 public:
  struct Entry {
    State state;
    double share;  ///< 0 .. 1
    int percent;   ///< rounded so that all sum to 100; at least 1 for what happened at all
  };

  explicit ShareBar(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// States without any time are left out. All zero: nothing is drawn.
  void setShares(const Shares& shares);
  const std::vector<Entry>& entries() const { return m_entries; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  /// Places the legend's words in rows; paints them if there is a painter. Answers the height.
  int legend(QPainter* painter, int width) const;
  void describe();

  const Theme* m_theme;
  std::vector<Entry> m_entries;
};

/// Percentages of `shares` by largest remainder; see ShareBar::Entry.
std::vector<ShareBar::Entry> shareEntries(const Shares& shares);

}  // namespace lockstep::ui
