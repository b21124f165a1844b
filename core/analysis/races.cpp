// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/races.h"

#include <algorithm>

namespace lockstep {

void Races::read(const Event& event, const VectorClock& clock) {
  if (event.phase != Phase::done || !event.resource.valid()) return;
  if (event.resource.value >= m_values.size()) m_values.resize(event.resource.value + 1);
  Value& value = m_values[event.resource.value];
  const Seen now{{event.task, event.operation, event.site, event.time}, clock[event.task]};
  if (const Seen* earlier = findRace(value, now, clock))
    add(event.resource, earlier->access, now.access);
  if (event.operation == Operation::load) {
    remember(value, now, clock);
    return;
  }
  value.store = now;
  value.loads.clear();
}

bool Races::isRace(const Seen& earlier, const Seen& later, const VectorClock& clock) {
  return earlier.access.task != later.access.task && earlier.clock > clock[earlier.access.task];
}

const Races::Seen* Races::findRace(const Value& value, const Seen& later,
                                   const VectorClock& clock) {
  if (value.store.access.task.valid() && isRace(value.store, later, clock)) return &value.store;
  if (later.access.operation == Operation::load) return nullptr;
  const auto load = std::find_if(value.loads.begin(), value.loads.end(),
                                 [&](const Seen& seen) { return isRace(seen, later, clock); });
  return load == value.loads.end() ? nullptr : &*load;
}

/// Of loads one of which comes before the other, the later one is enough.
void Races::remember(Value& value, const Seen& load, const VectorClock& clock) {
  if (value.loads.size() == 1 && !isRace(value.loads.front(), load, clock)) value.loads.clear();
  const auto own = std::find_if(value.loads.begin(), value.loads.end(), [&](const Seen& seen) {
    return seen.access.task == load.access.task;
  });
  if (own == value.loads.end())
    value.loads.push_back(load);
  else
    *own = load;
}

void Races::add(ResourceId value, const Access& earlier, const Access& later) {
  Finding& finding = m_findings[value];
  if (finding.count++ > 0) return;
  finding.kind = FindingKind::race;
  finding.time = later.time;
  finding.task = later.task;
  finding.peer = earlier.task;
  finding.resource = value;
  finding.site = later.site;
  finding.accesses = {earlier, later};
}

void Races::forget(ResourceId value) {
  if (value.value < m_values.size()) m_values[value.value] = {};
}

void Races::forgetSince(std::int64_t time) {
  std::erase_if(m_findings, [time](const auto& row) { return row.second.time > time; });
  m_values.clear();
}

std::vector<Finding> Races::findings() const {
  std::vector<Finding> all;
  for (const auto& [value, finding] : m_findings) all.push_back(finding);
  return all;
}

}  // namespace lockstep
