// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <string>

#include "commands.h"

namespace lockstep::cli {

int badInput(const std::string& sentence) {
  std::fprintf(stderr, "lockstep: %s\n", sentence.c_str());
  return kBadInput;
}

int badOutput(const std::string& why) { return badInput("cannot write the output: " + why); }

}  // namespace lockstep::cli
