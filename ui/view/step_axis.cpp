// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/step_axis.h"

#include <algorithm>

namespace lockstep::ui {

void StepAxis::update(const Trace& trace) {
  for (; m_read < trace.logSize(); ++m_read) {
    const Event event = trace.event(m_read);
    if (m_knots.empty()) m_knots.push_back({event.time, first()});
    if (event.operation == Operation::granted) {
      closeSection(event.time);
      openSection(event.time, false);
      m_grants.push_back({event.time, m_knots.back().position});
    } else if (event.operation == Operation::freed && !m_free && !m_grants.empty()) {
      closeSection(event.time);
      openSection(event.time, true);
    }
    if (event.operation == Operation::parked) m_settled = event.time;
    m_lastTime = event.time;
  }
}

// A stretch of Free run has no end of its own: its tasks park one after the other.
StepAxis::Knot StepAxis::tail() const {
  const bool parked = m_settled != 0 && !m_free;
  const std::int64_t end = parked ? m_settled : m_lastTime;
  return {std::max(end, m_knots.back().time + 1), m_knots.back().position + 1};
}

void StepAxis::closeSection(std::int64_t time) {
  const Knot end = tail();
  m_knots.push_back({std::min(end.time, time), end.position});
}

void StepAxis::openSection(std::int64_t time, bool free) {
  m_knots.push_back({time, m_knots.back().position});
  m_settled = 0;
  m_lastTime = time;
  m_free = free;
}

std::int64_t StepAxis::settled(std::size_t number) const { return time(endOf(number)); }

double StepAxis::endOf(std::size_t number) const {
  return number == 0 ? 0 : m_grants[number - 1].position + 1;
}

std::size_t StepAxis::stepsAt(std::int64_t time) const {
  const auto after = std::upper_bound(
      m_grants.begin(), m_grants.end(), time,
      [](std::int64_t instant, const Grant& grant) { return instant < grant.time; });
  return static_cast<std::size_t>(after - m_grants.begin());
}

double StepAxis::last() const { return m_knots.empty() ? 0 : tail().position; }

double StepAxis::position(std::int64_t time) const {
  if (m_knots.empty()) return 0;
  const auto after =
      std::upper_bound(m_knots.begin(), m_knots.end(), time,
                       [](std::int64_t instant, const Knot& knot) { return instant < knot.time; });
  if (after == m_knots.begin()) return first();
  const Knot& left = *(after - 1);
  const Knot right = after == m_knots.end() ? tail() : *after;
  if (time >= right.time) return right.position;
  const double share =
      static_cast<double>(time - left.time) / static_cast<double>(right.time - left.time);
  return left.position + share * (right.position - left.position);
}

std::int64_t StepAxis::time(double position) const {
  if (m_knots.empty()) return 0;
  const auto after =
      std::lower_bound(m_knots.begin(), m_knots.end(), position,
                       [](const Knot& knot, double place) { return knot.position < place; });
  if (after == m_knots.begin()) return m_knots.front().time;
  const Knot& left = *(after - 1);
  const Knot right = after == m_knots.end() ? tail() : *after;
  if (right.position <= left.position) return right.time;
  const double share =
      std::clamp((position - left.position) / (right.position - left.position), 0.0, 1.0);
  return left.time + static_cast<std::int64_t>(share * static_cast<double>(right.time - left.time));
}

}  // namespace lockstep::ui
