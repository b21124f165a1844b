// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "probe/arena.h"
#include "trace/trace.h"

namespace lockstep {

/// Copies the arena's tables into a trace as they grow. Internal to session/. One thread.
class TableFeed {
 public:
  /// Adds all rows that `events`, taken from the rings before this call, can speak of; tasks whose
  /// pid has become known are added again.
  void feed(const Arena& arena, std::span<const Event> events, Trace& trace);

 private:
  /// Rows 0 .. next are known but for the holes: claimed, and perhaps never to be published.
  struct Cursor {
    std::uint32_t next = 0;
    std::vector<std::uint32_t> holes;
  };
  template <class Add>
  static void follow(Cursor& cursor, std::uint32_t count, Add add);
  void feedTasks(const Arena& arena, Trace& trace);

  Cursor m_resources;
  Cursor m_sites;
  std::vector<TaskInfo> m_tasks;  ///< as last added; not valid() id: not yet
};

}  // namespace lockstep
