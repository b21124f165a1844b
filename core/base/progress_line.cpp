// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/progress_line.h"

#include <unistd.h>

#include <cstdio>

namespace lockstep {

ProgressLine::ProgressLine(bool wanted) : m_shown(wanted && ::isatty(STDERR_FILENO)) {}

ProgressLine::~ProgressLine() {
  if (m_drawn) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(const std::string& words) {
  if (!m_shown) return;
  m_drawn = true;
  std::fprintf(stderr, "\r\033[K%s", words.c_str());
  std::fflush(stderr);
}

}  // namespace lockstep
