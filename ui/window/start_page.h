// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <span>
#include <vector>

#include "scenarios/scenario_info.h"
#include "theme/theme.h"
#include "window/action_button.h"

class QLabel;

namespace lockstep::ui {

/// What stands in the middle while nothing is open: a sentence and three scenarios to start with.
class StartPage : public QWidget {
  Q_OBJECT
 public:
  explicit StartPage(std::span<const ScenarioInfo> scenarios, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  const std::vector<ActionButton*>& suggestions() const { return m_buttons; }

 Q_SIGNALS:
  void wanted(const QString& scenario);
  void tourWanted();

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void retranslate();

  const Theme* m_theme;
  QLabel* m_title;
  QLabel* m_hint;
  std::vector<const ScenarioInfo*> m_scenarios;
  std::vector<ActionButton*> m_buttons;
  ActionButton* m_tour;
};

}  // namespace lockstep::ui
