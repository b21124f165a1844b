// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>
#include <span>

#include "scenarios/scenario_info.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

class QLabel;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace lockstep::ui {

class ActionButton;
class CodePane;
class EventTable;
class FindingsList;
class RunSetup;
class ScenarioList;
class Segments;
class Stage;
class StartPage;
class Timeline;
class WhyPanel;

enum class Pane : std::uint8_t { scenarios, stage, timeline, code, inspector };
inline constexpr int kPanes = 5;
enum class InspectorTab : std::uint8_t { why, events, findings, explore };

/// The window's panes and their arrangement: scenarios at the left, stage above timeline, code
/// above why/events/findings at the right. Every pane can be folded away. Where the window is
/// narrow the left panel, then the right one, becomes a drawer over the middle.
class Workbench : public QWidget {
  Q_OBJECT
 public:
  // Design pixels, as all sizes here.
  static constexpr int kLeftWidth = 304;
  static constexpr int kRightWidth = 432;
  static constexpr int kLeftDrawerBelow = 1440;   ///< px of window width
  static constexpr int kRightDrawerBelow = 1200;  ///< px of window width

  Workbench(Viewpoint& view, std::span<const ScenarioInfo> scenarios, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  /// Design pixels; 0 for one that is a drawer.
  struct SideWidths {
    double left = 0;
    double right = 0;
  };
  SideWidths sideWidths() const;
  /// At the zoom there is now; 0 leaves one as it is.
  void setSideWidths(const SideWidths& widths);

  /// Folds a pane away or brings it back; in a drawer, opens or closes that.
  void toggle(Pane pane);
  /// Makes sure that a pane can be seen.
  void reveal(Pane pane);
  bool canBeSeen(Pane pane) const;
  void showTab(InspectorTab tab);
  InspectorTab tab() const;
  void setFindings(int count);
  /// In place of stage and timeline, while nothing is open.
  void showStartPage(bool start);

  bool leftIsDrawer() const { return m_leftDrawer; }
  bool rightIsDrawer() const { return m_rightDrawer; }
  /// True if one was open.
  bool closeDrawers();
  /// Moves the focus to the next or previous pane in sight.
  void cyclePanes(int direction, QWidget* transport);

  void saveLayout(QSettings& settings) const;
  void restoreLayout(const QSettings& settings);

  ScenarioList& scenarios() { return *m_scenarios; }
  RunSetup& setup() { return *m_setup; }
  ActionButton& runButton() { return *m_run; }
  StartPage& startPage() { return *m_start; }
  Stage& stage() { return *m_stage; }
  Timeline& timeline() { return *m_timeline; }
  CodePane& code() { return *m_code; }
  WhyPanel& why() { return *m_why; }
  EventTable& events() { return *m_events; }
  FindingsList& findings() { return *m_findings; }
  /// Puts the lesson in the place of the scenarios while one is open.
  void addLesson(QWidget* panel);
  void showLesson(bool open);
  ActionButton& lessonButton() { return *m_lesson; }
  /// Puts the panel of Step mode above the why, and the search of schedules into a tab.
  void addSteps(QWidget* panel, QWidget* explore);

 Q_SIGNALS:
  void drawersChanged();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* makeLeft(std::span<const ScenarioInfo> scenarios);
  QWidget* makeMiddle(std::span<const ScenarioInfo> scenarios);
  QWidget* makeRight();
  QWidget* makeInspector();
  void retranslate();
  void arrange();
  void setDrawer(bool left, bool drawer);
  void placeDrawers();
  void applyFolds();
  QWidget* paneWidget(Pane pane) const;
  bool& folded(Pane pane) { return m_folded[static_cast<std::size_t>(pane)]; }
  bool isFolded(Pane pane) const { return m_folded[static_cast<std::size_t>(pane)]; }
  bool* drawerOpen(Pane pane);

  Viewpoint& m_view;
  const Theme* m_theme;
  ScenarioList* m_scenarios;
  RunSetup* m_setup;
  ActionButton* m_run;
  ActionButton* m_lesson;
  QStackedWidget* m_leftPages;
  StartPage* m_start;
  Stage* m_stage;
  Timeline* m_timeline;
  CodePane* m_code;
  QWidget* m_inspector;
  Segments* m_codeLanguage;
  Segments* m_tabs;
  QStackedWidget* m_pages;
  WhyPanel* m_why;
  EventTable* m_events;
  FindingsList* m_findings;
  QWidget* m_whyPage = nullptr;
  QWidget* m_whyArea = nullptr;
  QWidget* m_left;
  QStackedWidget* m_middle;
  QWidget* m_right;
  QSplitter* m_columns;
  QSplitter* m_middleSplit;
  QSplitter* m_rightSplit;
  std::array<bool, kPanes> m_folded{};
  bool m_leftDrawer = false;
  bool m_rightDrawer = false;
  bool m_leftOpen = false;  // while a drawer
  bool m_rightOpen = false;
  int m_findingCount = 0;
};

}  // namespace lockstep::ui
