// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <span>

#include "scenarios/scenario_info.h"
#include "theme/theme.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace lockstep::ui {

/// The search field and the scenarios in their groups.
class ScenarioList : public QWidget {
  Q_OBJECT
 public:
  explicit ScenarioList(std::span<const ScenarioInfo> scenarios, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// Null when nothing matches the search and nothing was chosen before.
  const ScenarioInfo* current() const { return m_current; }
  /// Ignores an unknown name.
  void choose(const std::string& name);
  QLineEdit& search() { return *m_search; }
  QListWidget& list() { return *m_list; }
  void focusSearch();

 Q_SIGNALS:
  void currentChanged();
  /// Enter or double click: the user wants to run it.
  void activated();

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fill();
  void addGroup(const QString& name);
  void addScenario(const ScenarioInfo& info);
  void take(QListWidgetItem* item);
  void markCurrent();
  void fitHeight();

  std::span<const ScenarioInfo> m_scenarios;
  const Theme* m_theme;
  const ScenarioInfo* m_current = nullptr;
  QLineEdit* m_search;
  QLabel* m_key;
  QListWidget* m_list;
  QLabel* m_none;
};

/// Whether every word of `search` occurs in the scenario's name, title, group or summary, in
/// English or in the window's language, whatever the case.
bool matches(const ScenarioInfo& info, const QString& search);

}  // namespace lockstep::ui
