// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/playback.h"

#include <algorithm>
#include <array>

#include "base/clock.h"

namespace lockstep::ui {

namespace {

constexpr int kFrameMs = 16;
constexpr std::array kSlownesses = {1.0,   2.0,    5.0,    10.0,   20.0, 50.0, 100.0, 200.0,
                                    500.0, 1000.0, 2000.0, 5000.0, 1e4,  2e4,  5e4,   1e5};
constexpr std::array kEventRates = {0.5, 1.0, 2.0, 5.0, 10.0, 20.0};
static_assert(kSlownesses[Playback::kStandardSlowness] == 200);

}  // namespace

std::span<const double> Playback::slownesses() { return kSlownesses; }
std::span<const double> Playback::eventRates() { return kEventRates; }

Playback::Playback(Viewpoint& view, Clock clock, QObject* parent)
    : QObject(parent), m_view(view), m_clock(clock ? std::move(clock) : Clock(&monotonicNow)) {
  m_timer.setInterval(kFrameMs);
  m_timer.setTimerType(Qt::PreciseTimer);
  connect(&m_timer, &QTimer::timeout, this, &Playback::tick);
  connect(&view, &Viewpoint::traceReplaced, this, &Playback::pause);
}

double Playback::slowness() const { return kSlownesses[static_cast<std::size_t>(m_slownessStop)]; }

double Playback::eventsPerSecond() const {
  return kEventRates[static_cast<std::size_t>(m_eventStop)];
}

double Playback::nsPerMs() const { return m_mode == Mode::time ? 1e6 / slowness() : 0; }

void Playback::play() {
  const Trace& trace = m_view.trace();
  if (m_playing || trace.empty()) return;
  if (m_view.playhead() >= trace.endTime() && !m_live) m_view.setPlayhead(trace.startTime());
  rebase();
  setPlaying(true);
}

void Playback::pause() { setPlaying(false); }

void Playback::setPlaying(bool playing) {
  if (playing == m_playing) return;
  m_playing = playing;
  if (playing)
    m_timer.start();
  else
    m_timer.stop();
  Q_EMIT playingChanged(playing);
}

void Playback::setMode(Mode mode) {
  if (mode == m_mode) return;
  m_mode = mode;
  rebase();
  Q_EMIT rateChanged();
}

void Playback::setSlownessStop(int stop) {
  stop = std::clamp(stop, 0, static_cast<int>(kSlownesses.size()) - 1);
  if (stop == m_slownessStop) return;
  if (m_playing) tick();
  m_slownessStop = stop;
  rebase();
  Q_EMIT rateChanged();
}

void Playback::setEventStop(int stop) {
  stop = std::clamp(stop, 0, static_cast<int>(kEventRates.size()) - 1);
  if (stop == m_eventStop) return;
  m_eventStop = stop;
  rebase();
  Q_EMIT rateChanged();
}

void Playback::rebase() {
  m_baseTime = m_view.playhead();
  m_setTo = m_baseTime;
  m_baseClock = m_clock();
}

void Playback::tick() {
  if (!m_playing) return;
  if (m_view.playhead() != m_setTo) rebase();
  if (m_mode == Mode::time)
    tickTime(m_clock());
  else
    tickEvents(m_clock());
}

void Playback::tickTime(std::int64_t now) {
  const double passed = static_cast<double>(now - m_baseClock) / slowness();
  const std::int64_t target = m_baseTime + static_cast<std::int64_t>(passed);
  const bool end = target >= m_view.trace().endTime();
  m_setTo = std::min(target, m_view.trace().endTime());
  m_view.setPlayhead(m_setTo);
  if (end) reachEnd();
}

void Playback::tickEvents(std::int64_t now) {
  const auto period = static_cast<std::int64_t>(1e9 / eventsPerSecond());
  while (m_playing && now - m_baseClock >= period) {
    m_baseClock += period;
    if (!m_view.stepEvent(1)) {
      reachEnd();
      return;
    }
    m_setTo = m_view.playhead();
  }
}

void Playback::reachEnd() {
  pause();
  if (m_live) m_view.setFollowing(true);
}

}  // namespace lockstep::ui
