// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cstdio>
#include <string>

#include "commands.h"

namespace lockstep::cli {

int badInput(const std::string& sentence) {
  std::fprintf(stderr, "lockstep: %s\n", sentence.c_str());
  return kBadInput;
}

int badOutput(const std::string& why) { return badInput("cannot write the output: " + why); }

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

}  // namespace lockstep::cli
