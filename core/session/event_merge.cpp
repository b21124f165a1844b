// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/event_merge.h"

#include <algorithm>
#include <limits>

namespace lockstep {

std::size_t EventMerge::addStream() {
  m_streams.emplace_back();
  return m_streams.size() - 1;
}

void EventMerge::settle(std::size_t number) {
  Stream& stream = m_streams[number];
  auto& events = stream.events;
  for (std::size_t i = std::max(stream.settled, stream.first + 1); i < events.size(); ++i) {
    if (events[i - 1].time <= events[i].time) continue;
    const Event event = events[i];
    std::size_t hole = i;
    for (; hole > stream.first && events[hole - 1].time > event.time; --hole)
      events[hole] = events[hole - 1];
    events[hole] = event;
  }
  stream.settled = events.size();
}

void EventMerge::takeRun(Stream& stream, std::int64_t limit, std::vector<Event>& out) {
  const auto& events = stream.events;
  std::size_t last = stream.first;
  while (last < events.size() && events[last].time < limit) ++last;
  std::size_t copied = out.size();
  out.insert(out.end(), events.begin() + static_cast<std::ptrdiff_t>(stream.first),
             events.begin() + static_cast<std::ptrdiff_t>(last));
  for (; copied < out.size() && out[copied].time < m_edge; ++copied) out[copied].flags |= kFlagLate;
  stream.first = last;
}

/// Keeps the memory of a stream in proportion to what waits; each event is moved once on average.
void EventMerge::forgetTaken(Stream& stream) {
  if (stream.first * 2 < stream.events.size()) return;
  stream.events.erase(stream.events.begin(),
                      stream.events.begin() + static_cast<std::ptrdiff_t>(stream.first));
  stream.settled -= stream.first;
  stream.first = 0;
}

void EventMerge::takeBefore(std::int64_t limit, std::vector<Event>& out) {
  const auto front = [&](std::size_t number) {
    const Stream& stream = m_streams[number];
    return stream.events[stream.first].time;
  };
  m_active.clear();
  for (std::size_t i = 0; i < m_streams.size(); ++i)
    if (m_streams[i].first < m_streams[i].events.size() && front(i) < limit) m_active.push_back(i);

  while (!m_active.empty()) {
    std::size_t earliest = 0;
    std::int64_t next = limit;  // of the others
    for (std::size_t i = 1; i < m_active.size(); ++i) {
      if (front(m_active[i]) < front(m_active[earliest])) {
        next = std::min(next, front(m_active[earliest]));
        earliest = i;
      } else {
        next = std::min(next, front(m_active[i]));
      }
    }
    // A run takes in what has the very time of the other stream's next, so that it always moves on.
    Stream& stream = m_streams[m_active[earliest]];
    const std::int64_t until = next < limit ? next + 1 : limit;
    takeRun(stream, std::min(until, limit), out);
    if (stream.first == stream.events.size() || stream.events[stream.first].time >= limit) {
      forgetTaken(stream);
      m_active[earliest] = m_active.back();
      m_active.pop_back();
    }
  }
  if (limit != std::numeric_limits<std::int64_t>::max()) m_edge = std::max(m_edge, limit);
}

std::size_t EventMerge::waiting() const {
  std::size_t sum = 0;
  for (const Stream& stream : m_streams) sum += stream.events.size() - stream.first;
  return sum;
}

}  // namespace lockstep
