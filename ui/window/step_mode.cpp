// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/step_mode.h"

#include <algorithm>
#include <utility>

#include <QTimer>

#include "scenarios/scenario_info.h"
#include "step/recorded.h"
#include "step/step_words.h"
#include "window/recordings.h"

namespace lockstep::ui {

namespace {

std::vector<Choice> firstChoices(const std::vector<StepTaken>& steps, std::size_t count) {
  std::vector<Choice> choices = choicesOf(steps);
  choices.resize(std::min(count, choices.size()));
  return choices;
}

RunRequest withoutPrefix(RunRequest request) {
  request.prefix.clear();
  return request;
}

/// Whether the run of a recording can be started again and is the same program then.
Repeat repeatOf(const RunInfo& run, bool throughout) {
  if (!throughout) return Repeat::freeRun;
  const ScenarioInfo* const info = findScenario(run.scenario);
  if (!info ||
      std::ranges::find(info->variants, run.variant, &VariantInfo::name) == info->variants.end())
    return Repeat::unknown;
  return info->source == run.source ? Repeat::yes : Repeat::changed;
}

/// The last thing that Lockstep said of a parked task before `time`.
std::optional<Event> lastParked(const Trace& trace, TaskId task, std::int64_t time) {
  for (std::size_t n = trace.taskEventCount(task); n > 0; --n) {
    const Event event = trace.event(trace.taskEvent(task, n - 1));
    if (event.time < time && event.operation == Operation::parked) return event;
  }
  return std::nullopt;
}

}  // namespace

StepMode::StepMode(Viewpoint& view, LiveRun& live, QObject* parent)
    : QObject(parent), m_view(view), m_live(live), m_steps(std::make_shared<const StepView>()) {
  connect(&live, &LiveRun::started, this, &StepMode::runStarted);
  connect(&live, &LiveRun::pulled, this, &StepMode::pulled);
  connect(&live, &LiveRun::ended, this, &StepMode::runEnded);
  connect(&view, &Viewpoint::playheadChanged, this, &StepMode::changed);
  connect(&view, &Viewpoint::selectionChanged, this, &StepMode::changed);
  connect(&view, &Viewpoint::traceChanged, this, &StepMode::takeVerdict);
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    const bool ours = line() && line()->trace.get() == &m_view.trace();
    if (!ours && !m_live.running()) m_current = -1;
    m_axis.clear();
    m_axis.update(m_view.trace());
    Q_EMIT changed();
  });
}

// The mode.

void StepMode::setOn(bool on) {
  if (on == m_on) return;
  m_on = on;
  if (Run* run = m_live.run()) {
    run->setStepping(on);
    m_live.expectAnswer();
    if (on) m_view.setFollowing(true);
  }
  Q_EMIT modeChanged();
  Q_EMIT changed();
}

RunRequest StepMode::prepared(RunRequest request) const {
  request.stepping = m_on ? Stepping::fromStart : Stepping::possible;
  if (!m_plan) request.prefix.clear();
  return request;
}

// What there is.

const StepBranch* StepMode::line() const {
  return m_current < 0 ? nullptr : &m_branches[static_cast<std::size_t>(m_current)];
}

StepBranch* StepMode::branch() {
  return m_current < 0 ? nullptr : &m_branches[static_cast<std::size_t>(m_current)];
}

std::size_t StepMode::steps() const { return line() ? line()->steps.size() : 0; }

std::size_t StepMode::shown() const {
  if (m_view.following()) return steps();
  const std::size_t atPlayhead = m_axis.stepsAt(m_view.playhead());
  return atPlayhead >= m_axis.steps() ? steps() : std::min(atPlayhead, steps());
}

bool StepMode::waiting() const { return m_live.running() && m_steps->waiting; }

bool StepMode::busy() const { return m_live.running() && m_automatic; }

QString StepMode::whyNotRepeatable() const {
  const bool recordedFree = !line() && !m_live.running() && !m_view.trace().empty();
  switch (line() ? line()->repeat : recordedFree ? Repeat::freeRun : Repeat::yes) {
    case Repeat::yes:
      return {};
    case Repeat::freeRun:
      return tr(
          "This run began as a Free run, so its beginning cannot be repeated. Start it in Step "
          "mode "
          "to choose otherwise.");
    case Repeat::unknown:
      return tr(
          "This recording can only be looked at: its scenario or variant is not part of this "
          "Lockstep.");
    case Repeat::changed:
      return tr(
          "This recording can only be looked at: the scenario's program has changed since it was "
          "made.");
  }
  return {};
}

