// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/duration.h"

#include <charconv>
#include <cmath>

namespace lockstep {

std::optional<std::int64_t> parseDuration(std::string_view text) {
  double number = 0;
  const auto [rest, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || !std::isfinite(number) || number < 0) return std::nullopt;
  const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
  double factor = 0;
  if (unit.empty() || unit == "s") factor = 1e9;
  if (unit == "ms") factor = 1e6;
  if (unit == "us") factor = 1e3;
  if (unit == "ns") factor = 1;
  if (factor == 0 || number * factor > 1e18) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(number * factor));
}

}  // namespace lockstep
