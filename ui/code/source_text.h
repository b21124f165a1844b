// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "view/viewpoint.h"

namespace lockstep::ui {

/// A scenario's source as it is read: the C++ that runs or its twin in Python, without the markers
/// that tie the lines of the one to the other. Lines count from 1.
class SourceText {
 public:
  SourceText() = default;
  /// Of what runs. Python stays C++ where there is no twin.
  SourceText(std::string_view file, std::string_view source, CodeLanguage language);

  const std::string& file() const { return m_file; }
  const std::string& text() const { return m_text; }
  CodeLanguage language() const { return m_language; }
  bool hasTwin() const { return m_hasTwin; }
  /// Where a line of the C++ is; 0 for one that has no like.
  int lineOf(int ran) const;
  /// The line of the C++ that does the same as one of the text; 0 where none does.
  int ranAt(int line) const;

 private:
  std::string m_file;
  std::string m_text;
  CodeLanguage m_language = CodeLanguage::cpp;
  bool m_hasTwin = false;
  std::map<int, int> m_lines;  ///< of the C++ -> of the twin
};

}  // namespace lockstep::ui
