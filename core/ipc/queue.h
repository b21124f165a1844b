// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "events/event.h"
#include "runtime/task.h"
#include "sync/sync.h"

namespace lockstep {

struct QueueState;

/// queue.Empty and queue.Full.
struct EmptyError : TaskError {
  using TaskError::TaskError;
};
struct FullError : TaskError {
  using TaskError::TaskError;
};

/// A FIFO between threads or processes, as Python's queue.Queue and multiprocessing.Queue; items
/// are Items (one word). Unbounded with capacity 0, up to kMaxItems items.
class Queue {
 public:
  static constexpr int kMaxItems = 32767;

  explicit Queue(std::string name, int capacity = 0, Where where = Where::current());
  Queue(Existing, ResourceId id);

  /// Throws FullError when it does not block and there is no room, or when the timeout comes first.
  void put(Item item, bool blocking = true, Timeout timeout = {}, Where where = Where::current());
  void putNowait(Item item, Where where = Where::current()) { put(item, false, {}, where); }
  /// Throws EmptyError likewise.
  Item get(bool blocking = true, Timeout timeout = {}, Where where = Where::current());
  Item getNowait(Where where = Where::current()) { return get(false, {}, where); }
  int qsize(Where where = Where::current());
  bool full(Where where = Where::current());
  bool empty(Where where = Where::current());
  ResourceId id() const { return m_id; }

 private:
  ResourceId m_id;
  QueueState* m_state;
};

}  // namespace lockstep
