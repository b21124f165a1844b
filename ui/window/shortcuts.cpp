// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/shortcuts.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <vector>

#include "base/check.h"

namespace lockstep::ui {

namespace {

using Keys = QList<QKeySequence>;

QKeySequence key(Qt::Key key) { return QKeySequence(key); }
QKeySequence shift(Qt::Key key) { return QKeySequence(QKeyCombination(Qt::SHIFT, key)); }
QKeySequence ctrl(Qt::Key key) { return QKeySequence(QKeyCombination(Qt::CTRL, key)); }

void addRun(std::vector<Shortcut>& rows) {
  const ActGroup group = ActGroup::run;
  rows.push_back(
      {Act::run,
       0,
       group,
       {key(Qt::Key_F5)},
       QT_TRANSLATE_NOOP("Shortcuts", "Run the chosen scenario, or go on to the live edge")});
  rows.push_back(
      {Act::stop, 0, group, {shift(Qt::Key_F5)}, QT_TRANSLATE_NOOP("Shortcuts", "Stop the run")});
  rows.push_back({Act::runAgain,
                  0,
                  group,
                  {ctrl(Qt::Key_R)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Run again with the same settings")});
  rows.push_back({Act::toggleStep,
                  0,
                  group,
                  {key(Qt::Key_M)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Free run or Step")});
  rows.push_back({Act::runToTask,
                  0,
                  group,
                  {key(Qt::Key_F8)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Step: run until the selected task moves")});
  rows.push_back({Act::breakpoint,
                  0,
                  group,
                  {key(Qt::Key_F9)},
                  QT_TRANSLATE_NOOP(
                      "Shortcuts",
                      "Step: breakpoint at the selected object, or at the selected task's line")});
  rows.push_back({Act::undoChoice,
                  0,
                  group,
                  {ctrl(Qt::Key_Z)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Step: undo the last choice")});
}

void addTime(std::vector<Shortcut>& rows) {
  const ActGroup group = ActGroup::time;
  rows.push_back({Act::playPause,
                  0,
                  group,
                  {key(Qt::Key_Space)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Play or pause the view")});
  rows.push_back({Act::goToStart,
                  0,
                  group,
                  {key(Qt::Key_Home)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Go to the start")});
  rows.push_back({Act::goToEnd,
                  0,
                  group,
                  {key(Qt::Key_End)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Go to the end or the live edge")});
  rows.push_back({Act::stepBack,
                  0,
                  group,
                  {key(Qt::Key_PageUp), key(Qt::Key_Left), shift(Qt::Key_F10)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Back by one event or step")});
  rows.push_back({Act::stepForward,
                  0,
                  group,
                  {key(Qt::Key_PageDown), key(Qt::Key_Right), key(Qt::Key_F10)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Forward by one event or step")});
  rows.push_back({Act::taskEventBack,
                  0,
                  group,
                  {key(Qt::Key_Comma)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Previous event of the selected task")});
  rows.push_back({Act::taskEventForward,
                  0,
                  group,
                  {key(Qt::Key_Period)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Next event of the selected task")});
  rows.push_back({Act::wakeBack,
                  0,
                  group,
                  {key(Qt::Key_BracketLeft)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Previous wake")});
  rows.push_back({Act::wakeForward,
                  0,
                  group,
                  {key(Qt::Key_BracketRight)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Next wake")});
}

void addTimeline(std::vector<Shortcut>& rows) {
  const ActGroup group = ActGroup::timeline;
  for (int number = 1; number <= 9; ++number)
    rows.push_back({Act::selectTask,
                    number,
                    group,
                    {key(static_cast<Qt::Key>(Qt::Key_0 + number))},
                    QT_TRANSLATE_NOOP("Shortcuts", "Select that task; Step: let it go next"),
                    number == 1,
                    "1 … 9"});
  rows.push_back({Act::why,
                  0,
                  group,
                  {key(Qt::Key_Y)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Why is the selected task as it is?")});
  rows.push_back({Act::showCycle,
                  0,
                  group,
                  {key(Qt::Key_L)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Show the cycle of a deadlock")});
  struct Direction {
    Act act;
    Qt::Key letter;
    const char* text;
  };
  for (const auto& [act, letter, text] :
       {Direction{Act::zoomIn, Qt::Key_W,
                  QT_TRANSLATE_NOOP("Shortcuts", "Zoom in; Shift: four times as much")},
        {Act::zoomOut, Qt::Key_S,
         QT_TRANSLATE_NOOP("Shortcuts", "Zoom out; Shift: four times as much")},
        {Act::panLeft, Qt::Key_A,
         QT_TRANSLATE_NOOP("Shortcuts", "Pan left; Shift: four times as far")},
        {Act::panRight, Qt::Key_D,
         QT_TRANSLATE_NOOP("Shortcuts", "Pan right; Shift: four times as far")}}) {
    rows.push_back({act, 1, group, {key(letter)}, text});
    rows.push_back({act, 4, group, {shift(letter)}, text, false});
  }
  rows.push_back({Act::fitRun,
                  0,
                  group,
                  {key(Qt::Key_0)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Fit the whole run")});
}

void addWindow(std::vector<Shortcut>& rows) {
  const ActGroup group = ActGroup::window;
  rows.push_back({Act::lesson,
                  0,
                  group,
                  {ctrl(Qt::Key_L)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Open the lesson about the scenario")});
  rows.push_back({Act::lessonNext,
                  0,
                  group,
                  {ctrl(Qt::Key_PageDown)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Next step of the lesson")});
  rows.push_back({Act::lessonBack,
                  0,
                  group,
                  {ctrl(Qt::Key_PageUp)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Previous step of the lesson")});
  rows.push_back({Act::findScenario,
                  0,
                  group,
                  {ctrl(Qt::Key_K)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Find a scenario")});
  rows.push_back(
      {Act::open, 0, group, {ctrl(Qt::Key_O)}, QT_TRANSLATE_NOOP("Shortcuts", "Open a recording")});
  rows.push_back({Act::save,
                  0,
                  group,
                  {ctrl(Qt::Key_S)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Save the recording")});
  rows.push_back({Act::events,
                  0,
                  group,
                  {ctrl(Qt::Key_E)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Show the table of events")});
  rows.push_back({Act::codeLanguage,
                  0,
                  group,
                  {key(Qt::Key_P)},
                  QT_TRANSLATE_NOOP("Shortcuts", "The code in C++ or in Python")});
  rows.push_back({Act::foldScenarios,
                  0,
                  group,
                  {ctrl(Qt::Key_1)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Fold or show the scenarios")});
  rows.push_back({Act::foldStage,
                  0,
                  group,
                  {ctrl(Qt::Key_2)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Fold or show the stage")});
  rows.push_back({Act::foldTimeline,
                  0,
                  group,
                  {ctrl(Qt::Key_3)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Fold or show the timeline")});
  rows.push_back({Act::foldCode,
                  0,
                  group,
                  {ctrl(Qt::Key_4)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Fold or show the code")});
  rows.push_back({Act::foldInspector,
                  0,
                  group,
                  {ctrl(Qt::Key_5)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Fold or show why, events and findings")});
  rows.push_back(
      {Act::nextPane, 0, group, {key(Qt::Key_F6)}, QT_TRANSLATE_NOOP("Shortcuts", "Next pane")});
  rows.push_back({Act::previousPane,
                  0,
                  group,
                  {shift(Qt::Key_F6)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Previous pane")});
  rows.push_back({Act::toggleTheme,
                  0,
                  group,
                  {ctrl(Qt::Key_T)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Light or dark")});
  rows.push_back({Act::present,
                  0,
                  group,
                  {key(Qt::Key_F11)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Present on the whole screen")});
  rows.push_back({Act::larger,
                  0,
                  group,
                  {ctrl(Qt::Key_Plus), ctrl(Qt::Key_Equal)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Everything larger")});
  rows.push_back({Act::smaller,
                  0,
                  group,
                  {ctrl(Qt::Key_Minus)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Everything smaller")});
  rows.push_back({Act::actualSize,
                  0,
                  group,
                  {ctrl(Qt::Key_0)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Everything at its usual size")});
  rows.push_back({Act::keysSheet,
                  0,
                  group,
                  {key(Qt::Key_F1), key(Qt::Key_Question)},
                  QT_TRANSLATE_NOOP("Shortcuts", "This sheet of keys")});
  rows.push_back({Act::leave,
                  0,
                  group,
                  {key(Qt::Key_Escape)},
                  QT_TRANSLATE_NOOP("Shortcuts", "Close a drawer or a message")});
  rows.push_back(
      {Act::quit, 0, group, {ctrl(Qt::Key_Q)}, QT_TRANSLATE_NOOP("Shortcuts", "Close the window")});
}

std::vector<Shortcut> makeTable() {
  std::vector<Shortcut> rows;
  addRun(rows);
  addTime(rows);
  addTimeline(rows);
  addWindow(rows);
  return rows;
}

}  // namespace

std::span<const Shortcut> shortcuts() {
  static const std::vector<Shortcut> table = makeTable();
  return table;
}

const Shortcut& shortcut(Act act) {
  const auto rows = shortcuts();
  const auto found = std::ranges::find(rows, act, &Shortcut::act);
  CHECK(found != rows.end());
  return *found;
}

QString actText(const Shortcut& shortcut) {
  return QCoreApplication::translate("Shortcuts", shortcut.text);
}

QString groupText(ActGroup group) {
  switch (group) {
    case ActGroup::run:
      return QCoreApplication::translate("Shortcuts", "Run");
    case ActGroup::time:
      return QCoreApplication::translate("Shortcuts", "Time");
    case ActGroup::timeline:
      return QCoreApplication::translate("Shortcuts", "Tasks and timeline");
    case ActGroup::window:
      return QCoreApplication::translate("Shortcuts", "Window");
  }
  return {};
}

QString firstKey(Act act) { return shortcut(act).keys.front().toString(QKeySequence::NativeText); }

QString actTip(Act act) {
  return QCoreApplication::translate("Shortcuts", "%1 (%2)", "what an action does (its key)")
      .arg(actText(shortcut(act)), firstKey(act));
}

QString sheetKeys(const Shortcut& shortcut) {
  if (shortcut.sheetKeys) return QString::fromUtf8(shortcut.sheetKeys);
  QStringList keys;
  for (const QKeySequence& sequence : shortcut.keys)
    keys << sequence.toString(QKeySequence::NativeText);
  return keys.join(QStringLiteral("   "));
}

}  // namespace lockstep::ui
