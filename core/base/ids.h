// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace lockstep {

/// A number that means one thing. Two ids of different kinds never mix.
template <class Tag, class Number>
struct Id {
  Number value = static_cast<Number>(-1);

  constexpr Id() = default;
  constexpr explicit Id(Number number) : value(number) {}
  constexpr bool valid() const { return value != static_cast<Number>(-1); }
  friend constexpr auto operator<=>(Id, Id) = default;
};

/// Index in the arena's task table. 0 is the supervisor (the init of a run), 1 the scenario's
/// main task; the value is the number that every view shows for the task.
using TaskId = Id<struct TaskTag, std::uint16_t>;
/// Index in the arena's resource table.
using ResourceId = Id<struct ResourceTag, std::uint32_t>;
/// Index in the arena's site table.
using SiteId = Id<struct SiteTag, std::uint16_t>;
/// Offset of an interned text in the arena.
using TextId = Id<struct TextTag, std::uint32_t>;

inline constexpr TaskId kSupervisor{0};
inline constexpr TaskId kMainTask{1};

}  // namespace lockstep

template <class Tag, class Number>
struct std::hash<lockstep::Id<Tag, Number>> {
  std::size_t operator()(lockstep::Id<Tag, Number> id) const noexcept {
    return std::hash<Number>{}(id.value);
  }
};