Situation StepMode::situationAt(std::size_t count) const {
  if (!line()) return {};
  const auto seen = line()->situations.find(count);
  if (seen != line()->situations.end()) return seen->second;
  if (count >= steps()) return {};
  return rebuilt(count);
}

// A parked task asks for the same thing until it is let go, so the step in which that happens tells
// what it asked for before.
Situation StepMode::rebuilt(std::size_t count) const {
  const StepBranch& branch = *line();
  Situation situation;
  situation.step = static_cast<std::uint32_t>(count);
  if (count > 0) situation.last = branch.steps[count - 1].choice.task;
  if (count >= m_axis.steps()) return situation;
  const std::int64_t now = m_axis.granted(count + 1);
  std::map<TaskId, Event> asked;
  for (std::size_t i = count; i < branch.steps.size(); ++i)
    asked.emplace(branch.steps[i].choice.task, branch.steps[i].next);
  if (const auto last = branch.situations.find(branch.steps.size());
      last != branch.situations.end())
    for (const Offer& offer : last->second.offers) asked.emplace(offer.task, offer.next);
  for (const auto& [task, next] : asked) {
    const auto parked = lastParked(m_view.trace(), task, now);
    if (!parked) continue;
    Offer offer;
    offer.task = task;
    offer.next = next;
    for (const Choice& choice : branch.steps[count].choices)
      if (choice.task == task) offer.able.push_back(choice);
    if (offer.able.empty()) {
      offer.waitsFor = parked->resource;
      offer.holder = parked->peer();
    }
    situation.offers.push_back(std::move(offer));
  }
  return situation;
}

std::optional<Choice> StepMode::suggested() const {
  const Situation now = situation();
  const Offer* const selected = now.offer(m_view.task());
  if (selected && !selected->able.empty()) return selected->able.front();
  const std::vector<Choice> choices = now.choices();
  return choices.empty() ? std::nullopt : std::optional(choices.front());
}

std::optional<StepEffect> StepMode::effectOfStep(std::size_t number) const {
  if (number == 0 || number > steps()) return std::nullopt;
  const StepTaken& taken = line()->steps[number - 1];
  const Situation after = situationAt(number);
  if (after.offers.empty() && number == steps() && m_live.running()) return std::nullopt;
  return effectOf(situationAt(number - 1), taken.choice, after);
}

QString StepMode::told() const {
  const std::size_t number = shown();
  if (number == 0) return {};
  const StepTaken& taken = line()->steps[number - 1];
  const auto effect = effectOfStep(number);
  return toldStep(m_view.trace(), number, taken.choice, taken.next, effect ? &*effect : nullptr);
}

// Acts.

void StepMode::pick(const Choice& choice) {
  if (!line()) return;
  if (inPast()) {
    if (line()->steps[shown()].choice == choice) return forward();
    return restart(shown(), choice);
  }
  Run* const run = m_live.run();
  if (!run) return restart(steps(), choice);
  if (!waiting() || !situation().allows(choice)) return;
  m_view.setFollowing(true);
  run->choose(choice);
  m_live.expectAnswer();
}

void StepMode::step() {
  if (inPast()) return forward();
  if (const auto choice = suggested()) pick(*choice);
}

/// By a step of the recording.
void StepMode::forward() {
  goTo(shown() + 1);
  Q_EMIT stepped(shown());
}

void StepMode::back() {
  if (shown() > 0) goTo(shown() - 1);
}

void StepMode::goTo(std::size_t count) {
  if (!line()) return;
  if (count >= steps() || count >= m_axis.steps()) {
    if (m_live.running())
      m_view.setFollowing(true);
    else
      m_view.setPlayhead(m_view.trace().endTime());
  } else {
    m_view.setPlayhead(m_axis.granted(count + 1) - 1);
  }
  Q_EMIT changed();
}

void StepMode::undo() {
  if (shown() > 0) restart(shown() - 1, std::nullopt);
}

void StepMode::runOn() { runUntil({}); }

void StepMode::runUntil(StepGoal goal) {
  goTo(steps());
  Run* const run = m_live.run();
  if (!run) return;
  m_automatic = true;
  m_asked = m_steps->version;
  run->runUntil(std::move(goal));
  m_live.expectAnswer();
}

void StepMode::pause() {
  if (Run* run = m_live.run()) run->pauseSteps();
}

