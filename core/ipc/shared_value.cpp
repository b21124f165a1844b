// SPDX-License-Identifier: GPL-3.0-or-later
#include "ipc/shared_value.h"

#include <atomic>
#include <tuple>

#include "sync/call.h"

namespace lockstep {

/// One word, so that integer and version change together:
///
///     63      32       0
///     | version | int32 |
struct SharedValueState {
  explicit SharedValueState(std::int32_t initial);
  std::atomic<std::uint64_t> word;
};

namespace {

constexpr std::uint64_t pack(std::uint32_t version, std::int32_t value) {
  return static_cast<std::uint64_t>(version) << 32 | static_cast<std::uint32_t>(value);
}

constexpr std::uint32_t versionOf(std::uint64_t word) {
  return static_cast<std::uint32_t>(word >> 32);
}

constexpr std::int32_t valueOf(std::uint64_t word) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(word));
}

}  // namespace

SharedValueState::SharedValueState(std::int32_t initial) : word(pack(0, initial)) {}

SharedValue::SharedValue(std::string name, std::int32_t initial, Where where) {
  ResourceInfo info;
  info.kind = ResourceKind::sharedValue;
  info.name = std::move(name);
  std::tie(m_id, m_state) = createObject<SharedValueState>(info, initial, where, initial);
}

SharedValue::SharedValue(Existing, ResourceId id)
    : m_id(id), m_state(findObject<SharedValueState>(id, ResourceKind::sharedValue)) {}

std::int32_t SharedValue::load(Where where) const {
  Call call(Operation::load, m_id, where);
  call.pass();
  const std::uint64_t word = m_state->word.load(std::memory_order_acquire);
  call.carry(valueOf(word), ValueKind::integer);
  call.doneWith(versionOf(word));
  return valueOf(word);
}

void SharedValue::add(std::int32_t n, Where where) {
  // Wraps round as the machine does.
  const auto sum = static_cast<std::int32_t>(static_cast<std::uint32_t>(load(where)) +
                                             static_cast<std::uint32_t>(n));
  Call call(Operation::add, m_id, where);
  call.carry(sum, ValueKind::integer);
  call.pass();
  call.done();
  store(sum, where);
}

void SharedValue::store(std::int32_t value, Where where) {
  Call call(Operation::store, m_id, where);
  call.carry(value, ValueKind::integer);
  call.pass();
  std::uint64_t old = m_state->word.load(std::memory_order_relaxed);
  while (!m_state->word.compare_exchange_weak(
      old, pack(versionOf(old) + 1, value), std::memory_order_acq_rel, std::memory_order_relaxed)) {
  }
  call.doneWith(versionOf(old));
}

}  // namespace lockstep
