// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>
#include <cstdint>
#include <span>

/// The one table of what the keyboard and a clicker do while something is presented: actions, menu,
/// tooltips and the keys sheet are made of it.

namespace lockstep::ui {

enum class PresentAct : std::uint8_t {
  next,
  back,
  reveal,  ///< shows the answer; without a question as next
  play,
  answer,    ///< argument: the choice, from 1; one more hand for it
  takeBack,  ///< argument as above; one hand less
  blank,
  point,
  unmark,
  stage,
  timeline,
  code,
  codeLanguage,
  notes,
  language,
  keys,
  leave,
};

struct PresentKey {
  PresentAct act;
  int argument;
  QList<QKeySequence> keys;
  const char* text;                 ///< English, context "PresentKeys"
  bool inSheet = true;              ///< false: said by the row before
  const char* sheetKeys = nullptr;  ///< keys as the sheet says them, where a row stands for several
};

std::span<const PresentKey> presentKeys();
const PresentKey& presentKey(PresentAct act);
QString presentText(const PresentKey& key);
/// "Next moment (PgDown)".
QString presentTip(PresentAct act);

}  // namespace lockstep::ui