void StepMode::toggleBreakpoint(const Breakpoint& point) {
  const auto there = std::ranges::find(m_breakpoints, point);
  if (there != m_breakpoints.end())
    m_breakpoints.erase(there);
  else
    m_breakpoints.push_back(point);
  if (Run* run = m_live.run()) run->setBreakpoints(m_breakpoints);
  Q_EMIT changed();
}

// Lines.

void StepMode::restart(std::size_t common, std::optional<Choice> then) {
  if (!repeatable()) {
    Q_EMIT refused(whyNotRepeatable());
    return;
  }
  Plan plan;
  std::vector<Choice> prefix = firstChoices(line()->steps, common);
  plan.common = common;
  plan.steps.assign(line()->steps.begin(),
                    line()->steps.begin() + static_cast<std::ptrdiff_t>(prefix.size()));
  plan.trace = line()->trace;
  if (common == steps()) {
    plan.branch = m_current;  // goes on with the same line
  } else {
    plan.fresh.parent = m_current;
    plan.fresh.from = common;
  }
  if (then) prefix.push_back(*then);
  start(std::move(plan), line()->request, std::move(prefix));
}

StepMode::Plan StepMode::planOf(const StepReplay& wanted) const {
  Plan plan;
  plan.fresh.name = wanted.name;
  plan.common = wanted.choices.size();
  plan.fromFirstStep = true;
  return plan;
}

void StepMode::replay(const StepReplay& wanted) {
  m_compared.reset();
  start(planOf(wanted), wanted.request, wanted.choices);
}

void StepMode::compare(const StepReplay& one, const StepReplay& other, std::size_t step) {
  Plan plan = planOf(other);
  plan.fresh.difference = step;
  m_compared = one;
  start(std::move(plan), other.request, other.choices);
}

/// A line that was to be repeated has come to its end, or as far as it was recorded.
void StepMode::replayed() {
  m_goesToStart = false;
  goTo(difference().value_or(1) - 1);
  if (!m_compared) return;
  // Not from within the end of a run.
  QTimer::singleShot(0, this, [this, step = difference()] {
    if (!m_compared) return;
    const StepReplay one = *std::exchange(m_compared, std::nullopt);
    Plan plan = planOf(one);
    plan.fresh.difference = step;
    start(std::move(plan), one.request, one.choices);
  });
}

std::optional<std::size_t> StepMode::difference() const {
  return line() ? line()->difference : std::nullopt;
}

void StepMode::openRecording(std::shared_ptr<Trace> trace) {
  m_compared.reset();
  m_branches.clear();
  m_current = -1;
  m_steps = std::make_shared<const StepView>();
  if (isStepped(*trace)) {
    RecordedSteps recorded = recordedSteps(*trace);
    StepBranch branch;
    branch.request = requestOf(trace->run());
    branch.request.stepping = Stepping::fromStart;
    branch.repeat = repeatOf(trace->run(), recorded.throughout);
    branch.situations[recorded.steps.size()] = std::move(recorded.last);
    branch.steps = std::move(recorded.steps);
    branch.end = trace->end();
    branch.trace = std::move(trace);
    m_branches.push_back(std::move(branch));
    m_current = 0;
  }
  Q_EMIT branchesChanged();
}

void StepMode::start(Plan plan, const RunRequest& request, std::vector<Choice> prefix) {
  plan.selected = m_view.task();
  const bool wasOn = std::exchange(m_on, true);
  m_plan = std::move(plan);
  RunRequest wanted = request;
  wanted.stepping = Stepping::fromStart;
  wanted.prefix = std::move(prefix);
  if (!wasOn) Q_EMIT modeChanged();
  Q_EMIT runWanted(wanted);
  m_plan.reset();  // unless it has started
}

void StepMode::showBranch(int number) {
  if (number < 0 || number == m_current || static_cast<std::size_t>(number) >= m_branches.size())
    return;
  const std::shared_ptr<Trace> trace = m_branches[static_cast<std::size_t>(number)].trace;
  if (!trace) return;
  // The real tasks of the line that is left end here; its recording stays.
  m_live.abandon();
  m_current = number;
  m_steps = std::make_shared<const StepView>();
  m_view.setTrace(trace);
  m_view.setReport(analyse(*trace));
  m_view.setFollowing(false);
  m_view.fitRun();
  m_view.setPlayhead(trace->endTime());
  Q_EMIT branchesChanged();
  Q_EMIT changed();
}

void StepMode::nameBranch(int number, const QString& name) {
  m_branches[static_cast<std::size_t>(number)].name = name.trimmed();
  Q_EMIT branchesChanged();
}

