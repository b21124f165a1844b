// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "runtime/task.h"
#include "sync/sync.h"

namespace lockstep {

struct SharedValueState;

/// multiprocessing.Value('i') without its lock: one 32-bit integer in shared memory. Each load and
/// each store is atomic; `value += 1` is a load, an addition and a store, and another task can come
/// between. The word carries a version beside the integer, so a store knows exactly whether it
/// overwrote something that its task had not read.
class SharedValue {
 public:
  explicit SharedValue(std::string name, std::int32_t initial = 0, Where where = Where::current());
  SharedValue(Existing, ResourceId id);
  std::int32_t load(Where where = Where::current()) const;
  void store(std::int32_t value, Where where = Where::current());
  /// `value += n`: a load, an addition and a store. Not atomic, as in Python.
  void add(std::int32_t n, Where where = Where::current());
  ResourceId id() const { return m_id; }

 private:
  ResourceId m_id;
  SharedValueState* m_state;
};

}  // namespace lockstep
