// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/viewpoint.h"

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

// A live view starts this wide, so that the first milliseconds do not fill the screen.
constexpr std::int64_t kFirstSpan = 20'000'000;
// Longest range: 30 years; keeps sums of times far from overflow.
constexpr double kMostSpan = 1e18;
// Where the live edge stands while following, as a share of the range.
constexpr double kEdgePlace = 0.87;

std::int64_t saturated(double value) {
  constexpr double kMost = 4e18;
  return static_cast<std::int64_t>(std::clamp(value, -kMost, kMost));
}

}  // namespace

Viewpoint::Viewpoint(QObject* parent) : QObject(parent), m_trace(std::make_shared<Trace>()) {}

void Viewpoint::setTrace(std::shared_ptr<Trace> trace) {
  CHECK(trace != nullptr);
  m_trace = std::move(trace);
  m_relations = Relations();
  m_relations.update(*m_trace);
  m_report = Report();
  m_momentValid = false;
  m_task = TaskId();
  m_resource = ResourceId();
  m_markFrom = m_markTo = 0;
  m_playhead = m_trace->startTime();
  m_from = m_trace->startTime();
  m_to = m_from + std::max(kFirstSpan, m_trace->endTime() - m_trace->startTime());
  Q_EMIT traceReplaced();
  Q_EMIT playheadChanged();
  Q_EMIT rangeChanged();
  Q_EMIT selectionChanged();
  if (m_following) moveToLiveEdge();
}

void Viewpoint::lookAt(const Viewpoint& other) {
  setTrace(other.m_trace);
  setReport(other.m_report);
  setCodeLanguage(other.m_codeLanguage);
}

void Viewpoint::traceGrew() {
  m_relations.update(*m_trace);
  // An open interval at the playhead may have closed or changed its reason.
  m_momentValid = false;
  if (m_playhead < m_trace->startTime() && !m_trace->empty()) {
    // The first events of a live run: nothing could be looked at before.
    const std::int64_t span = m_to - m_from;
    m_playhead = m_trace->startTime();
    m_from = m_playhead;
    m_to = m_from + span;
    Q_EMIT playheadChanged();
    Q_EMIT rangeChanged();
  }
  Q_EMIT traceChanged();
  if (m_following) moveToLiveEdge();
}

void Viewpoint::setReport(Report report) {
  m_report = std::move(report);
  Q_EMIT traceChanged();
}

const Moment& Viewpoint::moment() const {
  if (!m_momentValid) {
    m_moment = m_trace->at(m_playhead);
    m_momentValid = true;
  }
  return m_moment;
}

void Viewpoint::setPlayhead(std::int64_t time) {
  const std::int64_t clamped = std::clamp(time, m_trace->startTime(), m_trace->endTime());
  setFollowing(false);
  placePlayhead(clamped);
}

void Viewpoint::placePlayhead(std::int64_t time) {
  if (time == m_playhead) return;
  m_playhead = time;
  m_momentValid = false;
  Q_EMIT playheadChanged();
}

void Viewpoint::setFollowing(bool following) {
  if (following == m_following) return;
  m_following = following;
  if (following) moveToLiveEdge();
  Q_EMIT followingChanged();
}

void Viewpoint::moveToLiveEdge() {
  placePlayhead(m_trace->endTime());
  const std::int64_t span = m_to - m_from;
  const auto ahead = static_cast<std::int64_t>(static_cast<double>(span) * (1 - kEdgePlace));
  std::int64_t to = m_trace->endTime() + ahead;
  // While the run is shorter than the range it grows from the left.
  to = std::max(to, m_trace->startTime() + span);
  placeRange(to - span, to);
}

void Viewpoint::setRange(std::int64_t from, std::int64_t to) {
  if (to < from) std::swap(from, to);
  double start = static_cast<double>(from);
  double span = static_cast<double>(to) - start;
  if (span < static_cast<double>(kLeastSpan)) {
    const std::int64_t middle = from + (to - from) / 2;
    placeRange(middle - kLeastSpan / 2, middle - kLeastSpan / 2 + kLeastSpan);
    return;
  }
  if (span > kMostSpan) return;
  placeRange(from, to);
}

void Viewpoint::placeRange(std::int64_t from, std::int64_t to) {
  if (from == m_from && to == m_to) return;
  m_from = from;
  m_to = to;
  Q_EMIT rangeChanged();
}

