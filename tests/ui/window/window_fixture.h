// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <memory>
#include <vector>

#include "two_forks.h"
#include "window/main_window.h"

namespace lockstep::ui {

/// What a fake run was told, and what it gives.
struct FakeRun {
  std::vector<RunRequest> requests;
  std::vector<std::pair<TaskId, int>> sent;
  std::string failure;  ///< of the next start; empty: none
  bool stopped = false;
  bool ends = false;  ///< at the next pull
  int alive = 0;      ///< runs that have not been destroyed
};

/// A real window on the offscreen platform, with settings of its own and a run that the test ends.
class WindowTest : public testing::Test {
 protected:
  WindowTest();
  void show(QSize size = {1440, 900});
  /// Path of a saved two-forks recording.
  QString recording();
  QString damagedRecording();
  /// Starts the chosen scenario and lets the first events come.
  void startRun();
  void endRun();

  QTemporaryDir folder;
  std::shared_ptr<FakeRun> fake = std::make_shared<FakeRun>();
  std::int64_t now = 0;  ///< of the playback clock
  bool confirm = true;
  int asked = 0;
  std::unique_ptr<MainWindow> window;
};

/// A translator that puts every word into brackets, so that a text that was not asked for again
/// after a switch can be told.
std::unique_ptr<QTranslator> bracketTranslator(const QString& code);

}  // namespace lockstep::ui
