// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "trace/trace.h"

namespace lockstep {

/// A small trace, written by hand, one event a line:
///
///     TIME TASK OPERATION[.PHASE] [RESOURCE] [key=value ...] [timed] [inner] [nonblocking]
///     10 Plato acquire.blocked fork_2 line=31
///     20 Kant acquire fork_2 value=1 peer=Plato
///
/// TIME is in us after 1 s; without a phase the event is done; `_` in names stands for a blank.
/// Keys: value, peer (a task), aux (a number), text, item (an integer), line (of supper.cpp),
/// outcome (as name(Outcome) with `_` for a blank). `#` starts a comment.
class HandMade {
 public:
  static constexpr std::int64_t kStart = 1'000'000'000;
  static constexpr std::int64_t us(std::int64_t time) { return kStart + time * 1000; }

  /// The supervisor and the process main (pid 100) are there from the start.
  HandMade();

  TaskId process(std::string_view name, std::string_view parent = "main", bool daemon = false);
  TaskId thread(std::string_view name, std::string_view parent = "main");
  ResourceId resource(ResourceKind kind, std::string_view name, std::int64_t capacity = 0);
  TaskId task(std::string_view name) const;          ///< CHECKs that it exists
  ResourceId resource(std::string_view name) const;  ///< CHECKs that it exists

  /// All times are `later` us later than they say.
  HandMade& lines(std::string_view text, std::int64_t later = 0);
  /// The run ends so, and the live edge is there.
  HandMade& end(RunEnd how, std::int64_t time);

  Trace trace;

 private:
  TaskId add(TaskKind kind, std::string_view name, std::string_view parent, bool daemon);
  void line(const std::string& text, std::int64_t later);
  SiteId site(std::int32_t line);
  std::uint32_t m_texts = 0;
};

/// Two philosophers, each with one fork and waiting for the other's, and main that joins them.
HandMade deadlockedSupper();

}  // namespace lockstep
