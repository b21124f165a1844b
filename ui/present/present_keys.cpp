// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/present_keys.h"

#include <QCoreApplication>
#include <algorithm>
#include <vector>

#include "base/check.h"

namespace lockstep::ui {

namespace {

using Sequences = QList<QKeySequence>;

QKeySequence with(Qt::KeyboardModifier modifier, Qt::Key key) {
  return QKeySequence(QKeyCombination(modifier, key));
}

std::vector<PresentKey> makePresentKeys() {
  using enum PresentAct;
  std::vector<PresentKey> rows;
  const auto add = [&rows](PresentAct act, const Sequences& keys, const char* text) {
    rows.push_back({act, 0, keys, text});
  };
  add(next, {Qt::Key_PageDown, Qt::Key_Right, Qt::Key_Down},
      QT_TRANSLATE_NOOP("PresentKeys", "Next moment"));
  add(back, {Qt::Key_PageUp, Qt::Key_Left, Qt::Key_Up},
      QT_TRANSLATE_NOOP("PresentKeys", "Moment before"));
  add(reveal, {Qt::Key_Return, Qt::Key_Enter},
      QT_TRANSLATE_NOOP("PresentKeys", "Show the answer, or the next moment"));
  add(play, {Qt::Key_F5, Qt::Key_Space}, QT_TRANSLATE_NOOP("PresentKeys", "Play or pause"));
  for (int number = 1; number <= 9; ++number)
    rows.push_back({answer,
                    number,
                    {QKeySequence(Qt::Key_0 + number)},
                    QT_TRANSLATE_NOOP("PresentKeys", "Count a hand for that answer"),
                    number == 1,
                    "1 … 9"});
  for (int number = 1; number <= 9; ++number)
    rows.push_back({takeBack,
                    number,
                    {with(Qt::ControlModifier, static_cast<Qt::Key>(Qt::Key_0 + number))},
                    QT_TRANSLATE_NOOP("PresentKeys", "Take a hand back"),
                    number == 1,
                    "Ctrl+1 … 9"});
  add(blank, {Qt::Key_B, Qt::Key_Period}, QT_TRANSLATE_NOOP("PresentKeys", "Black screen"));
  add(point, {Qt::Key_L}, QT_TRANSLATE_NOOP("PresentKeys", "Pointer; a click rings a thing"));
  add(unmark, {Qt::Key_Backspace, Qt::Key_Delete},
      QT_TRANSLATE_NOOP("PresentKeys", "Take all rings away"));
  add(stage, {Qt::Key_S}, QT_TRANSLATE_NOOP("PresentKeys", "Show or hide the stage"));
  add(timeline, {Qt::Key_M}, QT_TRANSLATE_NOOP("PresentKeys", "Show or hide the timeline"));
  add(code, {Qt::Key_C}, QT_TRANSLATE_NOOP("PresentKeys", "Show or hide the code"));
  add(codeLanguage, {Qt::Key_P}, QT_TRANSLATE_NOOP("PresentKeys", "The code in C++ or in Python"));
  add(notes, {Qt::Key_N}, QT_TRANSLATE_NOOP("PresentKeys", "Notes, next moment and clock"));
  add(language, {Qt::Key_T}, QT_TRANSLATE_NOOP("PresentKeys", "Language of the captions"));
  add(keys, {Qt::Key_F1, Qt::Key_Question}, QT_TRANSLATE_NOOP("PresentKeys", "Sheet of keys"));
  add(leave, {Qt::Key_Escape, Qt::Key_F11},
      QT_TRANSLATE_NOOP("PresentKeys", "Leave the presentation"));
  return rows;
}

}  // namespace

std::span<const PresentKey> presentKeys() {
  static const std::vector<PresentKey> table = makePresentKeys();
  return table;
}

const PresentKey& presentKey(PresentAct act) {
  const auto rows = presentKeys();
  const auto found = std::ranges::find(rows, act, &PresentKey::act);
  CHECK(found != rows.end());
  return *found;
}

QString presentText(const PresentKey& key) {
  return QCoreApplication::translate("PresentKeys", key.text);
}

QString presentTip(PresentAct act) {
  const PresentKey& key = presentKey(act);
  return QCoreApplication::translate("Shortcuts", "%1 (%2)", "what an action does (its key)")
      .arg(presentText(key), key.keys.front().toString(QKeySequence::NativeText));
}

}  // namespace lockstep::ui
