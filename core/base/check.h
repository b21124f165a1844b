// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

namespace lockstep {

[[noreturn]] inline void checkFailed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "lockstep: internal fault: %s does not hold at %s:%d\n", condition, file,
               line);
  std::abort();
}

}  // namespace lockstep

/// Aborts when an invariant of Lockstep itself is broken, in release builds too.
#define CHECK(condition) \
  ((condition) ? void() : ::lockstep::checkFailed(#condition, __FILE__, __LINE__))
