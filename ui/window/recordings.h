// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <functional>
#include <memory>
#include <optional>

#include "session/session.h"
#include "trace/trace.h"

class QSettings;

/// Opening files, without the window.

namespace lockstep::ui {

struct OpenedRecording {
  std::shared_ptr<Trace> trace;  ///< null: nothing of it can be read
  QString problem;               ///< one sentence with the file's name; empty: none
};

/// Reads a recording. A damaged one gives both: what could be read, and what is wrong.
OpenedRecording openRecording(const QString& path);

/// "philosophers-naive.lockstep"
QString suggestedName(const Trace& trace);

/// The files opened last, newest first, remembered in settings.
class RecentFiles {
 public:
  static constexpr int kMost = 8;
  explicit RecentFiles(QSettings& settings);
  QStringList files() const;
  void add(const QString& path);
  void remove(const QString& path);
  void clear();

 private:
  QSettings& m_settings;
};

/// What a recording was made with.
RunRequest requestOf(const RunInfo& run);

}  // namespace lockstep::ui
