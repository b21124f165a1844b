// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "events/vocabulary.h"

namespace lockstep {

/// One fact. The same 32 bytes lie in the probe's rings, in the trace and in its file:
///
///     0        8        16       20       24    26    28  29  30  31
///     | time   | value  |resource| aux    |task |site |op |ph |out|flg|
///
/// time is CLOCK_MONOTONIC in ns. See Operation for value, resource and aux.
struct Event {
  std::int64_t time = 0;
  std::int64_t value = 0;
  ResourceId resource;
  std::uint32_t aux = kNoAux;
  TaskId task;
  SiteId site;
  Operation operation = Operation::none;
  Phase phase = Phase::done;
  Outcome outcome = Outcome::ok;
  std::uint8_t flags = 0;

  static constexpr std::uint32_t kNoAux = 0xffffffff;

  /// aux as a task; not valid() where aux is unset.
  TaskId peer() const { return aux == kNoAux ? TaskId{} : TaskId{static_cast<std::uint16_t>(aux)}; }
  ValueKind valueKind() const { return static_cast<ValueKind>(flags & kValueKindMask); }
  bool has(EventFlag flag) const { return (flags & flag) != 0; }
  friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 32);

/// A queue item: None, an integer, a real number or a text of at most 8 bytes (UTF-8), in one
/// machine word, so that what travels is what is shown.
struct Item {
  std::int64_t bits = 0;
  ValueKind kind = ValueKind::none;

  static Item none() { return {}; }
  static Item integer(std::int64_t number) { return {number, ValueKind::integer}; }
  /// Longer texts are cut to 8 bytes.
  static Item text(std::string_view words) {
    Item item{0, ValueKind::text};
    std::memcpy(&item.bits, words.data(), words.size() < 8 ? words.size() : 8);
    return item;
  }
  static Item real(double number) {
    Item item{0, ValueKind::real};
    std::memcpy(&item.bits, &number, sizeof number);
    return item;
  }
  /// As Python's print shows it: None, 7, a4, 1.5.
  std::string toString() const;
  friend bool operator==(const Item&, const Item&) = default;
};

/// What is known of a task besides its events. Times are CLOCK_MONOTONIC ns, 0 = not yet.
struct TaskInfo {
  TaskId id;
  TaskId parent;
  TaskKind kind = TaskKind::thread;
  bool daemon = false;
  std::int32_t pid = 0;   ///< process (thread group) id
  std::int32_t tid = 0;   ///< kernel thread id
  std::int32_t ppid = 0;  ///< pid of the parent at start
  std::string name;
  friend bool operator==(const TaskInfo&, const TaskInfo&) = default;
};

struct ResourceInfo {
  ResourceId id;
  ResourceKind kind = ResourceKind::none;
  bool robust = false;  ///< lock: the next owner is told of a death
  std::int64_t capacity =
      0;             ///< queue: slots (0 = unbounded); semaphore: initial; barrier: parties
  ResourceId inner;  ///< condition: its lock
  std::string name;
  friend bool operator==(const ResourceInfo&, const ResourceInfo&) = default;
};

struct SiteInfo {
  SiteId id;
  std::int32_t line = 0;
  std::string file;  ///< base name of the source, such as philosophers.cpp
  std::string function;
  friend bool operator==(const SiteInfo&, const SiteInfo&) = default;
};

}  // namespace lockstep
