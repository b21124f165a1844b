// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/table_feed.h"

namespace lockstep {

/// `add` answers whether the row was there.
template <class Add>
void TableFeed::follow(Cursor& cursor, std::uint32_t count, Add add) {
  std::erase_if(cursor.holes, add);
  for (; cursor.next < count; ++cursor.next)
    if (!add(cursor.next)) cursor.holes.push_back(cursor.next);
}

void TableFeed::feedTasks(const Arena& arena, Trace& trace) {
  const std::uint32_t count = arena.taskCount();
  m_tasks.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TaskId id{static_cast<std::uint16_t>(i)};
    if (!arena.taskLive(id)) continue;
    const TaskSlot& slot = arena.task(id);
    TaskInfo& known = m_tasks[i];
    if (known.id.valid() && known.pid == slot.pid.load(std::memory_order_relaxed) &&
        known.tid == slot.tid.load(std::memory_order_relaxed) &&
        known.ppid == slot.ppid.load(std::memory_order_relaxed))
      continue;
    known = arena.taskInfo(id);
    trace.addTask(known);
  }
}

void TableFeed::feed(const Arena& arena, std::span<const Event> events, Trace& trace) {
  feedTasks(arena, trace);
  follow(m_resources, arena.resourceCount(), [&](std::uint32_t row) {
    const ResourceId id{row};
    if (arena.resource(id).live.load(std::memory_order_acquire) == 0) return false;
    trace.addResource(arena.resourceInfo(id));
    return true;
  });
  follow(m_sites, arena.siteCount(), [&](std::uint32_t row) {
    const SiteId id{static_cast<std::uint16_t>(row)};
    if (arena.site(id).live.load(std::memory_order_acquire) == 0) return false;
    trace.addSite(arena.siteInfo(id));
    return true;
  });
  for (const Event& event : events) {
    if (event.operation != Operation::say && event.operation != Operation::phase) continue;
    const TextId id{event.aux};
    if (id.valid() && trace.text(id).empty()) trace.addText(id, arena.text(id));
  }
}

}  // namespace lockstep
