// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace lockstep {

/// A text that the program carries: the source of a scenario, its Python twin, a lesson.
struct EmbeddedFile {
  std::string_view name;  ///< base name
  std::string_view text;
};

/// All of them; the build generates the list.
std::span<const EmbeddedFile> embeddedFiles();
/// The text of one, by its base name; empty for an unknown one.
std::string_view embeddedText(std::string_view name);

}  // namespace lockstep
