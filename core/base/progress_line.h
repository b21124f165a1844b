// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lockstep {

/// A line on stderr that is written over and gone in the end; nothing where stderr is no terminal.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool shown() const { return m_shown; }
  void show(const std::string& words);

 private:
  bool m_shown;
  bool m_drawn = false;
};

}  // namespace lockstep
