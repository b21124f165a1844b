// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

/// A scenario and its twin: the same program in Python. Lines that do the same carry the same
/// marker, a comment at their end: `lock.acquire();  // @take` and `lock.acquire()  # @take`.

namespace lockstep {

/// A source without its markers, and where they were.
struct MarkedSource {
  std::string text;
  std::map<std::string, int> lines;  ///< marker -> line, from 1
};

/// Of C++ or Python. A marker that is there twice keeps its first line.
MarkedSource readMarkers(std::string_view source);

/// The Python twin of a source file by its base name, such as counter.cpp; empty where there is
/// none.
std::string_view twinOf(std::string_view sourceFile);

/// Lines of the one that do the same as lines of the other, both from 1.
std::map<int, int> matchingLines(const MarkedSource& from, const MarkedSource& to);

}  // namespace lockstep
