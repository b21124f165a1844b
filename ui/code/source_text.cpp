// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/source_text.h"

#include <algorithm>

#include "scenarios/twin.h"

namespace lockstep::ui {

SourceText::SourceText(std::string_view file, std::string_view source, CodeLanguage language)
    : m_file(file) {
  MarkedSource ran = readMarkers(source);
  MarkedSource twin = readMarkers(twinOf(file));
  m_lines = matchingLines(ran, twin);
  // A recording may be older than markers are.
  m_hasTwin = !m_lines.empty();
  if (language == CodeLanguage::python && m_hasTwin) {
    m_language = language;
    m_file = m_file.substr(0, m_file.rfind('.')) + ".py";
    m_text = std::move(twin.text);
  } else {
    m_text = std::move(ran.text);
  }
}

int SourceText::lineOf(int ran) const {
  if (m_language == CodeLanguage::cpp) return ran;
  const auto found = m_lines.find(ran);
  return found == m_lines.end() ? 0 : found->second;
}

int SourceText::ranAt(int line) const {
  if (m_language == CodeLanguage::cpp) return line;
  const auto found = std::ranges::find(m_lines, line, &std::pair<const int, int>::second);
  return found == m_lines.end() ? 0 : found->first;
}

}  // namespace lockstep::ui
