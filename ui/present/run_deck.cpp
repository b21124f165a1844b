// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/run_deck.h"

#include <algorithm>

#include "scenarios/scenario_info.h"
#include "theme/labels.h"

namespace lockstep::ui {

namespace {

/// Events on either side of the moment that the timeline shows.
constexpr std::size_t kAround = 10;

void placeRange(const Trace& trace, std::size_t index, DeckCard& card) {
  const std::size_t first = index > kAround ? index - kAround : 0;
  const std::size_t last = std::min(index + kAround, trace.logSize() - 1);
  card.from = trace.event(first).time;
  card.to = last + 1 == trace.logSize() ? trace.endTime() : trace.event(last).time;
  // What came before takes at least a quarter.
  card.from = std::min(card.from, card.time - (card.to - card.time) / 3);
}

}  // namespace

RunDeck::RunDeck(Viewpoint& view, Tongues tongues, const QString& language, QObject* parent)
    : Deck(parent), m_view(view), m_tongues(std::move(tongues)), m_tongue(m_tongues(language)) {
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    startOver();
    follow();
    Q_EMIT changed();
  });
  connect(&view, &Viewpoint::traceChanged, this, &RunDeck::grow);
  connect(&view, &Viewpoint::playheadChanged, this, &RunDeck::follow);
  startOver();
  m_current = indexAt(view.playhead());
}

QString RunDeck::title() const {
  const RunInfo& run = m_view.trace().run();
  const ScenarioInfo* info = findScenario(run.scenario);
  const std::string& title = run.title.empty() && info ? info->title : run.title;
  return title.empty() ? QStringLiteral("Lockstep") : m_tongue("Core", title.c_str());
}

QString RunDeck::subtitle() const {
  const RunInfo& run = m_view.trace().run();
  const ScenarioInfo* info = findScenario(run.scenario);
  if (!info || info->variants.size() < 2) return {};
  const auto found = std::ranges::find(info->variants, run.variant, &VariantInfo::name);
  return found == info->variants.end() ? QString() : m_tongue("Core", found->label.c_str());
}

void RunDeck::startOver() {
  m_moments.clear();
  m_read = 0;
  m_detail = MomentDetail::all;
  read();
}

void RunDeck::read() {
  const Trace& trace = m_view.trace();
  for (; m_read < trace.logSize(); ++m_read) {
    const Event event = trace.event(m_read);
    if (!isMoment(event, m_detail)) continue;
    // At one instant the last thing is told: what the picture shows is after it.
    if (!m_moments.empty() && trace.event(m_moments.back()).time == event.time)
      m_moments.back() = m_read;
    else
      m_moments.push_back(m_read);
    if (m_detail == MomentDetail::all && m_moments.size() > kMostDetailed) {
      m_detail = MomentDetail::turning;
      m_moments.clear();
      m_read = 0;
      return read();
    }
  }
}

bool RunDeck::hasEnd() const {
  return !m_view.trace().empty() && m_view.report().verdict != Verdict::running;
}

int RunDeck::count() const { return static_cast<int>(m_moments.size()) + (hasEnd() ? 1 : 0); }

std::int64_t RunDeck::timeOf(int index) const {
  const auto place = static_cast<std::size_t>(index);
  return place < m_moments.size() ? m_view.trace().event(m_moments[place]).time
                                  : m_view.trace().endTime();
}

int RunDeck::indexAt(std::int64_t time) const {
  int low = 0, high = count();
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (timeOf(middle) <= time)
      low = middle + 1;
    else
      high = middle;
  }
  return std::max(0, low - 1);
}

void RunDeck::follow() {
  const int now = indexAt(m_view.playhead());
  if (now == m_current) return;
  m_current = now;
  Q_EMIT changed();
}

void RunDeck::grow() {
  read();
  m_current = indexAt(m_view.playhead());
  Q_EMIT changed();
}

DeckCard RunDeck::card() const { return cardAt(m_current); }

std::optional<DeckCard> RunDeck::upcoming() const {
  if (m_current + 1 >= count()) return std::nullopt;
  return cardAt(m_current + 1);
}

DeckCard RunDeck::cardAt(int index) const {
  DeckCard card;
  const Trace& trace = m_view.trace();
  if (index >= count()) {
    card.time = m_view.playhead();
    return card;
  }
  card.time = timeOf(index);
  const auto place = static_cast<std::size_t>(index);
  const Moment moment = card.time == m_view.playhead() ? m_view.moment() : trace.at(card.time);
  const Narration told = place < m_moments.size()
                             ? narrate(trace, m_moments[place], moment, m_tongue)
                             : narrateEnd(trace, m_view.report(), m_tongue);
  card.caption = told.lines;
  card.title = told.lines.value(0);
  card.task = told.task;
  card.notes = notesAt(index, moment);
  card.parts = {DeckPart::stage};
  if (place < m_moments.size()) {
    placeRange(trace, m_moments[place], card);
  } else {
    card.from = trace.startTime();
    card.to = trace.endTime();
  }
  return card;
}

/// What everybody does, for who speaks: in the interface's language.
QString RunDeck::notesAt(int index, const Moment& moment) const {
  const Trace& trace = m_view.trace();
  const Words catalogue = words();
  QStringList lines;
  const auto place = static_cast<std::size_t>(index);
  if (place < m_moments.size()) {
    const Event event = trace.event(m_moments[place]);
    const std::string told = catalogue.event(trace, event);
    const std::string where = Words::place(trace, event.site);
    lines << QStringLiteral("`%1` %2").arg(QString::fromStdString(told),
                                           QString::fromStdString(where));
  } else {
    lines << QString::fromStdString(catalogue.verdict(trace, m_view.report()));
  }
  lines << QString();
  for (const TaskMoment& task : moment.tasks)
    if (task.id.valid() && task.id != kSupervisor)
      lines << QStringLiteral("- **%1** %2")
                   .arg(QString::fromStdString(catalogue.taskName(trace, task.id)),
                        QString::fromStdString(catalogue.state(trace, moment, task.id)));
  return lines.join(QLatin1Char('\n'));
}

bool RunDeck::next() {
  if (m_current + 1 >= count()) return m_more && m_more();
  ++m_current;
  Q_EMIT changed();
  return true;
}

bool RunDeck::back() {
  if (m_current == 0) return false;
  --m_current;
  Q_EMIT changed();
  return true;
}

void RunDeck::setLanguage(const QString& code) {
  m_tongue = m_tongues(code);
  Q_EMIT changed();
}

}  // namespace lockstep::ui
