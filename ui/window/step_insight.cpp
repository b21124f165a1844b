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

std::optional<Choice> StepInsight::considered() const {
  if (m_considered && m_mode.situation().allows(*m_considered)) return m_considered;
  return m_mode.suggested();
}

void StepInsight::consider(std::optional<Choice> choice) {
  if (choice == m_considered) return;
  m_considered = choice;
  Q_EMIT changed();
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
  m_looksAhead = false;
  m_rest.stop();
  m_ahead.forget();
  if (m_on && place.line >= 0 && place.offers > 0 && m_mode.repeatable()) m_rest.start();
}

void StepInsight::ask() {
  const StepBranch* const line = m_mode.line();
  if (!line) return;
  std::vector<Choice> prefix = choicesOf(line->steps);
  prefix.resize(std::min(prefix.size(), m_mode.shown()));
  m_ahead.ask(line->request, std::move(prefix), m_mode.situation());
  m_looksAhead = true;
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

// Whether a worker is done is asked first: what it said before that is then known.
void StepInsight::look() {
  const bool ahead = m_ahead.busy();
  const bool busy = ahead || m_lastSafe.busy();
  const std::size_t known = m_ahead.known();
  const bool settles = m_looksAhead && !ahead;
  if (settles) m_looksAhead = false;
  if (!busy) m_look.stop();
  if (known == m_known && busy && !settles) return;
  m_known = known;
  Q_EMIT changed();
  if (settles) Q_EMIT settled();
}

}  // namespace lockstep::ui
