// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/step_insight.h"

namespace lockstep::ui {

namespace {

constexpr int kRestMs = 150;
constexpr int kLookMs = 40;

}  // namespace

StepInsight::StepInsight(StepMode& mode, QObject* parent) : QObject(parent), m_mode(mode) {
  m_rest.setSingleShot(true);
  m_rest.setInterval(kRestMs);
  m_look.setInterval(kLookMs);
  connect(&m_rest, &QTimer::timeout, this, &StepInsight::ask);
  connect(&m_look, &QTimer::timeout, this, &StepInsight::look);
  connect(&mode, &StepMode::changed, this, &StepInsight::follow);
  connect(&mode, &StepMode::branchesChanged, this, &StepInsight::searchLastSafe);
}

std::optional<StepEffect> StepInsight::effect(const Choice& choice) const {
  const StepBranch* const line = m_mode.line();
  const std::size_t shown = m_mode.shown();
  if (line && shown < line->steps.size() && line->steps[shown].choice == choice)
    return m_mode.effectOfStep(shown + 1);
  return m_ahead.effect(choice);
}

void StepInsight::setSecret(bool secret) {
  if (secret == m_secret) return;
  m_secret = secret;
  Q_EMIT changed();
}

void StepInsight::follow() {
  const Place place{m_mode.on() ? m_mode.current() : -1, m_mode.shown(),
                    m_mode.situation().offers.size()};
  if (place == m_place) return;
  m_place = place;
  m_known = 0;
  m_ahead.forget();
  if (m_on && place.line >= 0 && place.offers > 0 && m_mode.repeatable()) m_rest.start();
}

void StepInsight::ask() {
  const StepBranch* const line = m_mode.line();
  if (!line) return;
  std::vector<Choice> prefix = choicesOf(line->steps);
  prefix.resize(std::min(prefix.size(), m_mode.shown()));
  m_ahead.ask(line->request, std::move(prefix), m_mode.situation());
  m_look.start();
}

void StepInsight::searchLastSafe() {
  const StepBranch* const line = m_mode.line();
  const bool lost = line && m_mode.repeatable() && isBad(line->verdict) &&
                    line->end != RunEnd::running && !line->steps.empty();
  const Place wanted{lost ? m_mode.current() : -1, lost ? line->steps.size() : 0, 0};
  if (wanted == m_searched) return;
  m_searched = wanted;
  m_lastSafe.forget();
  if (lost && m_on) {
    m_lastSafe.ask(line->request, choicesOf(line->steps));
    m_look.start();
  }
  Q_EMIT changed();
}

void StepInsight::look() {
  const bool busy = m_ahead.busy() || m_lastSafe.busy();
  const std::size_t known = m_ahead.known();
  if (!busy) m_look.stop();
  if (known == m_known && busy) return;
  m_known = known;
  Q_EMIT changed();
}

}  // namespace lockstep::ui