void Viewpoint::fitRun() {
  const std::int64_t start = m_trace->startTime();
  const std::int64_t length = std::max(kLeastSpan, m_trace->endTime() - start);
  setFollowing(false);
  setRange(start, start + length + length / 64);
}

void Viewpoint::zoom(double factor, std::int64_t anchor) {
  if (!(factor > 0) || !std::isfinite(factor)) return;
  const double span = static_cast<double>(m_to - m_from);
  const double length = static_cast<double>(m_trace->endTime() - m_trace->startTime());
  const double most = std::max({length * 2, static_cast<double>(kFirstSpan), span});
  const double wanted = std::clamp(span * factor, static_cast<double>(kLeastSpan), most);
  const double place = static_cast<double>(anchor - m_from) / span;
  const std::int64_t from = saturated(static_cast<double>(anchor) - 0) - saturated(wanted * place);
  placeRange(from, from + std::max(kLeastSpan, saturated(wanted)));
}

void Viewpoint::pan(std::int64_t by) {
  const std::int64_t span = m_to - m_from;
  // At least a tenth of the range stays over the run, so that nobody gets lost.
  const std::int64_t margin = span / 10;
  const std::int64_t low = m_trace->startTime() - span + margin;
  const std::int64_t high = std::max(low, m_trace->endTime() - margin);
  const std::int64_t from = std::clamp(m_from + by, std::min(low, m_from), std::max(high, m_from));
  if (from == m_from) return;
  setFollowing(false);
  placeRange(from, from + span);
}

void Viewpoint::selectTask(TaskId task) {
  if (task == m_task) return;
  m_task = task;
  Q_EMIT selectionChanged();
}

void Viewpoint::selectResource(ResourceId resource) {
  if (resource == m_resource) return;
  m_resource = resource;
  Q_EMIT selectionChanged();
}

void Viewpoint::setMark(std::int64_t from, std::int64_t to) {
  if (to < from) std::swap(from, to);
  if (from == m_markFrom && to == m_markTo) return;
  m_markFrom = from;
  m_markTo = to;
  Q_EMIT selectionChanged();
}

void Viewpoint::setCodeLanguage(CodeLanguage language) {
  if (language == m_codeLanguage) return;
  m_codeLanguage = language;
  Q_EMIT codeLanguageChanged();
}

void Viewpoint::switchCodeLanguage() {
  setCodeLanguage(m_codeLanguage == CodeLanguage::cpp ? CodeLanguage::python : CodeLanguage::cpp);
}

bool Viewpoint::stepEvent(int direction) {
  const Trace& trace = *m_trace;
  // firstAt(t + 1) is the first event after t; the one before firstAt(t) is the last before t.
  if (direction > 0) {
    const std::size_t next = trace.firstAt(m_playhead + 1);
    if (next >= trace.logSize()) return false;
    goTo(trace.event(next).time);
    return true;
  }
  const std::size_t here = trace.firstAt(m_playhead);
  if (here == 0) return false;
  goTo(trace.event(here - 1).time);
  return true;
}

bool Viewpoint::stepTaskEvent(int direction) {
  if (!m_task.valid()) return stepEvent(direction);
  const Trace& trace = *m_trace;
  const std::int64_t bound = direction > 0 ? m_playhead + 1 : m_playhead;
  std::size_t low = 0;
  std::size_t high = trace.taskEventCount(m_task);
  const std::size_t count = high;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (trace.event(trace.taskEvent(m_task, middle)).time < bound) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (direction > 0 ? low >= count : low == 0) return false;
  goTo(trace.event(trace.taskEvent(m_task, direction > 0 ? low : low - 1)).time);
  return true;
}

bool Viewpoint::stepWake(int direction) {
  const auto arrow =
      direction > 0 ? m_relations.nextWake(m_playhead) : m_relations.previousWake(m_playhead);
  if (!arrow) return false;
  goTo(arrow->received);
  return true;
}

void Viewpoint::goTo(std::int64_t time) {
  setPlayhead(time);
  if (m_playhead >= m_from && m_playhead < m_to) return;
  // Off the screen: bring it in with a quarter of the range before it.
  const std::int64_t span = m_to - m_from;
  const std::int64_t from = m_playhead - span / 4;
  placeRange(from, from + span);
}

void Viewpoint::selectNumber(int number) {
  if (number < 1 || static_cast<std::size_t>(number) >= m_trace->tasks().size()) return;
  selectTask(TaskId(static_cast<std::uint16_t>(number)));
}

}  // namespace lockstep::ui
