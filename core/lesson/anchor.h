// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/analysis.h"
#include "base/result.h"
#include "trace/trace.h"

namespace lockstep {

/// A moment of a run, named by what happens in it and never by a time:
///
///     start | end | verdict
///     before|after [first|second|third|last|Nth] OPERATION ["WORDS"] [by TASK] [on RESOURCE]
///     when TASK is STATE [on RESOURCE]
///
/// Names with blanks stand in double quotes. WORDS are those of a `say` or `phase`.
struct Anchor {
  enum class Kind : std::uint8_t { start, end, verdict, before, after, state };
  static constexpr int kLast = 0;

  Kind kind = Kind::start;
  int number = 1;  ///< the how-manieth such event, from 1; kLast: the last one
  Operation operation = Operation::none;
  std::string words;     ///< empty: any
  std::string task;      ///< empty: any
  std::string resource;  ///< empty: any
  State state = State::unborn;
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

/// Fails with a sentence that says what was expected.
Result<Anchor> parseAnchor(std::string_view text);

/// The instant of `trace` (a run that has ended), ns of CLOCK_MONOTONIC; nothing where the run has
/// no such moment. `before` is the instant before the operation is asked for (in Step mode, before
/// the task that asked is let go), `after` the one at which it is done.
std::optional<std::int64_t> timeOf(const Anchor& anchor, const Trace& trace, const Report& report);

}  // namespace lockstep
