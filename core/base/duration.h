// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lockstep {

/// Nanoseconds of "2s", "1.5s", "20ms", "300us", "40ns" or, without a unit, seconds ("0.5").
/// Nothing for anything else, for negative times and for more than 10^9 s.
std::optional<std::int64_t> parseDuration(std::string_view text);

}  // namespace lockstep
