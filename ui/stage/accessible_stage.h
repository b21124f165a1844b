// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>
#include <map>
#include <memory>

#include "stage/placements.h"
#include "stage/stage.h"

/// The stage for screen readers: a list with one item for each task and resource on it.

namespace lockstep::ui {

/// Makes its sentences when it is asked. An item's interface lives until the stage's does, so that
/// a reader may keep it; it is invalid while the stage does not show what it stands for.
class AccessibleStage : public QAccessibleWidget {
 public:
  explicit AccessibleStage(Stage& stage);
  ~AccessibleStage() override;

  int childCount() const override;
  QAccessibleInterface* child(int index) const override;
  int indexOfChild(const QAccessibleInterface* child) const override;
  QAccessibleInterface* childAt(int x, int y) const override;
  QAccessibleInterface* focusChild() const override;
  QString text(QAccessible::Text which) const override;
  /// For QAccessible::installFactory().
  static QAccessibleInterface* make(const QString& className, QObject* object);

 private:
  QAccessibleInterface* interfaceOf(const StageItem& item) const;

  Stage& m_stage;
  mutable std::map<StageItem, QAccessible::Id> m_items;
};

/// Tasks, then resources, in the order of their numbers.
std::vector<StageItem> stageItems(const Stage& stage);
/// The place of an item in stageItems(); -1 if it is not there.
int stageItemIndex(const Stage& stage, const StageItem& item);

}  // namespace lockstep::ui
