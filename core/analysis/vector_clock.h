// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/ids.h"

namespace lockstep {

/// How far into every task's past somebody can see (C. Fidge; F. Mattern, 1988): one number a task,
/// 0 for nothing. As long as the highest task that it knows of. Internal to analysis/.
class VectorClock {
 public:
  std::uint32_t operator[](TaskId task) const {
    const std::size_t block = task.value / kBlock;
    return block < m_blocks.size() ? m_blocks[block][task.value % kBlock] : 0;
  }
  void tick(TaskId task) {
    const std::size_t block = task.value / kBlock;
    if (block >= m_blocks.size()) m_blocks.resize(block + 1);
    ++m_blocks[block][task.value % kBlock];
  }
  /// Learns all that `other` knows.
  void join(const VectorClock& other) {
    if (m_blocks.size() < other.m_blocks.size()) m_blocks.resize(other.m_blocks.size());
    for (std::size_t i = 0; i < other.m_blocks.size(); ++i)
      m_blocks[i] = later(m_blocks[i], other.m_blocks[i]);
  }
  bool empty() const { return m_blocks.empty(); }
  void clear() { m_blocks.clear(); }

 private:
  /// As many at a time as a compiler turns into few instructions.
  static constexpr std::size_t kBlock = 8;
  using Block = std::array<std::uint32_t, kBlock>;

  static Block later(Block one, const Block& other) {
    for (std::size_t i = 0; i < kBlock; ++i) one[i] = std::max(one[i], other[i]);
    return one;
  }

  std::vector<Block> m_blocks;
};

}  // namespace lockstep
