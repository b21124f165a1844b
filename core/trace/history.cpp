// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/history.h"

#include <algorithm>
#include <limits>

namespace lockstep {

namespace {

// A replay of at most the second number of events keeps to a millisecond; a checkpoint that costs a
// byte an event keeps to the memory budget. Between the two the world's size decides.
constexpr std::size_t kLeastBetween = 4096;
constexpr std::size_t kMostBetween = 16384;

}  // namespace

void History::apply(const Event& event, const Tables& tables) {
  m_world.apply(event, tables);
  if (++m_events >= m_nextCheckpoint) checkpoint();
}

void History::die(TaskId task, std::int64_t time) {
  if (m_world.taskGone(task, time)) m_deaths.push_back({m_events, time, task});
}

void History::checkpoint() {
  const std::size_t bytes = m_world.bytes();
  m_nextCheckpoint = m_events + std::clamp(bytes, kLeastBetween, kMostBetween);
  if (m_events < kLeastBetween) return;
  m_checkpoints.push_back({m_events, m_deaths.size(), m_world});
  m_checkpointBytes += bytes;
}

World History::at(std::int64_t time, const EventLog& log, const Tables& tables) const {
  const bool forEver = time == std::numeric_limits<std::int64_t>::max();
  const std::size_t events = forEver ? log.size() : log.firstAt(time + 1);
  const auto deaths = static_cast<std::size_t>(
      std::upper_bound(m_deaths.begin(), m_deaths.end(), time,
                       [](std::int64_t t, const Death& death) { return t < death.time; }) -
      m_deaths.begin());
  if (events == m_events && deaths == m_deaths.size()) return m_world;

  const auto after =
      std::upper_bound(m_checkpoints.begin(), m_checkpoints.end(), events,
                       [](std::size_t n, const Checkpoint& c) { return n < c.events; });
  World world;
  std::size_t event = 0;
  std::size_t death = 0;
  if (after != m_checkpoints.begin()) {
    const Checkpoint& nearest = *std::prev(after);
    world = nearest.world;
    event = nearest.events;
    death = nearest.deaths;
  }
  for (;; ++event) {
    for (; death < deaths && m_deaths[death].position <= event; ++death)
      world.taskGone(m_deaths[death].task, m_deaths[death].time);
    if (event == events) break;
    world.apply(log[event], tables);
  }
  return world;
}

std::size_t History::bytes() const {
  return m_world.bytes() + m_checkpointBytes + m_deaths.capacity() * sizeof(Death) +
         m_checkpoints.capacity() * sizeof(Checkpoint);
}

}  // namespace lockstep
