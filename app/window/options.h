// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "session/session.h"
#include "theme/theme.h"
#include "trace/trace.h"

namespace lockstep::ui {

enum class PictureView : std::uint8_t { timeline, stage, window };

/// What the program was asked for on its command line.
struct Options {
  QString file;         ///< recording to open or to draw; empty: none
  QString settings;     ///< file of settings in place of the user's; empty: the user's
  std::string lessons;  ///< folder of more lessons; empty: none
  std::string lesson;   ///< id of the lesson to open; empty: none
  std::optional<RunRequest> run;
  std::optional<ThemeKind> theme;
  QString language;  ///< "en", "zh_CN"; empty: as chosen before

  // A picture in place of a window.
  QString picture;  ///< output file; empty: none
  PictureView view = PictureView::timeline;
  std::string at;  ///< times as readTime() takes them; empty: standard
  std::string from;
  std::string to;
  QSize size;            ///< not valid(): standard of the view
  bool gallery = false;  ///< a sheet of all there is on the stage, in place of a recording
  // Of an animation, from `from` to `to`.
  int fps = 0;                  ///< frames a second; 0: standard
  std::optional<double> speed;  ///< seconds of the run in one of the film
};

/// Reads the command line; an Error is one sentence.
Result<Options> readOptions(const std::vector<std::string>& arguments);

/// "1.5s", "20ms", "300us", "40ns", "2" (s) after the trace's start, "start" or "end" as a
/// time; it may be after the trace's end.
Result<std::int64_t> readTime(const std::string& text, const Trace& trace);

}  // namespace lockstep::ui
