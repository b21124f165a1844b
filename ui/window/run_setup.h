// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <map>
#include <string>

#include "scenarios/scenario_info.h"
#include "session/session.h"
#include "theme/theme.h"

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace lockstep::ui {

class Segments;

/// What the chosen scenario is about, and its settings: variant, threads or processes, parameters
/// with their ranges and units. Changing one starts nothing.
class RunSetup : public QWidget {
  Q_OBJECT
 public:
  explicit RunSetup(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// Shows another scenario with its standard settings, or those chosen for it before.
  void setScenario(const ScenarioInfo* info);
  /// What the controls say now.
  RunRequest request() const;
  /// Puts the settings of a request into the controls; unknown names are ignored, values clamped.
  void apply(const RunRequest& request);
  QWidget* parameterControl(const std::string& name) const;
  QComboBox& variants() { return *m_variant; }
  Segments& asChoice() { return *m_as; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rebuild();
  void fillVariants();
  void presetLines();
  void fillAs();
  void addRow(const QString& words, QWidget* control);
  void addParameter(const ParameterInfo& parameter);
  void remember();

  const ScenarioInfo* m_info = nullptr;
  std::map<std::string, RunRequest> m_remembered;  // by scenario
  std::map<std::string, QWidget*> m_controls;      // by parameter
  const Theme* m_theme;
  QLabel* m_title;
  QLabel* m_summary;
  QWidget* m_form = nullptr;
  QComboBox* m_variant = nullptr;
  Segments* m_as = nullptr;
  QVBoxLayout* m_rows = nullptr;
  QVBoxLayout* m_layout;
};

}  // namespace lockstep::ui
