// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/twin.h"

#include <algorithm>

#include "scenarios/sources.h"

namespace lockstep {
namespace {

/// Where the comment with a line's marker begins; npos where there is none.
std::size_t markerAt(std::string_view line) {
  const std::size_t sign = line.rfind('@');
  if (sign == std::string_view::npos || sign + 1 == line.size()) return std::string_view::npos;
  const auto isWord = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (!std::ranges::all_of(line.substr(sign + 1), isWord)) return std::string_view::npos;
  for (const std::string_view comment : {"// ", "# "})
    if (line.substr(0, sign).ends_with(comment)) return sign - comment.size();
  return std::string_view::npos;
}

}  // namespace

MarkedSource readMarkers(std::string_view source) {
  MarkedSource marked;
  for (int number = 1; !source.empty(); ++number) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    std::string_view line = source.substr(0, end);
    if (const std::size_t at = markerAt(line); at != std::string_view::npos) {
      marked.lines.emplace(line.substr(line.rfind('@') + 1), number);
      line = line.substr(0, line.find_last_not_of(' ', at - 1) + 1);
    }
    marked.text.append(line);
    if (end < source.size()) marked.text.push_back('\n');
    source.remove_prefix(std::min(end + 1, source.size()));
  }
  return marked;
}

std::string_view twinOf(std::string_view sourceFile) {
  return embeddedText(std::string(sourceFile.substr(0, sourceFile.rfind('.'))) + ".py");
}

std::map<int, int> matchingLines(const MarkedSource& from, const MarkedSource& to) {
  std::map<int, int> matching;
  for (const auto& [marker, line] : from.lines)
    if (const auto other = to.lines.find(marker); other != to.lines.end())
      matching.emplace(line, other->second);
  return matching;
}

}  // namespace lockstep
