// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stage/placements.h"
#include "trace/trace.h"

class QSettings;

namespace lockstep::ui {

/// Where the user has put things on the stage. A recording that is saved takes it along. What is
/// moved afterwards is kept in the settings, for each of the last kMost recordings, by what a
/// recording is: its file is written once and may be another's.
class StagePlaces {
 public:
  explicit StagePlaces(QSettings& settings) : m_settings(settings) {}
  Placements of(const Trace& trace) const;
  void keep(const Trace& trace, const Placements& placements);
  static constexpr int kMost = 100;

 private:
  QSettings& m_settings;
};

}  // namespace lockstep::ui
