// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/step_playback.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr int kStepFrameMs = 16;

}  // namespace

StepPlayback::StepPlayback(Playback::Clock clock, QObject* parent)
    : QObject(parent), m_clock(std::move(clock)) {
  m_timer.setInterval(kStepFrameMs);
  m_timer.setTimerType(Qt::PreciseTimer);
  connect(&m_timer, &QTimer::timeout, this, &StepPlayback::tick);
}

void StepPlayback::play(std::int64_t granted, std::int64_t settled) {
  if (m_reduced) return finish();
  m_granted = granted;
  m_settled = std::max(settled, granted + 1);
  m_begun = m_clock();
  m_timer.start();
  Q_EMIT moved();
}

void StepPlayback::finish() {
  if (!playing()) return;
  m_timer.stop();
  Q_EMIT moved();
}

std::optional<PlaybackInstant> StepPlayback::instant() const {
  if (!playing()) return std::nullopt;
  const double rate = static_cast<double>(m_settled - m_granted) / kEvents;
  const double shown = static_cast<double>(m_clock() - m_begun) / 1e6 * rate * kLength /
                       static_cast<double>(length());
  const std::int64_t at = m_granted + static_cast<std::int64_t>(shown);
  PlaybackInstant instant;
  instant.now = std::min(at, m_settled);
  instant.beyond = at - instant.now;
  instant.rate = rate;
  instant.since = m_granted;
  return instant;
}

void StepPlayback::setReduced(bool reduced) {
  m_reduced = reduced;
  if (reduced) finish();
}

void StepPlayback::tick() {
  if (!playing()) return;
  if (m_clock() - m_begun >= std::int64_t{length()} * 1'000'000) return finish();
  Q_EMIT moved();
}

}  // namespace lockstep::ui
