// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>

#include "explore/explorer.h"
#include "step/ahead.h"
#include "theme/theme.h"
#include "window/step_mode.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace lockstep::ui {

class RunTiles;

/// The first step in which two runs differ: its number, from 1. Nothing when one begins as the
/// whole other does.
std::optional<std::size_t> firstDifference(const std::vector<Choice>& one,
                                           const std::vector<Choice>& other);

/// Many runs of the scenario under as many schedules: they stream in as tiles, and any of them can
/// be replayed step by step, made simpler, or compared with another.
class ExplorePanel : public QWidget {
  Q_OBJECT
 public:
  explicit ExplorePanel(QWidget* parent = nullptr);
  ~ExplorePanel() override;
  void setTheme(const Theme& theme);
  void start(const RunRequest& run);
  void stop();
  bool running() const { return m_explorer != nullptr; }

  RunTiles& tiles() { return *m_tiles; }
  QComboBox& kind() { return *m_kind; }
  QPushButton& startButton() { return *m_start; }
  QPushButton& fewestButton() { return *m_fewest; }
  QPushButton& compareButton() { return *m_compare; }
  QString counts() const;
  QString about() const;

 Q_SIGNALS:
  void requestWanted();
  void replayWanted(const lockstep::ui::StepReplay& wanted);
  /// The two runs differ first in this step.
  void compareWanted(const lockstep::ui::StepReplay& one, const lockstep::ui::StepReplay& other,
                     std::size_t step);
  void problem(const QString& sentence);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void assemble();
  void retranslate();
  void look();
  void refresh();
  StepReplay replayOf(int index) const;
  void shrink();
  void compare();

  std::unique_ptr<Explorer> m_explorer;
  FewestSwitches m_shrinking;
  bool m_waitsForShrunk = false;
  RunRequest m_run;
  Exploration m_state;
  QString m_comparison;  ///< of the two runs that are chosen; empty: none was asked for
  QTimer m_timer;
  QComboBox* m_kind;
  QPushButton* m_start;
  QLabel* m_counts;
  QLabel* m_about;
  QPushButton* m_fewest;
  QPushButton* m_compare;
  RunTiles* m_tiles;
};

}  // namespace lockstep::ui
