// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace lockstep {

/// The text of a scenario's source file, by its base name; empty for an unknown one. The build
/// generates it from the files that it compiles.
std::string_view scenarioSource(std::string_view file);

}  // namespace lockstep
