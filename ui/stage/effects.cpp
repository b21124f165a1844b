// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/effects.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

/// Events that change how a resource is drawn.
bool changesPicture(const Event& event) {
  switch (event.operation) {
    case Operation::acquire:
    case Operation::wait:
    case Operation::put:
    case Operation::get:
      return event.phase != Phase::request;
    case Operation::release:
    case Operation::set:
    case Operation::clear:
    case Operation::load:
    case Operation::add:
    case Operation::store:
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::abortBarrier:
    case Operation::resetBarrier:
      return true;
    default:
      return false;
  }
}

/// How many of a task's events are at or before `time`.
std::size_t eventsUntil(const Trace& trace, TaskId task, std::int64_t time) {
  std::size_t low = 0, high = trace.taskEventCount(task);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (trace.event(trace.taskEvent(task, middle)).time <= time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::optional<Event> findLast(const Trace& trace, TaskId task, std::int64_t time,
                              Operation operation, std::optional<Phase> phase) {
  constexpr std::size_t kMostBack = 32;
  const std::size_t until = eventsUntil(trace, task, time);
  for (std::size_t n = until; n > 0 && until - n < kMostBack; --n) {
    const Event& event = trace.event(trace.taskEvent(task, n - 1));
    if (event.operation == operation && (!phase || event.phase == *phase)) return event;
  }
  return std::nullopt;
}

}  // namespace

double easeOut(double progress) {
  const double rest = 1 - progress;
  return 1 - rest * rest * rest;
}

double easeInOut(double progress) {
  if (progress < .5) return 4 * progress * progress * progress;
  const double rest = 2 - 2 * progress;
  return 1 - rest * rest * rest / 2;
}

double PlaybackInstant::progress(std::int64_t start, double nominal, std::int64_t gap) const {
  if (rate <= 0 || still || start < since) return 1;
  const double length = std::min(nominal, static_cast<double>(gap) / rate);
  if (length < kLeastEffect) return 1;
  return std::clamp(static_cast<double>(now + beyond - start) / rate / length, 0.0, 1.0);
}

std::optional<double> PlaybackInstant::flight(std::int64_t start, double nominal,
                                              std::int64_t gap) const {
  PlaybackInstant moving = *this;
  moving.still = false;
  const double way = moving.progress(start, nominal, gap);
  if (way >= 1) return std::nullopt;
  return still ? .5 : way;
}

std::int64_t PlaybackInstant::nanoseconds(double milliseconds) const {
  return static_cast<std::int64_t>(std::min(milliseconds * std::max(0.0, rate), 1e17));
}

RecentChanges::RecentChanges(const Trace& trace, const PlaybackInstant& playback) {
  if (playback.rate <= 0) return;
  const std::int64_t reach = playback.nanoseconds(kForkJoin);
  const std::size_t next = trace.firstAt(playback.now + 1);
  for (std::size_t i = next; i > 0 && next - i < kMostScanned; --i) {
    const Event& event = trace.event(i - 1);
    if (event.time <= playback.now - reach) break;
    if (event.operation == Operation::reap && event.outcome == Outcome::ok)
      m_reaps.push_back(event);
    if (event.resource.valid() && changesPicture(event))
      m_changes.try_emplace(event.resource, Change{event, kNoGap});
  }
  std::size_t open = m_changes.size();
  const std::size_t size = trace.logSize();
  std::size_t i = next;
  for (; i < size && open > 0 && i - next < kMostScanned; ++i) {
    const Event& event = trace.event(i);
    if (event.time > playback.now + reach) return;
    const auto found = m_changes.find(event.resource);
    if (found == m_changes.end() || found->second.gap != kNoGap || !changesPicture(event)) continue;
    found->second.gap = event.time - found->second.event.time;
    --open;
  }
  if (i == size || open == 0) return;
  // The scan was cut short: the next event is at least as far away as it came.
  for (auto& [id, change] : m_changes)
    if (change.gap == kNoGap) change.gap = trace.event(i).time - change.event.time;
}

const Change* RecentChanges::of(ResourceId resource) const {
  const auto found = m_changes.find(resource);
  return found == m_changes.end() ? nullptr : &found->second;
}

std::optional<Event> lastEvent(const Trace& trace, TaskId task, std::int64_t time,
                               Operation operation, Phase phase) {
  return findLast(trace, task, time, operation, phase);
}

std::optional<Event> lastEvent(const Trace& trace, TaskId task, std::int64_t time,
                               Operation operation) {
  return findLast(trace, task, time, operation, std::nullopt);
}

}  // namespace lockstep::ui
