// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>
#include <cstdint>
#include <span>

/// The one table of what the keyboard does: actions, tooltips and the keys sheet are made of it.

namespace lockstep::ui {

enum class Act : std::uint8_t {
  run,
  stop,
  runAgain,
  playPause,
  goToStart,
  goToEnd,
  stepBack,
  stepForward,
  taskEventBack,
  taskEventForward,
  wakeBack,
  wakeForward,
  selectTask,  ///< argument: the task's number; in Step mode it goes next
  toggleStep,
  runToTask,
  breakpoint,
  undoChoice,
  showCycle,
  why,
  zoomIn,   ///< argument: how many times as much
  zoomOut,  ///< argument: as above
  panLeft,
  panRight,
  fitRun,
  lesson,
  lessonNext,
  lessonBack,
  findScenario,
  open,
  save,
  events,
  codeLanguage,
  foldScenarios,
  foldStage,
  foldTimeline,
  foldCode,
  foldInspector,
  nextPane,
  previousPane,
  toggleTheme,
  present,
  larger,
  smaller,
  actualSize,
  keysSheet,
  leave,
  quit,
};

enum class ActGroup : std::uint8_t { run, time, timeline, window };

struct Shortcut {
  Act act;
  int argument;
  ActGroup group;
  QList<QKeySequence> keys;
  const char* text;                 ///< English, context "Shortcuts"; what the key does
  bool inSheet = true;              ///< false: said by the row before
  const char* sheetKeys = nullptr;  ///< keys as the sheet says them, where a row stands for several
};

std::span<const Shortcut> shortcuts();
const Shortcut& shortcut(Act act);
/// What an action does, in the window's language.
QString actText(const Shortcut& shortcut);
QString groupText(ActGroup group);
/// "Space", "PgUp": the first key, for key caps.
QString firstKey(Act act);
/// "Play or pause (Space)".
QString actTip(Act act);
/// All keys of a row as the sheet shows them.
QString sheetKeys(const Shortcut& shortcut);

}  // namespace lockstep::ui
