// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>
#include <map>
#include <utility>

#include "timeline/timeline.h"

/// The timeline for screen readers: lanes are rows, bars in sight are their cells.

namespace lockstep::ui {

/// Rows belong to tasks and cells to places in a row, so that a reader may keep an interface: it
/// says what is there now, and is invalid while nothing is.
class AccessibleTimeline : public QAccessibleWidget {
 public:
  explicit AccessibleTimeline(Timeline& timeline);
  ~AccessibleTimeline() override;

  int childCount() const override;
  QAccessibleInterface* child(int index) const override;
  int indexOfChild(const QAccessibleInterface* child) const override;
  QAccessibleInterface* childAt(int x, int y) const override;
  QAccessibleInterface* focusChild() const override;
  /// For QAccessible::installFactory().
  static QAccessibleInterface* make(const QString& className, QObject* object);

  /// Of a task's lane.
  QAccessibleInterface* row(TaskId task) const;
  /// The n-th in sight of a task's lane.
  QAccessibleInterface* cell(TaskId task, int n) const;

 private:
  static constexpr int kRow = -1;  ///< in place of a cell's number

  QAccessibleInterface* interfaceOf(TaskId task, int n) const;

  Timeline& m_timeline;
  mutable std::map<std::pair<TaskId, int>, QAccessible::Id> m_parts;
};

}  // namespace lockstep::ui
