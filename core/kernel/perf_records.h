// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/kernel_evidence.h"

/// The bytes of a perf ring as records. Pure, so that it can be tested with bytes of any kind.

namespace lockstep {

/// The part of perf_event_attr.sample_type that parsePerfRecords() expects: with sample_id_all
/// every record ends with
///
///     | pid u32 | tid u32 | time u64 | cpu u32 | reserved u32 |
///
std::uint64_t perfSampleType();

/// Appends the records between the counters `tail` and `head` of a ring of `data.size()` bytes (a
/// power of two; position = counter % size) that came from `cpu`. Kinds that Lockstep did not ask
/// for are passed over. A record whose length cannot be right ends the reading: what follows it
/// counts as lost. Every byte is read at most once and only within `data`.
void parsePerfRecords(std::span<const std::byte> data, std::uint64_t tail, std::uint64_t head,
                      std::uint32_t cpu, std::vector<KernelRecord>& records);

}  // namespace lockstep