QString StepMode::branchName(int number) const {
  const QString& name = m_branches[static_cast<std::size_t>(number)].name;
  return name.isEmpty() ? tr("Line %1", "a line of choices").arg(number + 1) : name;
}

void StepMode::runStarted() {
  m_steps = std::make_shared<const StepView>();
  m_taken = 0;
  m_asked = 0;
  m_automatic = false;
  m_axis.clear();
  const RunRequest request = withoutPrefix(m_live.request());
  const bool planned = m_plan.has_value();
  Plan plan = planned ? std::move(*m_plan) : Plan{};
  m_plan.reset();
  if (!planned) {
    m_branches.clear();
    m_compared.reset();
  }
  if (plan.branch >= 0) {
    m_current = plan.branch;
  } else {
    m_branches.push_back(std::move(plan.fresh));
    m_current = static_cast<int>(m_branches.size()) - 1;
  }
  StepBranch& now = *branch();
  now.request = request;
  now.repeat = request.stepping == Stepping::fromStart ? Repeat::yes : Repeat::freeRun;
  now.trace = m_live.trace();
  now.steps.clear();
  now.situations.clear();
  now.verdict = Verdict::running;
  now.end = RunEnd::running;
  m_goesToStart = plan.fromFirstStep;
  m_settled = plan.common;
  m_repeats = std::move(plan.steps);
  m_repeatsOf = std::move(plan.trace);
  if (plan.selected.valid()) m_view.selectTask(plan.selected);
  // Another scenario has other resources under the same numbers.
  if (m_breakpointsOf != request.scenario)
    std::erase_if(m_breakpoints, [](const Breakpoint& point) { return point.resource.valid(); });
  m_breakpointsOf = request.scenario;
  if (Run* run = m_live.run()) run->setBreakpoints(m_breakpoints);
  if (m_on) m_live.expectAnswer();
  Q_EMIT branchesChanged();
  Q_EMIT changed();
}

void StepMode::pulled() {
  m_axis.update(m_view.trace());
  const Run* const run = m_live.run();
  if (!run) return;
  m_steps = run->stepView();
  take(*m_steps);
  Q_EMIT changed();
}

void StepMode::take(const StepView& view) {
  StepBranch* const now = branch();
  if (!now || view.version == m_taken) return;
  m_taken = view.version;
  const bool grew = now->steps.size() != view.steps.size();
  now->steps = view.steps;
  if (view.waiting && view.version > m_asked) m_automatic = false;
  if (view.waiting) now->situations[view.steps.size()] = view.situation;
  if (!view.diverged.empty())
    Q_EMIT refused(tr("The run could not be repeated as it was: %1.")
                       .arg(QString::fromStdString(view.diverged)));
  if (view.waiting && m_goesToStart && m_live.running()) replayed();
  if (view.waiting) settle(view.steps.size());
  if (grew) Q_EMIT branchesChanged();
}

/// Everything has come to rest after so many steps.
void StepMode::settle(std::size_t count) {
  checkRepeated();
  const bool one = count == m_settled + 1;
  m_settled = count;
  if (one && m_view.following()) Q_EMIT stepped(count);
}

/// The choices of a prefix may all be possible and yet mean something else.
void StepMode::checkRepeated() {
  const std::vector<StepTaken> expected = std::exchange(m_repeats, {});
  const std::shared_ptr<Trace> trace = std::exchange(m_repeatsOf, nullptr);
  const std::size_t count = std::min(expected.size(), steps());
  for (std::size_t i = 0; i < count; ++i) {
    const Event& found = line()->steps[i].next;
    if (sameRequest(*trace, expected[i].next, m_view.trace(), found)) continue;
    Q_EMIT refused(
        tr("The run could not be repeated as it was: step %1 was %2 and is %3 now.")
            .arg(i + 1)
            .arg(operationOf(*trace, expected[i].next), operationOf(m_view.trace(), found)));
    return;
  }
}

// The report of a run may come some time after its end.
void StepMode::takeVerdict() {
  StepBranch* const now = branch();
  if (!now || m_live.running() || now->trace.get() != &m_view.trace()) return;
  now->end = m_view.trace().end();
  if (m_view.awaitsReport() || now->verdict == m_view.report().verdict) return;
  now->verdict = m_view.report().verdict;
  Q_EMIT branchesChanged();
}

void StepMode::runEnded() {
  m_automatic = false;
  m_axis.update(m_view.trace());
  takeVerdict();
  if (m_goesToStart)
    replayed();
  else if (line())
    settle(steps());
  Q_EMIT branchesChanged();
  Q_EMIT changed();
}

}  // namespace lockstep::ui
